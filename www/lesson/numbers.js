// The tables of the lesson: the Python post's numbers in the reader's way of writing them, and beside them the reader's.

import { formats } from "./language.js";

const NONE = "–";

/** How the post's numbers are written, by the attribute (data-…) that has them. */
const KINDS = { number: "whole", seconds: "seconds", ratio: "ratio", finePercent: "finePercent" };

/** The post's n, and the most chunks a thread of a comparison that may stand beside it. */
const POSTS_N = "100000000";
const MOST_CHUNKS = 64;

/** The last comparison like the post's, and the last of each engine by its name; null where it could not be made. */
const last = { comparison: null, engines: {} };

/** Takes what an element resolved to. */
export function note(result) {
  if (result.account !== undefined && isLikeThePost(result)) last.comparison = result;
  draw();
}

/** Whether a comparison may stand beside the post's: of the same n, and not made bad on purpose by its threads or chunks. */
function isLikeThePost({ serial, parallel: { threads, chunks, environment } }) {
  const each = chunks / threads;
  return serial.n === POSTS_N && threads <= environment.hardwareConcurrency && each >= 1 && each <= MOST_CHUNKS;
}

/** Takes the comparison of an engine, or null for one that is not to be had here. */
export function noteEngine(name, comparison) {
  last.engines[name] = comparison;
  draw();
}

/** Writes all numbers, in the page's language. */
export function draw() {
  const format = formats();
  const write = (selector, text) => (document.querySelector(selector).textContent = text);
  for (const cell of document.querySelectorAll("td")) {
    for (const [kind, name] of Object.entries(KINDS)) if (kind in cell.dataset) cell.textContent = format[name](cell.dataset[kind]);
  }

  if (last.comparison) {
    const { serial, parallel, speedup, efficiency, karpFlatt } = last.comparison;
    const yours = {
      n: format.whole(serial.n),
      serial: format.seconds(serial.seconds.median),
      threads: format.whole(parallel.threads),
      parallel: format.seconds(parallel.seconds.median),
      speedup: speedup ? format.ratio(speedup) : NONE,
      efficiency: efficiency ? format.percent(efficiency) : NONE,
      karpFlatt: karpFlatt === null ? NONE : format.finePercent(karpFlatt),
    };
    for (const [name, text] of Object.entries(yours)) write(`[data-yours=${name}]`, text);
  }
  for (const [name, comparison] of Object.entries(last.engines)) {
    write(`[data-engine="${name} speedup"]`, comparison?.speedup ? format.ratio(comparison.speedup) : NONE);
    write(`[data-engine="${name} time"]`, comparison ? format.seconds(comparison.parallel.seconds.median) : NONE);
  }
  document.querySelector("[data-engine=missing]").hidden = last.engines["shared-memory"] !== null;
}
