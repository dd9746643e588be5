// The timeline of the median sample: a lane a thread, a bar a chunk, and between them the kinds of waiting. While a run is
// on, its lanes stand in the same place: they step when progress is told, as to glide took 2 % of two processors from the
// threads. What a reader can ask of it comes once one turns to it (exploring.js).

import { say } from "../lang/format.js";
import { failed } from "../lang/texts.js";
import { countOf } from "../spans.js";
import { draw, make, set, setText } from "./dom.js";
import { lanesOf, slowerIn } from "./lanes.js";
import { Player } from "./player.js";
import { drawSpeeds, speedsPlace } from "./speeds.js";
import { HEIGHT, WAITING, WIDTH, groundsOf, hatch, placesOf, shape, stretchesOf } from "./stretches.js";

/** One for the element's life; its place is as high with everything as with nothing. */
export class Timeline {
  #texts;
  #hooks;
  #timeline = null;
  /** Of each thread its spans. */
  #lanes = [];
  /** What is drawn, as [part of the account, thread, shape]. */
  #stretches = [];
  #past = draw("svg", { height: HEIGHT });
  #now = draw("path", { class: "now" });
  #marker = draw("rect", { class: "marker" });
  #svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "timeline" });
  #speeds = speedsPlace();
  #sums = make("div", { className: "sums", "aria-hidden": "true" });
  #info = make("p", { className: "info", role: "status" });
  #zero = make("span", { "aria-hidden": "true" });
  #total = make("span", { "aria-hidden": "true" });
  #speed = make("span", { "aria-hidden": "true" });
  #player;
  /** Once somebody has turned to it. */
  #exploring = null;

  /**
   * @param {object} texts
   * @param {{onMoment: Function, onLight: Function, fetchMore: () => Promise<object>}} hooks as Exploring has them; and what has it
   */
  constructor(texts, hooks) {
    this.#texts = texts;
    this.#hooks = hooks;
    this.#player = new Player(texts, () => this.#explore(() => this.#exploring.play()));
    const ask = (event) => this.#exploring ?? this.#explore(() => this.#exploring.answer(event));
    this.#svg.addEventListener("pointerdown", ask);
    this.#svg.addEventListener("keydown", (event) => {
      if (this.#exploring || !this.#timeline || !event.key.startsWith("Arrow")) return;
      event.preventDefault();
      ask(event);
    });
    this.element = make(
      "section",
      { className: "picture", part: "timeline" },
      make("div", { className: "titled" }, make("h3", {}, texts.timelineTitle), this.#player.element),
      make("div", { className: "drawn" }, this.#svg, this.#speeds, this.#sums),
      make("div", { className: "scale" }, this.#zero, this.#info, this.#total, this.#speed),
    );
    this.show(null);
  }

  /**
   * @param {{seconds: number, spans: Float64Array, lanes: object[], cuts: Float64Array} | null} timeline of a sample: its spans, in
   *   order of chunks; what each thread spent its seconds on; the first integer of each chunk. Null where there is none yet, of so
   *   many `threads`
   */
  show(timeline, threads = 1) {
    const { format, timelineHelp, speed } = this.#texts;
    this.#timeline = timeline;
    this.#lanes = timeline ? lanesOf(timeline) : [];
    this.#player.show(timeline?.seconds ?? 0);
    this.#exploring?.show(timeline, this.#lanes);
    this.#sums.replaceChildren();
    setText(this.#zero, timeline ? format.whole(0) : "");
    setText(this.#total, timeline ? format.seconds(timeline.seconds) : "");
    setText(this.#speed, timeline ? speed : "");
    this.#say(timeline ? timelineHelp : "", { isQuiet: true }); // it is said with what the drawing is
    this.#draw(threads);
    this.#name();
  }

  /** Has what is pointed at told, and the player play. @param {{Exploring: Function}} more */
  furnish({ Exploring }) {
    if (this.#exploring) return;
    const drawn = { svg: this.#svg, past: this.#past, now: this.#now, marker: this.#marker, sums: this.#sums, player: this.#player };
    this.#exploring = new Exploring(drawn, this.#texts, { ...this.#hooks, say: (...it) => this.#say(...it) });
    this.#exploring.show(this.#timeline, this.#lanes);
    this.#exploring.take();
  }

  /** Has something done that somebody has asked for, of what is shown then. */
  async #explore(action) {
    const timeline = this.#timeline;
    if (!timeline) return;
    try {
      if (!this.#exploring) this.furnish(await this.#hooks.fetchMore());
      if (timeline === this.#timeline) action();
    } catch (error) {
      this.#say(failed(error, this.#texts), { isLong: true });
    }
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
    const slower = part === "slowerThreads" && this.#timeline ? slowerIn(this.#timeline.lanes.map(({ speed }) => speed)) : null;
    for (const [kind, thread, stretch] of this.#stretches) {
      const isLit = part === null || (slower ? kind === "speedup" && slower[thread] : kind === part);
      stretch.classList.toggle("unlit", !isLit);
    }
  }

  #draw(threads) {
    const { lanes = [], seconds } = this.#timeline ?? {};
    const places = placesOf(lanes.length || threads);
    const ofLane = (spent, i) => stretchesOf(this.#lanes[i], spent, i, seconds, places).map(([part, drawn]) => [part, i, drawn]);
    const stretches = lanes.flatMap(ofLane);
    const dots = drawSpeeds(this.#speeds, lanes, this.#texts).map(([thread, dot]) => ["speedup", thread, dot]);
    this.#stretches = [...stretches, ...dots];
    this.#past.replaceChildren(...stretches.map(([, , drawn]) => drawn));
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

  /** Says something in the line of the scale, aloud unless it `isQuiet`; what is long takes the place of its ends. */
  #say(text, { isQuiet = false, isLong = false } = {}) {
    this.#info.ariaLive = isQuiet ? "off" : "polite";
    setText(this.#info, text);
    this.#info.parentElement.classList.toggle("told", isLong);
  }
}
