// From plans to samples: warm up, take samples of all plans in turn, stop when they are sure enough. What runs is told by
// `sum`, which resolves to a sample or, cancelled, to nothing; whose turn it is and what is sure is the wasm's to say.

import { wasm } from "./instance.js";

/** Integers of a run that only warms up, tens of milliseconds; its code is that of any n. With a total in memory each takes longer. */
const WARM_UP = 50_000_000n;
const WARM_UP_IN_MEMORY = 500_000n;

/**
 * A warm-up ends when a run is not this much faster than the fastest so far, after so many runs at least and at most; and
 * in any case after this second, which many chunks may take to hand out.
 */
const STILL_FASTER = 0.95;
const [FEWEST_WARM_UPS, MOST_WARM_UPS] = [3, 12];
const WARM_UP_SECONDS = 1;

/** The last run of a warm-up takes so many steps of a coarse clock, so that its time tells how long others will take. */
const FEWEST_STEPS = 4;
const MOST_WARM_UP = 10_000_000_000n;

/** How many times as long as need be a single run has to take, to show that this clock can time others: they may be disturbed less. */
const ROOM = 1.5;

/**
 * Samples are enough when these seconds are spent on a pair of plans, on many plans that many, or so many samples taken. What threads
 * cost each other shows in a third of the time.
 */
const SECONDS = 3;
const SECONDS_IN_MEMORY = 1;
const SECONDS_OF_MANY = 16;
const MOST_SAMPLES = 100;

/**
 * How many times as many rounds are taken before it is asked again whether they are enough, as asking takes time too, and
 * the more often one asks, the more often chance says yes.
 */
const PATIENCE = 1.2;

const isInMemory = ({ total }) => total !== "private";

/** Numbers of spans that are kept of a plan's samples, 8 MiB: all but where there are thousands of chunks. */
const KEPT = 2 ** 20;

/**
 * Takes samples of plans side by side.
 * @param {object[]} plans of the same n, or `times` that, with `repeats`, the fewest samples of each; an n that `isFree` is made larger where
 *   this clock could not time it. One that `isBaseline` is only there to compare with: whether it can be timed decides nothing.
 * @param {{sum: (plan, onAdded: (integers, lane) => void) => Promise, tell: (progress) => void, onSample: (series: object[]) => void,
 *   timerStep: number, needsSpans?: boolean}} how
 * @returns {Promise<{series: {plan: object, samples: object[]}[], offer: bigint | null}>} of each plan, as it was run, the
 *   samples {seconds, sum, correct, missing, stray, spent, spans}, whose spans are null where they are not needed or too many; and an n that
 *   this clock can time where it could not this one
 */
export async function takeSamples(plans, { tell, onSample, timerStep, needsSpans = true, ...how }) {
  const { run, added } = runnerOf(plans, { tell, ...how });
  const paces = [];
  for (const plan of plans) paces.push((await warmUp(plan, timerStep, run)) * Number(plan.times ?? 1n));

  const [{ repeats, isFree }] = plans;
  const limit = limitOf(plans);
  const deciding = plans.flatMap(({ isBaseline }, i) => (isBaseline ? [] : [i]));
  const timeable = (n) => timeableN(n, plans, deciding, paces, timerStep, run);
  for (let n = isFree ? await timeable(plans[0].n) : plans[0].n; ; ) {
    const series = plans.map((plan) => ({ plan: sized(plan, n), samples: [] }));
    const round = paces.reduce((seconds, pace) => seconds + Number(n) * pace, 0);
    const rounds = roundsIn(limit, round, repeats);
    const shares = sharesOf(series.map(({ plan }) => plan));
    tell({ phase: "samples", totals: shares.map((share) => rounds * share), added });
    await takeRounds([{ series, rounds }], { repeats, limit, timerStep, needsSpans, onSample: () => onSample(series), run });
    const medians = series.map(({ samples }) => wasm.summarize(secondsOf(samples)).median);
    if (deciding.every((i) => wasm.canBeTimed(medians[i], timerStep))) return { series, offer: null };
    // Something may have slowed the warm-up.
    medians.forEach((median, i) => (paces[i] = Math.min(paces[i], Math.max(median, timerStep) / Number(n))));
    const larger = await timeable(n);
    if (larger === n || !isFree) return { series, offer: larger === n ? null : larger };
    n = larger;
  }
}

/** The seconds that may be spent on samples of plans, unless the fewest take longer. */
export function limitOf(plans) {
  const seconds = plans.some(isInMemory) ? SECONDS_IN_MEMORY : SECONDS;
  return Math.max(seconds, Math.min((seconds * plans.length) / 2, SECONDS_OF_MANY));
}

/** A plan with the n that it has where others have this one. */
export const sized = (plan, n) => ({ ...plan, n: n * (plan.times ?? 1n) });

/** How many rounds that take so many seconds there are within a limit: `repeats` at least. */
export const roundsIn = (limit, seconds, repeats) => Math.max(repeats, Math.min(MOST_SAMPLES, Math.floor(limit / seconds)));

/** What runs plans and counts the integers that are `added`, in each lane; tells that the warm-up begins. */
export function runnerOf(plans, { sum, tell }) {
  const added = new Array(1 + Math.max(...plans.map(({ threads }) => threads))).fill(0);
  const onAdded = (integers, lane) => {
    added[lane] += integers;
    tell({ added });
  };
  const run = async (plan) => {
    const sample = await sum(plan, onAdded);
    if (!sample) throw new DOMException("The run was cancelled", "AbortError");
    return sample;
  };
  tell({ phase: "warm-up", totals: sharesOf(plans), added });
  return { run, added };
}

/**
 * The same n, where the fastest of the plans that are `deciding` takes long enough for this clock by their paces, the seconds that an integer
 * takes; else the next for which it was seen to, if there is one: that waking many threads takes a while, fewer integers hide.
 */
async function timeableN(n, plans, deciding, paces, timerStep, run) {
  const fastestPace = () => Math.min(...deciding.map((i) => paces[i]));
  let tried = n;
  for (let pace = fastestPace(); !wasm.canBeTimed((Number(tried) * pace) / ROOM, timerStep); pace = fastestPace()) {
    const next = wasm.timeableN(pace, timerStep, tried, plans[0].mostN);
    if (next === undefined) return wasm.canBeTimed(Number(tried) * pace, timerStep) ? tried : n;
    tried = next;
    const fastest = deciding.find((i) => paces[i] === pace);
    const { seconds } = await run(sized(plans[fastest], tried));
    paces[fastest] = Math.max(seconds, timerStep) / Number(tried);
  }
  return tried;
}

/**
 * The integers that fall to each lane when every plan runs once and its threads add equally many. The first lane is
 * that of serial plans and of the GPU, the others are those of the threads.
 */
export function sharesOf(plans) {
  const shares = [0];
  for (const { mode, n, threads, batch = 1 } of plans) {
    const integers = batch * Number(n);
    if (mode !== "parallel") shares[0] += integers;
    else for (let lane = 1; lane <= threads; lane++) shares[lane] = (shares[lane] ?? 0) + integers / threads;
  }
  return shares;
}

/**
 * Takes samples of plans in groups {series, rounds}: of all in turn, and of all plans of a group, which are compared, in turn;
 * `repeats` rounds at least and the group's `rounds` at most, until all of the group are sure enough.
 */
export async function takeRounds(groups, { repeats, limit, timerStep, needsSpans, onSample, run }) {
  const start = performance.now();
  let [unsure, enough] = [groups, even(repeats)];
  for (let round = 0; unsure.length > 0; round++) {
    for (const group of wasm.turns(unsure.length, round)) {
      const { series } = unsure[group];
      for (const index of wasm.turns(series.length, round)) {
        const { plan, samples } = series[index];
        samples.push(kept(await run(plan), plan, timerStep, needsSpans));
        dropUntypical(samples);
        onSample();
      }
    }
    if (round + 1 >= repeats && performance.now() - start > 1000 * limit) break;
    unsure = unsure.filter(({ rounds }) => round + 1 < rounds);
    if (round + 1 < enough) continue;
    unsure = unsure.filter(({ series }) => !series.every(({ samples }) => wasm.isSure(secondsOf(samples))));
    enough = even(PATIENCE * (round + 1));
  }
}

/** So many rounds that every plan has gone first as often as last. */
const even = (rounds) => 2 * Math.ceil(rounds / 2);

/** What is kept of a sample: of its spans in any case what its threads' seconds were spent on, where it has threads. */
function kept({ spans, ...sample }, plan, timerStep, needsSpans) {
  if (plan.mode === "gpu") return { ...sample, spans };
  const spent = wasm.spent(plan, spans, sample.seconds, timerStep);
  return { ...sample, spent, spans: needsSpans ? spans : null };
}

/** Drops the spans of the samples farthest from the median as far as there are too many, so that memory does not grow. */
function dropUntypical(samples) {
  let size = samples.reduce((size, { spans }) => size + (spans?.length ?? 0), 0);
  if (size <= KEPT) return;
  for (const index of wasm.byDistanceFromMedian(secondsOf(samples)).reverse()) {
    const { spans } = samples[index];
    if (!spans || size <= KEPT) continue;
    size -= spans.length;
    samples[index].spans = null;
  }
}

/** The seconds that samples took. */
export const secondsOf = (samples) => Float64Array.from(samples, ({ seconds }) => seconds);

/** Runs a plan's code until the browser has optimised it; resolves to the seconds that an integer takes then, as far as this clock tells. */
export async function warmUp(plan, timerStep, run) {
  const start = performance.now();
  const most = plan.source === "array" ? plan.n : MOST_WARM_UP; // an array has no more
  let n = least(isInMemory(plan) ? WARM_UP_IN_MEMORY : WARM_UP, most);
  let fastest = Infinity;
  for (let i = 1; i <= MOST_WARM_UPS; i++) {
    const { seconds } = await run({ ...plan, n });
    const isFaster = seconds < STILL_FASTER * fastest;
    fastest = Math.min(fastest, seconds);
    if (i >= FEWEST_WARM_UPS && !isFaster) break;
    if (performance.now() - start > 1000 * WARM_UP_SECONDS) break;
  }
  while (fastest < FEWEST_STEPS * timerStep && n < most) {
    n = least(4n * n, most);
    ({ seconds: fastest } = await run({ ...plan, n }));
  }
  return Math.max(fastest, timerStep) / Number(n);
}

const least = (a, b) => (a < b ? a : b);
