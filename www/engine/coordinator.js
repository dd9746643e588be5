// The coordinator: the worker that owns the engine, starts runs and takes the time. It is asked by messages
// {request, …}, one at a time, and answers each by {answer} or {error}; in between it tells {progress}.

import { comparisonOf, measure, measurementOf, release, sweepOf } from "./measure.js";
import { Messages } from "./messages.js";
import { SharedMemory, startPool } from "./shared-memory.js";
import { greet, isWorker, startWasm, wasm } from "./worker.js";

/** How often the integers added are told, in milliseconds. */
const NEWS_INTERVAL = 100;

/** Serves the page at the other end of `port`: of a worker the worker itself, else a MessagePort. */
export function serve(port) {
  const coordinator = new Coordinator((progress) => port.postMessage({ progress }));
  port.onmessage = async ({ data }) => {
    if (data.request === "cancel") return coordinator.cancel();
    try {
      port.postMessage({ answer: await coordinator[data.request](data) });
    } catch ({ name, message }) {
      port.postMessage({ error: { name, message } });
    }
  };
}

class Coordinator {
  #engine;
  #environment;
  #tell;

  /** @param {(progress: object) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * Starts the wasm and the engine: with ports of threads, of those; else with a pool of `poolSize` threads that share
   * memory with this one.
   */
  async start({ compiled, ports, poolSize }) {
    const { memory } = await startWasm(compiled);
    this.#engine = ports ? new Messages(ports) : new SharedMemory();
    this.#environment = {
      engine: this.#engine.kind,
      userAgent: navigator.userAgent,
      hardwareConcurrency: navigator.hardwareConcurrency,
      crossOriginIsolated: globalThis.crossOriginIsolated === true,
      timerStep: wasm.timerStep(),
    };
    if (ports) return {};
    if (poolSize > 0) await startPool(poolSize);
    const address = wasm.controlAddress(); // first, as it may make the memory grow out of the buffer
    return { control: { buffer: memory.buffer, address } };
  }

  cancel() {
    this.#engine?.cancel();
  }

  /** Measures a plan. */
  run({ plan }) {
    return this.#measured([plan], {}, ([only]) => measurementOf(only, this.#environment));
  }

  /** Measures a plan serially and in parallel, and compares. */
  compare({ plan }) {
    const plans = [serially(plan), { ...plan, mode: "parallel" }];
    return this.#measured(plans, {}, ([serial, parallel]) => comparisonOf(serial, parallel, this.#environment));
  }

  /** Measures a plan serially and on every number of threads up to its own, in an order that `seed` shuffles. */
  sweep({ plan }) {
    const parallels = Array.from({ length: plan.threads }, (_, i) => ({ ...plan, mode: "parallel", threads: i + 1 }));
    const conclude = ([serial, ...rest]) => sweepOf(serial, rest, this.#environment);
    return this.#measured([serially(plan), ...parallels], { seed: 1, needsSpans: false }, conclude);
  }

  /** What `conclude` makes of measured plans. */
  async #measured(plans, options, conclude) {
    let toldAt = 0;
    const tell = (progress) => {
      if (!progress.phase && performance.now() - toldAt < NEWS_INTERVAL) return;
      toldAt = performance.now();
      this.#tell(progress);
    };
    const sum = (plan, onAdded) => this.#engine.sum(plan, onAdded);
    const taken = await measure(plans, { ...options, sum, tell });
    try {
      return conclude(taken);
    } finally {
      release(taken);
    }
  }
}

const serially = (plan) => ({ ...plan, mode: "serial", threads: 1 });

if (isWorker("coordinator")) {
  serve(self);
  greet();
}
