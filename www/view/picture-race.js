// A race in a picture: each lane as far as it had come when the first was done, and what they all race to.

import { draw } from "./dom.js";
import { COLOURS, text } from "./picture-text.js";
import { FORMULA, absenceOf, lanesOf, timeOf, waysOf } from "./race.js";
import { laneName } from "./racers.js";

/** Where a bar begins and ends, between the names and the times; how high it is, and how wide the line at their ends, of squares. */
const [BAR_LEFT, BAR_RIGHT] = [330, 990];
const [BAR, SQUARE] = [26, 8];

/** Parameters as pictureCurve's; nobody else's numbers have a lane. */
export function pictureRace(race, texts, _, { right, top, bottom }) {
  const lanes = lanesOf(race);
  const ways = waysOf(lanes);
  const pitch = Math.min(52, (bottom - top) / lanes.length);
  const row = (lane, i) => {
    const y = top + pitch * i + (pitch - BAR) / 2;
    const note = absenceOf(lane, texts);
    return [
      text(56, y + 20, 22, laneName(lane, texts), { "font-weight": 600 }),
      draw("rect", { x: BAR_LEFT, y, width: BAR_RIGHT - BAR_LEFT, height: BAR, fill: COLOURS.line, "fill-opacity": 0.4 }),
      ...(note ? [text(BAR_LEFT + 10, y + 19, 18, note, { fill: COLOURS.quiet })] : []),
      draw("rect", { "data-lane": lane.name, x: BAR_LEFT, y, width: (BAR_RIGHT - BAR_LEFT) * ways[i], height: BAR, fill: lane.name === "serial" ? COLOURS.quiet : COLOURS.speedup }),
      text(right, y + 20, 22, timeOf(lane, texts), { "text-anchor": "end", "font-weight": 600 }),
    ];
  };
  const squares = Array.from({ length: Math.floor((pitch * lanes.length) / SQUARE) }, (_, i) => `M${BAR_RIGHT + (i % 2) * SQUARE} ${top + SQUARE * i}h${SQUARE}v${SQUARE}h-${SQUARE}z`);
  return [
    text(BAR_RIGHT + 2 * SQUARE, top - 10, 18, FORMULA, { "text-anchor": "end", fill: COLOURS.quiet }),
    ...lanes.flatMap(row),
    draw("path", { d: squares.join(""), fill: COLOURS.text }),
  ];
}
