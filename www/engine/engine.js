// The page's handle to the engine: it chooses the kind, hands a team of workers one measurement at a time, follows its
// progress, and replaces a team that failed or does not fit.

import { hardwareThreads } from "../options.js";
import { forPrograms } from "../spans.js";
import { fetchWasm } from "./places.js";
import { hasSimd, hasWasm, whyNotShare } from "./support.js";
import { StartTimeout, Team } from "./team.js";
import { Watch } from "./watch.js";

/** How long a team may take to cancel before it is ended, in milliseconds. */
const CANCEL_LIMIT = 50;

/** A team of so many threads serves plans for fewer, too. */
const ROOMY = 64;

/** How long the wasm may take to arrive, in milliseconds. */
const FETCH_LIMIT = 30_000;

/** A failure; `reason` names its kind: "noWasm", "wasm", "start", "noWorkers" or "run". */
export class EngineError extends Error {
  /** @param {string} reason  @param {Error} [cause] */
  constructor(reason, cause) {
    super(cause?.message.replace(/\.$/, ""), { cause });
    this.reason = reason;
  }
}

export class Engine {
  /** The team that is up or starting: {threads, kind, up: Promise, aborter, team}, or null. */
  #start = null;
  /** The compiled wasm, which outlives teams: a promise. */
  #compiled = null;
  /** Settles when the last of the queued measurements has; the next one's turn is then. */
  #turn = Promise.resolve();
  #state = null;

  /**
   * What is up, else null: {kind, threads, why}. No `threads` are there for parallel runs where the page has no
   * workers; `why` names the reason for not sharing memory, null where it is shared.
   */
  get state() {
    return this.#state;
  }

  /**
   * Starts workers for runs on `threads`, unless some are starting or up.
   * @param {number} threads
   * @param {string} [kind] the only one to try, instead of the best that works
   * @throws {EngineError} when none can start; the next call tries again.
   */
  start(threads, kind) {
    this.#start ??= this.#begin(threads, kind);
    return this.#start.up;
  }

  /**
   * Has the coordinator do a request ("run", "compare" or "sweep") when its turn comes.
   * @param {object} plan its `engine`, where it has one, is the only kind to use
   * @param {{signal: AbortSignal, onProgress: ({fraction: number, phase: string, lanes: number[], left?: number}) => void}} hooks:
   *   `lanes` are the fractions that each thread has done of an equal share of the samples, after that of the serial
   *   samples where there are some; `left` are the seconds that are left at most
   * @returns {Promise<{result: object, drawing: object}>} the request's result, its `warnings` with those of the page, and
   *   what pictures of it are drawn from; rejects with the signal's reason when aborted, and with an EngineError when a
   *   worker fails.
   */
  measure(request, plan, hooks) {
    const turn = this.#turn;
    const result = Promise.race([turn, whenAborted(hooks.signal)]).then(() => this.#measure(request, plan, hooks));
    this.#turn = Promise.allSettled([turn, result]).then(() => {}); // rather than with all results there ever were
    return result;
  }

  /** Ends all workers at once; what is pending rejects with `reason`. */
  stop(reason) {
    const start = this.#start;
    this.#start = this.#state = null;
    start?.aborter.abort(reason);
    start?.team?.stop(reason);
  }

  #begin(threads, kind) {
    const start = { threads: sizeFor(threads), kind, aborter: new AbortController(), team: null };
    start.up = this.#bringUp(start).catch((error) => {
      if (this.#start === start) this.stop(error);
      throw error;
    });
    start.up.catch(() => {});
    return start;
  }

  /** Brings up the first kind of team that works. */
  async #bringUp(start) {
    const { threads, kind, aborter: { signal } } = start;
    const compiled = await Promise.race([this.#compile(), whenAborted(signal)]);
    const why = whyNotShare();
    const candidates = [
      ...(why === null || kind === "shared-memory" ? [{ kind: "shared-memory", threads, why }] : []),
      { kind: "messages", threads, why: why ?? (kind ? "asked" : "sharingFailed") },
      { kind: "messages", threads: 0, why: "noWorkers" },
    ].filter((candidate) => !kind || candidate.kind === kind);
    let failure;
    for (const { why, ...candidate } of candidates) {
      const team = new Team({ ...candidate, compiled, hardwareConcurrency: hardwareThreads() });
      start.team = team;
      try {
        await team.started;
        this.#state = { ...candidate, why };
        return;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        failure = error;
        if (error instanceof StartTimeout || team.threadsUp > 0) break; // others can start, but not as many
      }
    }
    throw new EngineError("start", failure);
  }

  /** The wasm, compiled once for all teams; a failure is forgotten, so that the next start tries again. */
  #compile() {
    this.#compiled ??= compile().catch((error) => {
      this.#compiled = null;
      throw error;
    });
    return this.#compiled;
  }

  async #measure(request, plan, { signal, onProgress }) {
    try {
      await Promise.race([this.#fit(plan, signal), whenAborted(signal)]);
      signal.throwIfAborted();
    } catch (error) {
      if (signal.aborted && this.#state === null) this.stop(signal.reason); // rather than have the next wait for the start
      throw error;
    }
    if (this.#state.threads === 0 && plan.mode !== "serial") throw new EngineError("noWorkers");
    const { team } = this.#start;
    team.tally?.reset();
    const watch = new Watch({ added: () => team.tally?.added(), onProgress, onStalled: (error) => this.stop(error), threads: plan.threads });
    let limit;
    const cancel = () => {
      team.cancel();
      limit = setTimeout(() => this.stop(signal.reason), CANCEL_LIMIT);
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const { result, drawing } = await team.ask({ request, plan }, [], (news) => watch.hear(news));
      signal.throwIfAborted(); // when the answer was on its way already
      result.warnings.push(...watch.warnings);
      return { result: forPrograms(result), drawing };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error.name === "AbortError") throw error;
      if (this.#start?.team === team) this.stop(error);
      throw new EngineError("run", error);
    } finally {
      watch.end();
      clearTimeout(limit);
      signal.removeEventListener("abort", cancel);
    }
  }

  /**
   * Starts the engine anew where its team does not fit a plan: it has fewer threads, or far more, or is of another kind than the plan's only one, or was made to be so, or has ended, or has no workers where the
   * plan takes some, which may be there by now.
   */
  async #fit({ threads, mode, engine: kind }, signal) {
    await this.#start?.up.catch(() => {}); // somebody may wait for it
    signal.throwIfAborted(); // the engine is the next measurement's by now
    const preferred = whyNotShare() === null ? "shared-memory" : "messages";
    const isOfKind = kind ? this.#state?.kind === kind : [undefined, preferred].includes(this.#start?.kind);
    const lacksWorkers = this.#state?.threads === 0 && mode !== "serial";
    const fits = isOfKind && isOfSize(this.#start?.threads, sizeFor(threads)) && !this.#start.team.hasEnded && !lacksWorkers;
    if (this.#start && !fits) {
      this.stop(aborted("The engine was restarted"));
    }
    await this.start(threads, kind);
  }
}

/** A team has the hardware's threads at least, so that most plans fit it. */
const sizeFor = (threads) => Math.max(threads, hardwareThreads());

/** Threads that a run does not need sleep on, and cost it nothing, but memory: a large team is for who asked for it. */
const isOfSize = (threads, wanted) => wanted <= threads && threads <= Math.max(wanted, ROOMY);

async function compile() {
  if (!hasWasm()) throw new EngineError("noWasm");
  const simd = hasSimd();
  try {
    const response = await fetchWasm(simd, AbortSignal.timeout(FETCH_LIMIT));
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    // Not streaming, which would insist on a type of content that some hosts do not know.
    return { module: await WebAssembly.compile(await response.arrayBuffer()), hasSimd: simd };
  } catch (error) {
    throw new EngineError("wasm", error);
  }
}

function whenAborted(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The error of what was stopped on purpose. */
export function aborted(message) {
  return new DOMException(message, "AbortError");
}
