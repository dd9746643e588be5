// A picture as PNG, which is taken where SVG is not, with its text alternative inside: chat programs and sites drop the words
// around a picture, but few what is in the file.

import { EngineError } from "../engine/failure.js";
import { make } from "./dom.js";

/** Pixels a unit. */
const SCALE = 2;

/** Where the chunks after the first begin, which is the header of all PNGs. */
const AFTER_HEADER = 33;

/** @throws {EngineError} "forbidden" where the page's policy keeps the picture away */
export async function pngOf(svg, description) {
  const image = await drawn(svg);
  const canvas = make("canvas", { width: SCALE * image.width, height: SCALE * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new Blob([png.slice(0, AFTER_HEADER), textChunk("Description", description), png.slice(AFTER_HEADER)], { type: "image/png" });
}

/** By an address with everything in it: what is drawn from another kind of address may not be read back in frames of a sandbox. */
function drawn(svg) {
  return new Promise((resolve, reject) => {
    const onerror = () => reject(new EngineError("forbidden", { source: "data:", directive: "img-src" }));
    const image = make("img", { onload: () => resolve(image), onerror });
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  });
}

/** An iTXt chunk: https://www.w3.org/TR/png-3/#11iTXt */
function textChunk(keyword, text) {
  const content = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`); // neither compressed, nor in a language that is named
  const chunk = new DataView(new ArrayBuffer(content.length + 8));
  chunk.setUint32(0, content.length - 4);
  new Uint8Array(chunk.buffer).set(content, 4);
  chunk.setUint32(content.length + 4, crcOf(content));
  return chunk.buffer;
}

/** https://www.w3.org/TR/png-3/#5CRC-algorithm, bit by bit, since there are few. */
function crcOf(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
