// From plans to measurements: warm up, take samples of all plans in turn until they are sure enough, and say what they
// mean. The mathematics is the wasm's; what runs is told by `sum`, which resolves to a sample or, cancelled, to nothing.

import { wasm } from "./worker.js";

/** Integers of a run that only warms up, tens of milliseconds; its code is that of any n. */
const WARM_UP = 50_000_000n;

/**
 * A warm-up ends when a run is not this much faster than the fastest so far, after so many runs at least and at most; and
 * in any case after this second, which many chunks may take to hand out.
 */
const STILL_FASTER = 0.95;
const [FEWEST_WARM_UPS, MOST_WARM_UPS] = [3, 12];
const WARM_UP_SECONDS = 1;

/** Samples are enough when the interval of the median is within this fraction of it … */
const PRECISE = 0.02;

/** … or when these seconds are spent on a pair of plans, or that many samples taken. */
const SECONDS = 3;
const MOST_SAMPLES = 100;

/** The names of why no law is fitted, in the order of the wasm. */
const REFUSALS = ["tooFewPoints", "tooUncertain"];

/** How many times as many rounds are taken before it is asked again whether they are enough, as asking takes time too. */
const PATIENCE = 1.2;

/** A run of fewer steps of the timer than these cannot be timed. */
const FEWEST_STEPS = 20;

/**
 * Measures plans side by side.
 * @param {object[]} plans with `repeats`, the fewest samples of each
 * @param {{sum: (plan, onAdded: (integers, lane) => void) => Promise, tell: (progress) => void, seed?: number, needsSpans?: boolean}} how:
 *   `seed` shuffles each round; spans that are not needed are dropped, as those of a long sweep would fill the memory
 * @returns {Promise<{plan: object, samples: object[], seconds: object}[]>} the samples are wasm's; free them
 */
export async function measure(plans, { sum, tell, seed, needsSpans = true }) {
  const shares = sharesOf(plans);
  const added = shares.map(() => 0);
  const onAdded = (integers, lane) => {
    added[lane] += integers;
    tell({ added });
  };
  const run = async (plan) => {
    const sample = await sum(plan, onAdded);
    if (sample === undefined) throw new DOMException("The run was cancelled", "AbortError");
    return sample;
  };
  tell({ phase: "warm-up", totals: shares, added });
  const paces = [];
  for (const plan of plans) paces.push(await warmUp(plan, run));

  const [{ repeats }] = plans;
  const limit = SECONDS * Math.max(1, plans.length / 2);
  const round = plans.reduce((seconds, plan, i) => seconds + Number(plan.n) * paces[i], 0);
  const rounds = Math.max(repeats, Math.min(MOST_SAMPLES, Math.floor(limit / round)));
  tell({ phase: "samples", totals: shares.map((share) => rounds * share), added });

  const taken = plans.map((plan) => ({ plan, samples: [], seconds: [] }));
  try {
    await takeRounds(taken, { rounds, repeats, limit, seed, needsSpans, run });
    return taken;
  } catch (error) {
    release(taken);
    throw error;
  }
}

/**
 * The integers that fall to each lane when every plan runs once and its threads add equally many. The first lane is
 * that of serial plans, the others are those of the threads.
 */
function sharesOf(plans) {
  const shares = [0];
  for (const { mode, n, threads } of plans) {
    if (mode === "serial") shares[0] += Number(n);
    else for (let lane = 1; lane <= threads; lane++) shares[lane] = (shares[lane] ?? 0) + Number(n) / threads;
  }
  return shares;
}

/** Takes samples of all plans in turn, `repeats` rounds at least and `rounds` at most, until they are sure enough. */
async function takeRounds(taken, { rounds, repeats, limit, seed, needsSpans, run }) {
  const start = performance.now();
  let enough = repeats;
  for (let i = 0; i < rounds; i++) {
    const order = seed === undefined ? taken.keys() : wasm.shuffled(taken.length, seed + i);
    for (const index of order) {
      const { plan, samples, seconds } = taken[index];
      const sample = await run(plan);
      if (!needsSpans) sample.dropSpans();
      samples.push(sample);
      seconds.push(sample.seconds);
    }
    if (i + 1 >= repeats && performance.now() - start > 1000 * limit) break;
    if (i + 1 < enough) continue;
    if (taken.every(({ seconds }) => spreadOf(seconds) <= PRECISE)) break;
    enough = Math.ceil(PATIENCE * (i + 1));
  }
}

/** Runs a plan's code until the browser has optimised it; resolves to the seconds that an integer took then. */
async function warmUp(plan, run) {
  const start = performance.now();
  let fastest = Infinity;
  for (let i = 1; i <= MOST_WARM_UPS; i++) {
    const sample = await run({ ...plan, n: WARM_UP });
    const { seconds } = sample;
    sample.free();
    const isFaster = seconds < STILL_FASTER * fastest;
    fastest = Math.min(fastest, seconds);
    if (i >= FEWEST_WARM_UPS && !isFaster) break;
    if (performance.now() - start > 1000 * WARM_UP_SECONDS) break;
  }
  return fastest / Number(WARM_UP);
}

/** The contract's Measurement of one plan. */
export function measurementOf({ plan, samples, seconds }, environment) {
  const { mode, n, schedule, kernel } = plan;
  const threads = mode === "serial" ? 1 : plan.threads;
  const typical = samples[wasm.nearestToMedian(seconds)];
  const spans = spansOf(typical);
  return {
    mode,
    n: String(n),
    threads,
    chunks: spans.length,
    schedule,
    kernel,
    engine: environment.engine,
    sum: digitsOf(typical.sum),
    correct: samples.every((sample) => sample.isCorrect(n)),
    seconds: summaryOf(seconds),
    spans,
    warnings: warningsOf(threads, seconds, environment.timerStep),
    environment,
  };
}

/** How the parallel one of two measured plans compares with the serial one. */
export function comparisonOf(serial, parallel, environment) {
  const measurements = { serial: measurementOf(serial, environment), parallel: measurementOf(parallel, environment) };
  const { threads } = parallel.plan;
  const scaling = scalingOf(threads, measurements.serial.seconds.median, parallel.seconds, serial.seconds, environment);
  const typical = parallel.samples[wasm.nearestToMedian(parallel.seconds)];
  const account = scaling.speedup && typical.account(threads, measurements.serial.seconds.median);
  const [speedup, start, gaps, imbalance, join, slowerThreads] = account ?? [];
  const warnings = [];
  return { ...measurements, ...scaling, warnings, account: account && { speedup, start, gaps, imbalance, join, slowerThreads } };
}

/** How plans measured on 1, 2, … threads compare with the serial one, and what that says of more threads. */
export function sweepOf(serial, parallels, environment) {
  const sweep = new wasm.Sweep();
  const baseline = summaryOf(serial.seconds);
  const points = parallels.map(({ plan: { threads }, seconds }) => {
    const summary = summaryOf(seconds);
    const scaling = scalingOf(threads, baseline.median, seconds, serial.seconds, environment);
    if (scaling.speedup) sweep.push(threads, summary.median, scaling.speedup, ...(scaling.speedupCi95 ?? []));
    return { threads, seconds: summary, ...scaling };
  });
  const [serialSeconds, serialFraction] = sweep.amdahl() ?? [];
  const [sigma, kappa, peak = null] = sweep.usl() ?? [];
  const [best, enough] = sweep.bestAndEnough() ?? [];
  const reason = REFUSALS[sweep.refusal()] ?? null;
  sweep.free();
  const measured = points.filter(({ speedup }) => speedup);
  const all = [serial, ...parallels];
  return {
    n: String(serial.plan.n),
    chunks: serial.plan.chunks,
    schedule: serial.plan.schedule,
    kernel: serial.plan.kernel,
    engine: environment.engine,
    sum: digitsOf(serial.samples[0].sum),
    correct: all.every(({ plan, samples }) => samples.every((sample) => sample.isCorrect(plan.n))),
    serial: baseline,
    points,
    amdahl: reason ? null : { serialSeconds, serialFraction },
    usl: reason ? null : { sigma, kappa, peak },
    reason,
    best: measured[best]?.threads ?? null,
    enough: measured[enough]?.threads ?? null,
    warnings: [...new Set(all.flatMap(({ plan, seconds }) => warningsOf(plan.threads, seconds, environment.timerStep)))],
    environment,
  };
}

/** Frees the wasm's memory of measured plans. */
export function release(measured) {
  for (const { samples } of measured) samples.forEach((sample) => sample.free());
}

function scalingOf(threads, serial, parallelSeconds, serialSeconds, { timerStep }) {
  const { median } = summaryOf(parallelSeconds);
  const canBeTimed = Math.min(serial, median) >= FEWEST_STEPS * timerStep;
  const speedup = (canBeTimed && wasm.speedup(serial, median)) || null;
  const interval = speedup && wasm.ratioInterval(serialSeconds, parallelSeconds);
  return {
    speedup,
    speedupCi95: interval ? [...interval] : null,
    efficiency: speedup && wasm.efficiency(speedup, threads),
    karpFlatt: (speedup && wasm.karpFlatt(speedup, threads)) ?? null,
  };
}

function summaryOf(samples) {
  const [median, min, max, q1, q3, low, high] = wasm.summarize(samples);
  return { median, min, max, q1, q3, ci95: low === undefined ? null : [low, high], samples };
}

/** How far the ends of the interval are from the median, as a fraction of it; undefined without an interval. */
function spreadOf(samples) {
  const [, , , , , , , spread] = wasm.summarize(samples);
  return spread;
}

/** The names of what a reader should know before trusting these samples; the texts say what to do about each. */
function warningsOf(threads, seconds, timerStep) {
  const isOdd = {
    timer: summaryOf(seconds).median < FEWEST_STEPS * timerStep,
    bimodal: wasm.isBimodal(seconds),
    outliers: wasm.outliers(seconds) > 0,
    threads: threads > navigator.hardwareConcurrency,
  };
  return Object.keys(isOdd).filter((name) => isOdd[name]);
}

/** The decimal digits of a number's lower and upper 64 bits. */
const digitsOf = ([low, high]) => String((high << 64n) | low);

function spansOf(sample) {
  const numbers = sample.spans;
  return Array.from({ length: numbers.length / 4 }, (_, i) => {
    const [thread, chunk, start, end] = numbers.subarray(4 * i, 4 * i + 4);
    return { thread, chunk, start, end };
  });
}
