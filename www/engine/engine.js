// The page's handle to the engine. It starts the coordinator, hands it one request at a time, follows its progress and
// ends it when it fails; the next request then starts a new one. No promise here waits for a worker that cannot answer.

import { hardwareThreads } from "../options.js";
import { Control } from "./control.js";

/** How long a coordinator may take to stop before it is ended, in milliseconds. */
const CANCEL_LIMIT = 80;

/** How often progress is told, in milliseconds, and after how many looks without any a thread must have died. */
const PROGRESS_INTERVAL = 100;
const STALLED_LOOKS = 100;

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
  /** The last request's turn; the next begins when it has settled. */
  #turn = Promise.resolve();

  /** "shared-memory" or "messages" once started, else null. */
  get kind() {
    return this.#kind;
  }

  /**
   * Starts the coordinator with a pool for a run on `threads`, unless it is running. The coordinator is one of them. A
   * pool is never larger than it has to be, because each run wakes all of it.
   * @throws {Error} when it cannot start; the next call tries again.
   */
  start(threads = 1) {
    const poolSize = globalThis.crossOriginIsolated ? Math.max(threads, hardwareThreads()) - 1 : 0;
    if (this.#started === null || this.#poolSize !== poolSize) {
      this.stop(new Error("the engine was restarted"));
      this.#poolSize = poolSize;
      this.#started = this.#start(poolSize);
      this.#started.catch(() => {});
    }
    return this.#started;
  }

  /**
   * Has the coordinator do a request ("run" or "compare") when its turn comes.
   * @param {{signal: AbortSignal, onProgress: ({fraction: number, phase: string}) => void}} hooks
   * @returns {Promise} the request's result; rejects with the signal's reason when aborted.
   */
  measure(request, plan, hooks) {
    const result = this.#turn.then(() => this.#measure(request, plan, hooks));
    this.#turn = result.catch(() => {});
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
    const worker = new Worker(new URL("./coordinator.js", import.meta.url), { type: "module", name: "coordinator" });
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = ({ message }) => {
      const reason = message ?? "a script of it did not load";
      this.stop(new Error(`its worker failed: ${reason}`));
    };
    const limit = setTimeout(() => {
      this.stop(new Error("its threads did not start in time (fewer may)"));
    }, START_LIMIT + START_LIMIT_PER_THREAD * poolSize);
    try {
      const { engine, control } = await this.#ask({ request: "start", poolSize });
      this.#kind = engine;
      this.#control = control ? new Control(control.buffer, control.address) : null;
    } catch (error) {
      if (this.#worker === worker) this.stop(error);
      const advice = "Check that all files of www/ are there and whole, then reload the page.";
      throw new Error(`The engine could not start: ${error.message}. ${advice}`, { cause: error });
    } finally {
      clearTimeout(limit);
    }
  }

  async #measure(request, plan, { signal, onProgress }) {
    const aborted = new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    signal.throwIfAborted();
    await Promise.race([this.start(plan.threads), aborted]);
    this.#control?.reset();

    let progress = { phase: "warm-up", total: Infinity, added: 0 };
    let [last, looks] = [0, 0];
    const look = () => {
      const added = this.#control?.added() ?? progress.added;
      looks = added === last ? looks + 1 : 0;
      last = added;
      if (looks < STALLED_LOOKS) return onProgress({ fraction: Math.min(added / progress.total, 1), phase: progress.phase });
      this.stop(new Error("A thread has died: nothing was added for 10 seconds. Run it again; if it happens again, choose fewer threads."));
    };
    const timer = setInterval(look, PROGRESS_INTERVAL);
    let limit;
    const cancel = () => {
      this.#control?.cancel();
      this.#worker?.postMessage({ request: "cancel" });
      limit = setTimeout(() => this.stop(signal.reason), CANCEL_LIMIT);
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await this.#ask({ request, plan }, (news) => (progress = { ...progress, ...news }));
    } finally {
      clearInterval(timer);
      clearTimeout(limit);
      signal.removeEventListener("abort", cancel);
      signal.throwIfAborted(); // also when the answer was on its way already
    }
  }

  #ask(request, onProgress) {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject, onProgress };
      this.#worker.postMessage(request);
    });
  }

  #receive({ progress, answer, error }) {
    if (progress) this.#pending?.onProgress?.(progress);
    else if (error) this.#settle("reject", Object.assign(new Error(error.message), { name: error.name }));
    else this.#settle("resolve", answer);
  }

  #settle(how, value) {
    const pending = this.#pending;
    this.#pending = null;
    pending?.[how](value);
  }
}
