// How fast each thread was while it had a chunk: beside its lane a dot, from 0 at the left to the fastest's speed at the right.

import { say } from "../lang/format.js";
import { draw, set } from "./dom.js";
import { HEIGHT, placesOf } from "./stretches.js";

/** Where the speeds 0 and 1 are, of so many coordinates across. */
const [WIDTH, NONE, FASTEST] = [100, 20, 90];

/** How large dots are, in pixels: as their lane is high, within what can be seen and what there is room for. */
const [SMALLEST, LARGEST] = [2.5, 8];

/** What the dots are drawn in. */
export const speedsPlace = () => draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "speeds" });

/**
 * Draws the dots of lanes, none for none.
 * @param {SVGElement} svg  @param {{speed: number | null}[]} lanes  @param {object} texts
 * @returns {[number, SVGElement][]} of each thread that has a speed, its number and its dot
 */
export function drawSpeeds(svg, lanes, { lane, speeds, format: { whole, percent } }) {
  const { pitch, top, height } = placesOf(lanes.length || 1);
  const nameOf = (speed, i) => `${say(lane, { thread: whole(i + 1) })}: ${percent(speed)}`;
  // Lines of no length, whose caps stay round however the drawing is stretched.
  const dot = (speed, i) =>
    draw("path", { class: "dot", d: `M${NONE + (FASTEST - NONE) * speed} ${top(i) + height / 2}h0`, "stroke-width": Math.min(Math.max(pitch * 0.8, SMALLEST), LARGEST) },
      draw("title", {}, nameOf(speed, i)));
  const told = lanes.flatMap(({ speed }, i) => (speed === null ? [] : [{ speed, i }]));
  const dots = told.map(({ speed, i }) => [i, dot(speed, i)]);
  const ends = draw("path", { class: "ends", d: `M${NONE} 0V${HEIGHT}M${FASTEST} 0V${HEIGHT}` });
  svg.replaceChildren(ends, ...dots.map(([, drawn]) => drawn));
  const names = told.map(({ speed, i }) => nameOf(speed, i)).join(", ");
  set(svg, { role: "img", "aria-label": say(speeds, { speeds: names }), "aria-hidden": names === "" });
  return dots;
}
