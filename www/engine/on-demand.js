// The page's engine, also before it is there: its files are fetched when somebody needs it first.

import { EngineError, whenAborted } from "./failure.js";

export class EngineOnDemand {
  #fetch;
  /** The Engine (engine.js), once it is there, and a promise of it from when it was needed first. */
  #engine = null;
  #coming = null;
  /** Tells those who wait for it that it was stopped. */
  #stopped = new AbortController();

  /** @param {() => Promise<Engine>} fetch rejects where its files cannot be had; the next who needs it tries again */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /** As the Engine's. */
  get state() {
    return this.#engine?.state ?? null;
  }

  /** As the Engine's. */
  async start(threads) {
    return (await this.#there()).start(threads);
  }

  /** As the Engine's. */
  async measure(request, plan, hooks) {
    return (await this.#there(hooks.signal)).measure(request, plan, hooks);
  }

  /** As the Engine's. */
  stop(reason) {
    this.#stopped.abort(reason);
    this.#stopped = new AbortController();
    this.#engine?.stop(reason);
  }

  /** The engine, unless it is stopped meanwhile or `signal` says that nobody waits for it any more. */
  async #there(signal = this.#stopped.signal) {
    if (this.#engine) return this.#engine;
    this.#coming ??= this.#fetch().then(
      (engine) => (this.#engine = engine),
      (error) => {
        this.#coming = null;
        throw error;
      },
    );
    return Promise.race([this.#coming, whenAborted(this.#stopped.signal), whenAborted(signal)]);
  }
}
