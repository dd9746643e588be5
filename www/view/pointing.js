// Asking the timeline: which span is under the pointer, or where the arrow keys have come to.

import { HEIGHT, THINNEST, WIDTH, placesOf } from "./stretches.js";

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pointing {
  #svg;
  #onSpan;
  #onPart;
  /** Of the sample that is shown. */
  #moments = null;
  /** The thread and which of its spans the keys have come to. */
  #at = [0, 0];
  #part = null;

  /**
   * @param {SVGElement} svg
   * @param {{onSpan: (span: object) => void, onPart: (part: string | null) => void}} hooks: a span is asked for; the pointer has
   *   come to a stretch of another part of the account
   */
  constructor(svg, { onSpan, onPart }) {
    this.#svg = svg;
    this.#onSpan = onSpan;
    this.#onPart = onPart;
    for (const type of ["pointermove", "pointerdown"]) svg.addEventListener(type, (event) => this.#moments && this.point(event));
    svg.addEventListener("pointerleave", () => this.#tell(null));
    svg.addEventListener("focus", () => this.take());
    svg.addEventListener("keydown", (event) => {
      if (!MOVES[event.key] || !this.#moments) return;
      event.preventDefault();
      this.press(event);
    });
  }

  show(moments) {
    this.#moments = moments;
    this.#at = [0, 0];
    this.#tell(null);
  }

  /** Tells where the keys are, if they are here. */
  take() {
    if (this.#moments && this.#svg.matches(":focus-visible")) this.#go(...this.#at);
  }

  /** Goes where a key leads. */
  press({ key }) {
    const [across, down] = MOVES[key];
    const { lanes } = this.#moments;
    const thread = Math.min(Math.max(this.#at[0] + down, 0), lanes.length - 1);
    this.#go(thread, Math.min(Math.max(this.#at[1] + across, 0), Math.max(lanes[thread].length - 1, 0)));
  }

  /** Tells what there is at a pointer. */
  point({ type, clientX, clientY }) {
    const { lanes, seconds } = this.#moments;
    const { left, top, width, height } = this.#svg.getBoundingClientRect();
    const places = placesOf(lanes.length);
    const lane = Math.floor((((clientY - top) / height) * HEIGHT - places.top(0)) / places.pitch);
    const thread = Math.min(Math.max(lane, 0), lanes.length - 1);
    const time = ((clientX - left) / width) * seconds;
    const index = nearest(lanes[thread], time, (THINNEST / WIDTH) * seconds);
    const doing = this.#moments.doing(thread, time);
    this.#tell(index >= 0 || doing === "busy" ? "speedup" : doing);
    if (index < 0) return;
    if (type === "pointerdown") this.#go(thread, index);
    else this.#onSpan(lanes[thread][index]);
  }

  #go(...at) {
    this.#at = at;
    const [thread, index] = at;
    const span = this.#moments.lanes[thread][index];
    if (span) this.#onSpan(span);
  }

  #tell(part) {
    if (part !== this.#part) this.#onPart(part);
    this.#part = part;
  }
}

/** Which of a lane's spans is at a time, or the nearest within `reach`, as of a bar that is thin or of many spans; else -1. */
function nearest(spans, time, reach) {
  let [found, least] = [-1, reach];
  spans.forEach(({ start, end }, i) => {
    const distance = Math.max(start - time, time - end, 0);
    if (distance <= least) [found, least] = [i, distance];
  });
  return found;
}
