// A worker that adds: a thread of the pool that shares memory, whose work is all the wasm's, or one that exchanges messages,
// with an instance and a memory of its own. Through a port the coordinator
// tells it to {begin} a sum and hands it ranges of chunks, {first, end}, each of which it answers by {done} when it is
// added; in between it tells {added}. After {finish}, when no range is left, it answers {part}; {cancel} it answers by
// {cancelled} once it adds no more.

import { add } from "./slices.js";
import { startWasm, wasm } from "./instance.js";

/** 64 KiB pages of memory, at first and at most: for the spans of 65,536 chunks. Some browsers set aside all of it. */
const PAGES = { initial: 32, maximum: 256 };

/** How often the integers added are told, in milliseconds. */
const NEWS_INTERVAL = 100;

class Thread {
  #port;
  #waiting = [];
  #isAdding = false;
  #isFinishing = false;
  #isCancelled = false;
  /** Integers added that have not been told yet, and when they are to be. */
  #news = { added: 0, at: 0 };

  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#receive(data);
  }

  #receive({ begin, first, end, finish, cancel }) {
    if (begin) wasm.begin(begin.plan, begin.thread);
    if (end) this.#waiting.push({ first, end });
    if (finish) this.#isFinishing = true;
    if (cancel) this.#isCancelled = true;
    if (!this.#isAdding) this.#addAll();
  }

  async #addAll() {
    this.#isAdding = true;
    while (this.#waiting.length > 0 && !this.#isCancelled) {
      await add(this.#waiting.shift(), { isCancelled: () => this.#isCancelled, onAdded: (integers) => this.#tell(integers) });
      if (!this.#isCancelled) this.#port.postMessage({ done: true, added: this.#takeNews() });
    }
    this.#isAdding = false;
    if (this.#isCancelled) this.#reset({ cancelled: true });
    else if (this.#isFinishing) this.#reset({ part: wasm.finish() });
  }

  #tell(integers) {
    this.#news.added += integers;
    if (performance.now() > this.#news.at) this.#port.postMessage({ added: this.#takeNews() });
  }

  #takeNews() {
    const { added } = this.#news;
    this.#news = { added: 0, at: performance.now() + NEWS_INTERVAL };
    return added;
  }

  #reset(last) {
    this.#waiting = [];
    this.#isFinishing = this.#isCancelled = false;
    this.#takeNews();
    this.#port.postMessage(last);
  }
}

/**
 * Serves whoever is at the other end of `port`, which hands over the compiled wasm: with a `port` to the coordinator for a
 * thread that exchanges messages, or the `memory` of a pool and the address of its `receiver` of threads.
 */
export function serveThread(port) {
  port.onmessage = async ({ data: { module, memory, receiver, port: coordinator } }) => {
    await startWasm(module, memory ?? new WebAssembly.Memory({ ...PAGES, shared: true }));
    if (coordinator) new Thread(coordinator);
    port.postMessage({ up: true });
    if (memory) wasm.wbg_rayon_start_worker(receiver); // and there it stays
  };
}
