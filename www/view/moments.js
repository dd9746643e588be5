// What had happened at each moment of a sample: what its threads had spent their time on by then, and what they had added.
// Arithmetic alone, on every span that there is.

import { spansOf } from "../spans.js";

/** With more moments than these, steps from one to the next would not be seen. */
const MANY = 200;
/** Then a step is this part of the run at least. */
const STEP = 1 / 100;
/** Threads that take longer for an integer than the fastest by no more than this part of it are as fast. */
const AS_FAST = 0.1;

export class Moments {
  #cuts;
  #lastEnd;
  #speeds;
  /** When spans began and ended, ascending. */
  #times;

  /**
   * @param {{seconds: number, spans: Float64Array, lanes: object[], cuts: Float64Array}} timeline of a sample: its spans, in
   *   order of chunks; what each thread spent its seconds on; the first integer of each chunk
   */
  constructor({ seconds, spans, lanes, cuts }) {
    this.#cuts = cuts;
    this.#speeds = lanes.map(({ speed }) => speed);
    this.seconds = seconds;
    /** Of each thread its spans, and with each what the thread had come to when it began. */
    this.lanes = lanes.map(() => []);
    for (const span of spansOf(spans)) this.#append(this.lanes[span.thread], span);
    this.#lastEnd = Math.max(0, ...this.lanes.map((lane) => lane.at(-1)?.end ?? 0));
    this.#times = Float64Array.from([0, seconds, ...this.lanes.flat().flatMap(({ start, end }) => [start, end])]).sort();
  }

  /** As the account has it, no span begins before the one before it has ended, or ends after the run. */
  #append(lane, span) {
    const last = lane.at(-1);
    const start = Math.min(Math.max(span.start, last?.end ?? 0), this.seconds);
    const end = Math.min(Math.max(span.end, start), this.seconds);
    const before = last
      ? { busy: last.busy + last.end - last.start, gaps: last.gaps + start - last.end, integers: last.integers + this.#count(last), sum: last.sum + this.#sum(last, this.#count(last)) }
      : { busy: 0, gaps: 0, integers: 0, sum: 0n };
    lane.push({ ...span, start, end, ...before });
  }

  /** How many integers a span's chunk has. */
  #count({ chunk }) {
    return this.#cuts[chunk + 1] - this.#cuts[chunk];
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
    return span.sum + this.#sum(span, Math.floor(part * this.#count(span)));
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

  /** Whether each thread was slower than another; if none was, all were as slow as all. */
  slower() {
    const slower = this.#speeds.map((speed) => speed !== null && speed * (1 + AS_FAST) < 1);
    return slower.includes(true) ? slower : slower.fill(true);
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
