// What the section on the race shows of the last one: each lane's time, the trip's, and from which n on that pays. Where this page may
// use no GPU it says so, and what it would tell.

import { formats } from "./language.js";
import { ratio } from "./totals.js";

const NONE = "–";

/** The last race, null before the first. */
let last = null;

/** Takes what an element resolved to. */
export function noteRace(result) {
  if (result.lanes) last = result;
  drawRace();
}

const laneOf = (race, name) => race?.lanes.find((lane) => lane.name === name);

/** What a cell says of a lane, by the name in its `data-lane`. */
const FIGURES = {
  seconds: ({ seconds }, format) => format.seconds(seconds.median),
  times({ perSecond }, format) {
    const one = laneOf(last, "serial")?.perSecond; // null where too short for the clock, as the other
    return ratio(one && perSecond / one, format);
  },
  floor: ({ gpu }, format) => format.seconds(gpu.floor),
};

/** Writes what is known, in the page's language. */
export function drawRace() {
  const format = formats();
  const said = saying(last);
  for (const it of document.querySelectorAll("[data-race=says]")) it.hidden = it.dataset.text !== said;
  for (const cell of document.querySelectorAll("[data-lane]")) {
    const [name, figure] = cell.dataset.lane.split(" ");
    const lane = laneOf(last, name);
    cell.textContent = lane ? FIGURES[figure](lane, format) : NONE;
  }
  if (!last) return;
  const write = (name, text) => (document.querySelector(`[data-race=${name}]`).textContent = text);
  write("n", `n = ${format.whole(last.n)}`);
  write("even", last.breakEven && format.whole(Number(Number(last.breakEven).toPrecision(2)))); // it is about that
}

/**
 * The key of what is said of a race; null where nothing is.
 * @param {object | null} race null before the first
 */
export function saying(race) {
  const [gpu, vectors] = ["gpu", "parallel-simd"].map((name) => laneOf(race, name));
  if (!gpu) return !navigator.gpu || race?.absent.some(({ name }) => name === "gpu") ? "raceWithout" : null;
  if (gpu.gpu.isSoftware) return "raceSoftware";
  if (race.breakEven) return "raceEven";
  return gpu.perSecond && vectors?.perSecond ? "raceNever" : null;
}
