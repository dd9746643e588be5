"use client";
import "parallel-sum";

export function Sum(attributes) {
  return <parallel-sum {...attributes} />;
}
