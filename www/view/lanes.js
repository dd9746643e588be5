// The lanes of a run in progress, one a thread, each filled as far as the thread has done its share of the work.

import { make } from "./dom.js";

/** What all lanes together take, and the most that one takes with the gap below it, in pixels. */
const HEIGHT = 36;
const PITCH = 12;

export class Lanes {
  element = make("div", { className: "lanes", part: "lanes", "aria-hidden": "true" });
  #fills = [];

  constructor() {
    this.element.style.height = `${HEIGHT}px`; // also while it is empty, so that nothing moves when a run begins or ends
  }

  /** Shows as many lanes as there are fractions. */
  show(fractions) {
    if (fractions.length !== this.#fills.length) this.#divide(fractions.length);
    this.#fills.forEach((fill, i) => (fill.style.width = `${100 * fractions[i]}%`));
  }

  #divide(count) {
    this.#fills = Array.from({ length: count }, () => make("div", { className: "fill" }));
    this.element.replaceChildren(...this.#fills.map((fill) => make("div", { className: "lane" }, fill)));
    const pitch = Math.min(Math.floor(HEIGHT / count), PITCH); // whole pixels, lest some lanes look thicker than others
    const gap = Math.round(pitch / 3);
    Object.assign(this.element.style, { gap: `${gap}px`, gridAutoRows: `${pitch - gap || HEIGHT / count}px` });
  }
}
