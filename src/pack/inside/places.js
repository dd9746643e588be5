// Where the engine's files lie in a script that has all of them inside: the build puts their texts before this one.

import * as coordinator from "../workers/coordinator.js";

const inside = (text) => ({ url: null, request: async () => new Response(text) });
export const SCRIPT = inside(WORKER);
export const GPU_SCRIPT = inside(GPU);

/** The first of the two builds has vectors. */
export function wasmFor(hasSimd) {
  return { url: null, request: async () => new Response(new Blob(blocksOf(hasSimd ? 0 : 1, await unpacked()))) };
}

async function unpacked() {
  const packed = Uint8Array.from(atob(WASMS), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The blocks of one of the two, which take turns as long as they have any. */
function blocksOf(wanted, bytes) {
  const left = [...SIZES];
  const blocks = [];
  for (let at = 0, turn = 0; at < bytes.length; turn = 1 - turn) {
    const size = Math.min(BLOCK, left[turn]);
    if (turn === wanted) blocks.push(bytes.subarray(at, at + size));
    left[turn] -= size;
    at += size;
  }
  return blocks;
}

export const importCoordinator = async () => coordinator;
