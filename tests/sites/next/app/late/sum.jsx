"use client";
import { useEffect } from "react";

export function Sum(attributes) {
  useEffect(() => { import("parallel-sum"); }, []);
  return <parallel-sum {...attributes} />;
}
