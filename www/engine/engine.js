// The page's handle to the engine: it chooses the kind, hands a team of workers one measurement at a time, follows its
// progress, and replaces a team that failed or does not fit.

import { hardwareThreads } from "../options.js";
import { forPrograms } from "../spans.js";
import { EngineError, aborted, whenAborted } from "./failure.js";
import { compileWasm } from "./files.js";
import { shown } from "./limit.js";
import { spawnSecure } from "./spawn.js";
import { checkBrowser, hasSimd, hasWasm, whyNotShare } from "./support.js";
import { StartTimeout, Team } from "./team.js";
import { Watch } from "./watch.js";

/** How long a team may take to cancel before it is ended, in milliseconds. */
const CANCEL_LIMIT = 50;

/** A team of so many threads serves plans for fewer, too. */
const ROOMY = 64;

export class Engine {
  /**
   * The team that is up or starting: {threads, kind, up: Promise, aborter, team, state}, or null. Whoever waits for a team that
   * another takes the place of gets that one.
   */
  #start = null;
  /** The compiled wasm, which outlives teams: a promise. */
  #compiled = null;
  /** Settles when the last of the queued measurements has; the next one's turn is then. */
  #turn = Promise.resolve();

  /**
   * What is up, else null: {kind, threads, why, facts}. No `threads` are there for parallel runs where the page has no
   * workers; `why` names the reason for not sharing memory, null where it is shared, and `facts` are those of the reason.
   */
  get state() {
    return this.#start?.state ?? null;
  }

  /**
   * Starts workers for runs on `threads`, unless some are starting or up; resolves when some are up.
   * @param {number} threads
   * @param {string} [kind] the only one to try, instead of the best that works
   * @throws {EngineError} when none can start; the next call tries again.
   */
  async start(threads, kind) {
    this.#start ??= this.#begin(threads, kind);
    for (;;) {
      const start = this.#start;
      try {
        return await start.up;
      } catch (error) {
        if (this.#start === null || this.#start === start) throw error;
      }
    }
  }

  /**
   * Has the coordinator do a request ("run", "compare", "sweep" or "race") when its turn comes.
   * @param {object} plan its `engine`, where it has one, is the only kind to use
   * @param {{signal: AbortSignal, onProgress: ({fraction: number, phase: string, lanes: number[], left?: number, partial?: object}) => void,
   *   more?: object}} hooks:
   *   `lanes` are the fractions that each thread has done of an equal share of the samples, after that of the serial
   *   samples and the GPU's where there are some; `left` are the seconds that are left at most, `partial` is what is known so far;
   *   `more` (more.js) is there for a race and for the GPU
   * @returns {Promise<{result: object, drawing: object}>} the request's result, its `warnings` with those of the page, and
   *   what pictures of it are drawn from; rejects with the signal's reason when aborted, and with an EngineError when a
   *   worker fails.
   */
  measure(request, plan, hooks) {
    checkBrowser();
    const turn = this.#turn;
    const result = Promise.race([turn, whenAborted(hooks.signal)]).then(() => this.#measure(request, plan, hooks));
    this.#turn = Promise.allSettled([turn, result]).then(() => {}); // rather than with all results there ever were
    return result;
  }

  /** Ends all workers at once; what is pending rejects with `reason`. */
  stop(reason) {
    const start = this.#start;
    this.#start = null;
    start?.aborter.abort(reason);
    start?.team?.stop(reason);
  }

  #begin(threads, kind) {
    const start = { threads: sizeFor(threads), kind, aborter: new AbortController(), team: null, state: null };
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
    const module = await Promise.race([this.#compile(), whenAborted(signal)]);
    const why = whyNotShare();
    const candidates = [
      ...(why === null || kind === "shared-memory" ? [{ kind: "shared-memory", threads, why }] : []),
      { kind: "messages", threads, why: why ?? (kind ? "asked" : "sharingFailed") },
      { kind: "messages", threads: 0, why: "noWorkers" },
    ].filter((candidate) => !kind || candidate.kind === kind);
    let failure;
    for (const { why, ...candidate } of candidates) {
      if (failure && candidate.threads > 0 && hasNoWorkers(failure)) continue;
      const team = new Team({ ...candidate, module, hardwareConcurrency: hardwareThreads() });
      start.team = team;
      try {
        await team.started;
        const { reason, facts } = failure ?? {};
        start.state = candidate.threads === 0 && reason === "forbidden" ? { ...candidate, why: reason, facts } : { ...candidate, why };
        return;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        failure ??= error;
        const isTooMuch = team.kind === "messages" && team.threadsUp > 0; // others can start, but not as many
        if (error instanceof StartTimeout || isTooMuch || isOfFiles(error)) break;
      }
    }
    if (failure.reason === "silent") throw new EngineError("noWorkers");
    throw isOfFiles(failure) || hasNoWorkers(failure) ? failure : new EngineError("start", { cause: failure });
  }

  /** The wasm, compiled once for all teams; a failure is forgotten, so that the next start tries again. */
  #compile() {
    this.#compiled ??= compile().catch((error) => {
      this.#compiled = null;
      throw error;
    });
    return this.#compiled;
  }

  async #measure(request, plan, { signal, onProgress, more }) {
    signal.throwIfAborted();
    const team = await Promise.race([this.#fitting(plan, signal), whenAborted(signal)]);
    signal.throwIfAborted(); // since the team was found
    if (this.state.threads === 0 && plan.mode !== "serial") throw new EngineError(this.state.why, this.state.facts);
    const gpu = more && new more.Gpu(signal, { onFailed: (error) => this.stop(error), spawn: spawnSecure });
    if (plan.mode === "gpu") await gpu.start();
    if (request === "race") plan = { ...plan, ...(await more.lanesHere(plan, () => gpu.start())) };
    team.tally?.reset();
    const watch = new Watch({ added: () => team.tally?.added(), onProgress, onStalled: (error) => this.stop(error), threads: plan.threads });
    let limit;
    const cancel = () => {
      team.cancel();
      limit = setTimeout(() => this.stop(signal.reason), CANCEL_LIMIT);
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const { result, drawing } = await team.ask({ request, plan, gpu: gpu?.handed }, gpu?.handed ? [gpu.handed.port] : [], (news) => watch.hear(news));
      signal.throwIfAborted(); // when the answer was on its way already
      result.warnings.push(...watch.warnings);
      return { result: forPrograms(result), drawing };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error.name === "AbortError" || error.reason) throw error;
      if (this.#start?.team === team) this.stop(error);
      throw new EngineError("run", { cause: error });
    } finally {
      watch.end();
      gpu?.end();
      clearTimeout(limit);
      signal.removeEventListener("abort", cancel);
      if (plan.source === "array") this.#renew(team);
    }
  }

  /** Puts a team like it in the place of one: the memory of a wasm never gets smaller, and goes with its workers only. */
  #renew(team) {
    if (this.#start?.team !== team) return;
    const { threads, kind, state } = this.#start;
    this.stop(aborted("The memory was given back"));
    const start = (this.#start = this.#begin(threads, kind));
    start.state = state;
    start.up.then(collectGarbage, collectGarbage);
  }

  /** A team for a plan; starts the engine anew where the present one does not fit, also while that is starting. */
  async #fitting(plan, signal) {
    if (this.#start && !fits(this.#start, plan)) this.stop(aborted("The engine was restarted"));
    await this.start(plan.threads, plan.engine);
    signal.throwIfAborted(); // the engine is the next measurement's by now
    if (!this.#start) throw aborted("The engine was stopped");
    return this.#start.team;
  }
}

/**
 * Whether a team fits a plan: it has the threads, but not far more, is of the plan's only kind, or of the best, has not
 * ended, and has workers where the plan takes some, which may be there by now.
 */
function fits({ threads, kind, team, state }, { threads: wanted, mode, engine }) {
  const best = whyNotShare() === null ? "shared-memory" : "messages";
  const isOfKind = engine ? (state?.kind ?? kind) === engine : [undefined, best].includes(kind);
  const hasWorkers = state?.threads !== 0 || mode === "serial";
  return isOfKind && isOfSize(threads, sizeFor(wanted)) && !team?.hasEnded && hasWorkers;
}

/** A team has the hardware's threads at least, so that most plans fit it. */
const sizeFor = (threads) => Math.max(threads, hardwareThreads());

/** Threads that a run does not need sleep on, and cost it nothing, but memory: a large team is for who asked for it. */
const isOfSize = (threads, wanted) => wanted <= threads && threads <= Math.max(wanted, ROOMY);

/**
 * Has the browser look for memory that nobody holds any more. Of what was shared Chromium does not count how much that is, and
 * might keep one array after the other; of ordinary buffers it does, though nothing is ever written to them.
 */
function collectGarbage() {
  try {
    for (let i = 0; i < 4; i++) new ArrayBuffer(2 ** 26);
  } catch {
    // There is none to be had, of which the browser knows by itself.
  }
}

/** Whether a team failed because no worker can start, of whatever kind. */
const hasNoWorkers = ({ reason }) => ["forbidden", "noWorkers", "silent"].includes(reason);

const isOfFiles = ({ reason }) => ["file", "stale"].includes(reason);

async function compile() {
  checkBrowser();
  await shown();
  if (!hasWasm()) throw new EngineError("noWasm");
  return compileWasm(hasSimd());
}
