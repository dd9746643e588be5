// What keeps the engine from working, as facts; the words for them are a language's. And what was stopped on purpose.

export class EngineError extends Error {
  /**
   * @param {string} reason its kind: "tooOld", "noWasm", "noSimd", "notIsolated", "noWorkers", "forbidden", "file", "stale", "silent",
   *   "memory", "start" or "run"; of the GPU "insecure", "noGpu", "noAdapter", "gpuDevice", "gpuLost" or "gpuFailed"
   * @param {{cause?: Error, problem?: string, address?: string, answer?: string, directive?: string, source?: string,
   *   features?: string, asked?: string, n?: number, fits?: number, detail?: string}} facts
   */
  constructor(reason, { cause, ...facts } = {}) {
    super(cause?.message.replace(/\.$/, ""), { cause });
    Object.assign(this, { reason, facts: { detail: this.message, ...facts } });
  }
}

/** The error of what was stopped on purpose. */
export function aborted(message) {
  return new DOMException(message, "AbortError");
}

/** Rejects with the signal's reason when it is aborted. */
export function whenAborted(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
