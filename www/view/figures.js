// The figures of a result: those that stand beside its bars.

import { verdictOf } from "./sums.js";

/**
 * What is known of a run that is over, or still on: `speedup` and its `interval`, and of `serial` and `parallel` the `median`
 * seconds, their `ci95`, and the `threads`, and whether a sum `isWrong`; null where nothing has run.
 */
export function figuresOf({ running, last: { result } }) {
  if (running) return soFar(running.progress.partial, running.plan);
  if (!result) return null;
  const { serial, parallel, speedup, speedupCi95 } = measurementsOf(result);
  const secondsOf = (it) => it && { median: it.seconds.median, ci95: it.seconds.ci95, threads: it.threads };
  const times = result.scaling === "weak" ? parallel?.threads : undefined; // so many times as much was added
  return { speedup, interval: speedupCi95, serial: scaled(secondsOf(serial), times), parallel: secondsOf(parallel), isWrong: verdictOf(result) === "wrong" };
}

/** Seconds of so many times as much. */
const scaled = (seconds, times) =>
  seconds && times > 1 ? { ...seconds, median: times * seconds.median, ci95: seconds.ci95?.map((it) => times * it), times } : seconds;

function soFar(partial, { threads }) {
  if (!partial) return {};
  const { points, seconds, speedup, speedupCi95 } = partial;
  const last = points?.at(-1);
  if (last?.serial) return { speedup: last.speedup, interval: last.speedupCi95, serial: { ...last.serial, threads: 1 }, parallel: { ...last.parallel, threads } };
  if (!points) return { speedup, interval: speedupCi95, serial: { median: seconds.serial, threads: 1 }, parallel: { median: seconds.parallel, threads } };
  const timed = points.filter(({ speedup }) => speedup);
  const best = timed.find(({ speedup }) => timed.every((it) => it.speedup <= speedup));
  if (!best) return {};
  return { speedup: best.speedup, interval: best.speedupCi95, serial: scaled({ median: partial.serial.median, threads: 1 }, best.n && best.threads), parallel: { median: best.seconds.median, threads: best.threads } };
}

/**
 * The serial and the parallel measurement of a result, with the figures of a comparison; of a sweep, its best point, over n its last;
 * of the GPU and of a race, which have a sum of their own, themselves.
 */
export function measurementsOf(result) {
  if (!result) return {};
  if (!result.points) return result.sum ? { [result.mode === "serial" ? "serial" : "parallel"]: result } : result;
  const { n, sum, points, best } = result;
  const common = { n, sum };
  if (result.over) {
    const { serial, parallel, ...last } = points.at(-1);
    return { ...last, serial: { ...common, threads: 1, seconds: serial }, parallel: { ...common, threads: result.threads, seconds: parallel } };
  }
  const point = points.find(({ threads }) => threads === best);
  return { serial: { ...common, threads: 1, seconds: result.serial }, parallel: point && { ...common, ...point }, ...point };
}
