import { ParallelSumElement } from "parallel-sum";

document.title = document.querySelector("parallel-sum") instanceof ParallelSumElement ? "An element of its class" : "Something else";
