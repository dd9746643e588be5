// What a sweep came to, in one or two sentences.

import { say } from "../lang/format.js";
import { verdictOf } from "./sums.js";

/** @returns {string[]} */
export function sweepWords(sweep, texts) {
  const verdict = verdictOf(sweep);
  if (verdict === "wrong") return [texts.words.wrong];
  return [...(verdict === "lost" ? [texts.memory.lostInSome] : []), ...bestWords(sweep, texts)];
}

function bestWords({ points, best, enough }, { format, words }) {
  const point = points.find(({ threads }) => threads === best);
  if (!point || points.some(({ speedup }) => !speedup)) return [words.tooShort];
  if (best === 1 || point.speedup <= 1) return [points.length === 1 ? words.oneThread : words.oneIsBest];
  if (enough === 1) return [words.noneIsFaster];
  const isEnough = enough && enough < points.at(-1).threads;
  const found = say(words.best, { threads: format.threads(best), speedup: format.ratio(point.speedup) });
  return [found, ...(isEnough ? [say(words.enough, { threads: format.threads(enough) })] : [])];
}
