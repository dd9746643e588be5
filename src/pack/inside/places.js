// Where the engine's files lie in a script that has all of them inside: the build puts their texts before this one.

import * as coordinator from "../workers/coordinator.js";

export const SCRIPT = { url: null, request: async () => new Response(WORKER) };

export function wasmFor(hasSimd) {
  const packed = () => Uint8Array.from(atob(hasSimd ? WASM : SCALAR_WASM), (character) => character.charCodeAt(0));
  const unpacked = () => new Blob([packed()]).stream().pipeThrough(new DecompressionStream("gzip"));
  return { url: null, request: async () => new Response(unpacked()) };
}

export const importCoordinator = async () => coordinator;
