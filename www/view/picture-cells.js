// The account in a picture: a cell for each thread that was paid for, filled from the left by what it was spent on, each part in
// a colour and a pattern of its own; and their values.

import { draw } from "./dom.js";
import { COLOURS, LEFT, RIGHT, text, widthOf } from "./picture-text.js";

/** How the lines of each pattern lie, in degrees, how thick they are on a tile of eight units, and whether they make a board. */
const PATTERNS = {
  start: [0, 3],
  gaps: [45, 4],
  imbalance: [90, 3],
  slowerThreads: [0, 4, true],
  join: [135, 2.5],
  gain: [45, 1.5],
  unknown: [135, 4],
};

const fillOf = (name) => (name in PATTERNS ? `url(#picture-${name})` : COLOURS[name]);

function patternOf(name) {
  const [angle, thickness, isBoard] = PATTERNS[name];
  const rect = (width, height, more) => draw("rect", { width, height, ...more });
  const light = { fill: COLOURS.ground, "fill-opacity": 0.55 };
  return draw("pattern", { id: `picture-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
    rect(8, 8, { fill: COLOURS[name] }),
    rect(isBoard ? thickness : 8, thickness, light),
    ...(isBoard ? [rect(thickness, thickness, { ...light, x: thickness, y: thickness })] : []));
}

/** Parts, whose sizes are in threads, across the picture, and the ground between one thread's cell and the next. */
export function cellsOf(parts, { y, height }) {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  const cell = (RIGHT - LEFT) / total;
  const patterns = parts.filter(({ name }) => name in PATTERNS).map(({ name }) => patternOf(name));
  let x = LEFT;
  const fills = parts.map(({ name, size }) => {
    const rect = draw("rect", { "data-part": name, x, y, width: cell * size, height, fill: fillOf(name) });
    x += cell * size;
    return rect;
  });
  const between = Array.from({ length: Math.ceil(total - 1e-9) - 1 }, (_, i) => `M${LEFT + cell * (i + 1)} ${y}v${height}`);
  return [draw("defs", {}, ...patterns), ...fills, draw("path", { d: between.join(""), stroke: COLOURS.ground, "stroke-width": Math.min(4, cell / 7) })];
}

/** What each part came to, in lines from y on. */
export function valuesOf(parts, y) {
  let [x, line] = [LEFT, y];
  return parts.flatMap(({ name, value, label }) => {
    const width = 54 + widthOf(`${value} ${label}`, 20);
    if (x > LEFT && x + width > RIGHT) [x, line] = [LEFT, line + 28];
    const swatch = draw("rect", { x, y: line - 15, width: 16, height: 16, fill: fillOf(name) });
    const words = text(x + 24, line, 20, draw("tspan", { "font-weight": 600 }, value));
    words.append(` ${label}`);
    x += width;
    return [swatch, words];
  });
}
