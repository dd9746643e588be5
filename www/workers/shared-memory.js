// The shared-memory engine as the coordinator sees it: a pool of wasm-bindgen-rayon, besides the coordinator itself,
// which is the first of the threads. They are cancelled, and their integers counted, in their memory (tally.js). The page
// starts the pool's workers, as it does all others.

import { wasm } from "./instance.js";

export class SharedMemory {
  kind = "shared-memory";
  #poolSize;
  #pool = null;
  /** The plan that the array in memory was filled for, if there is one: of the most threads. */
  #filled = null;

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
    wasm.parallel({ n: BigInt(threads), threads, chunks: threads, schedule: "static", kernel: "scalar", total: "private", source: "counter" });
  }

  /** Nothing to do: the threads look into their memory. */
  cancel() {}

  /**
   * Fills the array of those of some plans that read one.
   * @throws {Error} of reason "memory" where there is not as much
   */
  prepare(plans) {
    const reading = plans.filter(({ source }) => source === "array");
    const most = Math.max(...reading.map(({ threads }) => threads));
    if (reading.length > 0) this.#fill(reading.find(({ threads }) => threads === most));
  }

  #fill(plan) {
    const fits = wasm.fill(plan);
    if (fits !== undefined) throw Object.assign(new Error("There is not as much memory"), { reason: "memory", facts: { n: Number(plan.n), fits } });
    this.#filled = plan;
  }

  /** One timed run; undefined when cancelled. */
  async sum(plan) {
    if (plan.source === "array" && plan.n > this.#filled.n) this.#fill({ ...this.#filled, n: plan.n });
    return plan.mode === "parallel" ? wasm.parallel(plan) : wasm.serial(plan);
  }
}
