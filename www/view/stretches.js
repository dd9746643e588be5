// The lanes of the timeline as shapes: of each thread its kinds of waiting, and its chunks as bars over them.

import { draw } from "./dom.js";

/** Of the drawing: its coordinates are a thousandth of the width, and a sixteenth of the text's size. */
export const WIDTH = 1000;
export const HEIGHT = 88;
/** Bars thinner than this, a pixel on a phone, are merged with their neighbours. */
export const THINNEST = 3.5;
export const WAITING = ["start", "gaps", "imbalance", "join"];

/** How much of what a lane takes is space to the next, from so much on: [lane, space]. */
const SPACES = [[8, 2], [3, 1], [0, 0]];

/** Where so many lanes are: all that there is room for, and the last at the bottom. */
export function placesOf(count) {
  const pitch = HEIGHT / count;
  const [, space] = SPACES.find(([least]) => pitch >= least);
  return { pitch, height: pitch - space, top: (lane) => HEIGHT - (count - lane) * pitch };
}

/** A shape of rectangles: [from, to] across, and how much of the lane's height, from below. */
export function shape(className, rectangles, lane, { top, height }, attributes = {}) {
  const bottom = top(lane) + height;
  const path = rectangles
    .filter(([from, to]) => to > from)
    .map(([from, to, part = 1]) => `M${round(from)} ${round(bottom)}v${round(-part * height)}H${round(to)}V${round(bottom)}z`);
  return draw("path", { class: className, d: path.join(""), ...attributes });
}

const round = (number) => Math.round(100 * number) / 100;

/**
 * What a thread did, as [part of the account, shape]: the bars in two colours in turn, so that neighbours can be told apart.
 * Gaps are one stretch that the bars are drawn over.
 */
export function stretchesOf(spans, { start, imbalance, join }, lane, total, places) {
  const x = (time) => (total > 0 ? (WIDTH * time) / total : 0);
  const lastEnd = total - join;
  const ends = [0, start, lastEnd - imbalance, lastEnd, total].map(x);
  const bars = barsOf(spans, x);
  return [
    ...WAITING.map((kind, i) => [kind, shape("waiting", [[ends[i], ends[i + 1]]], lane, places, { fill: `url(#${kind})` })]),
    ...[0, 1].map((turn) => ["speedup", shape(`bar-${turn}`, bars.filter((_, i) => i % 2 === turn), lane, places)]),
  ];
}

/**
 * The extents of a lane's bars, in which those that would be too thin to see are joined with the next. Such a bar is as
 * high as the part of its time that they take, so that the area tells the time still, and the gaps are seen above it.
 */
function barsOf(spans, x) {
  const bars = [];
  for (const span of spans) {
    const [from, to] = [x(span.start), x(span.end)];
    const last = bars.at(-1);
    if (last && (to - last.from < THINNEST || (last.to - last.from < THINNEST && from - last.to < THINNEST))) {
      last.busy += to - from;
      last.to = to;
    } else bars.push({ from, to, busy: to - from });
  }
  return bars.map(({ from, to, busy }) => [from, to, busy / (to - from)]);
}

/** What the lanes are filled over. */
export const groundsOf = (count, places) => Array.from({ length: count }, (_, lane) => shape("ground", [[0, WIDTH]], lane, places));

/** What the stretches of a kind of waiting are filled with: its colour, and the lines that its swatch has, too. */
export function hatch(kind, i) {
  const ground = draw("rect", { class: "under", width: 6, height: 6, fill: `var(--${kind})` });
  const line = draw("path", { class: "hatch", d: "M0 1h6" });
  return draw("pattern", { id: kind, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${45 * i})`, "shape-rendering": "auto" }, ground, line);
}
