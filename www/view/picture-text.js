// A picture's sheet: its size, its colours, those of the light element, and text on it, which SVG does not break into lines.

import { draw } from "./dom.js";

export const [WIDTH, HEIGHT] = [1200, 675];
export const [LEFT, RIGHT] = [56, WIDTH - 56];

export const COLOURS = {
  ground: "#ffffff",
  text: "#1c1e26",
  quiet: "#5c6070",
  line: "#d9dbe4",
  speedup: "#3a4fd8",
  gain: "#3a4fd8",
  start: "#b97f14",
  gaps: "#7a8396",
  imbalance: "#c2503f",
  join: "#1f8a8a",
  slowerThreads: "#8d5fb0",
  rest: "#5c6070",
  reference: "#a3a7b7",
  unknown: "#d9dbe4",
};

export const text = (x, y, size, content, attributes = {}) => draw("text", { x, y, "font-size": size, fill: COLOURS.text, ...attributes }, content);

/** About how wide a text is: fonts differ from place to place, so that none can be measured. */
export const widthOf = (text, size) => size * [...text].reduce((sum, it) => sum + (it > "\u1100" ? 0.95 : 0.54), 0);

/** In which size a text is about as wide as that. */
export const fontFor = (text, width) => width / widthOf(text, 1.2);

/** A text in lines of at most this width. */
export function linesOf(text, size, width) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, size) <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
