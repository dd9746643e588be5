// What plays a sample: goes through its moments in slow motion, or from one event to the next for readers who want less motion,
// and by a slider.

import { make } from "./dom.js";
import { slowerBy, wantsLessMotion } from "./player.js";

/** A longer time between two frames is not made up for: the page was hidden. In seconds. */
const LONGEST_FRAME = 0.5;

export class Replay {
  #player;
  #texts;
  #onMoment;
  #moments = null;
  #time = 0;
  #frame = null;
  #slider = make("input", { type: "range", min: 0, max: 1, step: "any" });

  /**
   * @param {Player} player whose button is pressed
   * @param {object} texts
   * @param {(time: number) => void} onMoment: the moment that is to be shown, up to the sample's seconds
   */
  constructor(player, texts, onMoment) {
    this.#player = player;
    this.#texts = texts;
    this.#onMoment = onMoment;
    this.#slider.ariaLabel = texts.replayTime;
    player.element.prepend(this.#slider);
    this.#slider.addEventListener("input", () => this.#move(this.#slider.valueAsNumber * this.#moments.seconds));
    this.#slider.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: "before", ArrowDown: "before", ArrowRight: "after", ArrowUp: "after" }[event.key];
      if (!step) return;
      event.preventDefault();
      this.#move(this.#moments[step](this.#time));
    });
  }

  /** Takes the moments of another sample, whose finished picture is there; null where there is nothing to replay. */
  show(moments) {
    this.#pause();
    this.#moments = moments;
    this.#time = moments?.seconds ?? 0;
  }

  get isPlaying() {
    return this.#frame !== null;
  }

  press() {
    const isOver = this.#time >= this.#moments.seconds;
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
    this.#player.element.classList.add("on");
    this.#slider.value = this.#time / seconds;
    this.#slider.setAttribute("aria-valuetext", timeOf(this.#time, this.#texts));
    this.#onMoment(this.#time);
  }

  #play(from) {
    let last = null;
    const frame = (now) => {
      if (!(this.#slider.checkVisibility?.() ?? this.#slider.isConnected)) this.#pause();
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
    const { seconds } = this.#moments;
    this.#player.label(seconds, { isPlaying: this.isPlaying, isPast: this.#time < seconds });
  }
}

/** A moment of the run in words; the first is none, rather than one that the timer cannot tell from none. */
export const timeOf = (time, { format }) => (time > 0 ? format.seconds(time) : format.whole(0));
