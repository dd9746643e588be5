// The spans of a sample, thread by thread.

import { spansOf } from "../spans.js";

/** Threads that take longer for an integer than the fastest by no more than this part of it are as fast. */
const AS_FAST = 0.1;

/** Of each thread its spans. As the account has it, none begins before the one before it has ended, or ends after the run. */
export function lanesOf({ seconds, spans, lanes: spent }) {
  const lanes = spent.map(() => []);
  for (const span of spansOf(spans)) {
    const lane = lanes[span.thread];
    const start = Math.min(Math.max(span.start, lane.at(-1)?.end ?? 0), seconds);
    lane.push({ ...span, start, end: Math.min(Math.max(span.end, start), seconds) });
  }
  return lanes;
}

/** How many integers a span's chunk has, by the first integer of each. */
export const integersIn = ({ chunk }, cuts) => cuts[chunk + 1] - cuts[chunk];

/** Whether each thread was slower than another; if none was, all were as slow as all. */
export function slowerIn(speeds) {
  const slower = speeds.map((speed) => speed !== null && speed * (1 + AS_FAST) < 1);
  return slower.includes(true) ? slower : slower.fill(true);
}
