// What samples come to: the results that programs get, and beside each what pictures are drawn from. The mathematics is
// the wasm's. Spans stay one array of numbers here.

import { countOf } from "../spans.js";
import { tripOf } from "./gpu-port.js";
import { secondsOf } from "./sampling.js";
import { wasm } from "./instance.js";

/** Threads' clocks agree to within so many steps, unless one was set meanwhile. */
const CLOCKS_AGREE = 3;

/** Bytes of an integer in an array. */
const BYTES = 8;

/** What the samples of one plan come to. */
export function measured({ series: [only], offer }, environment) {
  const summarized = summarize(only, environment);
  return { result: measurementOf(summarized, environment), drawing: { timeline: timelineOf(summarized, environment), offer: digits(offer) } };
}

/** How the second of two plans, the parallel one, compares with the serial one, and with the baseline where there is that. */
export function compared({ series, offer }, environment) {
  const [serial, parallel, baseline] = series.map((one) => summarize(one, environment));
  const scaling = scalingOf(parallel, serial);
  const timeline = timelineOf(parallel, environment);
  const result = {
    serial: measurementOf(serial, environment),
    parallel: measurementOf(parallel, environment),
    ...scaling,
    ...accountOf(parallel, serial, scaling, timeline),
    ...(baseline && { baseline: measurementOf(baseline, environment), speedupOverBaseline: scalingOf(parallel, baseline).speedup }),
    warnings: [],
  };
  return { result, drawing: { timeline, offer: digits(offer) } };
}

/**
 * How plans on several numbers of threads compare with the first, the serial one, and what that says of more threads; where the
 * `scaling` is weak, of more threads with as many times the work.
 */
export function swept({ series, offer }, scaling, environment) {
  const [serial, ...parallels] = series.map((one) => summarize(one, environment));
  const { mode, threads, ...asked } = askedIn(serial);
  const points = parallels.map((parallel) => pointOf(parallel, serial));
  const { laws, curves } = lawsOf(points, serial, scaling, environment);
  const result = {
    ...asked,
    scaling,
    engine: environment.engine,
    sum: String(serial.samples[0].sum),
    correct: [serial, ...parallels].every(isRight),
    serial: serial.seconds,
    points,
    ...laws,
    warnings: [...new Set([serial, ...parallels].flatMap((one) => warningsOf(one, environment)))],
    environment,
  };
  return { result, drawing: { curves, offer: digits(offer) } };
}

/** What a comparison comes to so far: {seconds: {serial, parallel}, speedup, speedupCi95}, medians; null before both have run. */
export function comparedSoFar(series, environment) {
  const pair = inPairs(series, environment);
  if (!pair) return null;
  const [serial, parallel] = pair;
  const { speedup, speedupCi95 } = scalingOf(parallel, serial);
  return { seconds: { serial: serial.seconds.median, parallel: parallel.seconds.median }, speedup, speedupCi95 };
}

/** What a sweep comes to so far: {serial, points} as in its result, the points that there are; null before there is one. */
export function sweptSoFar([first, ...others], environment) {
  const pairs = others.map((one) => inPairs([first, one], environment)).filter(Boolean);
  if (pairs.length === 0) return null;
  return { serial: summarize(first, environment).seconds, points: pairs.map(([serial, parallel]) => pointOf(parallel, serial)) };
}

/** Two series of samples as far as they were taken in turn; null before that. */
export function inPairs(series, environment) {
  const count = Math.min(...series.map(({ samples }) => samples.length));
  return count > 0 ? series.map((one) => summarize({ ...one, samples: one.samples.slice(0, count) }, environment)) : null;
}

/** A plan's samples with what they have in common: its seconds, and whether this clock can tell them from none. */
export function summarize({ samples, ...one }, { timerStep }) {
  const { low, high, ...summary } = wasm.summarize(secondsOf(samples));
  const seconds = { ...summary, ci95: low === null ? null : [low, high], samples: samples.map((sample) => sample.seconds) };
  return { ...one, samples, seconds, isTimed: wasm.canBeTimed(summary.median * (one.plan.batch ?? 1), timerStep) };
}

/** The sample that is shown: the nearest to the median, of those whose spans are there. */
const typicalOf = (one) => nearestToMedian(one, ({ spans }) => spans);

/** The sample whose sum is told: a wrong one, if there is any. */
export const toldOf = (one) => nearestToMedian(one, ({ correct }) => !correct) ?? nearestToMedian(one, () => true);

function nearestToMedian({ samples }, isWanted) {
  const index = wasm.byDistanceFromMedian(secondsOf(samples)).find((index) => isWanted(samples[index]));
  return samples[index] && { index, ...samples[index] };
}

export const isRight = ({ samples }) => samples.every(({ correct }) => correct);

/** What a plan asked for that is part of its result; the other fields are about how it was measured. */
export const askedIn = ({ plan: { repeats, isFree, isBaseline, mostN, times, batch, engine, lane, n, ...asked } }) => ({ ...asked, n: String(n) });

/** The contract's Measurement. */
function measurementOf(one, environment) {
  const { spans } = typicalOf(one);
  const { sum, missing } = toldOf(one);
  const { n, source } = one.plan;
  return {
    ...askedIn(one),
    ...(one.plan.gpu ? { engine: "webgpu", gpu: tripOf(one) } : { chunks: countOf(spans), engine: environment.engine }),
    sum: String(sum),
    correct: isRight(one),
    missing: String(missing),
    seconds: one.seconds,
    ...(source === "array" && { bytesPerSecond: one.isTimed ? (BYTES * Number(n)) / one.seconds.median : null }),
    spans,
    warnings: warningsOf(one, environment),
    environment,
  };
}

/** How a parallel plan compares with a serial one; of one with `times` the integers, with as many times the serial one's seconds. */
export function scalingOf(parallel, serial) {
  const times = Number(parallel.plan.times ?? 1n);
  const [serially, inParallel] = [secondsOf(serial.samples).map((seconds) => times * seconds), secondsOf(parallel.samples)];
  const found = serial.isTimed && parallel.isTimed && wasm.scaling(serially, inParallel, parallel.plan.threads);
  const { speedup = null, low = null, high, efficiency = null, karpFlatt = null } = found || {};
  return { speedup, speedupCi95: low === null ? null : [low, high], efficiency, karpFlatt: times === 1 ? karpFlatt : null };
}

function pointOf(parallel, serial) {
  const { seconds, samples, plan: { threads, n, times = 0n } } = parallel;
  const [typical] = wasm.byDistanceFromMedian(secondsOf(samples));
  const scaling = scalingOf(parallel, serial);
  const { busy } = samples[typical].spent;
  const whileAdding = (scaling.speedup && wasm.whileAdding(Number(times || 1n) * serial.seconds.median, busy, threads)) ?? null;
  return { threads, ...(times && { n: String(n) }), seconds, ...scaling, whileAdding };
}

/**
 * Where the missing speedup went: in the typical sample, whose `timeline` is drawn, between samples, and what surely took most
 * of it.
 */
function accountOf(parallel, serial, { speedup, speedupCi95 }, { lanes }) {
  const samples = parallel.samples.map(({ spent, seconds }) => ({ ...spent, seconds }));
  const { index } = typicalOf(parallel);
  const found = speedup && wasm.account(samples, index, parallel.plan.threads, serial.seconds.median, ends(speedupCi95));
  if (!found) return { account: null, accountRange: null, cause: null, slowerCause: null };
  const { low, high, cause = null, slowerCause = null } = found;
  const account = { ...found.account, speeds: lanes.map(({ speed }) => speed) };
  return { account, accountRange: Object.fromEntries(Object.keys(low).map((part) => [part, [low[part], high[part]]])), cause, slowerCause };
}

/** The laws that fit the points, or why none does; the points that did best; and the curves of the laws. */
function lawsOf(points, serial, scaling, { hardwareConcurrency }) {
  const timed = points.filter(({ speedup }) => speedup);
  const plain = timed.map(({ threads, seconds, speedup, speedupCi95 }) => ({ threads, seconds: seconds.median, speedup, ...ends(speedupCi95) }));
  const found = wasm.laws(plain, hardwareConcurrency, scaling === "weak" ? undefined : serial.seconds.median);
  const { amdahl = null, usl = null, gustafson = null, reason = null, best, enough, fittedTo, amdahlCurve, uslCurve, gustafsonCurve } = found;
  const curves = { to: fittedTo, amdahl: amdahlCurve, usl: uslCurve, gustafson: gustafsonCurve };
  return { laws: { amdahl, usl, gustafson, reason, best, enough }, curves };
}

/** An interval as the wasm takes it. */
const ends = (interval) => (interval ? { low: interval[0], high: interval[1] } : {});

/** What the timeline draws: where the time of the typical sample of a parallel plan went, thread by thread. */
function timelineOf({ plan, ...one }, { timerStep }) {
  if (plan.mode !== "parallel") return null;
  const { spans, seconds } = typicalOf(one);
  return { seconds, spans, lanes: wasm.lanes(plan, spans, seconds, timerStep), cuts: wasm.cuts(plan.n, countOf(spans)) };
}

const digits = (n) => n && String(n);

/** The names of what a reader should know before trusting these samples; the texts say what to do about each. */
export function warningsOf({ plan: { threads }, samples, seconds, isTimed }, { timerStep, hardwareConcurrency }) {
  const times = secondsOf(samples);
  const isOdd = {
    timer: !isTimed,
    clock: samples.some(({ stray }) => stray > CLOCKS_AGREE * timerStep),
    bimodal: wasm.isBimodal(times),
    outliers: wasm.outliers(times) > 0,
    threads: threads > hardwareConcurrency,
  };
  return Object.keys(isOdd).filter((name) => isOdd[name]);
}
