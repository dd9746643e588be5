// What a race came to, and a run on the GPU, in a few sentences: who won, and whether the trip to the GPU pays.

import { say } from "../lang/format.js";
import { areAlike, inOrderOf, isTimed, racerName, timesAsFast } from "./racers.js";
import { verdictOf } from "./sums.js";
import { about } from "./sweep-words.js";

/** A run on the GPU is hardly more than the trip there and back if that is such a part of it. */
const MOST = 0.9;

/** @returns {string[]} */
export function raceWords(race, texts) {
  if (verdictOf(race) === "wrong") return [texts.words.wrong];
  if (!race.lanes.every(isTimed)) return [texts.words.tooShort];
  return [firstWords(race, texts), ...gpuLaneWords(race, texts)];
}

function firstWords({ lanes }, texts) {
  const { raceWords, format } = texts;
  const [first, second] = inOrderOf(lanes);
  const facts = { first: racerName(first, texts), time: format.seconds(first.seconds.median) };
  if (!second) return say(raceWords.only, facts);
  const isTie = areAlike(first, second);
  return say(isTie ? raceWords.tie : raceWords.won, { ...facts, second: racerName(second, texts), times: format.ratio(timesAsFast(first, second)) });
}

/** What the GPU's lane says of the trip there, or why there is no such lane. */
function gpuLaneWords({ n, threads, lanes, absent, breakEven }, texts) {
  const { raceWords, noLane, format } = texts;
  const [gpu, rival] = ["gpu", "parallel-simd"].map((name) => lanes.find((lane) => lane.name === name));
  const missing = absent.find(({ name }) => name === "gpu");
  if (missing) return [noLane[missing.reason] ?? noLane.other];
  if (!gpu) return [];
  if (gpu.gpu.isSoftware) return [raceWords.software];
  const facts = { threads: format.threads(threads), floor: format.seconds(gpu.gpu.floor), n: breakEven && about(breakEven, format) };
  if (!rival) return [say(raceWords.floor, facts)];
  const areFirst = inOrderOf(lanes).slice(0, 2).every((lane) => [gpu, rival].includes(lane)); // of whom that has been said
  if (areAlike(gpu, rival)) return [say(areFirst ? raceWords.floor : raceWords.unsure, facts)];
  if (!breakEven) return [say(raceWords.neverPays, facts)];
  return [say(BigInt(n) >= BigInt(breakEven) ? raceWords.pays : raceWords.wouldPay, facts)];
}

/** What a run on the GPU came to. */
export function gpuTold(measurement, { raceWords, words, format }) {
  const { seconds: { median }, gpu: { floor, isSoftware } } = measurement;
  if (verdictOf(measurement) === "wrong") return [words.wrong];
  const facts = { time: format.seconds(median), floor: format.seconds(floor) };
  return [say(floor > MOST * median ? raceWords.gpuTrip : raceWords.gpu, facts), ...(isSoftware ? [raceWords.software] : [])];
}

/** That, and what to do next. */
export function gpuWords(measurement, texts) {
  const told = gpuTold(measurement, texts);
  return told.length > 1 || !measurement.correct ? told : [...told, texts.raceWords.gpuNext];
}
