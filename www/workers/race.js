// The lanes of a race: the plan of each, and what they come to.

import { tripOf } from "./gpu-port.js";
import { wasm } from "./instance.js";
import { isRight, summarize, toldOf, warningsOf } from "./results.js";

const LANES = {
  serial: { mode: "serial", threads: 1, kernel: "scalar" },
  "serial-simd": { mode: "serial", threads: 1, kernel: "simd" },
  parallel: { mode: "parallel", kernel: "scalar" },
  "parallel-simd": { mode: "parallel", kernel: "simd" },
};

/** The plan of a race in one of its lanes; `facts` are those of the GPU. */
export const inLane = (plan, lane, facts) => (lane === "gpu" ? onGpu(plan, facts) : { ...plan, ...LANES[lane], lane });

/** A plan on the GPU, whose threads are none of ours. */
export const onGpu = (plan, gpu) => ({ ...plan, mode: "gpu", threads: null, chunks: null, schedule: null, kernel: null, lane: "gpu", gpu });

/** What the lanes of a plan came to, and from which n on the trip to the GPU pays. */
export function raced({ series, offer }, { threads, chunks, schedule, total, source, absent }, environment) {
  const all = series.map((one) => summarize(one, environment));
  const result = {
    n: String(all[0].plan.n), threads, chunks, schedule, total, source,
    engine: environment.engine,
    sum: String(toldOf(all.find((one) => !isRight(one)) ?? all[0]).sum),
    correct: all.every(isRight),
    lanes: all.map(laneOf),
    absent,
    breakEven: breakEvenOf(all),
    warnings: [...new Set(all.flatMap((one) => warningsOf(one, environment)))],
    environment,
  };
  return { result, drawing: { offer: offer && String(offer) } };
}

/** What it comes to so far: {lanes}, those that have run. */
export function racedSoFar(series, environment) {
  const ran = series.filter(({ samples }) => samples.length > 0);
  return { lanes: ran.map((one) => laneOf(summarize(one, environment))) };
}

function laneOf(one) {
  const { lane: name, mode, kernel, threads, n } = one.plan;
  const perSecond = one.isTimed ? Number(n) / one.seconds.median : null;
  return { name, mode, kernel, threads, seconds: one.seconds, perSecond, sum: String(toldOf(one).sum), correct: isRight(one), ...(mode === "gpu" && { gpu: tripOf(one) }) };
}

function breakEvenOf(all) {
  const [here, there] = ["parallel-simd", "gpu"].map((name) => all.find(({ plan, isTimed }) => plan.lane === name && isTimed));
  if (!here || !there) return null;
  return wasm.breakEven(here.plan.n, here.seconds.median, there.seconds.median, tripOf(there).floor)?.toString() ?? null;
}
