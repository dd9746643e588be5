// The account of lost speedup: a cell for each thread that was paid for, filled from the left by what it was spent on, and below
// the values. Before there is one, an author's numbers stand there, of which nobody knows where the rest went.

import { say } from "../lang/format.js";
import { make, setText } from "./dom.js";
import { PARTS, grouped, inOrder, labelOf } from "./parts.js";

/** Up to so many threads their cells are apart: by 3 pixels, and by 1. */
const [FEW, MANY] = [32, 128];

export class Account {
  #title = make("h3");
  #bar = make("div", { className: "account", "aria-hidden": "true" });
  #guess = make("div", { className: "guessed", hidden: true });
  #behind = make("div", { className: "account behind", "aria-hidden": "true", hidden: true });
  #values = make("ul", { className: "values" });
  #texts;
  /** What is drawn: parts by name and all their threads; null while there is nothing. */
  #drawn = null;
  element = make("section", { className: "picture", part: "account" }, this.#title, make("div", { className: "cells" }, this.#bar, this.#behind, this.#guess), this.#values);

  constructor(texts) {
    this.#texts = texts;
  }

  /**
   * @param {{threads: number, comparison: object | null, isAlone: boolean, reference: object | null}} shown: a comparison with an
   *   account, or none, as of one thread with one; an author's numbers, or none
   */
  update({ threads, comparison, isAlone, reference }) {
    const texts = this.#texts;
    const isReference = !comparison && reference !== null;
    this.element.classList.toggle("reference", isReference);
    const count = isReference ? reference.threads : threads;
    setText(this.#title, say(isReference ? texts.accountTitleThere : texts.accountTitle, { threads: texts.format.threads(count), count: texts.format.whole(count) }));
    const parts = comparison?.account ?? (isReference ? partsOf(reference) : null);
    this.#drawn = parts && { ...parts, threads: count };
    fill(this.#bar, parts ?? (isAlone ? { speedup: 1 } : null), count);
    this.#values.replaceChildren(...(parts ? valuesOf(parts, count, texts) : []));
    this.#behind.hidden = !comparison || !reference;
    if (!this.#behind.hidden) fill(this.#behind, partsOf(reference), reference.threads);
    const { prediction } = comparison ?? {};
    this.#guess.hidden = !prediction;
    if (prediction) this.#guess.style.setProperty("left", `${Math.min((100 * prediction) / scaleOf(parts, count), 100)}%`);
  }

  /** What is known while a comparison goes on. */
  showSpeedup(speedup, threads) {
    fill(this.#bar, { speedup: Math.min(speedup, threads) }, threads);
  }

  /**
   * Fills the cells as far as the run had got at a moment of its replay, whose thread-seconds so far are told and of all the run
   * `total`; null is the whole again.
   */
  showMoment(spent, total) {
    if (!this.#drawn) return; // as of one thread, which has a replay and no account to show
    const { threads, ...parts } = this.#drawn;
    if (!spent) return fill(this.#bar, parts, threads);
    const { start, gaps, imbalance, join, busy } = spent;
    const needed = (busy * parts.speedup) / (parts.speedup + parts.slowerThreads); // of what was busy, as much as in all the run
    const seconds = { speedup: needed, start, gaps, imbalance, join, slowerThreads: busy - needed };
    fill(this.#bar, Object.fromEntries(PARTS.map((part) => [part, seconds[part] / total])), threads, parts);
  }

  /** Lights one part, or none. */
  light(part) {
    for (const it of this.element.querySelectorAll(".segment, .value")) it.classList.toggle("dim", part !== null && it.dataset.part !== part);
  }
}

/** A reference's parts: those of a result that was received, else the speedup and what is not accounted for. */
const partsOf = ({ parts, speedup, threads }) => parts ?? { speedup, unknown: Math.max(threads - speedup, 0) };

/** How many threads the bar is long: a gain makes the others add up to more than there are. */
const scaleOf = (parts, threads) => Math.max(threads, inOrder(parts ?? {}).reduce((sum, part) => sum + Math.max(parts[part], 0), 0));

/** Fills a bar of cells with parts, in the order and on the scale of `whole`. */
function fill(bar, parts, threads, whole = parts) {
  const scale = scaleOf(whole, threads);
  bar.style.setProperty("--cell", `${100 / scale}%`);
  bar.style.setProperty("--between", `${threads <= FEW ? 3 : threads <= MANY ? 1 : 0}px`);
  bar.classList.toggle("plain", threads > FEW); // there lines would look like cells
  const order = inOrder(whole ?? {});
  if (bar.children.length !== order.length || order.some((part, i) => bar.children[i].dataset.part !== part)) {
    bar.replaceChildren(...order.map((part) => make("div", { className: `segment ${part}`, "data-part": part })));
  }
  order.forEach((part, i) => bar.children[i].style.setProperty("flex-basis", `${(100 * Math.max(parts[part], 0)) / scale}%`));
}

/** The values in their order, a button each, which keeps its part lit; those that are next to nothing as one. */
function valuesOf(parts, threads, { parts: names, partMeans, format, notAccounted }) {
  const nameOf = (part) => names[labelOf(part, parts[part])] ?? notAccounted;
  const { apart, small } = grouped(parts, threads);
  const swatch = (part) => make("i", { className: `swatch ${part}` });
  const one = (part) =>
    make("button", { type: "button", className: "value", title: partMeans[labelOf(part, parts[part])] ?? "", ariaPressed: "false", "data-part": part },
      swatch(part), make("b", {}, format.part(parts[part])), ` ${nameOf(part)}`);
  const all = format.part(small.reduce((sum, part) => sum + parts[part], 0));
  const rest = () =>
    make("span", { className: "value" }, make("b", {}, all), ...small.map((part) => make("span", { "data-part": part }, swatch(part), nameOf(part))));
  return [...apart.map(one), ...(small.length > 0 ? [rest()] : [])].map((it) => make("li", {}, it));
}
