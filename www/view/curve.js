// The speedup curve of a sweep: the ideal line, the measured points with their intervals, what the threads gave while they
// added, and the laws that fit the points.

import { say } from "../lang/format.js";
import { draw, make } from "./dom.js";
import { table } from "./table.js";

const [WIDTH, LEFT, RIGHT, TOP, BOTTOM] = [640, 68, 20, 14, 68];

/** How high it is, how many numbers stand at its left, and how large points are: in a narrow element a drawing is as wide. */
const SHAPES = { wide: [210, 5, 4.5], narrow: [400, 8, 9] };

/**
 * @param {{points: object[], most?: number}} sweep the result, or what is known so far of one up to `most` threads
 * @param {{to: number, amdahl: Float64Array | null, usl: Float64Array | null} | null} curves of the laws that fit: speedups
 *   evenly from 1 thread `to` the most that they were fitted to
 * @param {object | null} reference an author's numbers
 * @param {object} texts
 */
export function curveView(sweep, curves, reference, texts) {
  return make(
    "section",
    { className: "picture", part: "curve" },
    make("h3", {}, sweep.scaling === "weak" ? texts.weakTitle : texts.curveTitle),
    ...Object.keys(SHAPES).map((shape) => plotOf(shape, sweep, curves ?? {}, reference, texts)),
    legendOf(addingIn(sweep), curves ?? {}, reference, texts),
    make("p", {}, sentencesOf(sweep, texts).join(" ")),
  );
}

/** Its points as a table. */
export const curveTable = (sweep, texts) => table(headsOf(sweep, texts), sweep.points.map((point) => rowOf(point, texts)));

/** The points that tell what threads gave while they added: the speedup that would be, had none ever waited. */
const addingIn = ({ points }) => points.filter(({ whileAdding }) => whileAdding);

function sentencesOf({ points, total, amdahl, usl, gustafson, reason }, texts) {
  return [
    gustafson && say(texts.gustafsonFit, { fraction: texts.format.finePercent(gustafson.serialFraction) }),
    // Who waits for a lock or a line does so while it adds.
    total === "private" && addingIn({ points }).length > 0 && texts.curveGaps,
    amdahl && say(texts.amdahlFit, { fraction: texts.format.finePercent(amdahl.serialFraction) }),
    usl && say(texts.uslFit, { sigma: texts.format.small(usl.sigma), kappa: texts.format.small(usl.kappa) }),
    usl?.peak && say(texts.uslPeak, { count: texts.format.whole(Math.max(1, Math.round(usl.peak))) }),
    reason && texts.noFit[reason],
  ].filter(Boolean);
}

const headsOf = ({ scaling }, { columns, labels, parts, efficiency, whileAdding }) =>
  [labels.threads, columns.time, parts.speedup, columns.interval, efficiency, scaling === "weak" ? labels.n : columns.karpFlatt, whileAdding];

function rowOf({ threads, n, seconds, speedup, speedupCi95, efficiency, karpFlatt, whileAdding }, texts) {
  const times = (ratio) => (ratio ? `${texts.format.ratio(ratio)}×` : "–");
  return [
    texts.format.whole(threads),
    texts.format.seconds(seconds.median),
    times(speedup),
    speedupCi95 ? speedupCi95.map(texts.format.ratio).join(" – ") : "–",
    efficiency ? texts.format.percent(efficiency) : "–",
    n ? texts.format.whole(n) : karpFlatt === null ? "–" : texts.format.finePercent(karpFlatt),
    times(whileAdding),
  ];
}

function plotOf(shape, { points, most: last = 2 }, { to, ...curves }, reference, texts) {
  const measured = points.filter(({ speedup }) => speedup);
  const most = Math.max(...points.map(({ threads }) => threads), last, 2, reference?.threads ?? 0);
  const adding = addingIn({ points });
  const highest = Math.max(most, reference?.speedup ?? 0, ...adding.map(({ whileAdding }) => whileAdding), ...measured.map(({ speedup, speedupCi95 }) => speedupCi95?.[1] ?? speedup));
  const [height, mostTicks, size] = SHAPES[shape];
  const bottom = shape === "wide" ? 44 : BOTTOM;
  const x = (threads) => LEFT + ((WIDTH - LEFT - RIGHT) * threads) / most;
  const y = (speedup) => height - bottom - ((height - bottom - TOP) * speedup) / highest;
  const lines = Object.entries({ ideal: [1, most], ...curves }).filter(([, speedups]) => speedups);
  const curve = ([name, speedups]) => {
    const step = ((name === "ideal" ? most : to) - 1) / (speedups.length - 1);
    const at = Array.from(speedups, (speedup, i) => `${x(1 + step * i)},${y(speedup)}`);
    return draw("polyline", { class: name, points: at.join(" ") });
  };
  const spoken = (points, name) => points.map((point) => `${point.threads}: ${texts.format.ratio(point[name])}`).join(", ");
  const labels = [say(texts.curveLabel, { points: spoken(measured, "speedup") }), adding.length > 0 && `${texts.whileAdding}: ${spoken(adding, "whileAdding")}`];
  return draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, class: `curve ${shape}`, role: "img", "aria-label": labels.filter(Boolean).join(". ") },
    ...axes(x, y, { most, highest, height, mostTicks }, texts),
    ...lines.map(curve),
    draw("polyline", { class: "whileAdding", points: adding.map(({ threads, whileAdding }) => `${x(threads)},${y(whileAdding)}`).join(" ") }),
    ...adding.map(({ threads, whileAdding }) => square(x(threads), y(whileAdding), size)),
    ...measured.flatMap(({ threads, speedup, speedupCi95 }) => [
      speedupCi95 && draw("line", { class: "whisker", x1: x(threads), x2: x(threads), y1: y(speedupCi95[0]), y2: y(speedupCi95[1]) }),
      draw("circle", { class: "point", cx: x(threads), cy: y(speedup), r: size }),
    ].filter(Boolean)),
    ...(reference ? [draw("path", { class: "there", d: `M${x(reference.threads)},${y(reference.speedup) - 7}l7,7l-7,7l-7,-7z` })] : []),
  );
}

const square = (x, y, half) => draw("rect", { class: "whileAdding", x: x - half, y: y - half, width: 2 * half, height: 2 * half });

function legendOf(adding, { to, ...curves }, reference, texts) {
  const laws = Object.keys(curves).filter((name) => curves[name]);
  const names = ["measured", ...(adding.length > 0 ? ["whileAdding"] : []), "ideal", ...laws, ...(reference ? ["there"] : [])];
  const one = (name) => make("span", {}, make("i", { className: `swatch line-${name}` }), name === "there" ? reference.label : texts[name]);
  return make("p", { className: "legend" }, ...names.map(one));
}

function axes(x, y, { most, highest, height, mostTicks }, texts) {
  const text = (attributes, content) => draw("text", attributes, content);
  return [
    ...ticks(most, 8).flatMap((p) => [text({ x: x(p), y: y(0) + (height > 300 ? 26 : 18), "text-anchor": "middle" }, texts.format.whole(p))]),
    ...ticks(highest, mostTicks).flatMap((s) => [
      draw("line", { class: "grid", x1: x(0), x2: x(most), y1: y(s), y2: y(s) }),
      text({ x: x(0) - 8, y: y(s) + 6, "text-anchor": "end" }, texts.format.whole(s)),
    ]),
    draw("line", { class: "axis", x1: x(0), x2: x(most), y1: y(0), y2: y(0) }),
    text({ x: x(most / 2), y: height - 6, "text-anchor": "middle" }, texts.labels.threads),
    text({ x: 22, y: y(highest / 2), "text-anchor": "middle", transform: `rotate(-90 22 ${y(highest / 2)})` }, texts.parts.speedup),
  ];
}

/** Whole numbers from a step to `most`, so `many` at most. */
export function ticks(most, many) {
  const step = [1, 2, 4, 5, 8, 10, 16, 20, 32, 40, 64].find((step) => most / step <= many) ?? 64;
  return Array.from({ length: Math.floor(most / step) }, (_, i) => (i + 1) * step);
}
