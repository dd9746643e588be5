// The curve of a sweep over n in a picture: the measured points with their intervals, one thread's line, and where it is crossed.

import { say } from "../lang/format.js";
import { ticks } from "./curve.js";
import { draw } from "./dom.js";
import { linesOf, placesIn } from "./growth.js";
import { COLOURS, text } from "./picture-text.js";

/** Parameters as pictureCurve's; nobody else's numbers have a place by n. */
export function pictureGrowth(sweep, texts, _, box) {
  const { x, y, highest, decades, measured, halves, marks, usual } = placesIn(box, sweep);
  const { left, right, top, bottom } = box;
  const { format } = texts;
  const short = new Intl.NumberFormat(texts.language, { notation: "compact" });
  const label = (at, height, anchor, content) => text(at, height, 18, content, { "text-anchor": anchor, fill: COLOURS.quiet });
  const dotted = (d) => draw("path", { d, stroke: COLOURS.quiet, "stroke-width": 2, "stroke-dasharray": "3 6" });
  return [
    ...ticks(highest, 8).flatMap((s) => [
      draw("path", { d: `M${left} ${y(s)}H${right}`, stroke: COLOURS.line }),
      label(left - 10, y(s) + 6, "end", format.whole(s)),
    ]),
    ...decades.map((n) => label(x(n), bottom + 24, "middle", short.format(n))),
    draw("path", { d: `M${left} ${bottom}H${right}`, stroke: COLOURS.quiet, "stroke-width": 2 }),
    label(left, top - 14, "start", texts.parts.speedup),
    label(right, bottom - 10, "end", "n"),
    ...linesOf(halves, texts).flatMap(([speedup, name]) => [dotted(`M${left} ${y(speedup)}H${right}`), label(left + 10, y(speedup) - 8, "start", name)]),
    ...(usual ? [
      draw("path", { d: `M${x(usual)} ${top}V${bottom}`, stroke: COLOURS.quiet }),
      label(x(usual), top - 14, x(usual) > (left + right) / 2 ? "end" : "start", say(texts.defaultN, { n: format.whole(usual) })),
    ] : []),
    draw("polyline", { points: measured.map(({ n, speedup }) => `${x(n)},${y(speedup)}`).join(" "), fill: "none", stroke: COLOURS.speedup, "stroke-width": 3 }),
    ...measured.flatMap(({ n, speedup, speedupCi95 }) => [
      ...(speedupCi95 ? [draw("path", { d: `M${x(n)} ${y(speedupCi95[0])}V${y(speedupCi95[1])}`, stroke: COLOURS.speedup, "stroke-width": 2 })] : []),
      draw("circle", { "data-n": n, cx: x(n), cy: y(speedup), r: 6, fill: COLOURS.speedup }),
    ]),
    ...marks.map(([n, speedup]) => draw("circle", { cx: x(n), cy: y(speedup), r: 12, fill: "none", stroke: COLOURS.speedup, "stroke-width": 3 })),
  ];
}
