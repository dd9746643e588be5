// The messages engine as the coordinator sees it: threads that share no memory are handed chunks by messages, and their
// partial sums are merged here. Each has one chunk in flight and one queued, so that none waits for the coordinator.

import { KERNELS } from "../options.js";
import { add, partOf } from "./share.js";
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
    if (!this.#isCancelled) this.#cancelParallel?.();
    this.#isCancelled = true;
  }

  /** One timed run, whose `onAdded` gets the integers added since its last call, and in which lane. Undefined when cancelled. */
  async sum(plan, onAdded) {
    this.#isCancelled = false;
    return plan.mode === "parallel" ? this.#parallel(plan, onAdded) : this.#serial(plan, onAdded);
  }

  async #serial({ n, kernel }, onAdded) {
    const share = new wasm.Share(n, 1, 0, KERNELS.indexOf(kernel));
    share.take(0, 1);
    const merge = new wasm.Merge();
    await add(share, { isCancelled: () => this.#isCancelled, onAdded: (integers) => onAdded(integers, 0) });
    if (this.#isCancelled) return void [share, merge].forEach((it) => it.free());
    const { sum, spans } = partOf(share);
    merge.add(sum, spans);
    return merge.sample();
  }

  #parallel(plan, onAdded) {
    const ports = this.#ports.slice(0, plan.threads);
    const ranges = rangesOf(plan);
    const begin = { n: plan.n, chunks: plan.chunks, kernel: KERNELS.indexOf(plan.kernel) };
    return new Promise((resolve) => {
      let [parts, stopped] = [0, 0];
      const finishing = new Set();
      const hand = (thread, more) => {
        const { value: range } = ranges[thread].next();
        if (range || !finishing.has(thread)) ports[thread].postMessage({ ...more, ...(range ?? { finish: true }) });
        if (!range) finishing.add(thread);
      };
      const settle = (value) => {
        this.#cancelParallel = null;
        resolve(value);
      };
      this.#cancelParallel = () => {
        for (const port of ports) port.postMessage({ cancel: true });
      };
      const merge = new wasm.Merge(); // and from now on the time counts
      ports.forEach((port, thread) => {
        port.onmessage = ({ data: { added, done, part, cancelled } }) => {
          if (this.#isCancelled) {
            if (cancelled && ++stopped === ports.length) settle(void merge.free());
            return;
          }
          if (done) hand(thread);
          if (part) merge.add(part.sum, part.spans);
          if (part && ++parts === ports.length) settle(merge.sample());
          if (added) onAdded(added, 1 + thread);
        };
      });
      ports.forEach((_, thread) => hand(thread, { begin: { ...begin, thread } }));
      for (let i = 1; i < IN_HAND; i++) ports.forEach((_, thread) => hand(thread));
    });
  }
}

/** For each thread, the ranges of chunks that it is to be handed, one after the other. */
function rangesOf({ n, threads, chunks, schedule }) {
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
