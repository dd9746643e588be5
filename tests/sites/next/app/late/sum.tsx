"use client";
import { useEffect, type ComponentProps } from "react";
import type {} from "parallel-sum/jsx";

export function Sum(attributes: ComponentProps<"parallel-sum">) {
  useEffect(() => { import("parallel-sum"); }, []);
  return <parallel-sum {...attributes} />;
}
