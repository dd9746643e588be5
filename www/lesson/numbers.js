// The tables of the lesson: the Python post's numbers in the reader's way of writing them, and beside them the reader's.

import { formats } from "./language.js";

const NONE = "–";

/** How the post's numbers are written, by the attribute (data-…) that has them. */
const KINDS = { number: "whole", seconds: "seconds", ratio: "ratio", finePercent: "finePercent" };

/** The post's n, and the most chunks a thread of a comparison that may stand beside it. */
const POSTS_N = "100000000";
const MOST_CHUNKS = 64;

/** The last comparison like the post's, the reader's own Python, and the last of each engine by its name; null where it could not be made. */
const last = { comparison: null, python: null, engines: {} };

/** Takes what an element resolved to. */
export function note(result) {
  if (result.account !== undefined && isLikeThePost(result)) last.comparison = result;
  draw();
}

/** Whether a comparison may stand beside the post's: of the same n, and not made bad on purpose by its threads, chunks or memory. */
function isLikeThePost({ serial: { n, total, source }, parallel: { threads, chunks, environment } }) {
  const each = chunks / threads;
  const isUsual = total === "private" && source === "counter" && each >= 1 && each <= MOST_CHUNKS;
  return n === POSTS_N && isUsual && threads <= environment.hardwareConcurrency;
}

/** Takes the comparison of an engine, or null for one that is not to be had here. */
export function noteEngine(name, comparison) {
  last.engines[name] = comparison;
  draw();
}

/** Takes the times of the reader's own Python, in seconds, and the number of its processes. */
export function notePython(numbers) {
  last.python = numbers;
  draw();
}

/** Writes all numbers, in the page's language. */
export function draw() {
  const format = formats();
  const write = (selector, text) => (document.querySelector(selector).textContent = text);
  for (const cell of document.querySelectorAll("td")) {
    for (const [kind, name] of Object.entries(KINDS)) if (kind in cell.dataset) cell.textContent = format[name](cell.dataset[kind]);
  }

  const fill = (column, { serial, parallel, threads, speedup, efficiency, karpFlatt }) => {
    const texts = {
      serial: format.seconds(serial),
      threads: format.whole(threads),
      parallel: format.seconds(parallel),
      speedup: speedup ? format.ratio(speedup) : NONE,
      efficiency: efficiency ? format.finePercent(efficiency) : NONE,
      karpFlatt: karpFlatt == null ? NONE : format.finePercent(karpFlatt),
    };
    for (const [name, text] of Object.entries(texts)) write(`[data-${column}=${name}]`, text);
  };
  if (last.comparison) {
    const { serial, parallel, ...ratios } = last.comparison;
    fill("yours", { ...ratios, serial: serial.seconds.median, parallel: parallel.seconds.median, threads: parallel.threads });
  }
  if (last.python) {
    fill("python", { ...last.python, ...ratiosOf(last.python) });
    for (const cell of document.querySelectorAll("[data-python]")) cell.hidden = false;
  }
  const named = document.querySelector(`[data-text=${last.python ? "yourPython" : "post"}]`).textContent;
  document.querySelector("parallel-sum").setAttribute("reference-label", named);
  for (const [name, comparison] of Object.entries(last.engines)) {
    write(`[data-engine="${name} speedup"]`, comparison?.speedup ? format.ratio(comparison.speedup) : NONE);
    write(`[data-engine="${name} time"]`, comparison ? format.seconds(comparison.parallel.seconds.median) : NONE);
  }
  document.querySelector("[data-engine=missing]").hidden = last.engines["shared-memory"] !== null;
}

/** By the definitions in src/scaling.rs, which the wasm has; but these are drawn where it may not have come. */
function ratiosOf({ serial, parallel, threads }) {
  const speedup = serial / parallel;
  return { speedup, efficiency: speedup / threads, karpFlatt: (1 / speedup - 1 / threads) / (1 - 1 / threads) };
}
