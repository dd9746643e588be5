// The coordinator: the worker that owns the engine, starts runs and takes the time. It is asked by messages
// {request, …}, one at a time, and answers each by {answer} or {error}; in between it tells {progress}.

import { Messages } from "./messages.js";
import { growthOf, growthSoFar } from "./growth.js";
import { GpuPort } from "./gpu-port.js";
import { takePairs } from "./pairs.js";
import { inLane, onGpu, raced, racedSoFar } from "./race.js";
import { compared, comparedSoFar, measured, swept, sweptSoFar } from "./results.js";
import { sized, takeSamples } from "./sampling.js";
import { SharedMemory } from "./shared-memory.js";
import { startWasm, wasm } from "./instance.js";

/** How often the integers added are told, in milliseconds. */
const NEWS_INTERVAL = 100;

/** How often it is told what samples come to so far, in milliseconds: as often as the page looks. */
const SO_FAR_INTERVAL = 500;

/** Serves the page at the other end of `port`: of a worker the worker itself, else a MessagePort. */
export function serve(port) {
  const coordinator = new Coordinator((progress) => port.postMessage({ progress }));
  port.onmessage = async ({ data }) => {
    if (data.request === "cancel") return coordinator.cancel();
    try {
      port.postMessage({ answer: await coordinator[data.request](data) });
    } catch ({ name, message, reason, facts }) {
      port.postMessage({ error: { name, message, reason, facts } });
    }
  };
}

class Coordinator {
  #engine;
  /** For a measurement that is taken there, too. */
  #gpu = null;
  #environment;
  #tell;

  /** @param {(progress: object) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * Starts the wasm and the engine: with `ports` of threads, which are up, of those; else of a pool of `poolSize` threads
   * that share memory with this one. `hardwareConcurrency` is what the page's browser says, as a worker's may say otherwise.
   * @returns what it takes to bring up the threads of a pool
   */
  async start({ module, ports, poolSize, hardwareConcurrency }) {
    const { memory } = await startWasm(module);
    this.#engine = ports ? new Messages(ports) : new SharedMemory(poolSize);
    this.#environment = {
      engine: this.#engine.kind,
      userAgent: navigator.userAgent,
      hardwareConcurrency,
      crossOriginIsolated: globalThis.crossOriginIsolated === true,
      timerStep: wasm.timerStep(),
    };
    return ports ? {} : { memory, receiver: await this.#engine.begin() };
  }

  /** Makes the pool of its threads, which are up. */
  build() {
    this.#engine.build();
    return { address: wasm.tallyAddress() };
  }

  cancel() {
    this.#engine?.cancel();
    this.#gpu?.cancel();
  }

  /** Measures a plan; `gpu`, where it takes that, is its {port, facts}. */
  async run({ plan, gpu }) {
    const one = gpu ? onGpu(plan, gpu.facts) : plan.mode === "serial" ? serially(plan) : plan;
    return measured(await this.#sampled([one], { gpu }), this.#environment);
  }

  /** Measures a plan in each of its `lanes`, in turn. */
  async race({ plan, gpu }) {
    const plans = plan.lanes.map((lane) => inLane(plan, lane, gpu?.facts));
    return raced(await this.#sampled(plans, { gpu, soFar: racedSoFar, needsSpans: false }), plan, this.#environment);
  }

  /** Measures a plan serially and in parallel, and compares; with the best that one thread can do, where that is another sum. */
  async compare({ plan }) {
    const plans = [serially(plan), { ...plan, mode: "parallel" }, ...baselineOf(plan)];
    return compared(await this.#sampled(plans, { soFar: comparedSoFar }), this.#environment);
  }

  /**
   * Measures a plan serially and on several numbers of threads: its `counts`, or some up to its own, where the scaling is weak each
   * with so many times n; or, `over` n, on one number of threads for some n up to its own.
   */
  async sweep({ plan: { counts: given, scaling, over, ...plan } }) {
    const parallel = { ...plan, mode: "parallel" };
    if (over === "n") {
      const pairs = Array.from(wasm.sizes(plan.n), (n) => [serially(plan), parallel].map((it) => ({ ...it, n: BigInt(n) })));
      return growthOf(await this.#sampled(pairs, { take: takePairs, soFar: growthSoFar, needsSpans: false }), this.#environment);
    }
    const counts = given ?? wasm.counts(plan.threads, this.#environment.hardwareConcurrency);
    const parallels = Array.from(counts, (threads) => ({ ...parallel, threads, ...(scaling === "weak" && { times: BigInt(threads) }) }));
    return swept(await this.#sampled([serially(plan), ...parallels], { soFar: sweptSoFar, needsSpans: false }), scaling, this.#environment);
  }

  async #sampled(plans, { gpu, soFar, take = takeSamples, ...options } = {}) {
    let [toldAt, soFarAt] = [0, 0];
    const tell = (progress) => {
      if (!progress.phase && performance.now() - toldAt < NEWS_INTERVAL) return;
      toldAt = performance.now();
      this.#tell(progress);
    };
    const onSample = (series) => {
      if (!soFar || performance.now() - soFarAt < SO_FAR_INTERVAL) return;
      const partial = soFar(series, this.#environment);
      if (partial) this.#tell({ partial });
      soFarAt = performance.now();
    };
    this.#gpu = gpu ? new GpuPort(gpu.port) : null;
    this.#engine.prepare(plans.flat().map((plan) => sized(plan, plan.n)).reverse()); // the largest first
    const sum = (plan, onAdded) => (plan.mode === "gpu" ? this.#gpu : this.#engine).sum(plan, onAdded);
    return take(plans, { ...options, sum, tell, onSample, timerStep: this.#environment.timerStep });
  }
}

const serially = (plan) => ({ ...plan, mode: "serial", threads: 1 });

/** One thread whose total is in a register and whose integers are counted, if the plan has it otherwise. */
const baselineOf = (plan) =>
  plan.total === "private" && plan.source === "counter" ? [] : [{ ...serially(plan), total: "private", source: "counter", isBaseline: true }];
