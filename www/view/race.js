// The race of all lanes. Each is drawn as far as it had come when the first was done, so that its bar is as long as it was fast;
// a replay has them all start at once and come in one after the other. What they race to is Gauss's formula.

import { say } from "../lang/format.js";
import { LANES, lanesFor } from "../options.js";
import { make } from "./dom.js";
import { Player } from "./player.js";
import { inOrderOf, isTimed, laneName } from "./racers.js";
import { Replay } from "./replay.js";

export const FORMULA = "n(n+1)/2";

/**
 * The picture of a race.
 * @param {{name: string, threads: number | null, seconds?: object, reason?: string}[]} lanes: without `seconds` those that have not
 *   run, with the `reason` if they never will
 * @param {object} texts
 * @param {{isOver?: boolean}} manner: whether there is something to replay
 */
export function raceView(lanes, texts, { isOver = false } = {}) {
  const times = timesOf(lanes);
  const rows = lanes.map((lane) => rowOf(lane, texts));
  const show = (time) => rows.forEach((row, i) => row.show(partBy(time, lanes[i])));
  const player = new Player(texts, () => replay.press());
  const replay = new Replay(player, texts, show);
  replay.show(momentsOf(times));
  player.show((isOver && times.at(-1)) || 0);
  show(times[0]);
  return make(
    "section",
    { className: "picture", part: "lanes" },
    make("div", { className: "titled" }, make("h3", {}, texts.raceTitle), player.element),
    make(
      "div",
      { className: "bars race", role: "img", "aria-label": say(texts.raceLabel, { lanes: spokenOf(lanes, texts) }) },
      make("span", { className: "formula" }, FORMULA),
      ...rows.map(({ element }) => element),
      make("i", { className: "finish" }),
    ),
    make("p", {}, [texts.raceStill, texts.raceAlone, texts.raceFinish].join(" ")),
  );
}

/** The lanes of a result, with those that could not run in their places. */
export function lanesOf({ lanes, absent, threads }) {
  if (absent.length === 0) return lanes;
  const others = absent.map((lane) => ({ ...lane, threads }));
  return [...lanes, ...others].sort((a, b) => LANES.indexOf(a.name) - LANES.indexOf(b.name));
}

/** Those of a race that is still on, as far as they have run. */
export const lanesSoFar = ({ plan: { lanes, threads }, progress: { partial } }) =>
  (lanes ?? lanesFor(threads)).map((name) => partial?.lanes.find((lane) => lane.name === name) ?? { name, threads });

/** Why a lane did not run. */
export const absenceOf = ({ reason }, { absent }) => reason && (absent[reason] ?? absent.other);

/** What a lane took, in figures. */
export const timeOf = ({ seconds }, { format }) => (!seconds ? "–" : seconds.median > 0 ? format.seconds(seconds.median) : "≈ 0");

/** Which part of its way each had come when the first was done. */
export const waysOf = (lanes) => lanes.map((lane) => partBy(timesOf(lanes)[0], lane));

/** When they were done, one after the other; none where one was too short for the clock, beside which nobody has a place. */
function timesOf(lanes) {
  const ran = inOrderOf(lanes);
  return ran.every(isTimed) ? ran.map(({ seconds }) => seconds.median) : [];
}

/** Which part of its way a lane had come by a time, if there is one. */
const partBy = (time, { seconds }) => (time && seconds ? Math.min(1, time / seconds.median) : 0);

/** The moments of a replay (Replay), from one to be done to the next; null where there are none. */
function momentsOf(times) {
  const seconds = times.at(-1);
  return seconds ? { seconds, after: (time) => times.find((it) => it > time) ?? seconds, before: (time) => times.findLast((it) => it < time) ?? 0 } : null;
}

function spokenOf(lanes, texts) {
  const ways = waysOf(lanes);
  const spoken = (lane, way) => [absenceOf(lane, texts) ?? timeOf(lane, texts), ...(way > 0 ? [texts.format.percent(way)] : [])].join(", ");
  return lanes.map((lane, i) => `${laneName(lane, texts)}: ${spoken(lane, ways[i])}`).join("; ");
}

function rowOf(lane, texts) {
  const fill = make("div", { className: "fill" });
  const absence = absenceOf(lane, texts);
  const element = make(
    "div",
    { className: `row ${lane.name === "serial" ? "serial" : "parallel"}` },
    make("span", { className: "name" }, laneName(lane, texts)),
    make("div", { className: "bar" }, absence ? make("small", { dir: "auto" }, absence) : fill),
    make("span", { className: "time" }, timeOf(lane, texts)),
  );
  return {
    element,
    /** That part of its way. */
    show(part) {
      fill.style.setProperty("width", `${100 * part}%`);
      element.classList.toggle("in", part === 1);
    },
  };
}
