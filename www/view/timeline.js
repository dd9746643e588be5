// The timeline of the median sample: a lane a thread, a bar a chunk, and between them the kinds of waiting. While a run is
// on, its lanes stand in the same place: they step when progress is told, as to glide took 2 % of two processors from the
// threads.

import { say } from "../lang/format.js";
import { countOf } from "../spans.js";
import { draw, make, setText, table } from "./dom.js";
import { Moments } from "./moments.js";
import { Replay, timeOf } from "./replay.js";
import { HEIGHT, THINNEST, WAITING, WIDTH, hatch, placesOf, shape, stretchesOf } from "./stretches.js";

/** Lanes have room for a text from so much on. */
const TEXT_PITCH = 12;
/** How high the drawing is in the size of its text, of which its coordinates are a sixteenth. */
const EM = 16;

/** One for the element's life; its place is as high with everything as with nothing. */
export class Timeline {
  #texts;
  #hooks;
  #timeline = null;
  #moments = null;
  /** What is drawn, as [part of the account, thread, shape]. */
  #stretches = [];
  /** The thread and which of its spans the keys have come to. */
  #at = [0, 0];
  #litFrom = null;
  /** All that had happened by the moment that is shown. */
  #past = draw("svg", { height: HEIGHT });
  #now = draw("path", { class: "now" });
  #marker = draw("rect", { class: "marker", width: 0 });
  #svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "timeline" });
  #sums = make("div", { className: "sums", "aria-hidden": "true" });
  #info = make("p", { className: "info", role: "status" });
  #zero = make("span", { "aria-hidden": "true" });
  #total = make("span", { "aria-hidden": "true" });
  #replay;

  /**
   * @param {object} texts
   * @param {{onMoment: (spent: object | null) => void, onLight: (part: string | null) => void}} hooks: what all threads had
   *   spent their seconds on by the moment that is shown, null when it is the last one; what the pointer is over
   */
  constructor(texts, hooks) {
    this.#texts = texts;
    this.#hooks = hooks;
    this.#replay = new Replay(texts, (time) => this.#showMoment(time));
    this.element = make(
      "section",
      { className: "picture", part: "timeline" },
      make("div", { className: "titled" }, make("h3", {}, texts.timelineTitle), this.#replay.element),
      make("div", { className: "drawn" }, this.#svg, this.#sums),
      make("div", { className: "scale" }, this.#zero, this.#info, this.#total),
    );
    this.#listen();
    this.show(null);
  }

  /** @param {{seconds: number, spans: Float64Array, lanes: object[], cuts: Float64Array} | null} timeline of a sample, see Moments */
  show(timeline) {
    const texts = this.#texts;
    this.#clear();
    this.#timeline = timeline;
    this.#moments = timeline && new Moments(timeline);
    this.#replay.show(this.#moments);
    setText(this.#zero, timeline ? texts.format.whole(0) : "");
    setText(this.#total, timeline ? texts.format.seconds(timeline.seconds) : "");
    this.#say(timeline ? texts.timelineHelp : "");
    if (timeline) this.#draw(timeline);
  }

  /**
   * The lanes of a run in progress instead, each filled as far as the thread has done its share of the work; none end it.
   * @param {number[]} fractions  @param {boolean} isSerialFirst
   */
  showRunning(fractions, isSerialFirst) {
    if (this.#timeline && fractions.length > 0) this.show(null);
    if (this.#timeline) return;
    const places = placesOf(fractions.length);
    const fill = (fraction, i) => shape(isSerialFirst && i === 0 ? "fill alone" : "fill", [[0, fraction * WIDTH]], i, places);
    this.#svg.replaceChildren(...groundsOf(fractions.length, places), ...fractions.map(fill));
  }

  /** Lights the stretches of a part of the account, or all for null. */
  light(part) {
    const slower = part === "slowerThreads" ? this.#moments?.slower() : null;
    for (const [kind, thread, stretch] of this.#stretches) {
      const isLit = part === null || (slower ? kind === "speedup" && slower[thread] : kind === part);
      stretch.classList.toggle("dim", !isLit);
    }
  }

  /** What each thread spent its seconds on; null where nothing is shown. */
  table() {
    if (!this.#timeline) return null;
    const { columns, labels, parts, lane, format } = this.#texts;
    const kinds = ["busy", ...WAITING];
    const rows = this.#timeline.lanes.map((spent, thread) =>
      [say(lane, { thread: format.whole(thread + 1) }), format.whole(spent.chunks), ...kinds.map((kind) => timeOf(spent[kind], this.#texts))]);
    return table([columns.thread, labels.chunks, columns.busy, ...WAITING.map((kind) => parts[kind])], rows);
  }

  #clear() {
    this.#stretches = [];
    this.#at = [0, 0];
    this.#svg.replaceChildren();
    this.#sums.replaceChildren();
    for (const name of ["tabindex", "role", "aria-label"]) this.#svg.removeAttribute(name);
    this.#svg.setAttribute("aria-hidden", "true");
    this.#lightFrom(null);
    this.#hooks.onMoment(null);
  }

  #draw({ seconds, spans, lanes }) {
    const { timelineLabel, format } = this.#texts;
    const places = placesOf(lanes.length);
    this.#stretches = lanes.flatMap((spent, i) =>
      stretchesOf(this.#moments.lanes[i], spent, i, seconds, places).map(([part, drawn]) => [part, i, drawn]));
    this.#past.replaceChildren(...this.#stretches.map(([, , drawn]) => drawn));
    this.#past.setAttribute("width", WIDTH);
    this.#now.setAttribute("d", "");
    for (const [name, value] of Object.entries({ width: 0, height: places.height })) this.#marker.setAttribute(name, value);
    this.#svg.replaceChildren(...WAITING.map(hatch), ...groundsOf(lanes.length, places), this.#past, this.#now, this.#marker);
    this.#svg.removeAttribute("aria-hidden");
    const label = say(timelineLabel, { threads: format.threads(lanes.length), chunks: format.chunks(countOf(spans)) });
    for (const [name, value] of Object.entries({ tabindex: 0, role: "application", "aria-label": label })) this.#svg.setAttribute(name, value);
  }

  /** What had happened by a moment: what was added in all, and in each lane that has room for that. */
  #showMoment(time) {
    const { seconds } = this.#moments;
    const isOver = time >= seconds;
    const x = (WIDTH * time) / seconds;
    this.#past.setAttribute("width", x);
    this.#now.setAttribute("d", isOver ? "" : `M${x} ${placesOf(this.#moments.lanes.length).top(0)}V${HEIGHT}`);
    this.#marker.setAttribute("width", 0);
    const { whole } = this.#texts.format;
    const sums = this.#moments.lanes.map((_, thread) => this.#moments.sum(thread, time));
    this.#count(sums.map(whole));
    // It is the slider that tells where it is; of each frame there would be too much to say.
    this.#info.ariaLive = this.#replay.isPlaying ? "off" : "polite";
    this.#say(say(this.#texts.moment, { time: timeOf(time, this.#texts), sum: whole(sums.reduce((all, one) => all + one, 0n)) }));
    this.#hooks.onMoment(isOver ? null : this.#moments.spent(time));
  }

  #count(sums) {
    const { pitch } = placesOf(sums.length);
    if (pitch < TEXT_PITCH) return;
    if (this.#sums.childElementCount === 0) {
      this.#sums.append(...sums.map(() => make("span")));
      this.#sums.style.setProperty("--pitch", pitch / EM);
    }
    sums.forEach((sum, thread) => setText(this.#sums.children[thread], sum));
  }

  /** Says something in the line of the scale, instead of its ends where that is about a span. */
  #say(text, isLong = false) {
    setText(this.#info, text);
    this.#info.parentElement.classList.toggle("told", isLong);
  }

  #showSpan(thread, index) {
    const span = this.#moments.lanes[thread][index];
    if (!span) return;
    const { texts: { format: { whole, seconds }, ...texts }, timeline: { cuts, seconds: total, lanes } } = { texts: this.#texts, timeline: this.#timeline };
    const [from, to] = [span.start, span.end].map((time) => (total > 0 ? (WIDTH * time) / total : 0));
    const y = placesOf(lanes.length).top(thread);
    for (const [name, value] of Object.entries({ x: from, width: Math.max(to - from, 2), y })) this.#marker.setAttribute(name, value);
    this.#say(say(texts.span, {
      thread: whole(span.thread + 1),
      chunk: whole(span.chunk + 1),
      first: whole(cuts[span.chunk]),
      last: whole(cuts[span.chunk + 1] - 1),
      start: seconds(span.start),
      took: seconds(span.end - span.start),
    }), true);
  }

  #lightFrom(part) {
    if (part !== this.#litFrom) this.#hooks.onLight(part);
    this.#litFrom = part;
  }

  /** Shows the span under the pointer, and with the arrow keys the next or that of another thread. */
  #listen() {
    const svg = this.#svg;
    const under = ({ clientX, clientY }) => {
      const { left, top, width, height } = svg.getBoundingClientRect();
      const { lanes, seconds } = this.#timeline;
      const places = placesOf(lanes.length);
      const lane = Math.floor((((clientY - top) / height) * HEIGHT - places.top(0)) / places.pitch);
      const thread = Math.min(Math.max(lane, 0), lanes.length - 1);
      const time = ((clientX - left) / width) * seconds;
      return [thread, nearest(this.#moments.lanes[thread], time, (THINNEST / WIDTH) * seconds), time];
    };
    const point = (event) => {
      if (!this.#timeline) return;
      const [thread, index, time] = under(event);
      const doing = this.#moments.doing(thread, time);
      this.#lightFrom(index >= 0 || doing === "busy" ? "speedup" : doing);
      if (index < 0) return;
      if (event.type === "pointerdown") this.#at = [thread, index];
      this.#showSpan(thread, index);
    };
    svg.addEventListener("pointermove", point);
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointerleave", () => this.#lightFrom(null));
    svg.addEventListener("focus", () => this.#timeline && svg.matches(":focus-visible") && this.#showSpan(...this.#at));
    svg.addEventListener("keydown", (event) => {
      const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
      if (across === undefined || !this.#timeline) return;
      event.preventDefault();
      const { lanes } = this.#moments;
      const thread = Math.min(Math.max(this.#at[0] + down, 0), lanes.length - 1);
      this.#at = [thread, Math.min(Math.max(this.#at[1] + across, 0), Math.max(lanes[thread].length - 1, 0))];
      this.#showSpan(...this.#at);
    });
  }
}

/** What the lanes are filled over. */
const groundsOf = (count, places) => Array.from({ length: count }, (_, i) => shape("ground", [[0, WIDTH]], i, places));

/** Which of a lane's spans is at a time, or the nearest within `reach`, as of a bar that is thin or of many spans; else -1. */
function nearest(spans, time, reach) {
  let [found, least] = [-1, reach];
  spans.forEach(({ start, end }, i) => {
    const distance = Math.max(start - time, time - end, 0);
    if (distance <= least) [found, least] = [i, distance];
  });
  return found;
}
