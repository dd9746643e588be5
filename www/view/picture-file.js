// A picture as a file.

import { pictureOf } from "./picture.js";
import { pngOf } from "./png.js";

/** What XML cannot hold: control characters, and halves of characters. An author's label might. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** An address is told as far as it leads: what follows the path may be somebody's own affair. */
const MOST_OF_ADDRESS = 90;

/** What a picture tells besides the result: as toldOf (told.js) takes it. */
export function factsOf(at, reference) {
  const isPublic = /^https?:$/.test(location.protocol);
  return { at, reference, address: isPublic ? (location.origin + location.pathname).slice(0, MOST_OF_ADDRESS) : null };
}

/**
 * @param {"svg" | "png"} type
 * @param {SVGElement} picture of `pictureOf`
 * @returns {Promise<Blob>}
 * @throws {EngineError} "forbidden" where the page's policy allows no PNG
 */
export async function fileOf(type, picture) {
  const svg = new XMLSerializer().serializeToString(picture).replaceAll(NOT_IN_XML, "");
  return type === "png" ? pngOf(svg, picture.querySelector("desc").textContent) : new Blob([svg], { type: "image/svg+xml" });
}

/** The same of what a run came to. */
export const pictureFile = (type, { result, at }, texts, reference) => fileOf(type, pictureOf(result, texts, factsOf(at, reference)));
