// What the section on the race shows of the last one: each lane's time, and whether the trip to the GPU pays, by what was measured and
// no more. Where there is no GPU for this page it says why, and what it would tell.

import { formats } from "./language.js";

const NONE = "–";

/** The reasons that have words of their own, by their keys; what else keeps a page from a GPU gives it none, either. */
const REASONS = { noGpu: "raceNoGpu", insecure: "raceInsecure" };

/** The last race, null before the first. */
let last = null;

/** Takes what an element resolved to. */
export function noteRace(result) {
  if (result.lanes) last = result;
  drawRace();
}

/** Why there is no GPU for this page, as far as that is known before it is asked for one; else null. */
const reasonBefore = () => (navigator.gpu ? null : isSecureContext ? "noGpu" : "insecure");

const laneOf = (race, name) => race?.lanes.find((lane) => lane.name === name);

/** Writes what is known, in the page's language. */
export function drawRace() {
  const format = formats();
  const { floor } = laneOf(last, "gpu")?.gpu ?? {};
  const facts = {
    n: last && `n = ${format.whole(last.n)}`,
    floor: floor === undefined ? null : format.seconds(floor),
    breakEven: last?.breakEven && format.whole(Number(Number(last.breakEven).toPrecision(2))), // it is about that
  };
  const says = sayings(last, reasonBefore());
  for (const it of document.querySelectorAll("[data-race]")) {
    const { race: what } = it.dataset;
    if (what === "says") it.hidden = !says.includes(it.dataset.text);
    else it.textContent = facts[what] ?? "";
  }
  for (const cell of document.querySelectorAll("[data-lane]")) {
    const [name, figure] = cell.dataset.lane.split(" ");
    const lane = laneOf(last, name);
    cell.textContent = lane ? FIGURES[figure](lane, format) : NONE;
  }
}

/** What a cell says of a lane, by the name in its `data-lane`. */
const FIGURES = {
  seconds: ({ seconds }, format) => format.seconds(seconds.median),
  times(lane, format) {
    const times = lane.perSecond / laneOf(last, "serial")?.perSecond; // each null where too short for the clock
    return times > 0 && times < Infinity ? format.ratio(times) : NONE;
  },
};

/**
 * The keys of what is said of a race, in this order.
 * @param {object | null} race null before the first
 * @param {string | null} reason why there is no GPU for the page, where that is known without a race
 */
export function sayings(race, reason) {
  const [gpu, vectors] = ["gpu", "parallel-simd"].map((name) => laneOf(race, name));
  const absent = race?.absent?.find(({ name }) => name === "gpu")?.reason ?? reason;
  if (!gpu) return absent ? ["raceWithout", REASONS[absent] ?? "raceNoAdapter"] : [];
  if (gpu.gpu.isSoftware) return ["raceSoftware"];
  if (!vectors) return [];
  if (!gpu.perSecond || !vectors.perSecond) return ["raceUntold"];
  if (race.breakEven === null) return isBelow(vectors, gpu) ? ["raceNever"] : ["raceUntold"];
  if (isBelow(gpu, vectors)) return ["racePaid"];
  return isBelow(vectors, gpu) ? ["raceNotYet"] : ["raceUntold"];
}

/** Whether a lane was faster than another, by the intervals of both where they have any. */
function isBelow({ seconds }, { seconds: other }) {
  const [high, low] = seconds.ci95 && other.ci95 ? [seconds.ci95[1], other.ci95[0]] : [seconds.median, other.median];
  return high < low;
}
