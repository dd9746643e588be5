// What had happened at each moment of a sample: what its threads had spent their time on by then, and what they had added.
// Arithmetic alone, on every span that there is.

import { integersIn } from "./lanes.js";

/** With more moments than these, steps from one to the next would not be seen. */
const MANY = 200;
/** Then a step is this part of the run at least. */
const STEP = 1 / 100;

export class Moments {
  #cuts;
  #lastEnd;
  /** When spans began and ended, ascending. */
  #times;

  /**
   * @param {{seconds: number, cuts: Float64Array}} timeline of a sample, as Timeline shows it
   * @param {object[][]} lanes: of each thread its spans
   */
  constructor({ seconds, cuts }, lanes) {
    this.#cuts = cuts;
    this.seconds = seconds;
    /** Of each thread its spans, and with each what the thread had come to when it began. */
    this.lanes = lanes.map((spans) => this.#addedUp(spans));
    this.#lastEnd = Math.max(0, ...this.lanes.map((lane) => lane.at(-1)?.end ?? 0));
    this.#times = Float64Array.from([0, seconds, ...this.lanes.flat().flatMap(({ start, end }) => [start, end])]).sort();
  }

  #addedUp(spans) {
    let [busy, gaps, sum] = [0, 0, 0n];
    return spans.map((span, i) => {
      const last = spans[i - 1];
      if (last) {
        busy += last.end - last.start;
        gaps += span.start - last.end;
        sum += this.#sum(last, integersIn(last, this.#cuts));
      }
      return { ...span, busy, gaps, sum };
    });
  }

  /** The sum of the first integers of a span's chunk. Exact, though it may be above 2^53. */
  #sum({ chunk }, count) {
    const [first, many] = [this.#cuts[chunk], count].map(BigInt);
    return ((2n * first + many - 1n) * many) / 2n;
  }

  /** The thread-seconds of all threads up to a moment, by what they were spent on. */
  spent(time) {
    const spent = { start: 0, gaps: 0, imbalance: 0, join: 0, busy: 0, seconds: time };
    for (const lane of this.lanes) {
      const span = lastBegun(lane, time);
      const freed = span ? Math.min(span.end, time) : 0;
      if (span) {
        spent.start += lane[0].start;
        spent.gaps += span.gaps;
        spent.busy += span.busy + freed - span.start;
      }
      const joining = Math.max(time - Math.max(this.#lastEnd, freed), 0);
      if (span !== lane.at(-1)) spent[span ? "gaps" : "start"] += time - freed;
      else {
        spent.join += joining;
        spent.imbalance += time - freed - joining;
      }
    }
    return spent;
  }

  /** What a thread is doing at a moment: "busy", or the kind of its waiting. */
  doing(thread, time) {
    const lane = this.lanes[thread];
    const span = lastBegun(lane, time);
    if (span && time <= span.end) return "busy";
    if (span !== lane.at(-1)) return span ? "gaps" : "start";
    return time > this.#lastEnd ? "join" : "imbalance";
  }

  /** The sum of the integers that a thread has added by a moment, as if it added those of a chunk at an even pace. */
  sum(thread, time) {
    const span = lastBegun(this.lanes[thread], time);
    if (!span) return 0n;
    const part = time < span.end ? (time - span.start) / (span.end - span.start) : 1;
    return span.sum + this.#sum(span, Math.floor(part * integersIn(span, this.#cuts)));
  }

  /** The first moment after this one at which a span begins or ends; with very many, one that is seen to be later. */
  after(time) {
    return this.#times.find((it) => it > time && it >= time + this.#step) ?? this.seconds;
  }

  /** The last moment before this one, in the same way. */
  before(time) {
    return this.#times.findLast((it) => it < time && it <= time - this.#step) ?? 0;
  }

  get #step() {
    return this.#times.length > MANY ? STEP * this.seconds : 0;
  }
}

/** The last of a lane's spans that has begun by a moment. */
function lastBegun(lane, time) {
  let [low, high] = [0, lane.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lane[middle].start <= time) low = middle + 1;
    else high = middle;
  }
  return lane[low - 1];
}
