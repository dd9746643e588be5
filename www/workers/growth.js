// What a sweep over n comes to: for each n how several threads compare with one, and from which n on they pay.

import { wasm } from "./instance.js";
import { askedIn, inPairs, isRight, scalingOf, summarize, warningsOf } from "./results.js";

/** @param {{plan: object, samples: object[]}[][]} pairs of a serial and a parallel plan of each n, which ascend */
export function growthOf(pairs, environment) {
  const summarized = pairs.map((pair) => pair.map((one) => summarize(one, environment)));
  const all = summarized.flat();
  const largest = all.at(-1);
  const points = summarized.map(pointOf);
  const { mode, ...asked } = askedIn(largest);
  const result = {
    over: "n",
    ...asked,
    engine: environment.engine,
    sum: String(largest.samples[0].sum),
    correct: all.every(isRight),
    points,
    ...paying(points, asked.threads),
    warnings: [...new Set(all.flatMap((one) => warningsOf(one, environment)))],
    environment,
  };
  return { result, drawing: {} };
}

/** What it comes to so far: {points} as in its result, those that there are; null before there is one. */
export function growthSoFar(pairs, environment) {
  const points = pairs.map((pair) => inPairs(pair, environment)).filter(Boolean).map(pointOf);
  return points.length > 0 ? { points } : null;
}

function pointOf([serial, parallel]) {
  const { speedup, speedupCi95, efficiency } = scalingOf(parallel, serial);
  return { n: String(serial.plan.n), serial: serial.seconds, parallel: parallel.seconds, speedup, speedupCi95, efficiency };
}

/** From which n on several threads are faster than one, and half of them of use, by what points took that could be timed. */
function paying(points, threads) {
  const timed = points.filter(({ speedup }) => speedup);
  const plain = timed.map(({ n, serial, parallel }) => ({ n: BigInt(n), serial: serial.median, parallel: parallel.median }));
  const { breakEven, halfEfficiency } = wasm.growth(plain, threads);
  const digits = (n) => n && String(n);
  return { breakEven: digits(breakEven), halfEfficiency: digits(halfEfficiency) };
}
