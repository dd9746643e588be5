// The shared-memory engine as the coordinator sees it: a pool of wasm-bindgen-rayon, besides the coordinator itself,
// which is the first of the threads. They are cancelled, and their integers counted, in their memory (tally.js).

import { wasm } from "./worker.js";

/** Bytes of stack for each thread; its sums need little. */
const STACK = 2 ** 18;

export class SharedMemory {
  kind = "shared-memory";

  /** Nothing to do: the threads look into their memory. */
  cancel() {}

  /** One timed run; undefined when cancelled. */
  async sum(plan) {
    return plan.mode === "parallel" ? wasm.parallel(plan) : wasm.serial(plan);
  }
}

/**
 * Starts the thread pool, and mends what wasm-bindgen-rayon does with its workers: it waits for ever for one that
 * cannot start, and gives each a stack of 2 MiB and a warning in the console.
 */
export async function startPool(size) {
  const { promise: failed, reject } = Promise.withResolvers();
  const NativeWorker = self.Worker;
  self.Worker = class extends NativeWorker {
    constructor(...parameters) {
      super(...parameters);
      this.addEventListener("error", ({ message }) => reject(new Error(message ?? "the script of a thread did not load")));
    }

    postMessage({ module, memory, ...rest }) {
      super.postMessage({ module: { module_or_path: module, memory, thread_stack_size: STACK }, ...rest });
    }
  };
  try {
    await Promise.race([wasm.initThreadPool(size), failed]);
  } finally {
    self.Worker = NativeWorker;
  }
  // Each thread reads its clock in its first sum; they do so before the team is up, as the origins of their clocks follow
  // that of the wall in some browsers.
  const threads = size + 1;
  wasm.parallel({ n: BigInt(threads), threads, chunks: threads, schedule: "static", kernel: "scalar" });
}
