// Where the engine's files lie in the one-file page: all in the script that runs, and the wasm in elements beside it.

import * as coordinator from "../workers/coordinator.js";
import "../workers/worker.js";

/** The script of workers is the page's own; by their names they know their part in it. */
const text = globalThis.document?.currentScript.text;
export const SCRIPT = { url: null, request: async () => new Response(text) };

export function wasmFor(hasSimd) {
  const element = document.getElementById(hasSimd ? "wasm" : "wasm-scalar");
  return { url: null, request: async () => new Response(Uint8Array.from(atob(element.text), (character) => character.charCodeAt(0))) };
}

export const importCoordinator = async () => coordinator;
