// What a sweep came to, in one or two sentences.

import { say } from "../lang/format.js";

/** @returns {string[]} */
export function sweepWords(result, texts) {
  const { correct, points, over, scaling } = result;
  const { words } = texts;
  if (!correct) return [words.wrong];
  if (points.every(({ speedup }) => !speedup)) return [words.tooShort];
  if (over) return overWords(result, texts);
  return scaling === "weak" ? weakWords(result, texts) : strongWords(result, texts);
}

function strongWords({ points, best, enough }, { format, words }) {
  const point = points.find(({ threads }) => threads === best);
  if (!point || points.some(({ speedup }) => !speedup)) return [words.tooShort];
  if (best === 1 || point.speedup <= 1) return [points.length === 1 ? words.oneThread : words.oneIsBest];
  if (enough === 1) return [words.noneIsFaster];
  const isEnough = enough && enough < points.at(-1).threads;
  const found = say(words.best, { threads: format.threads(best), speedup: format.ratio(point.speedup) });
  return [found, ...(isEnough ? [say(words.enough, { threads: format.threads(enough) })] : [])];
}

function overWords({ points, threads, breakEven }, { format, words }) {
  if (threads === 1) return [words.oneThread];
  const last = points.findLast(({ speedup }) => speedup);
  const facts = { threads: format.threads(threads), n: format.whole(last.n), speedup: format.ratio(last.speedup) };
  if (!breakEven) return [say(words.neverEven, facts)];
  if (last.speedupCi95?.[0] <= 1) return [say(words.same, facts)];
  const even = breakEven === points[0].n ? say(words.alwaysAhead, { ...facts, n: format.whole(breakEven) }) : say(words.breakEven, { ...facts, n: about(breakEven, format) });
  return [even, say(words.atMost, facts)];
}

function weakWords({ points, best }, { format, words }) {
  const { threads, speedup, speedupCi95, efficiency } = points.find((point) => point.threads === best);
  if (points.at(-1).threads === 1) return [words.oneThread];
  if (threads === 1 || (speedupCi95?.[0] ?? speedup) <= 1) return [words.noneIsFaster];
  const facts = { threads: format.threads(threads), count: format.whole(threads), speedup: format.ratio(speedup), times: format.ratio(1 / efficiency) };
  return [say(words.weak, facts)];
}

/** An n that lies between those that were measured, to two digits: no more of it is known. */
export const about = (n, format) => format.whole(Number(Number(n).toPrecision(2)));
