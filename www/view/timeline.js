// The timeline of the median sample: a lane a thread, a bar a chunk, and between them the kinds of waiting. While a run is
// on, its lanes stand in the same place: they step when progress is told, as to glide took 2 % of two processors from the
// threads.

import { say } from "../lang/format.js";
import { countOf } from "../spans.js";
import { draw, make, setText, table } from "./dom.js";
import { Moments } from "./moments.js";
import { Pointing } from "./pointing.js";
import { Replay, timeOf } from "./replay.js";
import { HEIGHT, WAITING, WIDTH, groundsOf, hatch, placesOf, shape, stretchesOf } from "./stretches.js";

/** Lanes have room for a text from so much on. */
const TEXT_PITCH = 11;
/** How many of the drawing's coordinates are as high as the size of the text. */
const EM = 16;

/** One for the element's life; its place is as high with everything as with nothing. */
export class Timeline {
  #texts;
  #onMoment;
  #timeline = null;
  #moments = null;
  /** What is drawn, as [part of the account, thread, shape]. */
  #stretches = [];
  /** All that had happened by the moment that is shown, which is the last one unless `isPast`. */
  #past = draw("svg", { height: HEIGHT });
  #isPast = false;
  #now = draw("path", { class: "now" });
  #marker = draw("rect", { class: "marker" });
  #svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "timeline" });
  #sums = make("div", { className: "sums", "aria-hidden": "true" });
  #info = make("p", { className: "info", role: "status" });
  #zero = make("span", { "aria-hidden": "true" });
  #total = make("span", { "aria-hidden": "true" });
  #pointing;
  #replay;

  /**
   * @param {object} texts
   * @param {{onMoment: (spent: object | null) => void, onLight: (part: string | null) => void}} hooks: what all threads had
   *   spent their seconds on by the moment that is shown, null when it is the last one again; what the pointer is over
   */
  constructor(texts, { onMoment, onLight }) {
    this.#texts = texts;
    this.#onMoment = onMoment;
    this.#pointing = new Pointing(this.#svg, { onSpan: (span) => this.#showSpan(span), onPart: onLight });
    this.#replay = new Replay(texts, (time) => this.#showMoment(time));
    this.element = make(
      "section",
      { className: "picture", part: "timeline" },
      make("div", { className: "titled" }, make("h3", {}, texts.timelineTitle), this.#replay.element),
      make("div", { className: "drawn" }, this.#svg, this.#sums),
      make("div", { className: "scale" }, this.#zero, this.#info, this.#total),
    );
    this.show(null);
  }

  /**
   * @param {{seconds: number, spans: Float64Array, lanes: object[], cuts: Float64Array} | null} timeline of a sample, see Moments;
   *   null where there is none yet, of so many `threads`
   */
  show(timeline, threads = 1) {
    const { format, timelineHelp } = this.#texts;
    this.#timeline = timeline;
    this.#moments = timeline && new Moments(timeline);
    this.#replay.show(this.#moments);
    this.#pointing.show(this.#moments);
    this.#sums.replaceChildren();
    this.#tellMoment(null);
    setText(this.#zero, timeline ? format.whole(0) : "");
    setText(this.#total, timeline ? format.seconds(timeline.seconds) : "");
    this.#info.ariaLive = "off"; // it is said with what the drawing is
    this.#say(timeline ? timelineHelp : "");
    this.#draw(threads);
    this.#name();
  }

  /**
   * The lanes of a run in progress instead, each filled as far as the thread has done its share of the work; none end it.
   * @param {number[]} fractions  @param {boolean} isSerialFirst
   */
  showRunning(fractions, isSerialFirst) {
    if (this.#timeline && fractions.length > 0) this.show(null);
    if (this.#timeline || fractions.length === 0) return;
    const places = placesOf(fractions.length);
    const fill = (fraction, i) => shape(isSerialFirst && i === 0 ? "fill alone" : "fill", [[0, fraction * WIDTH]], i, places);
    this.#svg.replaceChildren(...groundsOf(fractions.length, places), ...fractions.map(fill));
  }

  /** Lights the stretches of a part of the account, or all for null. */
  light(part) {
    const slower = part === "slowerThreads" ? this.#moments?.slower() : null;
    for (const [kind, thread, stretch] of this.#stretches) {
      const isLit = part === null || (slower ? kind === "speedup" && slower[thread] : kind === part);
      stretch.classList.toggle("unlit", !isLit);
    }
  }

  /** What each thread spent its seconds on; null where nothing is shown. */
  table() {
    if (!this.#timeline) return null;
    const { columns, labels, parts, lane, format } = this.#texts;
    const times = (spent) => ["busy", ...WAITING].map((kind) => timeOf(spent[kind], this.#texts));
    const row = (spent, thread) => [say(lane, { thread: format.whole(thread + 1) }), format.whole(spent.chunks), ...times(spent)];
    return table([columns.thread, labels.chunks, columns.busy, ...WAITING.map((kind) => parts[kind])], this.#timeline.lanes.map(row));
  }

  #draw(threads) {
    const { lanes = [], seconds } = this.#timeline ?? {};
    const places = placesOf(lanes.length || threads);
    const ofLane = (spent, i) => stretchesOf(this.#moments.lanes[i], spent, i, seconds, places).map(([part, drawn]) => [part, i, drawn]);
    this.#stretches = lanes.flatMap(ofLane);
    this.#past.replaceChildren(...this.#stretches.map(([, , drawn]) => drawn));
    set(this.#past, { width: WIDTH });
    set(this.#now, { d: "" });
    set(this.#marker, { width: 0, height: places.height });
    this.#svg.replaceChildren(...WAITING.map(hatch), ...groundsOf(lanes.length || threads, places), this.#past, this.#now, this.#marker);
  }

  /** What the drawing is to those who do not see it: something to go through, once there is anything. */
  #name() {
    if (!this.#timeline) {
      for (const name of ["role", "aria-label"]) this.#svg.removeAttribute(name);
      set(this.#svg, { tabindex: -1 }); // as Chromium stops at what listens to the focus
      return set(this.#svg, { "aria-hidden": "true" });
    }
    const { timelineLabel, format } = this.#texts;
    const { lanes, spans } = this.#timeline;
    const label = say(timelineLabel, { threads: format.threads(lanes.length), chunks: format.chunks(countOf(spans)) });
    this.#svg.removeAttribute("aria-hidden");
    set(this.#svg, { tabindex: 0, role: "application", "aria-label": label });
  }

  /** What had happened by a moment: what was added in all, and in each lane that has room for that. */
  #showMoment(time) {
    const { seconds, lanes } = this.#moments;
    const isPast = time < seconds;
    const x = (WIDTH * time) / seconds;
    set(this.#past, { width: x });
    set(this.#now, { d: isPast ? `M${x} ${placesOf(lanes.length).top(0)}V${HEIGHT}` : "" });
    set(this.#marker, { width: 0 });
    const { moment, format: { whole } } = this.#texts;
    const sums = lanes.map((_, thread) => this.#moments.sum(thread, time));
    this.#count(sums);
    // Of each frame there would be too much to say aloud.
    this.#info.ariaLive = this.#replay.isPlaying ? "off" : "polite";
    this.#say(say(moment, { time: timeOf(time, this.#texts), sum: whole(sums.reduce((all, one) => all + one, 0n)) }));
    this.#tellMoment(isPast ? this.#moments.spent(time) : null);
  }

  #tellMoment(spent) {
    if (spent || this.#isPast) this.#onMoment(spent);
    this.#isPast = spent !== null;
  }

  #count(sums) {
    const { pitch } = placesOf(sums.length);
    if (pitch < TEXT_PITCH) return;
    if (this.#sums.childElementCount === 0) this.#sums.append(...sums.map(() => make("span")));
    this.#sums.style.setProperty("--pitch", pitch / EM);
    sums.forEach((sum, thread) => setText(this.#sums.children[thread], this.#texts.format.whole(sum)));
  }

  #showSpan({ thread, chunk, start, end }) {
    const { span, format: { whole, seconds } } = this.#texts;
    const { cuts, lanes, seconds: total } = this.#timeline;
    const [from, to] = [start, end].map((time) => (total > 0 ? (WIDTH * time) / total : 0));
    set(this.#marker, { x: from, width: Math.max(to - from, 2), y: placesOf(lanes.length).top(thread) });
    this.#info.ariaLive = "polite";
    this.#say(say(span, {
      thread: whole(thread + 1),
      chunk: whole(chunk + 1),
      first: whole(cuts[chunk]),
      last: whole(cuts[chunk + 1] - 1),
      start: seconds(start),
      took: seconds(end - start),
    }), true);
  }

  /** Says something in the line of the scale; what is long takes the place of its ends. */
  #say(text, isLong = false) {
    setText(this.#info, text);
    this.#info.parentElement.classList.toggle("told", isLong);
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
