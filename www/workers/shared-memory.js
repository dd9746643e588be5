// The shared-memory engine as the coordinator sees it: a pool of wasm-bindgen-rayon, besides the coordinator itself,
// which is the first of the threads. They are cancelled, and their integers counted, in their memory (tally.js). The page
// starts the pool's workers, as it does all others.

import { wasm } from "./instance.js";

export class SharedMemory {
  kind = "shared-memory";
  #poolSize;
  #pool = null;

  /** @param {number} poolSize threads besides this one */
  constructor(poolSize) {
    this.#poolSize = poolSize;
  }

  /** Begins a pool; resolves to the address from which its threads receive what to run. */
  async begin() {
    if (this.#poolSize > 0) this.#pool = await wasm.initThreadPool(this.#poolSize);
    return this.#pool?.receiver();
  }

  /** Makes the pool of threads that are up. */
  build() {
    this.#pool?.build();
    // They find their way into the pool now, rather than in the first sum that is timed.
    const threads = this.#poolSize + 1;
    wasm.parallel({ n: BigInt(threads), threads, chunks: threads, schedule: "static", kernel: "scalar" });
  }

  /** Nothing to do: the threads look into their memory. */
  cancel() {}

  /** One timed run; undefined when cancelled. */
  async sum(plan) {
    return plan.mode === "parallel" ? wasm.parallel(plan) : wasm.serial(plan);
  }
}
