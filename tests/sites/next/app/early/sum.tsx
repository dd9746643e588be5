"use client";
import type { ComponentProps } from "react";
import "parallel-sum";
import type {} from "parallel-sum/jsx";

export function Sum(attributes: ComponentProps<"parallel-sum">) {
  return <parallel-sum {...attributes} />;
}
