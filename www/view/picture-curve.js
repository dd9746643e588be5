// The curve of a sweep in a picture: the ideal line, the measured points with their intervals, and the best of them.

import { ticks } from "./curve.js";
import { draw } from "./dom.js";
import { COLOURS, text } from "./picture-text.js";

/**
 * @param {object} sweep
 * @param {object} texts
 * @param {{serial: number, parallel: number, threads: number} | null} reference another's numbers, a grey point
 * @param {{left: number, right: number, top: number, bottom: number}} box of the plot; its labels lie outside
 */
export function pictureCurve({ points, best }, texts, reference, { left, right, top, bottom }) {
  const measured = points.filter(({ speedup }) => speedup);
  const beside = reference && { threads: reference.threads, speedup: reference.serial / reference.parallel };
  const most = Math.max(points.at(-1).threads, 2, beside?.threads ?? 0);
  const highest = Math.max(1, beside?.speedup ?? 0, ...measured.map(({ speedup, speedupCi95 }) => speedupCi95?.[1] ?? speedup));
  const x = (threads) => left + ((right - left) * threads) / most;
  const y = (speedup) => bottom - ((bottom - top) * speedup) / highest;
  const { whole, ratio } = texts.format;
  const label = (at, height, anchor, content) => text(at, height, 18, content, { "text-anchor": anchor, fill: COLOURS.quiet });
  const idealEnd = Math.min(most, highest);
  const found = measured.find(({ threads }) => threads === best);
  return [
    ...ticks(highest, 8).flatMap((s) => [
      draw("path", { d: `M${left} ${y(s)}H${right}`, stroke: COLOURS.line }),
      label(left - 10, y(s) + 6, "end", whole(s)),
    ]),
    ...ticks(most, 8).map((p) => label(x(p), bottom + 24, "middle", whole(p))),
    draw("path", { d: `M${left} ${bottom}H${right}`, stroke: COLOURS.quiet, "stroke-width": 2 }),
    label(left, top - 14, "start", texts.parts.speedup),
    label(right, bottom - 10, "end", texts.labels.threads),
    draw("path", { d: `M${x(0)} ${y(0)}L${x(idealEnd)} ${y(idealEnd)}`, stroke: COLOURS.quiet, "stroke-width": 2, "stroke-dasharray": "3 6" }),
    label(x(idealEnd) - 12, y(idealEnd) - 8, "end", texts.ideal),
    ...(beside ? [draw("rect", { "data-part": "reference", x: x(beside.threads) - 7, y: y(beside.speedup) - 7, width: 14, height: 14, fill: COLOURS.reference })] : []),
    draw("polyline", { points: measured.map(({ threads, speedup }) => `${x(threads)},${y(speedup)}`).join(" "), fill: "none", stroke: COLOURS.speedup, "stroke-width": 3 }),
    ...measured.flatMap(({ threads, speedup, speedupCi95 }) => [
      ...(speedupCi95 ? [draw("path", { d: `M${x(threads)} ${y(speedupCi95[0])}V${y(speedupCi95[1])}`, stroke: COLOURS.speedup, "stroke-width": 2 })] : []),
      draw("circle", { "data-threads": threads, cx: x(threads), cy: y(speedup), r: 6, fill: COLOURS.speedup }),
    ]),
    ...(found ? [
      draw("circle", { cx: x(best), cy: y(found.speedup), r: 12, fill: "none", stroke: COLOURS.speedup, "stroke-width": 3 }),
      text(x(best) - 18, y(found.speedup) - 16, 20, `${ratio(found.speedup)}×`, { "text-anchor": "end", "font-weight": 600, fill: COLOURS.speedup }),
    ] : []),
  ];
}
