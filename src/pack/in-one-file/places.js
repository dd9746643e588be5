// Where the engine's parts lie in the one-file page: all in the script that runs, and the wasm in elements beside it.

import * as coordinator from "../workers/coordinator.js";
import "../workers/thread.js";

/** The scripts of workers are the page's own; by their names they know their part in it. */
const text = globalThis.document?.currentScript.text;
export const SCRIPTS = { coordinator: { text }, thread: { text } };

export const importCoordinator = async () => coordinator;

export async function fetchWasm(hasSimd) {
  const element = document.getElementById(hasSimd ? "wasm" : "wasm-scalar");
  return new Response(Uint8Array.from(atob(element.text), (character) => character.charCodeAt(0)));
}
