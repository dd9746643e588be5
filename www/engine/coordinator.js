// The coordinator: the worker that owns the wasm and its thread pool, starts runs and takes the time. In a parallel run
// it is the first of the threads. It is asked by messages {request, …}, one at a time, and answers each by {answer} or
// {error}; in between it tells {progress}.

import init, * as wasm from "../pkg/parallel_sum.js";

/** Samples of each run, after one that only warms up. */
const SAMPLES = 3;

/** Integers between two looks at the messages where no memory is shared; some 10 ms. */
const SLICE = 2 ** 25;

/** Bytes of stack for each thread; its sums need little. */
const STACK = 2 ** 18;

const isShared = self.crossOriginIsolated;
const engine = isShared ? "shared-memory" : "messages";
let isCancelled = false;

const requests = {
  /** Starts the wasm and, where memory can be shared, a pool of threads besides this one. */
  async start({ poolSize }) {
    const { memory } = await init();
    if (!isShared) return { engine };
    if (poolSize > 0) await startPool(poolSize);
    const address = wasm.controlAddress(); // first, as it may make the memory grow out of the buffer
    return { engine, control: { buffer: memory.buffer, address } };
  },

  /** Measures one plan. */
  async run({ plan }) {
    const [measurement] = await measure([plan]);
    return measurement;
  },

  /** Measures a plan serially and in parallel. */
  async compare({ plan }) {
    const [serial, parallel] = await measure([
      { ...plan, mode: "serial" },
      { ...plan, mode: "parallel" },
    ]);
    const speedup = wasm.speedup(serial.seconds.median, parallel.seconds.median) ?? null;
    return {
      serial,
      parallel,
      speedup,
      efficiency: speedup && wasm.efficiency(speedup, plan.threads),
      karpFlatt: speedup && (wasm.karpFlatt(speedup, plan.threads) ?? null),
    };
  },
};

addEventListener("message", async ({ data }) => {
  if (data.request === "cancel") {
    isCancelled = true;
  } else if (data.request in requests) {
    isCancelled = false;
    try {
      postMessage({ answer: await requests[data.request](data) });
    } catch ({ name, message }) {
      postMessage({ error: { name, message } });
    }
  }
});

/**
 * Starts the thread pool, and mends what wasm-bindgen-rayon does with its workers: it waits for ever for one that
 * cannot start, and gives each a stack of 2 MiB and a warning in the console.
 */
async function startPool(size) {
  const { promise: failed, reject } = Promise.withResolvers();
  const NativeWorker = self.Worker;
  self.Worker = class extends NativeWorker {
    constructor(...parameters) {
      super(...parameters);
      this.addEventListener("error", ({ message }) => reject(new Error(message ?? "the script of a thread did not load")));
    }

    postMessage({ module, memory, ...rest }) {
      super.postMessage({ module: { module_or_path: module, memory, thread_stack_size: STACK }, ...rest });
    }
  };
  try {
    await Promise.race([wasm.initThreadPool(size), failed]);
  } finally {
    self.Worker = NativeWorker;
  }
}

/** Takes samples of all plans in turn, so that a clock that drifts hits all alike, after a round that warms up. */
async function measure(plans) {
  const total = plans.reduce((sum, plan) => sum + Number(plan.n) * (1 + SAMPLES), 0);
  const warmUps = await round(plans, { phase: "warm-up", total, before: 0 });
  warmUps.forEach((sample) => sample.free());
  const rounds = [];
  for (let i = 1; i <= SAMPLES; i++) {
    rounds.push(await round(plans, { phase: "samples", total, before: (total / (1 + SAMPLES)) * i }));
  }
  return plans.map((plan, index) => measurement(plan, rounds.map((samples) => samples[index])));
}

/** One sample of each plan. */
async function round(plans, progress) {
  postMessage({ progress: { phase: progress.phase, total: progress.total } });
  const samples = [];
  for (const plan of plans) {
    const sample = await sum(plan, (added) => {
      postMessage({ progress: { ...progress, added: progress.before + samples.length * Number(plan.n) + added } });
    });
    if (sample === undefined) throw new DOMException("The run was cancelled", "AbortError");
    samples.push(sample);
  }
  return samples;
}

/** One timed run; undefined when cancelled. */
async function sum({ mode, n, threads, chunks, schedule, kernel }, onAdded) {
  if (mode === "parallel") return wasm.parallel(n, threads, chunks, schedule, kernel);
  if (isShared) return wasm.serial(n, kernel);
  const serial = new wasm.Serial(n, kernel);
  for (;;) {
    const added = serial.advance(SLICE);
    if (added === Number(n)) return serial.sample();
    onAdded(added);
    await messagesHandled();
    if (isCancelled) return serial.free();
  }
}

/** Resolves after the messages that are waiting have been handled. */
function messagesHandled() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });
}

/** The contract's Measurement of one plan. */
function measurement({ mode, n, threads, schedule, kernel }, samples) {
  const seconds = samples.map((sample) => sample.seconds);
  const typical = samples[wasm.nearestToMedian(seconds)];
  const spans = spansOf(typical);
  const result = {
    mode,
    n: String(n),
    threads: mode === "serial" ? 1 : threads,
    chunks: spans.length,
    schedule,
    kernel,
    engine,
    sum: typical.sum,
    correct: samples.every((sample) => sample.isCorrect(n)),
    seconds: { median: wasm.median(seconds), samples: seconds },
    spans,
    environment: {
      userAgent: navigator.userAgent,
      hardwareConcurrency: navigator.hardwareConcurrency,
      crossOriginIsolated: isShared,
    },
  };
  samples.forEach((sample) => sample.free());
  return result;
}

function spansOf(sample) {
  const numbers = sample.spans;
  return Array.from({ length: numbers.length / 4 }, (_, i) => {
    const [thread, chunk, start, end] = numbers.subarray(4 * i, 4 * i + 4);
    return { thread, chunk, start, end };
  });
}
