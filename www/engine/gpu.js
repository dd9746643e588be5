// The GPU, as the page's side has it: a worker of its own, set up for one measurement, so that what it was lost to is over with
// that, and none is kept from a reader's other programs.

import { EngineError, whenAborted } from "./failure.js";
import { limit } from "./limit.js";
import { GPU_SCRIPT } from "./places.js";

/** How long it may take to set up, in milliseconds: some drivers compile for seconds. */
const SETUP_LIMIT = 30_000;

export class Gpu {
  #signal;
  #onFailed;
  #spawn;
  #end = new AbortController();
  /** What the coordinator takes, once it is set up: {port, facts}. */
  handed = null;

  /**
   * @param {AbortSignal} signal ends it, at whatever time
   * @param {{onFailed: (error: EngineError) => void, spawn: Function}} engine: its worker has failed once it was up; spawnSecure (spawn.js)
   */
  constructor(signal, { onFailed, spawn }) {
    [this.#signal, this.#onFailed, this.#spawn] = [signal, onFailed, spawn];
    signal.addEventListener("abort", () => this.end());
  }

  /**
   * Sets it up.
   * @throws {EngineError} "insecure", "noGpu" or "noAdapter" where there is none, "gpuDevice" or "gpuFailed" where it fails, or as `spawn`
   */
  async start() {
    if (!globalThis.isSecureContext) throw new EngineError("insecure");
    if (!navigator.gpu) throw new EngineError("noGpu");
    let isLate = false;
    const endLimit = limit(SETUP_LIMIT, () => {
      isLate = true;
      this.end();
    });
    try {
      await Promise.race([this.#setUp(), whenAborted(this.#end.signal)]);
    } catch (error) {
      this.end();
      this.#signal.throwIfAborted();
      throw isLate ? new EngineError("gpuDevice", { detail: "it takes too long" }) : error;
    } finally {
      endLimit();
    }
  }

  /** Ends its worker, and with it whatever it is doing. */
  end() {
    this.#end.abort();
  }

  async #setUp() {
    const worker = await this.#spawn("gpu", this.#end.signal, GPU_SCRIPT);
    const { port1: port, port2 } = new MessageChannel();
    const facts = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data: { facts, error } }) => (error ? reject(new EngineError(error.reason, error.facts)) : resolve(facts));
      worker.onerror = (event) => {
        event.preventDefault(); // it is told by the rejection
        const error = new EngineError("gpuFailed", { detail: event.message ?? "a script of it did not load" });
        if (this.handed) this.#onFailed(error);
        else reject(error); // a race goes on without it
      };
      worker.postMessage({ port: port2 }, [port2]);
    });
    this.handed = { port, facts };
  }
}
