// What a reader can ask of a timeline: what happened where the pointer or the keys are, and how it came to that, as a replay.

import { say } from "../lang/format.js";
import { make, set, setText } from "./dom.js";
import { Moments } from "./moments.js";
import { Pointing } from "./pointing.js";
import { Replay, timeOf } from "./replay.js";
import { HEIGHT, WIDTH, placesOf } from "./stretches.js";

/** Lanes have room for a text from so much on. */
const TEXT_PITCH = 11;
/** How many of the drawing's coordinates are as high as the size of the text. */
const EM = 16;

export class Exploring {
  #drawn;
  #texts;
  #hooks;
  #timeline = null;
  #moments = null;
  #isPast = false;
  #pointing;
  #replay;

  /**
   * @param {{svg: Element, past: Element, now: Element, marker: Element, sums: Element, player: Player}} drawn: the timeline, in
   *   it all that had happened by the moment that is shown, that moment, and what is pointed at; over it, what each lane had
   *   come to; and its player
   * @param {object} texts
   * @param {{onMoment: (spent: object | null) => void, onLight: (part: string | null) => void, say: (text: string, manner: object) => void}}
   *   hooks: what all threads had spent their seconds on by the moment that is shown, null when it is the last one again; what
   *   the pointer is over; says something in the line below
   */
  constructor(drawn, texts, hooks) {
    this.#drawn = drawn;
    this.#texts = texts;
    this.#hooks = hooks;
    this.#pointing = new Pointing(drawn.svg, { onSpan: (span) => this.#showSpan(span), onPart: hooks.onLight });
    this.#replay = new Replay(drawn.player, texts, (time) => this.#showMoment(time));
  }

  /** Takes another sample, of which nothing but the end is shown; null where there is none. */
  show(timeline, lanes) {
    this.#timeline = timeline;
    this.#moments = timeline && new Moments(timeline, lanes);
    this.#tellMoment(null);
    this.#replay.show(this.#moments);
    this.#pointing.show(this.#moments);
  }

  /** Tells what there is at the focus, if that is here already. */
  take() {
    this.#pointing.take();
  }

  /** Does what a pointer or a key asks for that came before this did. */
  answer(event) {
    if (event.type === "keydown") this.#pointing.press(event);
    else this.#pointing.point(event);
  }

  play() {
    this.#replay.press();
  }

  /** What had happened by a moment: what was added in all, and in each lane that has room for that. */
  #showMoment(time) {
    const { seconds, lanes } = this.#moments;
    const { past, now, marker } = this.#drawn;
    const isPast = time < seconds;
    const x = (WIDTH * time) / seconds;
    set(past, { width: x });
    set(now, { d: isPast ? `M${x} ${placesOf(lanes.length).top(0)}V${HEIGHT}` : "" });
    set(marker, { width: 0 });
    const { moment, format: { whole } } = this.#texts;
    const sums = lanes.map((_, thread) => this.#moments.sum(thread, time));
    this.#count(sums);
    // Of each frame there would be too much to say aloud.
    const isQuiet = this.#replay.isPlaying;
    this.#hooks.say(say(moment, { time: timeOf(time, this.#texts), sum: whole(sums.reduce((all, one) => all + one, 0n)) }), { isQuiet });
    this.#tellMoment(isPast ? this.#moments.spent(time) : null);
  }

  #tellMoment(spent) {
    if (spent || this.#isPast) this.#hooks.onMoment(spent);
    this.#isPast = spent !== null;
  }

  #count(sums) {
    const { pitch } = placesOf(sums.length);
    if (pitch < TEXT_PITCH) return;
    const line = this.#drawn.sums;
    if (line.childElementCount === 0) line.append(...sums.map(() => make("span")));
    line.style.setProperty("--pitch", pitch / EM);
    sums.forEach((sum, thread) => setText(line.children[thread], this.#texts.format.whole(sum)));
  }

  #showSpan({ thread, chunk, start, end }) {
    const { span, format: { whole, seconds } } = this.#texts;
    const { cuts, lanes, seconds: total } = this.#timeline;
    const [from, to] = [start, end].map((time) => (total > 0 ? (WIDTH * time) / total : 0));
    set(this.#drawn.marker, { x: from, width: Math.max(to - from, 2), y: placesOf(lanes.length).top(thread) });
    const facts = {
      thread: whole(thread + 1),
      chunk: whole(chunk + 1),
      first: whole(cuts[chunk]),
      last: whole(cuts[chunk + 1] - 1),
      start: seconds(start),
      took: seconds(end - start),
    };
    this.#hooks.say(say(span, facts), { isLong: true });
  }
}
