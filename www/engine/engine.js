// The page's handle to the engine. It starts the coordinator, hands it one request at a time, follows its progress and
// ends it when it fails; the next request then starts a new one. No promise here waits for a worker that cannot answer.

import { hardwareThreads } from "../options.js";
import { Control } from "./control.js";
import { Watch } from "./watch.js";

/** How long a coordinator may take to stop before it is ended, in milliseconds. */
const CANCEL_LIMIT = 80;

/** How long the coordinator and each thread may take to start, in milliseconds: a slow network, many threads. */
const START_LIMIT = 30_000;
const START_LIMIT_PER_THREAD = 250;

export class Engine {
  #worker = null;
  #poolSize = 0;
  #started = null;
  #control = null;
  #kind = null;
  /** The request that the coordinator is working on: {resolve, reject, onProgress}. */
  #pending = null;
  /** Settles when the last of the queued requests has; the next one's turn is then. */
  #turn = Promise.resolve();

  /** "shared-memory" or "messages" once started, else null. */
  get kind() {
    return this.#kind;
  }

  /**
   * Starts the coordinator, with a pool for runs on `threads`, unless it is starting or up.
   * @throws {Error} when it cannot start; the next call tries again.
   */
  start(threads) {
    this.#started ??= this.#start(poolSizeFor(threads));
    this.#started.catch(() => {});
    return this.#started;
  }

  /**
   * Has the coordinator do a request ("run", "compare" or "sweep") when its turn comes.
   * @param {{signal: AbortSignal, onProgress: ({fraction: number, phase: string, left?: number}) => void}} hooks:
   *   `left` are the seconds that are left at most
   * @returns {Promise<object>} the request's result, its `warnings` with those of the page; rejects with the signal's
   *   reason when aborted, and with an Error when a worker fails.
   */
  measure(request, plan, hooks) {
    const turn = this.#turn;
    const result = Promise.race([turn, whenAborted(hooks.signal)]).then(() => this.#measure(request, plan, hooks));
    this.#turn = Promise.allSettled([turn, result]);
    return result;
  }

  /** Ends all workers at once; what is pending rejects with `reason`. */
  stop(reason) {
    this.#control?.cancel(); // a worker that is ended while it computes would go on for seconds
    this.#worker?.terminate();
    this.#worker = this.#started = this.#control = this.#kind = null;
    this.#settle("reject", reason);
  }

  async #start(poolSize) {
    this.#poolSize = poolSize;
    let worker, limit;
    try {
      worker = new Worker(new URL("./coordinator.js", import.meta.url), { type: "module", name: "coordinator" });
      this.#worker = worker;
      worker.onmessage = ({ data }) => worker === this.#worker && this.#receive(data);
      worker.onerror = ({ message }) => {
        if (worker === this.#worker) this.stop(new Error(`a worker failed: ${message ?? "a script of it did not load"}`));
      };
      limit = setTimeout(() => {
        this.stop(new Error("its threads did not start in time (fewer may)"));
      }, START_LIMIT + START_LIMIT_PER_THREAD * poolSize);
      const { engine, control } = await this.#ask({ request: "start", poolSize });
      this.#kind = engine;
      this.#control = control ? new Control(control.buffer, control.address) : null;
    } catch (error) {
      if (this.#worker === worker) this.stop(error);
      if (error.name === "AbortError") throw error;
      const advice = "Check that all files of www/ are there and whole, then reload the page.";
      throw new Error(`The engine could not start: ${error.message}. ${advice}`, { cause: error });
    } finally {
      clearTimeout(limit);
    }
  }

  async #measure(request, plan, { signal, onProgress }) {
    try {
      await Promise.race([this.#resize(plan.threads), whenAborted(signal)]);
      signal.throwIfAborted();
    } catch (error) {
      if (signal.aborted && this.#kind === null) this.stop(signal.reason); // rather than have the next wait for the start
      throw error;
    }
    this.#control?.reset();
    const watch = new Watch({ added: () => this.#control?.added(), onProgress, onStalled: (error) => this.stop(error) });
    let limit;
    const cancel = () => {
      this.#control?.cancel();
      this.#worker?.postMessage({ request: "cancel" });
      limit = setTimeout(() => this.stop(signal.reason), CANCEL_LIMIT);
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const result = await this.#ask({ request, plan }, (news) => watch.hear(news));
      signal.throwIfAborted(); // when the answer was on its way already
      result.warnings.push(...watch.warnings);
      return result;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error.name === "AbortError") throw error;
      const advice = "Run it again; if it fails again, choose fewer threads or reload the page.";
      throw new Error(`The run failed: ${error.message}. ${advice}`, { cause: error });
    } finally {
      watch.end();
      clearTimeout(limit);
      signal.removeEventListener("abort", cancel);
    }
  }

  /** Starts the engine anew where its pool does not fit. A pool is never larger than needed: each run wakes all of it. */
  async #resize(threads) {
    await this.#started?.catch(() => {}); // somebody may wait for it
    if (this.#poolSize !== poolSizeFor(threads)) this.stop(aborted("The engine was restarted"));
    await this.start(threads);
  }

  #ask(request, onProgress) {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject, onProgress };
      this.#worker.postMessage(request);
    });
  }

  #receive({ progress, answer, error }) {
    if (progress) this.#pending?.onProgress?.(progress);
    else if (error?.name === "AbortError") this.#settle("reject", aborted(error.message));
    else if (error) this.stop(new Error(error.message)); // who knows what state it is in
    else this.#settle("resolve", answer);
  }

  #settle(how, value) {
    const pending = this.#pending;
    this.#pending = null;
    pending?.[how](value);
  }
}

/** The coordinator is one of the threads. */
function poolSizeFor(threads) {
  return globalThis.crossOriginIsolated ? Math.max(threads, hardwareThreads()) - 1 : 0;
}

function whenAborted(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The error of what was stopped on purpose. */
export function aborted(message) {
  return new DOMException(message, "AbortError");
}
