// The page's view of `Control` (src/control.rs), which lies in the memory that the threads share.

const LINE = 64; // bytes: each of its fields has a cache line of its own
const COUNTERS = 256;

/** A flag that stops the running sum, and counters of the integers that its threads have added. */
export class Control {
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

  /** Integers added since the reset, by all threads and over all samples. */
  added() {
    let sum = 0n;
    for (let i = 0; i < this.#counters.length; i += LINE / 8) sum += Atomics.load(this.#counters, i);
    return Number(sum);
  }
}
