// The lanes of a run in progress, one a thread, each filled as far as the thread has done its share of the work. They
// step when progress is told: to glide from step to step took 2 % of two processors from the threads.

import { make } from "./dom.js";

/** What all lanes together take, and the most that one takes with its gap, in pixels. */
const HEIGHT = 36;
const PITCH = 12;

/** Its `show` draws as many lanes as there are fractions. */
export function lanesView() {
  const element = make("div", { className: "lanes parallel", "aria-hidden": "true" });
  element.style.height = `${HEIGHT}px`; // also while it is empty, so that nothing moves when a run begins or ends
  let fills = [];
  const divide = (fractions) => {
    fills = fractions.map(() => make("div", { className: "fill" }));
    element.replaceChildren(...fills.map((fill) => make("div", { className: "lane" }, fill)));
    const room = HEIGHT / fractions.length;
    const pitch = Math.min(Math.floor(room), PITCH); // whole pixels, lest some lanes look thicker than others
    const gap = Math.round(pitch / 3);
    element.style.gap = `${gap}px`;
    element.style.gridAutoRows = `${pitch - gap || room}px`;
  };
  return {
    element,
    show(fractions) {
      if (fractions.length !== fills.length) divide(fractions);
      fills.forEach((fill, i) => (fill.style.width = `${100 * fractions[i]}%`));
    },
  };
}
