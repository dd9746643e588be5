// What a run came to, in one or two sentences, in which the parts of the account are terms.

import { say } from "../lang/format.js";
import { make } from "./dom.js";
import { grouped } from "./parts.js";
import { verdictOf } from "./sums.js";

/**
 * The sentences for what a run or a comparison resolved to or was rejected with: each a text, or texts and terms.
 * @param {{running: object | null, last: {result?: object, error?: Error}, engine?: object}} state  @param {object} texts
 * @returns {(string | (string | Element)[])[]} none for an error, which says by itself what to do
 */
export function wordsOf({ running, last: { result, error }, engine }, texts) {
  const { format, words, engines } = texts;
  if (running) return [];
  if (error) return error.name === "AbortError" ? [words.cancelled] : [];
  if (verdictOf(result) === "wrong") return [words.wrong];
  const { mode, threads, seconds } = result;
  if (!mode) return comparisonWords(result, texts);
  const facts = { time: format.seconds(seconds.median), threads: format.threads(threads) };
  if (threads > 1) return [say(words.parallel, facts)];
  // Where only one can run there is nothing to compare.
  return [say(words.serial, facts), engine?.threads === 0 ? say(engines[engine.why], engine.facts) : words.serialNext];
}

function comparisonWords(comparison, texts) {
  const { speedup, speedupCi95, prediction, parallel: { threads } } = comparison;
  const { format, words } = texts;
  if (!speedup) return [words.tooShort];
  if (threads === 1) return [words.oneThread];
  if ((speedupCi95?.[0] ?? speedup) > threads) return [say(words.tooFast, { threads: format.threads(threads), speedup: format.ratio(speedup) })];
  if (prediction) return predictionWords(comparison, texts);
  return [gainWords(comparison, words, format), lossWords(comparison, texts)];
}

/** Whether several may be as fast as one. */
const isSame = ({ speedup, speedupCi95 }) => (speedupCi95?.[0] ?? speedup) <= 1 && 1 <= (speedupCi95?.[1] ?? speedup);

/** How fast several were beside one, in one of these words, and what that `means`, where they say so. */
export function gainWords(comparison, { faster, same, slower, means }, format) {
  const { speedup, parallel: { threads } } = comparison;
  const facts = { threads: format.threads(threads), speedup: format.ratio(speedup), times: format.ratio(1 / speedup), means };
  return say(isSame(comparison) ? same : speedup > 1 ? faster : slower, facts);
}

/** What most of what is missing was lost to, and what that is or `means`. */
export function lossWords(comparison, { parts, partMeans, slowerMeans, words }, means) {
  const cause = toldCause(comparison);
  const told = isSame(comparison) && cause === "nothingLost" ? "unclear" : cause;
  if (!Object.hasOwn(parts, told)) return words[told];
  return sayWith(words.lost, { part: term(told, parts), means: means ?? ofCause(told, comparison, slowerMeans, partMeans) });
}

/** How many parts are told of in words, at most. */
const TOLD = 2;
/** A guess as near as that, as a ratio, is right. */
const NEAR = 1.1;

export function predictionWords({ prediction, speedup, account, parallel: { threads } }, { format, parts, words }) {
  const isRight = speedup / NEAR <= prediction && prediction <= speedup * NEAR;
  const facts = { guess: format.plain(prediction), speedup: format.ratio(speedup), threads: format.threads(threads) };
  if (isRight) return [say(words.guessedRight, facts)];
  if (prediction < speedup) return [say(words.guessedLess, facts)];
  const lost = grouped(account, threads).apart.filter((part) => part !== "speedup" && account[part] > 0);
  const told = lost.slice(0, TOLD).flatMap((part, i) => [i > 0 ? ", " : "", term(part, parts), ` ${format.part(account[part])}`]);
  return [say(words.guessedMore, facts), ...(told.length > 0 ? [sayWith(words.leftOut, { parts: told })] : [])];
}

/** Above this efficiency, nothing worth a sentence is missing; nor where it may be so, and is not far from that. */
const HARDLY_LESS = 0.97;
const NOT_FAR = 0.8;

/** What to say of what is missing: the name of the cause that the samples show, "tooMany", "nothingLost" or "unclear". */
export function toldCause({ cause, parallel: { threads, chunks, environment }, speedup, speedupCi95 }) {
  const mayBeAll = Math.max(speedup, speedupCi95?.[1] ?? 0) > HARDLY_LESS * threads;
  if (!cause && mayBeAll && speedup > NOT_FAR * threads) return "nothingLost";
  // Threads that take turns on a processor start late, end late or add slowly, as the system likes.
  const takeTurns = Math.min(threads, chunks) > environment.hardwareConcurrency;
  return takeTurns && [null, "start", "imbalance", "slowerThreads"].includes(cause) ? "tooMany" : (cause ?? "unclear");
}

/** The text on a cause: of slower threads the one on which they were, where the samples show that. */
export const ofCause = (cause, { slowerCause }, slower, texts) => (cause === "slowerThreads" && slower[slowerCause]) || texts[cause];

/** A part of the account, in its colour and pattern; whoever points at it lights it. */
const term = (part, names) => make("b", { className: "term", "data-part": part }, make("i", { className: `swatch ${part}` }), names[part]);

/** A text with facts that may be elements in the place of their names in braces. */
const sayWith = (text, facts) => text.split(/\{(\w+)\}/).flatMap((it, i) => (i % 2 === 0 ? it : facts[it]));
