// The messages engine as the coordinator sees it: threads that share no memory are handed chunks by messages, and their
// partial sums are merged here. Each has one chunk in flight and one queued, so that none waits for the coordinator.

import { KERNELS } from "../options.js";
import { add } from "./share.js";
import { wasm } from "./worker.js";

const IN_HAND = 2;

export class Messages {
  kind = "messages";
  #ports;
  #isCancelled = false;
  /** Ends the running parallel sum, if any. */
  #cancelParallel = null;

  /** @param {MessagePort[]} ports of the threads */
  constructor(ports) {
    this.#ports = ports;
  }

  cancel() {
    this.#isCancelled = true;
    this.#cancelParallel?.();
  }

  /** One timed run, whose `onAdded` gets the integers added since the last call. Undefined when cancelled. */
  async sum(plan, onAdded) {
    this.#isCancelled = false;
    return plan.mode === "parallel" ? this.#parallel(plan, onAdded) : this.#serial(plan, onAdded);
  }

  async #serial({ n, kernel }, onAdded) {
    const merge = new wasm.Merge();
    const share = { n, chunks: 1, first: 0, end: 1, thread: 0, kernel: KERNELS.indexOf(kernel) };
    const part = await add(share, { isCancelled: () => this.#isCancelled, onAdded });
    if (!part) return void merge.free();
    merge.add(part.sum, part.spans);
    return merge.sample();
  }

  #parallel(plan, onAdded) {
    const { n, chunks } = plan;
    const kernel = KERNELS.indexOf(plan.kernel);
    const ports = this.#ports.slice(0, plan.threads);
    const shares = sharesOf(plan);
    return new Promise((resolve) => {
      let [outstanding, cancelled] = [0, 0];
      const hand = (thread) => {
        const { value: range, done } = shares[thread].next();
        if (done) return;
        ports[thread].postMessage({ share: { n, chunks, ...range, thread, kernel } });
        outstanding += 1;
      };
      const settle = (value) => {
        this.#cancelParallel = null;
        resolve(value);
      };
      this.#cancelParallel = () => {
        for (const port of ports) port.postMessage({ cancel: true });
        this.#cancelParallel = null;
      };
      const merge = new wasm.Merge(); // and from now on the time counts
      ports.forEach((port, thread) => {
        port.onmessage = ({ data: { part, added, cancelled: isCancelled } }) => {
          if (isCancelled) {
            cancelled += 1;
            if (cancelled === ports.length) settle(void merge.free());
          } else if (!this.#isCancelled) {
            if (part) {
              merge.add(part.sum, part.spans);
              outstanding -= 1;
              hand(thread);
            }
            if (outstanding === 0) settle(merge.sample());
            onAdded(added);
          }
        };
      });
      for (let i = 0; i < IN_HAND; i++) ports.forEach((_, thread) => hand(thread));
    });
  }
}

/** For each thread, the ranges of chunks that it is to be handed, one after the other. */
function sharesOf({ n, threads, chunks, schedule }) {
  const count = wasm.chunkCount(n, chunks);
  const all = Array.from({ length: threads }, (_, thread) => thread);
  if (schedule === "static") {
    const start = (thread) => wasm.shareStart(thread, threads, count);
    return all.map((thread) => [{ first: start(thread), end: start(thread + 1) }].filter(({ first, end }) => first < end).values());
  }
  const next = (function* () {
    for (let first = 0; first < count; first++) yield { first, end: first + 1 };
  })();
  return all.map(() => next);
}
