// What a run came to whose total or integers are in memory, in a few sentences, and what to do about it.

import { say } from "../lang/format.js";
import { mostN } from "../options.js";
import { verdictOf } from "./sums.js";
import { gainWords, lossWords, predictionWords, toldCause, wordsOf } from "./words.js";

/** STREAM's rule: an array is 4 times as large as the last cache at least. A page cannot know that; 32 MiB is a large one. */
const LARGE = 4 * 32 * 2 ** 20;
/** Threads that take turns on a busy processor may be slower than one, too, but hardly by so much. */
const MUCH_SLOWER = 0.8;
/** Bytes of an integer in an array. */
const BYTES = 8;

/** @returns {(string | (string | Element)[])[]} as wordsOf */
export function memoryWords(result, texts) {
  const { parallel = result, speedup, speedupCi95, prediction } = result;
  const { total, source, threads } = parallel;
  const { memory, format } = texts;
  const sum = total === "unguarded" && threads > 1 && verdictOf(result) !== "wrong" ? [sumWords(parallel, texts)] : [];
  if (sum.length > 0 && result.mode) return sum;
  const isTooFast = (speedupCi95?.[0] ?? speedup) > threads;
  if (isTooFast && source === "array") return [say(memory.tooFast, { threads: format.threads(threads), speedup: format.ratio(speedup) })];
  if (!speedup || threads === 1 || isTooFast || verdictOf(result) === "wrong") return [...sum, ...wordsOf({ running: null, last: { result } }, texts)];
  const gain = prediction ? predictionWords(result, texts) : [gainOf(result, texts)];
  if (total === "private") {
    const loss = prediction ? [] : [lossWords(result, texts, memoryText(result, texts.memoryMeans))];
    return [...gain, say(memory.read, { rate: rateIn(parallel, texts) }), ...loss];
  }
  const best = bestWords(result, texts);
  return [...sum, ...(sum.length > 0 && best.length > 0 && !prediction ? [] : gain), ...best];
}

function gainOf(comparison, { memory, memoryMeans, words, format }) {
  if (comparison.parallel.total === "private") return gainWords(comparison, words, format);
  const means = memoryText(comparison, memoryMeans);
  return gainWords(comparison, means ? { ...memory, slower: memory.since, means } : memory, format);
}

/** What became of an unguarded sum. */
function sumWords(measurement, texts) {
  const { kept, lost, lostInSome } = texts.memory;
  if (measurement.correct) return kept;
  return measurement.missing === "0" ? lostInSome : say(lost, { part: missingPart(measurement, texts) });
}

/** What newcomers never guess: one thread alone may be faster by far. */
function bestWords({ speedupOverBaseline: over }, { memory, format }) {
  if (!over) return [];
  return [say(over < 1 ? memory.baseline : memory.overBaseline, { factor: format.ratio(Math.max(over, 1 / over)) })];
}

/**
 * The one of these texts that says why threads were slower, undefined where that is not why: what else threads share makes several
 * slower than they could be, but not than one, as a line or a lock does that they pass to and fro. Of those that are shared but cost less
 * there is advice, and no more to tell.
 */
export function memoryText(comparison, texts) {
  const { speedup, speedupCi95, parallel: { total, source } } = comparison;
  if (toldCause(comparison) !== "slowerThreads") return undefined;
  if (total === "private") return source === "array" ? texts.array : undefined;
  if (total === "padded") return undefined;
  return (speedupCi95?.[1] ?? speedup) < MUCH_SLOWER ? texts[total] : texts.shared;
}

/** The n of an array that surely is larger than this one's, which may be in a cache as a whole; else null. */
export function beyondCaches({ parallel, points, ...result }) {
  const array = parallel ?? result;
  const largest = points?.at(-1).n ?? array.n; // of a weak sweep not its own
  return array.source === "array" && BYTES * Number(largest) < LARGE ? String(mostN(array) / BigInt(array.scaling === "weak" ? points.at(-1).threads : 1)) : null;
}

/** How fast the integers of an array were read, in gigabytes. */
export const rateIn = ({ bytesPerSecond }, { language }) => {
  const unit = { style: "unit", unit: "gigabyte-per-second", unitDisplay: "short", maximumSignificantDigits: 3 };
  return bytesPerSecond && new Intl.NumberFormat(language, unit).format(bytesPerSecond / 1e9);
};

/** Which part of a sum is missing. */
export function missingPart({ sum, missing }, { language }) {
  const right = Number(BigInt(sum) + BigInt(missing));
  return new Intl.NumberFormat(language, { style: "percent", maximumSignificantDigits: 2 }).format(Number(missing) / right);
}
