// The page's view of `Tally` (src/tally.rs), which lies in the memory that the threads share.

const LINE = 64; // bytes: each of its fields has a cache line of its own
const COUNTERS = 257; // of serial sums and of 256 threads

/** A flag that stops the running sum, and counters of the integers that its threads have added. */
export class Tally {
  #cancelled;
  #counters;

  /** @param {SharedArrayBuffer} buffer the wasm's memory  @param {number} address where the struct lies in it */
  constructor(buffer, address) {
    this.#cancelled = new Uint32Array(buffer, address, 1);
    this.#counters = new BigUint64Array(buffer, address + LINE, (COUNTERS * LINE) / 8);
  }

  /** Makes ready for the next sum. Only while none is running. */
  reset() {
    Atomics.store(this.#cancelled, 0, 0);
    for (let i = 0; i < this.#counters.length; i += LINE / 8) Atomics.store(this.#counters, i, 0n);
  }

  /** Asks the running sum to stop. */
  cancel() {
    Atomics.store(this.#cancelled, 0, 1);
  }

  /** Integers added since the reset, over all samples: by serial sums, then by each thread of parallel ones. */
  added() {
    return Array.from({ length: COUNTERS }, (_, i) => Number(Atomics.load(this.#counters, (i * LINE) / 8)));
  }
}
