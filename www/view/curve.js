// The speedup curve of a sweep: the ideal line, the measured points with their intervals, and the laws that fit them.

import { say } from "../lang/format.js";
import { draw, make, table } from "./dom.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 400, 68, 20, 16, 68];
const PYTHON = { threads: 8, speedup: 3.56 };

/**
 * @param {object} sweep's result
 * @param {{to: number, amdahl: Float64Array | null, usl: Float64Array | null}} curves of the laws that fit: speedups
 *   evenly from 1 thread `to` the most that they were fitted to
 * @param {object} texts
 */
export function curveView(sweep, curves, texts) {
  const plot = make("div", {});
  const update = (withPython) => plot.replaceChildren(plotOf(sweep.points, curves, withPython, texts));
  update(false);
  const checkbox = make("input", { type: "checkbox", onchange: () => update(checkbox.checked) });
  return make(
    "section",
    { className: "picture", part: "curve" },
    make("h3", {}, texts.curveTitle),
    ...sentencesOf(sweep, texts).map((sentence) => make("p", {}, sentence)),
    plot,
    make("label", { className: "check" }, checkbox, texts.showPython),
    table(headsOf(texts), sweep.points.map((point) => rowOf(point, texts))),
  );
}

function sentencesOf({ amdahl, usl, reason }, texts) {
  return [
    amdahl && say(texts.amdahlFit, { fraction: texts.format.finePercent(amdahl.serialFraction) }),
    usl && say(texts.uslFit, { sigma: texts.format.small(usl.sigma), kappa: texts.format.small(usl.kappa) }),
    usl?.peak && say(texts.uslPeak, { count: texts.format.whole(Math.max(1, Math.round(usl.peak))) }),
    reason && texts.noFit[reason],
  ].filter(Boolean);
}

const headsOf = ({ columns, labels, speedup, efficiency }) =>
  [labels.threads, columns.time, speedup, columns.interval, efficiency, columns.karpFlatt];

function rowOf({ threads, seconds, speedup, speedupCi95, efficiency, karpFlatt }, texts) {
  return [
    texts.format.whole(threads),
    texts.format.seconds(seconds.median),
    speedup ? `${texts.format.ratio(speedup)}×` : "–",
    speedupCi95 ? speedupCi95.map(texts.format.ratio).join(" – ") : "–",
    efficiency ? texts.format.percent(efficiency) : "–",
    karpFlatt === null ? "–" : texts.format.finePercent(karpFlatt),
  ];
}

function plotOf(points, { to, ...curves }, withPython, texts) {
  const measured = points.filter(({ speedup }) => speedup);
  const most = Math.max(points.at(-1).threads, 2, withPython ? PYTHON.threads : 0);
  const highest = Math.max(most, ...measured.map(({ speedup, speedupCi95 }) => speedupCi95?.[1] ?? speedup));
  const x = (threads) => LEFT + ((WIDTH - LEFT - RIGHT) * threads) / most;
  const y = (speedup) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * speedup) / highest;
  const lines = Object.entries({ ideal: [1, most], ...curves }).filter(([, speedups]) => speedups);
  const curve = ([name, speedups]) => {
    const step = ((name === "ideal" ? most : to) - 1) / (speedups.length - 1);
    const at = Array.from(speedups, (speedup, i) => `${x(1 + step * i)},${y(speedup)}`);
    return draw("polyline", { class: name, points: at.join(" ") });
  };
  const spoken = measured.map(({ threads, speedup }) => `${threads}: ${texts.format.ratio(speedup)}`).join(", ");
  const svg = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve", role: "img", "aria-label": say(texts.curveLabel, { points: spoken }) },
    ...axes(x, y, most, highest, texts),
    ...lines.map(curve),
    ...measured.flatMap(({ threads, speedup, speedupCi95 }) => [
      speedupCi95 && draw("line", { class: "whisker", x1: x(threads), x2: x(threads), y1: y(speedupCi95[0]), y2: y(speedupCi95[1]) }),
      draw("circle", { class: "point", cx: x(threads), cy: y(speedup), r: 4.5 }),
    ].filter(Boolean)),
    ...(withPython ? [draw("path", { class: "python", d: `M${x(PYTHON.threads)},${y(PYTHON.speedup) - 7}l7,7l-7,7l-7,-7z` })] : []),
  );
  const names = ["measured", ...lines.map(([name]) => name), ...(withPython ? ["python"] : [])];
  const legend = names.map((name) => make("span", {}, make("i", { className: `swatch line-${name}` }), texts[name]));
  return make("figure", {}, svg, make("figcaption", { className: "legend" }, ...legend));
}

function axes(x, y, most, highest, texts) {
  const text = (attributes, content) => draw("text", attributes, content);
  return [
    ...ticks(most).flatMap((p) => [text({ x: x(p), y: y(0) + 26, "text-anchor": "middle" }, texts.format.whole(p))]),
    ...ticks(highest).flatMap((s) => [
      draw("line", { class: "grid", x1: x(0), x2: x(most), y1: y(s), y2: y(s) }),
      text({ x: x(0) - 8, y: y(s) + 6, "text-anchor": "end" }, texts.format.whole(s)),
    ]),
    draw("line", { class: "axis", x1: x(0), x2: x(most), y1: y(0), y2: y(0) }),
    text({ x: x(most / 2), y: HEIGHT - 8, "text-anchor": "middle" }, texts.labels.threads),
    text({ x: 22, y: y(highest / 2), "text-anchor": "middle", transform: `rotate(-90 22 ${y(highest / 2)})` }, texts.speedup),
  ];
}

/** Whole numbers from a step to `most`, eight at most. */
export function ticks(most) {
  const step = [1, 2, 4, 5, 8, 10, 16, 20, 32, 40, 64].find((step) => most / step <= 8) ?? 64;
  return Array.from({ length: Math.floor(most / step) }, (_, i) => (i + 1) * step);
}
