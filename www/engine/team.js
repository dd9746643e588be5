// One coordinator and its threads, from their start to their end. Whatever fails ends the team; no promise of it waits
// for a worker that cannot answer.

import { SCRIPTS, importCoordinator } from "./places.js";
import { spawn } from "./spawn.js";
import { Tally } from "./tally.js";

/** How long a team may take to start, in milliseconds: a slow network, many threads. */
const START_LIMIT = 30_000;
const START_LIMIT_PER_THREAD = 250;

export class Team {
  /** "shared-memory" or "messages". */
  kind;
  /** How many threads it has for parallel runs; none where the page itself adds, since it cannot start workers. */
  threads;
  /** What the threads share with the page, where they share memory. */
  tally = null;
  /** Resolves when all are up; rejects with the reason why they are not. */
  started;
  /** Threads of the messages engine that have come up. */
  threadsUp = 0;
  /** Whether it was stopped or has failed. */
  hasEnded = false;
  #coordinator = null;
  #workers = new Set();
  /** The request that the coordinator is working on: {resolve, reject, onProgress}. */
  #pending = null;
  /** Rejects what awaits workers that are starting. */
  #ended = Promise.withResolvers();

  /** @param {{kind: string, threads: number, compiled: {module: WebAssembly.Module, hasSimd: boolean}, hardwareConcurrency: number}} wanted */
  constructor({ kind, threads, ...how }) {
    [this.kind, this.threads] = [kind, threads];
    this.#ended.promise.catch(() => {});
    const limit = setTimeout(() => this.stop(new StartTimeout()), START_LIMIT + START_LIMIT_PER_THREAD * threads);
    this.started = Promise.race([this.#start(how), this.#ended.promise])
      .catch((error) => {
        this.stop(error);
        throw error;
      })
      .finally(() => clearTimeout(limit));
    this.started.catch(() => {});
  }

  /** Asks the coordinator, one request at a time. */
  ask(request, transferred = [], onProgress) {
    return new Promise((resolve, reject) => {
      if (this.hasEnded) return reject(new Error("its workers have ended"));
      this.#pending = { resolve, reject, onProgress };
      this.#coordinator.postMessage(request, transferred);
    });
  }

  /** Asks the coordinator to cancel what it is working on. */
  cancel() {
    this.tally?.cancel();
    this.#coordinator?.postMessage({ request: "cancel" });
  }

  /** Ends all workers at once; what is pending rejects with `reason`. */
  stop(reason) {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.cancel(); // a worker that is ended while it computes would go on for seconds, and the page until its end
    for (const worker of this.#workers) worker.terminate();
    this.#ended.reject(reason);
    this.#settle("reject", reason);
  }

  async #start({ compiled, hardwareConcurrency }) {
    const isShared = this.kind === "shared-memory";
    const isHere = this.threads === 0 && !isShared;
    const [coordinator, ports] = await Promise.all([
      isHere ? coordinatorHere() : this.#spawn(SCRIPTS.coordinator, "coordinator"),
      isShared ? null : Promise.all(Array.from({ length: this.threads }, () => this.#startThread(compiled))),
    ]);
    this.#coordinator = coordinator;
    coordinator.onmessage = ({ data }) => this.#receive(data);
    // The coordinator is one of the threads that share memory.
    const request = ports ? { ports } : { poolSize: this.threads - 1 };
    const { tally } = await this.ask({ request: "start", compiled, hardwareConcurrency, ...request }, ports ?? []);
    if (tally) this.tally = new Tally(tally.buffer, tally.address);
  }

  /** Starts a thread of the messages engine; resolves to a port to it. */
  async #startThread(compiled) {
    const worker = await this.#spawn(SCRIPTS.thread, "thread");
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage({ compiled, port: port2 }, [port2]);
    });
    this.threadsUp += 1;
    return port1;
  }

  async #spawn(script, name) {
    const worker = await spawn(script, name);
    if (this.hasEnded) worker.terminate();
    this.#workers.add(worker);
    worker.onerror = (event) => {
      event.preventDefault(); // it is told by the rejection
      this.stop(new Error(`a worker failed: ${event.message ?? "a script of it did not load"}`));
    };
    return worker;
  }

  #receive({ progress, answer, error }) {
    if (progress) this.#pending?.onProgress?.(progress);
    else if (error?.name === "AbortError") this.#settle("reject", new DOMException(error.message, error.name));
    else if (error) this.stop(new Error(error.message)); // who knows what state it is in
    else this.#settle("resolve", answer);
  }

  #settle(how, value) {
    const pending = this.#pending;
    this.#pending = null;
    pending?.[how](value);
  }
}

/** Why a team was given up that neither came up nor failed: another kind would not come up either. */
export class StartTimeout extends Error {
  message = "its threads did not start in time (fewer may)";
}

/**
 * A coordinator in the page itself, which adds in slices. Its messages are not copied as by a MessageChannel, which in
 * a document without an origin loses the compiled wasm.
 */
async function coordinatorHere() {
  const { serve } = await importCoordinator();
  const [here, there] = [{}, {}];
  const sendTo = (port) => (data) => queueMicrotask(() => port.onmessage({ data }));
  [here.postMessage, there.postMessage] = [sendTo(there), sendTo(here)];
  serve(there);
  return here;
}
