// The player: goes through the moments of a sample in slow motion, or from one event to the next for readers who want less
// motion, and by a slider.

import { say } from "../lang/format.js";
import { make } from "./dom.js";

/** How many times slower than it was, unless it would be over before it is seen, or last too long: seconds. */
const SLOWER = 100;
const SHORTEST = 3;
const LONGEST = 10;

/** A longer time between two frames is not made up for: the page was hidden. In seconds. */
const LONGEST_FRAME = 0.5;

const PLAY = "▶\ufe0e";
const PAUSE = "❚❚";

export class Replay {
  #texts;
  #onMoment;
  #moments = null;
  #time = 0;
  #frame = null;
  #icon = make("span", { "aria-hidden": "true" });
  #name = make("span");
  #button = make("button", { type: "button", part: "button replay" }, this.#icon, this.#name);
  #slider = make("input", { type: "range", min: 0, max: 1, step: "any" });

  /** @param {object} texts  @param {(time: number) => void} onMoment: the moment that is to be shown, up to the sample's seconds */
  constructor(texts, onMoment) {
    this.#texts = texts;
    this.#onMoment = onMoment;
    this.#slider.ariaLabel = texts.replayTime;
    this.element = make("div", { className: "player" }, this.#slider, this.#button);
    this.#button.addEventListener("click", () => this.#press());
    this.#slider.addEventListener("input", () => this.#move(this.#slider.valueAsNumber * this.#moments.seconds));
    this.#slider.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: "before", ArrowDown: "before", ArrowRight: "after", ArrowUp: "after" }[event.key];
      if (!step) return;
      event.preventDefault();
      this.#move(this.#moments[step](this.#time));
    });
    this.show(null);
  }

  /** Takes the moments of another sample, whose finished picture is there; null where there is nothing to replay. */
  show(moments) {
    this.#pause();
    this.#moments = moments;
    this.#time = moments?.seconds ?? 0;
    this.element.classList.toggle("off", !(moments?.seconds > 0));
    this.element.classList.remove("on");
    this.#button.disabled = !(moments?.seconds > 0);
    this.#label();
  }

  get isPlaying() {
    return this.#frame !== null;
  }

  #press() {
    const { seconds } = this.#moments;
    const isOver = this.#time >= seconds;
    if (this.isPlaying) this.#pause();
    else if (wantsLessMotion()) this.#go(this.#moments.after(isOver ? 0 : this.#time));
    else this.#play(isOver ? 0 : this.#time);
    this.#label();
  }

  /** Where the reader has moved the slider to. */
  #move(time) {
    this.#pause();
    this.#go(time);
    this.#label();
  }

  #go(time) {
    const { seconds } = this.#moments;
    this.#time = Math.min(time, seconds);
    this.element.classList.add("on");
    this.#slider.value = this.#time / seconds;
    this.#slider.setAttribute("aria-valuetext", timeOf(this.#time, this.#texts));
    this.#onMoment(this.#time);
  }

  #play(from) {
    let last = null;
    const frame = (now) => {
      if (!(this.#button.checkVisibility?.() ?? this.#button.isConnected)) this.#pause();
      else {
        this.#frame = requestAnimationFrame(frame);
        const passed = Math.min((now - (last ?? now)) / 1000, LONGEST_FRAME);
        last = now;
        this.#go(this.#time + passed / slowerBy(this.#moments.seconds));
        if (this.#time >= this.#moments.seconds) this.#pause();
      }
      if (!this.isPlaying) this.#label();
    };
    this.#frame = requestAnimationFrame(frame);
    this.#go(from);
  }

  #pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }

  #label() {
    this.#icon.textContent = `${this.isPlaying ? PAUSE : PLAY} `;
    this.#name.textContent = this.isPlaying ? this.#texts.pause : this.#offer();
  }

  /** What the button does when nothing is played. */
  #offer() {
    const { nextEvent, play, replay, replayIn, format } = this.#texts;
    const { seconds = 0 } = this.#moments ?? {};
    if (wantsLessMotion()) return nextEvent;
    if (this.#time < seconds) return play;
    const factor = slowerBy(seconds);
    return factor > 1 ? say(replay, { factor: format.small(factor) }) : say(replayIn, { time: format.left(LONGEST) });
  }
}

/** How many times slower a run of so many seconds is replayed: two digits, as the button says, of which the second is rounded down. */
function slowerBy(seconds) {
  const factor = Math.min(Math.max(SLOWER, SHORTEST / seconds), LONGEST / seconds);
  if (factor <= 1 || factor === Infinity) return Math.min(factor, 1);
  const digit = 10 ** (Math.floor(Math.log10(factor)) - 1);
  return Math.floor(factor / digit) * digit;
}

/** A moment of the run in words; the first is none, rather than one that the timer cannot tell from none. */
export const timeOf = (time, { format }) => (time > 0 ? format.seconds(time) : format.whole(0));

const wantsLessMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
