// What every worker of the engine does first, and the wasm that it runs.

import { importWasm } from "./wasm.js";

/** wasm-bindgen's exports, once `startWasm` has resolved. */
export let wasm;

/**
 * Starts an instance of the compiled wasm.
 * @param {{module: WebAssembly.Module, hasSimd: boolean}} compiled
 * @param {WebAssembly.Memory} [memory] instead of one that may grow to what all threads of a pool need
 * @returns {Promise<object>} the instance's exports
 */
export async function startWasm({ module, hasSimd }, memory) {
  wasm = await importWasm(hasSimd);
  const exports = await wasm.default({ module_or_path: module, memory });
  wasm.readClock(); // a thread's clock is read before it is up: its origin follows the wall clock in some browsers
  return exports;
}

/** Whether this is the worker of that name, rather than a page or another worker that has the same script. */
export const isWorker = (name) => typeof document === "undefined" && self.name === name;

/** Greets who started this worker, and lets them know of every failure that nobody here handles. */
export function greet() {
  addEventListener("unhandledrejection", ({ reason }) => {
    throw reason;
  });
  postMessage({ hello: true });
}
