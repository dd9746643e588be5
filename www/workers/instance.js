// The instance of the wasm that a worker runs: its memory, its stack, its clock.

import * as wasm from "../pkg/parallel_sum.js";

export { wasm };

/** Bytes of stack for each thread that shares memory; its sums need little. */
const STACK = 2 ** 18;

/**
 * Starts an instance of the compiled wasm.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Memory} [memory] instead of one that may grow to what all threads of a pool need
 * @returns {Promise<object>} the instance's exports
 */
export async function startWasm(module, memory) {
  const exports = wasm.initSync({ module, memory, thread_stack_size: STACK });
  wasm.readClock(); // a thread's clock is read before it is up: its origin follows the wall clock in some browsers
  return exports;
}
