// What a picture tells of a result, piece by piece: for the eye, and as its text alternative with every number.

import { say } from "../lang/format.js";
import { machineOf } from "./machine.js";
import { lanesOf, timeOf } from "./race.js";
import { gpuTold, raceWords } from "./race-words.js";
import { inOrderOf, laneFigures, laneName, racerName } from "./racers.js";
import { grouped } from "./parts.js";
import { sharingSetting } from "../options.js";
import { memoryWords } from "./memory-words.js";
import { verdictOf } from "./sums.js";
import { sweepWords } from "./sweep-words.js";
import { wordsOf } from "./words.js";

/**
 * @param {object} result of a run, a comparison, a sweep or a race
 * @param {object} texts
 * @param {{at: Date, address: string | null, reference: {label: string, serial: number, parallel: number, threads: number} | null}}
 *   facts: when and where it was made, and whose numbers stand beside it
 * @returns {object} `title`; `big`, the figure that counts, and `note` on it; `sentences`; the `sum` of one run and whether it is
 *   right; `rows`, each with name and time; `parts` of the account (`partsOf`); `referenceWords`; `foot`, two lines;
 *   `description`, all of that
 */
export function toldOf(result, texts, { at, address, reference }) {
  const tell = result.points ? sweepTold : result.lanes ? raceTold : result.mode ? runTold : comparisonTold;
  const told = tell(result, texts);
  const { environment, engine, kernel, total, source } = result.parallel ?? result;
  const hardware = say(texts.hardwareThreads, { count: texts.format.whole(environment.hardwareConcurrency) });
  const foot = [
    [...machineOf(environment.userAgent), hardware, ...gpuFacts(result), engine, kernel, ...memoryFacts({ total, source }, texts)],
    [texts.format.date(at), address],
  ].map((facts) => facts.filter(Boolean).join(" · "));
  const referenceWords = reference && `${reference.label}: ${timesOf(reference, texts)}`;
  const rows = told.rows.map(({ name, time }) => `${name}: ${time}`);
  const parts = told.parts.map(({ label, value }) => `${label}: ${value}`);
  const figure = [told.big, told.note].filter(Boolean).join(", ");
  const lines = [told.title, figure, ...told.sentences, ...told.sum, ...rows, ...parts, referenceWords, ...foot].filter(Boolean);
  const description = lines.map((line) => (line.endsWith(".") ? line : `${line}.`)).join(" ");
  return { ...told, referenceWords, foot, description };
}

function comparisonTold(result, texts) {
  const { serial, parallel, speedup, speedupCi95, account } = result;
  const [low, high] = speedupCi95?.map(texts.format.ratio) ?? [];
  return {
    title: titleOf(parallel, texts),
    big: timesAsFast(speedup, texts),
    note: low ? say(texts.interval, { low, high }) : texts.speedupMeans,
    sentences: sentencesOf(result, texts),
    sum: [],
    rows: [serial, parallel].map(({ threads, seconds }) => rowOf(threads, texts.format.seconds(seconds.median), texts)),
    parts: account && parallel.threads > 1 ? partsOf(account, parallel.threads, texts) : [],
  };
}

function runTold(result, texts) {
  const { n, sum, missing, seconds: { median } } = result;
  const verdict = verdictOf(result);
  return {
    title: titleOf(result, texts),
    big: texts.format.seconds(median),
    note: median > 0 ? say(texts.perSecond, { integers: texts.format.large(Number(n) / median) }) : "",
    sentences: result.gpu ? gpuTold(result, texts) : [],
    sum: [texts.format.whole(sum), say(texts.verdict[verdict], { missing: verdict === "lost" && texts.format.whole(missing) })],
    rows: [],
    parts: [],
  };
}

function sweepTold(result, texts) {
  const { n, points, over, scaling, best } = result;
  const point = over ? points.at(-1) : points.find(({ threads }) => threads === best);
  const name = (it) => (over ? `n = ${texts.format.whole(it.n)}` : texts.format.threads(it.threads));
  return {
    title: over ? titleOf(result, texts) : [...(scaling === "weak" ? [texts.weakTitle] : []), say(texts.sumTitle, { n: texts.format.whole(n) })].join(" · "),
    big: timesAsFast(point?.speedup, texts),
    note: point ? name(point) : "",
    sentences: sweepWords(result, texts),
    sum: [],
    rows: points.map((it) => ({ name: name(it), time: timesAsFast(it.speedup, texts) })),
    parts: [],
  };
}

function raceTold(race, texts) {
  const { speedup } = laneFigures({ running: null, last: { result: race } }, texts);
  const [first] = inOrderOf(race.lanes);
  return {
    title: [texts.raceTitle, say(texts.sumTitle, { n: texts.format.whole(race.n) })].join(" · "),
    big: timesAsFast(speedup, texts),
    note: speedup ? `${laneName(first, texts)}: ${texts.speedupMeans}` : "",
    sentences: raceWords(race, texts),
    sum: [],
    rows: lanesOf(race).map((lane) => ({ name: laneName(lane, texts), time: timeOf(lane, texts) })),
    parts: [],
  };
}

/** What the GPU calls itself, if one ran. */
const gpuFacts = ({ gpu, lanes }) => {
  const { vendor, architecture, description } = gpu ?? lanes?.find((lane) => lane.gpu)?.gpu ?? {};
  return [[vendor, architecture].filter(Boolean).join(" "), description];
};

/** Where a total is and where integers come from, where that is not as usual. */
export const memoryFacts = ({ total, source }, { labels }) =>
  sharingSetting({ total, source }) === "" ? [] : [`${labels.total}: ${total}`, `${labels.source}: ${source}`];

const sentencesOf = (result, texts) =>
  (sharingSetting(result.parallel) === "" ? wordsOf({ running: null, last: { result } }, texts) : memoryWords(result, texts)).map(plain);

/** A sentence, which may have terms in it, as a text. */
const plain = (sentence) => [sentence].flat().map((it) => it.textContent ?? it).join("");

const titleOf = ({ n, threads, gpu }, texts) =>
  say(texts.pictureTitle, { n: texts.format.whole(n), threads: gpu ? racerName({ name: "gpu", gpu }, texts) : texts.format.threads(threads) });
const rowOf = (threads, time, { format }) => ({ name: format.threads(threads), time });
const timesAsFast = (speedup, { format }) => (speedup ? `${format.ratio(speedup)}×` : "–");
const timesOf = ({ serial, parallel, threads }, texts) =>
  [[serial, parallel].map(texts.format.seconds).join(" → "), texts.format.threads(threads), timesAsFast(serial / parallel, texts)].join(" · ");

/**
 * What the threads that were paid for came to: the speedup first, then what was lost, largest first, small parts as one.
 * `size` is what each fills, in threads; these add up to the threads, and a gain comes on top.
 */
function partsOf(account, threads, texts) {
  const part = (name, size, value = size) => ({ name, size, label: texts.parts[name], value: texts.format.part(value) });
  const { apart, small } = grouped(account, threads);
  const gain = apart.filter((name) => account[name] < 0).map((name) => part("gain", -account[name], account[name]));
  const lost = apart.filter((name) => name !== "speedup" && account[name] >= 0).map((name) => part(name, account[name]));
  const others = small.reduce((sum, name) => sum + account[name], 0);
  const rest = { name: "rest", size: others, label: small.map((name) => texts.parts[name]).join(", "), value: texts.format.part(others) };
  const missing = [...lost, ...(small.length > 0 ? [rest] : [])];
  const left = threads - missing.reduce((sum, { size }) => sum + size, 0);
  return [part("speedup", left, account.speedup), ...gain, ...missing];
}
