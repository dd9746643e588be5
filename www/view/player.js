// The button of a replay, which says how slow that would be. What it does comes once somebody turns to it (exploring.js).

import { say } from "../lang/format.js";
import { make } from "./dom.js";

/** How many times slower than it was, unless it would be over before it is seen, or last too long: seconds. */
const SLOWER = 100;
const SHORTEST = 3;
const LONGEST = 10;

const PLAY = "▶\ufe0e";
const PAUSE = "❚❚";

export class Player {
  #texts;
  #icon = make("span", { "aria-hidden": "true" });
  #name = make("span");
  #button = make("button", { type: "button", part: "button replay" }, this.#icon, this.#name);
  element = make("div", { className: "player" }, this.#button);

  /** @param {object} texts  @param {() => void} onPress */
  constructor(texts, onPress) {
    this.#texts = texts;
    this.#button.addEventListener("click", onPress);
  }

  /** For a sample that took so many seconds, 0 where there is none, and is shown as a whole. */
  show(seconds) {
    this.element.classList.toggle("off", !(seconds > 0));
    this.element.classList.remove("on");
    this.#button.disabled = !(seconds > 0);
    this.label(seconds);
  }

  /** Says what a press does, of a sample that is played, or of which a moment before its end is shown. */
  label(seconds, { isPlaying = false, isPast = false } = {}) {
    this.#icon.textContent = `${isPlaying ? PAUSE : PLAY} `;
    this.#name.textContent = isPlaying ? this.#texts.pause : this.#offer(seconds, isPast);
  }

  #offer(seconds, isPast) {
    const { nextEvent, play, replay, replayIn, format } = this.#texts;
    if (wantsLessMotion()) return nextEvent;
    if (isPast) return play;
    const factor = slowerBy(seconds);
    return factor > 1 ? say(replay, { factor: format.small(factor) }) : say(replayIn, { time: format.left(LONGEST) });
  }
}

/** How many times slower a run of so many seconds is replayed: two digits, as the button says, of which the second is rounded down. */
export function slowerBy(seconds) {
  const factor = Math.min(Math.max(SLOWER, SHORTEST / seconds), LONGEST / seconds);
  if (factor <= 1 || factor === Infinity) return Math.min(factor, 1);
  const digit = 10 ** (Math.floor(Math.log10(factor)) - 1);
  return Math.floor(factor / digit) * digit;
}

export const wantsLessMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
