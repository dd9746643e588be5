// What a run came to, in one or two sentences, in which the parts of the account are terms.

import { say } from "../lang/format.js";
import { make } from "./dom.js";
import { grouped } from "./parts.js";

/**
 * The sentences for what a run or a comparison resolved to or was rejected with: each a text, or texts and terms.
 * @param {{running: object | null, last: {result?: object, error?: Error}, engine?: object}} state  @param {object} texts
 * @returns {(string | (string | Element)[])[]} none for an error, which says by itself what to do
 */
export function wordsOf({ running, last: { result, error }, engine }, texts) {
  const { format, words, engines } = texts;
  if (running) return [];
  if (error) return error.name === "AbortError" ? [words.cancelled] : [];
  if (result.mode && !result.correct) return [words.wrong];
  const { mode, threads, seconds } = result;
  if (!mode) return comparisonWords(result, texts);
  const facts = { time: format.seconds(seconds.median), threads: format.threads(threads) };
  if (threads > 1) return [say(words.parallel, facts)];
  // Where only one can run there is nothing to compare.
  return [say(words.serial, facts), engine?.threads === 0 ? say(engines[engine.why], engine.facts) : words.serialNext];
}

function comparisonWords(comparison, texts) {
  const { serial, parallel, speedup, speedupCi95, prediction } = comparison;
  const { format, parts, words } = texts;
  const { threads, correct } = parallel;
  if (!serial.correct || !correct) return [words.wrong];
  if (!speedup) return [words.tooShort];
  if (threads === 1) return [words.oneThread];
  const [low, high] = speedupCi95 ?? [speedup, speedup];
  const facts = { threads: format.threads(threads), speedup: format.ratio(speedup), times: format.ratio(1 / speedup) };
  if (low > threads) return [say(words.tooFast, facts)];
  if (prediction) return predictionWords(comparison, texts);
  const isSame = low <= 1 && 1 <= high;
  const cause = toldCause(comparison);
  const told = isSame && cause === "nothingLost" ? "unclear" : cause;
  const lost = Object.hasOwn(parts, told) ? sayWith(words.lost, { part: term(told, parts), means: ofCause(told, comparison, texts.slowerMeans, texts.partMeans) }) : words[told];
  const gained = speedup > 1 ? words.faster : words.slower;
  return [say(isSame ? words.same : gained, facts), lost];
}

/** How many parts are told of in words, at most. */
const TOLD = 2;
/** A guess as near as that, as a ratio, is right. */
const NEAR = 1.1;

function predictionWords({ prediction, speedup, account, parallel: { threads } }, { format, parts, words }) {
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
