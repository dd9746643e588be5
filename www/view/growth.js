// What growth draws and says: speedup by n, on an axis where each step is ten times the one before, and from which n on threads
// pay; of a sweep whose n grows with its threads, what the curve of any sweep (curve.js) does not say.

import { say } from "../lang/format.js";
import { OPTIONS } from "../options.js";
import { curveTable, curveView, ticks } from "./curve.js";
import { draw, make } from "./dom.js";
import { about, isAheadAtLast } from "./sweep-words.js";
import { table } from "./table.js";

const [WIDTH, LEFT, RIGHT, TOP] = [640, 68, 30, 14];

/** How high it is, how much of that is below the axis, the most numbers at its left, how large points are, and a line of text. */
const SHAPES = {
  wide: { height: 210, below: 44, most: 5, size: 4.5, line: 18 },
  narrow: { height: 400, below: 68, most: 8, size: 9, line: 30 },
};

/** The picture of a sweep of whatever kind, of its result or of what is known of it so far; parameters as curveView's. */
export const sweepView = (sweep, curves, reference, texts) =>
  sweep.over === "n" ? growthView(sweep, texts) : curveView(sweep, curves, sweep.scaling === "weak" ? null : reference, texts);

/** Its points as a table. */
export const sweepTable = (sweep, texts) => (sweep.over === "n" ? growthTable(sweep, texts) : curveTable(sweep, texts));

function growthView(sweep, texts) {
  return make(
    "section",
    { className: "picture", part: "curve" },
    make("h3", {}, texts.growthTitle),
    ...Object.keys(SHAPES).map((shape) => plotOf(shape, sweep, texts)),
    make("p", {}, sentencesOf(sweep, texts).join(" ")),
  );
}

/** What the words leave out: from where on half of the threads are of use, and at which n it cannot be told who is ahead. */
function sentencesOf({ points, threads, breakEven, halfEfficiency }, { format, ...texts }) {
  if (breakEven === undefined || threads === 1) return []; // it is not over
  const unsure = points.filter(({ speedupCi95 }) => speedupCi95?.[0] <= 1 && speedupCi95[1] >= 1).map(({ n }) => format.whole(n));
  const half = { threads: format.threads(threads), n: halfEfficiency && about(halfEfficiency, format) };
  return [
    threads > 2 && say(halfEfficiency ? texts.halfEfficiency : texts.noHalfEfficiency, half), // of two it is where they break even
    unsure.length > 0 && say(texts.unsureAt, { n: unsure.join("; ") }),
  ].filter(Boolean);
}

function growthTable({ points, threads }, { format, columns, labels, parts, efficiency }) {
  const heads = [labels.n, ...[1, threads].map((count) => say(columns.timeOf, { threads: format.threads(count) })), parts.speedup, columns.interval, efficiency];
  const row = ({ n, serial, parallel, ...point }) => [
    format.whole(n),
    format.seconds(serial.median),
    format.seconds(parallel.median),
    point.speedup ? `${format.ratio(point.speedup)}×` : "–",
    point.speedupCi95 ? point.speedupCi95.map(format.ratio).join(" – ") : "–",
    point.efficiency ? format.percent(point.efficiency) : "–",
  ];
  return table(heads, points.map(row));
}

function plotOf(shape, sweep, texts) {
  const { height, below, most, size, line } = SHAPES[shape];
  const box = { left: LEFT, right: WIDTH - RIGHT, top: TOP + line, bottom: height - below };
  const { x, y, highest, decades, measured, halves, marks, usual } = placesIn(box, sweep);
  const { format } = texts;
  const across = (className, speedup) => draw("line", { class: className, x1: box.left, x2: box.right, y1: y(speedup), y2: y(speedup) });
  const text = (attributes, content) => draw("text", attributes, content);
  const spoken = measured.map(({ n, speedup }) => `${format.whole(n)}: ${format.ratio(speedup)}`).join("; ");
  const short = new Intl.NumberFormat(texts.language, { notation: "compact" });
  return draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, class: `curve ${shape}`, role: "img", "aria-label": say(texts.growthLabel, { points: spoken }) },
    ...ticks(highest, most).flatMap((s) => [across("grid", s), text({ x: box.left - 8, y: y(s) + 6, "text-anchor": "end" }, format.whole(s))]),
    ...decades.filter((_, i) => shape === "wide" || i % 2 === 0).map((n) => text({ x: x(n), y: box.bottom + line + (line > 18 ? -4 : 0), "text-anchor": "middle" }, short.format(n))),
    across("axis", 0),
    ...linesOf(halves, texts).flatMap(([speedup, name]) => [
      across(speedup === 1 ? "ideal" : "ideal half", speedup),
      text({ x: box.left + 6, y: y(speedup) - 6 }, name),
    ]),
    ...(usual ? [
      draw("line", { class: "usual", x1: x(usual), x2: x(usual), y1: box.top, y2: box.bottom }),
      text({ x: x(usual), y: box.top - 6, "text-anchor": x(usual) > WIDTH / 2 ? "end" : "start" }, say(texts.defaultN, { n: format.whole(usual) })),
    ] : []),
    ...measured.flatMap(({ n, speedup, speedupCi95 }) => [
      ...(speedupCi95 ? [draw("line", { class: "whisker", x1: x(n), x2: x(n), y1: y(speedupCi95[0]), y2: y(speedupCi95[1]) })] : []),
      draw("circle", { class: "point", cx: x(n), cy: y(speedup), r: size }),
    ]),
    ...marks.map(([n, speedup]) => draw("path", { class: "crossing", d: `M${x(n)},${y(speedup) - 2 * size}l${2 * size},${2 * size}l-${2 * size},${2 * size}l-${2 * size},-${2 * size}z` })),
    text({ x: (box.left + box.right) / 2, y: height - 6, "text-anchor": "middle" }, "n"),
    text({ x: 22, y: y(highest / 2), "text-anchor": "middle", transform: `rotate(-90 22 ${y(highest / 2)})` }, texts.parts.speedup),
  );
}

/** The speedups that a line is drawn at, with what each is called: one thread's, and that of half of the threads. */
export const linesOf = (halves, { format, efficiency }) =>
  [[1, format.threads(1)], ...(halves ? [[halves, `${efficiency}: ${format.percent(0.5)}`]] : [])];

/**
 * Where a sweep over n lies in a box {left, right, top, bottom}.
 * @returns `x` of an n and `y` of a speedup, of which the `highest` is drawn; `decades`, the powers of ten within; the points that were
 *   `measured`; half of the threads' speedup where a line is worth drawing, `halves`; the `marks` [n, speedup] of where threads break even
 *   and where half of them are of use; and the `usual` n, the default of such a sum, where it lies within
 */
export function placesIn({ left, right, top, bottom }, sweep) {
  const { points, threads, breakEven, halfEfficiency } = sweep;
  const measured = points.filter(({ speedup }) => speedup);
  const [first, last] = [Math.min(1000, Number(sweep.n)), Math.max(Number(sweep.n), 1001)].map(Math.log10);
  const highest = Math.max(threads, 2, ...measured.map(({ speedup }) => speedup));
  const usual = Number(OPTIONS.n.fallback(sweep));
  const exponents = Array.from({ length: 13 }, (_, exponent) => exponent);
  return {
    x: (n) => left + ((right - left) * (Math.log10(Number(n)) - first)) / (last - first),
    y: (speedup) => bottom - ((bottom - top) * Math.min(speedup, highest)) / highest, // an interval may reach far beyond
    highest,
    decades: exponents.filter((it) => it >= first && it <= last).map((it) => 10 ** it),
    measured,
    halves: threads > 2 ? threads / 2 : null,
    marks: [[isAheadAtLast(sweep) && breakEven, 1], ...(threads > 2 ? [[halfEfficiency, threads / 2]] : [])].filter(([n]) => n),
    usual: Math.log10(usual) >= first && Math.log10(usual) <= last ? usual : null,
  };
}
