// Follows a run from the page: tells its progress, finds out when a thread has died, and notes what disturbed it.

/**
 * How often progress is told, in milliseconds. Each time, the page is drawn anew, which takes a processor from the
 * threads: ten times a second it took 2 % off the speedup of two threads on two cores, twice a second 1 %.
 */
const PROGRESS_INTERVAL = 500;

/** For how long nothing may have been added before a thread must have died, in seconds; many threads get on slowly. */
const LIMIT = 10;
const LIMIT_PER_THREAD = 0.25;

/** A look that comes so much later than due, in milliseconds, shows that something kept the page's main thread busy. */
const STALL = 500;

/** Looks at a run's progress, tells it, and notes what disturbed the run. */
export class Watch {
  #hooks;
  #timer = setInterval(() => this.#look(), PROGRESS_INTERVAL);
  #progress = { phase: "warm-up", totals: [], added: [] };
  /** Integers that had been added, and the time, when the samples began, in each lane, and at the last look, in all. */
  #begun = null;
  #last = { added: 0, time: performance.now() };
  #looks = 0;
  #disturbances = new Set();

  /** @param {{added: () => number[] | undefined, onProgress, onStalled: (error: Error) => void, threads: number}} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
    document.addEventListener("visibilitychange", this.#noteHidden);
    this.#noteHidden();
  }

  /** What the page did during the run that may have slowed it, as names of warnings. */
  get warnings() {
    this.#noteStall(); // the page may have been kept busy to the end
    return [...this.#disturbances];
  }

  /**
   * Takes what the coordinator tells: `phase` and the `totals` of the lanes when one begins, what is `added` in each, and what
   * the samples come to so far, `partial`.
   */
  hear(news) {
    this.#progress = { ...this.#progress, ...news };
    // A copy, as a coordinator in the page itself goes on counting in what it told.
    if (news.phase === "samples") this.#begun = { added: [...this.#added], time: performance.now() };
    if (news.phase) this.#tell();
  }

  end() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#noteHidden);
  }

  #noteHidden = () => {
    if (document.hidden) this.#disturbances.add("hidden");
  };

  #noteStall() {
    const isLate = performance.now() - this.#last.time > PROGRESS_INTERVAL + STALL;
    if (isLate && !document.hidden) this.#disturbances.add("stalled");
  }

  #look() {
    const now = performance.now();
    this.#noteStall();
    const added = this.#tell();
    this.#looks = added === this.#last.added ? this.#looks + 1 : 0;
    this.#last = { added, time: now };
    const seconds = Math.round(LIMIT + LIMIT_PER_THREAD * this.#hooks.threads);
    if (this.#looks * PROGRESS_INTERVAL < 1000 * seconds) return;
    this.#hooks.onStalled(new Error(`a thread has died: nothing was added for ${seconds} seconds`));
  }

  /** Integers added so far in each lane, the warm-up's among them. Where threads count in their memory, the GPU's are told all the same. */
  get #added() {
    const told = this.#progress.added;
    return this.#hooks.added()?.map((added, lane) => added + (told[lane] ?? 0)) ?? told;
  }

  #tell() {
    const { phase, totals, partial } = this.#progress;
    const added = this.#added;
    const begun = this.#begun ?? { added };
    const done = totals.map((_, lane) => added[lane] - begun.added[lane]);
    const lanes = totals.flatMap((total, lane) => (total > 0 ? [Math.min(done[lane] / total, 1)] : []));
    const fraction = Math.min(sumOf(done) / sumOf(totals), 1) || 0; // of nothing before there are totals
    const elapsed = (performance.now() - begun.time) / 1000;
    const left = fraction > 0 && { left: (elapsed * (1 - fraction)) / fraction };
    this.#hooks.onProgress({ phase, fraction, lanes, ...left, ...(partial && { partial }) });
    return sumOf(added);
  }
}

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
