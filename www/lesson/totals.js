// What the sections on totals and on memory show of the runs of their buttons: tables, and sentences that claim what was measured and
// no more. Where threads do not share memory they have no buttons, and say why.

import { numberReader } from "../lang/format.js";
import { formats } from "./language.js";

const NONE = "–";

/** How many times as long is clearly longer, where the intervals are apart, too. */
const CLEARLY = 1.3;

/** The last comparison of each preset, by its name, and what was guessed of the one atomic total before it ran. */
const last = {};
let guess = null;

/** Forgets what presets came to, as they are to run again: what stands side by side is of one try. */
export function forget(...names) {
  for (const name of names) last[name] = null;
  if (names.includes("atomic")) guess = guessed();
  drawTotals();
}

/** Takes what a preset came to. */
export function noteTotal(name, comparison) {
  last[name] = comparison;
  drawTotals();
}

const median = (measurement) => measurement.seconds.median;
/** How a ratio is written, also where there is none. */
export const ratio = (value, format) => (value ? format.ratio(value) : NONE);

/** What a cell says of a comparison, by the name in its `data-tried`. */
const FIGURES = {
  missing: ({ parallel }, format) => share(parallel, format),
  times: (comparison, format) => ratio(timesOf(comparison), format),
  speedup: ({ speedup }, format) => ratio(speedup, format),
  serial: ({ serial }, format) => format.seconds(median(serial)),
  parallel: ({ parallel }, format) => format.seconds(median(parallel)),
  serialRate: ({ serial }, format) => ratio(serial.bytesPerSecond / 1e9, format),
  parallelRate: ({ parallel }, format) => ratio(parallel.bytesPerSecond / 1e9, format),
};

/** How many times as long all threads took as one with a total of its own; null where the clock cannot tell. */
const timesOf = ({ speedup, speedupOverBaseline = speedup }) => speedupOverBaseline && 1 / speedupOverBaseline;

/** How much of the sum of the run in the middle is missing; never none where something is, or was in another run. */
function share({ n, correct, missing }, format) {
  const least = 0.001;
  if (!correct && missing === "0") return document.querySelector("[data-text=inSomeRuns]").textContent;
  const part = Number(missing) / ((Number(n) * (Number(n) + 1)) / 2);
  return part > 0 && part < least ? `< ${format.finePercent(least)}` : format.finePercent(part);
}

/** Writes all that is known, in the page's language. */
export function drawTotals() {
  const format = formats();
  const facts = sayings(last, guess);
  for (const it of document.querySelectorAll("[data-said]")) it.hidden = !facts.says.includes(it.dataset.text);
  for (const cell of document.querySelectorAll("[data-tried]")) {
    const [name, figure] = cell.dataset.tried.split(" ");
    cell.textContent = last[name] ? FIGURES[figure](last[name], format) : NONE;
  }
  document.querySelector("[data-guessed]").textContent = guess === null ? "" : format.plain(guess);
  document.querySelector("[data-close]").textContent = ratio(facts.close, format);
}

/**
 * The keys of the sentences that are true of these comparisons, and how many times as long adjacent totals took as padded ones.
 * @param {object} last comparisons, by the names of their presets
 * @param {number | null} guess
 */
export function sayings({ atomic, adjacent, padded, counter, array }, guess) {
  const says = [];
  if (guess !== null && atomic && timesOf(atomic)) says.push("totalGuessed");
  const close = adjacent && padded ? median(adjacent.parallel) / median(padded.parallel) : NaN;
  const isSlower = close >= CLEARLY && isAbove(adjacent.parallel.seconds.ci95, padded.parallel.seconds.ci95);
  if (close > 0) says.push(isSlower ? "closeSlower" : "closeAlike");
  if (array?.speedup && counter?.speedup) {
    const isHeldBack = counter.speedup >= CLEARLY * array.speedup && isAbove(counter.speedupCi95, array.speedupCi95);
    const isFed = counter.speedup >= CLEARLY; // else there were hardly more threads at work than one
    says.push(isHeldBack ? "memoryHeldBack" : isFed ? "memoryKeptUp" : "memoryUntold");
  }
  return { says, close };
}

/** Whether an interval is above another; not, as far as can be told, where one of them is not known. */
const isAbove = (interval, other) => Boolean(interval && other && interval[0] > other[1]);

/** What the field for a guess holds, null where it is no number above 0. */
function guessed() {
  const number = Number(numberReader(document.documentElement.lang)(document.querySelector(".guess input").value));
  return number > 0 && number < Infinity ? number : null;
}

/** Puts the reason in the place of what needs threads that share memory: "page" or "browser", whichever keeps them from it. */
export function withoutSharing(reason) {
  for (const it of document.querySelectorAll("[data-shared]")) it.hidden = true;
  for (const it of document.querySelectorAll("[data-unshared]")) it.hidden = it.dataset.unshared !== reason;
}
