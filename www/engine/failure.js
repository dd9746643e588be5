// What keeps the engine from working, as facts; the words for them are a language's.

export class EngineError extends Error {
  /**
   * @param {string} reason its kind: "tooOld", "noWasm", "noSimd", "notIsolated", "noWorkers", "forbidden", "file", "stale", "silent",
   *   "start" or "run"
   * @param {{cause?: Error, problem?: string, address?: string, answer?: string, directive?: string, source?: string,
   *   features?: string}} facts
   */
  constructor(reason, { cause, ...facts } = {}) {
    super(cause?.message.replace(/\.$/, ""), { cause });
    Object.assign(this, { reason, facts: { ...facts, detail: this.message } });
  }
}
