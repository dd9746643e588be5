// What a run came to as a picture that can be posted: it has its colours, fonts and words with it, so that it is the same
// wherever it stands. Attributes alone say how it looks, since policies forbid styles.

import { say } from "../lang/format.js";
import { cellsOf, valuesOf } from "./picture-cells.js";
import { pictureCurve } from "./picture-curve.js";
import { pictureGrowth } from "./picture-growth.js";
import { pictureRace } from "./picture-race.js";
import { draw } from "./dom.js";
import { toldOf } from "./told.js";
import { COLOURS, HEIGHT, LEFT, RIGHT, WIDTH, fontFor, linesOf, text } from "./picture-text.js";

const [BAR_LEFT, BAR_RIGHT] = [220, 1010];
const MOST_LINES = 5;

/** @returns {SVGElement} the document; parameters as toldOf's (told.js) */
export function pictureOf(result, texts, facts) {
  const told = toldOf(result, texts, facts);
  return draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", lang: texts.language, direction: "ltr", "font-family": "system-ui, sans-serif" },
    draw("title", {}, told.title),
    draw("desc", {}, told.description),
    draw("rect", { width: WIDTH, height: HEIGHT, fill: COLOURS.ground }),
    text(LEFT, 88, 34, told.title, { "font-weight": 600 }),
    text(LEFT, 206, Math.min(104, fontFor(told.big, told.sentences.length > 0 ? 400 : RIGHT - LEFT)), told.big, { "font-weight": 700, fill: COLOURS.speedup }),
    text(LEFT, 246, 21, told.note, { fill: COLOURS.quiet }),
    ...linesOf(told.sentences.join(" "), 26, RIGHT - 500).slice(0, MOST_LINES).map((line, i) => text(500, 134 + 34 * i, 26, line)),
    ...told.sum.map((line, i) => text(LEFT, 400 + 54 * i, i === 0 ? Math.min(60, fontFor(line, RIGHT - LEFT)) : 26, line)),
    ...(result.points || result.lanes ? (result.lanes ? pictureRace : result.over ? pictureGrowth : pictureCurve)(result, texts, facts.reference, { left: LEFT + 30, right: RIGHT, top: 300, bottom: 550 }) : []),
    ...(result.serial && !result.points ? comparisonOf(result, told, texts, facts.reference) : []),
    ...(told.referenceWords ? [
      draw("rect", { x: LEFT, y: 592, width: 14, height: 7, fill: COLOURS.reference }),
      text(LEFT + 22, 601, 18, told.referenceWords, { fill: COLOURS.quiet }),
    ] : []),
    ...told.foot.map((line, i) => text(LEFT, 630 + 25 * i, 18, line, { fill: COLOURS.quiet })),
  );
}

function comparisonOf({ serial, parallel }, told, texts, reference) {
  const bar = (y, height, seconds, longest, fill) =>
    draw("rect", { x: BAR_LEFT, y, height, width: longest > 0 ? ((BAR_RIGHT - BAR_LEFT) * seconds) / longest : 0, fill });
  const longest = Math.max(serial.seconds.median, parallel.seconds.median);
  const rows = [serial, parallel].flatMap(({ seconds: { median } }, i) => [
    text(LEFT, 324 + 46 * i, 22, told.rows[i].name, { "font-weight": 600 }),
    bar(306 + 46 * i, 22, median, longest, i === 0 ? COLOURS.quiet : COLOURS.speedup),
    text(RIGHT, 324 + 46 * i, 22, told.rows[i].time, { "text-anchor": "end", "font-weight": 600 }),
  ]);
  const account = told.parts.length > 0 && [
    text(LEFT, 422, 22, say(texts.accountTitle, { threads: texts.format.threads(parallel.threads) }), { "font-weight": 600 }),
    ...cellsOf(told.parts, { y: 438, height: 54 }),
    ...valuesOf(told.parts, 546),
  ];
  return [...rows, ...(account || []), ...(reference ? besides(reference, bar) : [])];
}

/** Another's numbers, thin and grey; its bars as long as its own ratio has them, since only ratios can be compared. */
function besides({ serial, parallel, threads }, bar) {
  const longest = Math.max(serial, parallel);
  const speedup = Math.min(serial / parallel, threads);
  const parts = [{ name: "reference", size: speedup }, { name: "unknown", size: threads - speedup }];
  return [
    ...[serial, parallel].map((seconds, i) => bar(331 + 46 * i, 7, seconds, longest, COLOURS.reference)),
    ...cellsOf(parts, { y: 497, height: 10 }),
  ];
}
