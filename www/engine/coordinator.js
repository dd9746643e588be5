// The coordinator: the worker that owns the wasm and its thread pool, starts runs and takes the time. In a parallel run
// it is the first of the threads. It is asked by messages {request, …}, one at a time, and answers each by {answer} or
// {error}; in between it tells {progress}.

import init, * as wasm from "../pkg/parallel_sum.js";
import { comparisonOf, measure, measurementOf, release, sweepOf } from "./measure.js";

/** Integers between two looks at the messages where no memory is shared; some 10 ms. */
const SLICE = 2 ** 25;

/** Bytes of stack for each thread; its sums need little. */
const STACK = 2 ** 18;

const isShared = self.crossOriginIsolated;
const environment = {
  engine: isShared ? "shared-memory" : "messages",
  userAgent: navigator.userAgent,
  hardwareConcurrency: navigator.hardwareConcurrency,
  crossOriginIsolated: isShared,
};
let isCancelled = false;

const requests = {
  /** Starts the wasm and, where memory can be shared, a pool of threads besides this one. */
  async start({ poolSize }) {
    const { memory } = await init();
    environment.timerStep = wasm.timerStep();
    const { engine } = environment;
    if (!isShared) return { engine };
    if (poolSize > 0) await startPool(poolSize);
    const address = wasm.controlAddress(); // first, as it may make the memory grow out of the buffer
    return { engine, control: { buffer: memory.buffer, address } };
  },

  /** Measures a plan. */
  run: ({ plan }) => measured([plan], {}, ([only]) => measurementOf(only, environment)),

  /** Measures a plan serially and in parallel, and compares. */
  compare: ({ plan }) =>
    measured([serially(plan), { ...plan, mode: "parallel" }], {}, ([serial, parallel]) => comparisonOf(serial, parallel, environment)),

  /** Measures a plan serially and on every number of threads up to its own, in an order that `seed` shuffles. */
  sweep({ plan }) {
    const parallels = Array.from({ length: plan.threads }, (_, i) => ({ ...plan, mode: "parallel", threads: i + 1 }));
    return measured([serially(plan), ...parallels], { seed: 1 }, ([serial, ...rest]) => sweepOf(serial, rest, environment));
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

const serially = (plan) => ({ ...plan, mode: "serial", threads: 1 });

/** What `conclude` makes of measured plans. */
async function measured(plans, options, conclude) {
  const taken = await measure(plans, { ...options, sum, tell: (progress) => postMessage({ progress }) });
  try {
    return conclude(taken);
  } finally {
    release(taken);
  }
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
    if (isCancelled) return void serial.free();
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
