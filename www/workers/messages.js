// The messages engine as the coordinator sees it: threads that share no memory are handed chunks by messages, and their
// partial sums are merged here. Each has one chunk in flight and one queued, so that none waits for the coordinator.

import { add, messagesHandled } from "./slices.js";
import { wasm } from "./instance.js";

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

  /** Nothing to do: threads that share no memory have no array in it. */
  prepare() {}

  /** One timed run, whose `onAdded` gets the integers added since its last call, and in which lane. Undefined when cancelled. */
  async sum(plan, onAdded) {
    this.#isCancelled = false;
    if (plan.mode !== "parallel") return this.#serial(plan, onAdded);
    return plan.batch > 1 ? this.#batch(plan, onAdded) : this.#parallel(plan, onAdded);
  }

  /** Parallel sums one after the other, as a sample with the mean of their seconds: the last, or one that is not right. */
  async #batch(plan, onAdded) {
    const start = wasm.readClock();
    let kept;
    for (let i = 0; i < plan.batch; i++) {
      const sample = await this.#parallel(plan, onAdded);
      if (!sample) return;
      if (kept?.correct !== false) kept = sample;
    }
    return { ...kept, seconds: (wasm.readClock() - start) / plan.batch };
  }

  async #serial(plan, onAdded) {
    if (plan.batch > 1) {
      await messagesHandled(); // as it is too short to look for them meanwhile
      const sample = this.#isCancelled ? undefined : wasm.serial(plan);
      onAdded(plan.batch * Number(plan.n), 0);
      return sample;
    }
    wasm.begin({ ...plan, chunks: 1 }, 0);
    const fork = wasm.readClock();
    await add({ first: 0, end: 1 }, { isCancelled: () => this.#isCancelled, onAdded: (integers) => onAdded(integers, 0) });
    if (!this.#isCancelled) return sampleOf(plan, fork, [wasm.finish()]);
  }

  #parallel(plan, onAdded) {
    const ports = this.#ports.slice(0, plan.threads);
    const ranges = rangesOf(plan);
    return new Promise((resolve) => {
      const parts = [];
      let stopped = 0;
      const finishing = new Set();
      const hand = (thread, more) => {
        const { value: range } = ranges[thread].next();
        if (range || !finishing.has(thread)) ports[thread].postMessage({ ...more, ...(range ?? { finish: true }) });
        if (!range) finishing.add(thread);
      };
      const settle = (sample) => {
        this.#cancelParallel = null;
        resolve(sample);
      };
      this.#cancelParallel = () => {
        for (const port of ports) port.postMessage({ cancel: true });
      };
      const fork = wasm.readClock();
      ports.forEach((port, thread) => {
        port.onmessage = ({ data: { added, done, part, cancelled } }) => {
          if (this.#isCancelled) {
            if (cancelled && ++stopped === ports.length) settle();
            return;
          }
          if (done) hand(thread);
          if (part) parts.push(part);
          if (part && parts.length === ports.length) settle(sampleOf(plan, fork, parts));
          if (added) onAdded(added, 1 + thread);
        };
      });
      ports.forEach((_, thread) => hand(thread, { begin: { plan, thread } }));
      for (let i = 1; i < IN_HAND; i++) ports.forEach((_, thread) => hand(thread));
    });
  }
}

/** The sample of a run that forked then and whose parts are all there: the time ends once their sums are merged. */
function sampleOf(plan, fork, parts) {
  const sum = parts.reduce((sum, part) => sum + part.sum, 0n);
  const end = wasm.readClock();
  const spans = new Float64Array(parts.reduce((length, part) => length + part.spans.length, 0));
  let at = 0;
  for (const part of parts) {
    spans.set(part.spans, at);
    at += part.spans.length;
  }
  return wasm.merged(plan, fork, end, sum, spans);
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
