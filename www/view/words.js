// What a run came to, in one or two sentences.

import { say } from "../lang/format.js";

/**
 * The sentences for what a run resolved to or was rejected with.
 * @param {{result?: object, error?: Error}} last  @param {object} texts
 * @returns {string[]} none for an error, which says by itself what to do; what there is to do where nothing has run
 */
export function wordsOf({ result, error }, texts, canRunThreads = true) {
  const { format, words } = texts;
  if (error?.name === "AbortError") return [words.cancelled];
  if (error) return [];
  if (!result) return canRunThreads ? [words.idle] : [];
  if (result.points) return sweepWords(result, texts);
  if (result.mode && !result.correct) return [words.wrong];
  const { mode, threads, seconds } = result;
  if (mode) return [say(words[threads === 1 ? "serial" : mode], { time: format.seconds(seconds.median), threads: format.threads(threads) })];
  return comparisonWords(result, texts);
}

function comparisonWords({ serial, parallel, speedup, speedupCi95, cause }, { format, parts, partMeans, words }) {
  const { threads, correct } = parallel;
  if (!serial.correct || !correct) return [words.wrong];
  if (!speedup) return [words.tooShort];
  if (threads === 1) return [words.oneThread];
  const [low, high] = speedupCi95 ?? [speedup, speedup];
  const facts = { threads: format.threads(threads), speedup: format.ratio(speedup), times: format.ratio(1 / speedup) };
  if (low > threads) return [say(words.tooFast, facts)];
  const told = toldCause({ cause, parallel, speedup, speedupCi95 });
  const lost = Object.hasOwn(parts, told) ? say(words.lost, { part: parts[told], means: partMeans[told] }) : words[told];
  const gained = speedup > 1 ? words.faster : words.slower;
  return [say(low <= 1 && 1 <= high ? words.same : gained, facts), lost];
}

function sweepWords({ correct, points, best, enough }, { format, words }) {
  if (!correct) return [words.wrong];
  const point = points.find(({ threads }) => threads === best);
  if (!point || points.some(({ speedup }) => !speedup)) return [words.tooShort];
  if (best === 1 || point.speedup <= 1) return [points.length === 1 ? words.oneThread : words.oneIsBest];
  const isEnough = enough && enough < points.at(-1).threads;
  const found = say(words.best, { threads: format.threads(best), speedup: format.ratio(point.speedup) });
  return [found, ...(isEnough ? [say(words.enough, { threads: format.threads(enough) })] : [])];
}

/** Above this efficiency, nothing worth a sentence is missing. */
const HARDLY_LESS = 0.97;

/** What to say of what is missing: the name of the cause that the samples show, "tooMany", "nothingLost" or "unclear". */
export function toldCause({ cause, parallel: { threads, chunks, environment }, speedup, speedupCi95 }) {
  if (!cause) return Math.max(speedup, speedupCi95?.[1] ?? 0) > HARDLY_LESS * threads ? "nothingLost" : "unclear";
  // Threads that take turns on a processor start late, end late or add slowly, as the system likes.
  const takeTurns = Math.min(threads, chunks) > environment.hardwareConcurrency;
  return takeTurns && ["start", "imbalance", "slowerThreads"].includes(cause) ? "tooMany" : cause;
}
