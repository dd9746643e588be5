// The lanes of a race: what they are called, who was first, and the figures beside the bars, also of the GPU alone.

import { say } from "../lang/format.js";

/** The texts of lanes whose names are no names of texts. */
const KEYS = { "serial-simd": "serialSimd", "parallel-simd": "parallelSimd" };

function named({ name, threads, gpu }, names, { format }) {
  const key = gpu?.isSoftware ? "software" : (KEYS[name] ?? name);
  return say(names[key], { threads: format.threads(threads ?? 1) }); // which the GPU's has not
}

/** What a lane is called where it stands by itself, and in a sentence. */
export const laneName = (lane, texts) => named(lane, texts.lanes, texts);
export const racerName = (lane, texts) => named(lane, texts.racers, texts);

/** What a run on the GPU alone is called. */
export const gpuName = ({ gpu }, texts) => laneName({ name: "gpu", gpu }, texts);

/** Lanes that have run, the fastest first. */
export const inOrderOf = (lanes) => lanes.filter(({ seconds }) => seconds).sort((a, b) => a.seconds.median - b.seconds.median);

/** Whether it cannot be told which of two was faster. */
export function areAlike(a, b) {
  const [[lowA, highA], [lowB, highB]] = [a, b].map(({ seconds: { median, ci95 } }) => ci95 ?? [median, median]);
  return lowA <= highB && lowB <= highA;
}

/** Whether the clock could tell how long a lane took. One that is still on says no more than its seconds. */
export const isTimed = ({ seconds, perSecond }) => seconds.median > 0 && perSecond !== null;

/** How many times as fast a lane was as another; null where the clock cannot tell, or where one has not run. */
export const timesAsFast = (lane, other) =>
  [lane, other].every((it) => it?.seconds && isTimed(it)) ? other.seconds.median / lane.seconds.median : null;

/**
 * What stands beside the bars (figuresOf in figures.js), and their `names`: of a race one thread and the fastest of the others, whose
 * speedup counts only where it won; of the GPU its time.
 */
export function laneFigures({ running, last: { result } }, texts) {
  const secondsOf = (lane) => lane?.seconds && { median: lane.seconds.median, ci95: lane.seconds.ci95 };
  const one = texts.lanes.serial;
  if ((running ?? result).mode === "gpu") return { parallel: secondsOf(result), names: [one, gpuName(result ?? {}, texts)], isWrong: result?.correct === false };
  const lanes = running ? (running.progress.partial?.lanes ?? []) : result.lanes;
  const serial = lanes.find(({ name }) => name === "serial");
  const [first] = inOrderOf(lanes.filter((lane) => lane !== serial));
  const speedup = timesAsFast(first, serial);
  return {
    speedup: speedup > 1 ? speedup : null,
    serial: secondsOf(serial),
    parallel: secondsOf(first),
    names: [one, first ? laneName(first, texts) : texts.fastest],
    isWrong: result?.correct === false,
  };
}
