// What a sweep came to, in one or two sentences.

import { say } from "../lang/format.js";
import { verdictOf } from "./sums.js";

/** @returns {string[]} */
export function sweepWords(sweep, texts) {
  const { points, over, scaling } = sweep;
  const { words, memory } = texts;
  const verdict = verdictOf(sweep);
  if (verdict === "wrong") return [words.wrong];
  if (points.every(({ speedup }) => !speedup)) return [words.tooShort];
  const told = over ? overWords(sweep, texts) : scaling === "weak" ? weakWords(sweep, texts) : strongWords(sweep, texts);
  return [...(verdict === "lost" ? [memory.lostInSome] : []), ...told];
}

function strongWords({ points, best, enough }, { format, words, sweepWords }) {
  const point = points.find(({ threads }) => threads === best);
  if (!point || points.some(({ speedup }) => !speedup)) return [words.tooShort];
  if (best === 1 || point.speedup <= 1) return [points.length === 1 ? words.oneThread : sweepWords.oneIsBest];
  if (enough === 1) return [sweepWords.noneIsFaster];
  const isEnough = enough && enough < points.at(-1).threads;
  const found = say(sweepWords.best, { threads: format.threads(best), speedup: format.ratio(point.speedup) });
  return [found, ...(isEnough ? [say(sweepWords.enough, { threads: format.threads(enough) })] : [])];
}

function overWords({ points, threads, breakEven }, { format, words, sweepWords }) {
  if (threads === 1) return [words.oneThread];
  const last = points.findLast(({ speedup }) => speedup);
  const facts = { threads: format.threads(threads), n: format.whole(last.n), speedup: format.ratio(last.speedup) };
  const [low, high] = last.speedupCi95 ?? [last.speedup, last.speedup];
  if (low <= 1 && 1 <= high) return [say(words.same, facts)];
  if (!breakEven) return [say(sweepWords.neverEven, facts)];
  const even = breakEven === points[0].n ? say(sweepWords.alwaysAhead, { ...facts, n: format.whole(breakEven) }) : say(sweepWords.breakEven, { ...facts, n: about(breakEven, format) });
  return [even, say(sweepWords.atMost, facts)];
}

/** Whether several threads surely were faster with the largest n, without which there is no telling from which n on. */
export function isAheadAtLast({ points }) {
  const { speedup, speedupCi95 } = points.findLast(({ speedup }) => speedup) ?? {};
  return (speedupCi95?.[0] ?? speedup) > 1;
}

function weakWords({ points, best }, { format, words, sweepWords }) {
  const { threads, speedup, speedupCi95, efficiency } = points.find((point) => point.threads === best);
  if (points.at(-1).threads === 1) return [words.oneThread];
  if (threads === 1 || (speedupCi95?.[0] ?? speedup) <= 1) return [sweepWords.noneIsFaster];
  const facts = { threads: format.threads(threads), count: format.whole(threads), speedup: format.ratio(speedup), times: format.ratio(1 / efficiency) };
  return [say(sweepWords.weak, facts)];
}

/** An n that lies between those that were measured, to two digits: no more of it is known. */
export const about = (n, format) => format.whole(Number(Number(n).toPrecision(2)));
