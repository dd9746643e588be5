// One coordinator and its threads, from their start to their end. Whatever fails ends the team; no promise of it waits
// for a worker that cannot answer.

import { EngineError } from "./failure.js";
import { limit } from "./limit.js";
import { importCoordinator } from "./places.js";
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
  /** Threads that have come up. */
  threadsUp = 0;
  #coordinator = null;
  /** The request that the coordinator is working on: {resolve, reject, onProgress}. */
  #pending = null;
  /** Ends all workers, also those that are starting. */
  #end = new AbortController();

  /** @param {{kind: string, threads: number, module: WebAssembly.Module, hardwareConcurrency: number}} wanted */
  constructor({ kind, threads, ...how }) {
    [this.kind, this.threads] = [kind, threads];
    const endLimit = limit(START_LIMIT + START_LIMIT_PER_THREAD * threads, () => this.stop(new StartTimeout()));
    const ended = new Promise((_, reject) => this.#end.signal.addEventListener("abort", () => reject(this.#end.signal.reason)));
    this.started = Promise.race([this.#start(how), ended])
      .catch((error) => {
        this.stop(error);
        throw error;
      })
      .finally(endLimit);
    this.started.catch(() => {});
  }

  /** Whether it was stopped or has failed. */
  get hasEnded() {
    return this.#end.signal.aborted;
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
    this.cancel(); // a worker that is ended while it computes would go on for seconds, and the page until its end
    this.#end.abort(reason);
    this.#settle("reject", reason);
  }

  async #start({ module, hardwareConcurrency }) {
    const isShared = this.kind === "shared-memory";
    const count = isShared ? this.threads - 1 : this.threads; // the coordinator is one of the threads that share memory
    const [coordinator, ...threads] = await Promise.all([
      this.threads === 0 ? coordinatorHere() : this.#spawn("coordinator"),
      ...Array.from({ length: count }, () => this.#spawn("thread")),
    ]);
    this.#coordinator = coordinator;
    coordinator.onmessage = ({ data }) => this.#receive(data);
    const request = { request: "start", module, hardwareConcurrency };
    if (!isShared) {
      const ports = await Promise.all(threads.map((thread) => this.#connect(thread, module)));
      return this.ask({ ...request, ports }, ports);
    }
    const { memory, receiver } = await this.ask({ ...request, poolSize: count });
    await Promise.all(threads.map((thread) => this.#bringUp(thread, { module, memory, receiver })));
    const { address } = await this.ask({ request: "build" });
    this.tally = new Tally(memory.buffer, address);
  }

  /** Brings up a thread that exchanges messages; resolves to a port to it. */
  async #connect(thread, module) {
    const { port1, port2 } = new MessageChannel();
    await this.#bringUp(thread, { module, port: port2 }, [port2]);
    return port1;
  }

  async #bringUp(thread, how, transferred) {
    await new Promise((resolve) => {
      thread.onmessage = resolve;
      thread.postMessage(how, transferred);
    });
    this.threadsUp += 1;
  }

  async #spawn(name) {
    const worker = await spawn(name, this.#end.signal);
    worker.onerror = (event) => {
      event.preventDefault(); // it is told by the rejection
      this.stop(new Error(`a worker failed: ${event.message ?? "a script of it did not load"}`));
    };
    return worker;
  }

  #receive({ progress, answer, error }) {
    if (progress) this.#pending?.onProgress?.(progress);
    else if (error?.name === "AbortError") this.#settle("reject", new DOMException(error.message, error.name));
    else if (error?.reason) this.#settle("reject", new EngineError(error.reason, error.facts));
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
