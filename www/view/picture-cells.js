// The account in a picture: a cell for each thread that was paid for, filled from the left by what it was spent on, each part in
// a colour and a pattern of its own; and their values.

import { draw } from "./dom.js";
import { COLOURS, LEFT, RIGHT, text, widthOf } from "./picture-text.js";

/** Lines of a pattern: how they lie, in degrees, and how thick they are on a tile of eight units. */
const PATTERNS = {
  gain: [45, 1.5],
  slowerThreads: [135, 2.5],
  imbalance: [90, 3],
  start: [0, 3],
  gaps: [45, 4],
  join: [0, 5],
  unknown: [135, 4],
};

const fillOf = (name) => (name in PATTERNS ? `url(#picture-${name})` : COLOURS[name]);

const patternOf = (name) => {
  const [angle, thickness] = PATTERNS[name];
  return draw("pattern", { id: `picture-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
    draw("rect", { width: 8, height: 8, fill: COLOURS[name] }),
    draw("rect", { width: 8, height: thickness, fill: COLOURS.ground, "fill-opacity": 0.55 }));
};

/** Parts, whose sizes add up to the threads, across the picture, and the ground between one thread's cell and the next. */
export function cellsOf(parts, threads, { y, height }) {
  const cell = (RIGHT - LEFT) / threads;
  const patterns = parts.filter(({ name }) => name in PATTERNS).map(({ name }) => patternOf(name));
  let from = 0;
  const fills = parts.map(({ name, size }) => {
    const rect = draw("rect", { "data-part": name, x: LEFT + cell * from, y, width: cell * size, height, fill: fillOf(name) });
    from += size;
    return rect;
  });
  const between = Array.from({ length: threads - 1 }, (_, i) => `M${LEFT + cell * (i + 1)} ${y}v${height}`);
  const width = Math.min(4, cell / 5);
  return [draw("defs", {}, ...patterns), ...fills, draw("path", { d: between.join(""), stroke: COLOURS.ground, "stroke-width": width })];
}

/** What each part came to, in lines from y on. */
export function valuesOf(parts, y) {
  let [x, line] = [LEFT, 0];
  return parts.flatMap(({ name, value, label }) => {
    const width = 54 + widthOf(`${value} ${label}`, 20);
    if (x > LEFT && x + width > RIGHT) [x, line] = [LEFT, line + 1];
    const left = x;
    x += width;
    return [
      draw("rect", { x: left, y: y - 15 + 28 * line, width: 16, height: 16, fill: fillOf(name) }),
      text(left + 24, y + 28 * line, 20, "", {}),
    ].map((it, i) => {
      if (i === 1) it.append(draw("tspan", { "font-weight": 600 }, value), ` ${label}`);
      return it;
    });
  });
}
