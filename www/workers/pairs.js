// Samples of sums of very different n, each on one thread and on several: also of those that are too short for a clock, which are
// added many times over.

import { wasm } from "./instance.js";
import { limitOf, roundsIn, runnerOf, secondsOf, sharesOf, takeRounds, warmUp } from "./sampling.js";

/** A batch of sums takes so long, and so many steps of the clock; of the next that is tried some more, but not many times as many. */
const [BATCH_SECONDS, BATCH_STEPS] = [0.001, 40];
const [BATCH_ROOM, MOST_GROWTH] = [1.2, 10];

/** How many times a batch is tried before it is taken: whatever slows one run down may not slow those that are to come. */
const TRIES = 3;

/**
 * Takes samples of pairs of plans, the pairs of different n, side by side. Where a clock cannot time one sum, a sample is a batch.
 * @param {object[][]} pairs with `repeats`, the fewest samples of each  @param {object} how as of takeSamples
 * @returns {Promise<{plan: object, samples: object[]}[][]>} of each plan, with its `batch`, the samples
 */
export async function takePairs(pairs, { tell, onSample, timerStep, needsSpans, ...how }) {
  const plans = pairs.flat();
  const { run, added } = runnerOf(plans, { tell, ...how });
  const limit = limitOf(plans);
  const paces = [];
  for (const plan of pairs.at(-1)) paces.push(await warmUp(plan, timerStep, run));
  const [[{ repeats }]] = pairs;
  const perInteger = [Infinity, Infinity]; // of the n before: of a larger one an integer takes no longer
  const groups = [];
  for (const pair of pairs) {
    const [series, took] = [[], []];
    for (const [i, plan] of pair.entries()) {
      const n = Number(plan.n);
      const { batch, seconds } = await batchOf(plan, n * paces[i], n * perInteger[i], timerStep, run);
      perInteger[i] = seconds / n;
      series.push({ plan: { ...plan, batch }, samples: [] });
      took.push(batch * seconds);
    }
    groups.push({ series, rounds: roundsIn(limit / pairs.length, took[0] + took[1], repeats) });
  }
  const shares = groups.map(({ series, rounds }) => sharesOf(series.map(({ plan }) => plan)).map((share) => rounds * share));
  tell({ phase: "samples", totals: added.map((_, lane) => shares.reduce((sum, share) => sum + share[lane], 0)), added });
  const all = groups.map(({ series }) => series);
  let left = groups;
  for (let isLast = false; ; isLast = true) {
    await takeRounds(left, { repeats, limit, timerStep, needsSpans, onSample: () => onSample(all), run });
    left = left.filter(({ series }) => !series.every((one) => wasm.canBeTimed(one.plan.batch * medianOf(one), timerStep)));
    if (isLast || left.length === 0) return all;
    // Something may have slowed the warm-up.
    for (const one of left.flatMap(({ series }) => series)) {
      one.plan.batch = Math.max(one.plan.batch, Math.ceil(enoughFor(timerStep) / Math.max(medianOf(one), timerStep / one.plan.batch)));
      one.samples.length = 0;
    }
  }
}

const medianOf = ({ samples }) => wasm.summarize(secondsOf(samples)).median;

/** The seconds that a batch takes at least. */
const enoughFor = (timerStep) => Math.max(BATCH_SECONDS, BATCH_STEPS * timerStep);

/**
 * How many sums, one after the other, this clock can time well, and the seconds that each takes, `atLeast` and `atMost` so many.
 * Where these are too few, more and more are tried: a sum takes some time whatever its n is, and to wake threads a while.
 */
async function batchOf(plan, atLeast, atMost, timerStep, run) {
  const enough = enoughFor(timerStep);
  const expected = Math.min(atLeast, atMost);
  if (expected >= enough) return { batch: 1, seconds: expected };
  for (let batch = 1; ; ) {
    let seconds = atMost;
    for (let i = 0; i < TRIES && seconds * batch >= enough; i++) seconds = Math.min(seconds, (await run({ ...plan, batch })).seconds);
    if (batch * seconds >= enough) return { batch, seconds };
    batch = Math.ceil(Math.min(MOST_GROWTH * batch, (BATCH_ROOM * enough) / Math.max(seconds, timerStep / batch)));
  }
}
