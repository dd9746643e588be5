// What a run came to: how many times as fast, a sentence, and two bars, in grey those that an author refers to. What there is
// to see of a result beyond that, and its words, come later (pictures.js) and know what to put here.

import { say } from "../lang/format.js";
import { failed } from "../lang/texts.js";
import { make, setText } from "./dom.js";

const NONE = "–";

export class Outcome {
  #speedup = make("span", { part: "speedup" });
  /** For those who listen, where an interval stands in its place. */
  #unit = make("span", { className: "hidden" });
  #interval = make("small");
  #figure = make("p", { className: "figure" }, this.#speedup, this.#unit, this.#interval);
  #failure = make("p", { className: "failure", role: "alert", part: "failure" });
  #words = make("p", { className: "words", role: "status", part: "words" });
  #question = make("label", { htmlFor: "guess" });
  #guess = make("input", { id: "guess", inputMode: "decimal", autocomplete: "off", enterKeyHint: "go", part: "field", "aria-describedby": "guess-error" });
  #guessError = make("span", { id: "guess-error", className: "error", role: "alert" });
  #asking = make("p", { className: "guess" }, this.#question, " ", this.#guess, " ", this.#guessError);
  #rows = { serial: row("serial"), parallel: row("parallel") };
  #place = make("div", { className: "place" });
  #pictures = null;
  #texts;
  #furnish;

  /**
   * @param {object} texts
   * @param {{onGuess: (text: string) => void, onEnter: () => void, furnish: () => object | null}} hooks: a guess is typed, or
   *   entered; and the Pictures, once they are there
   */
  constructor(texts, { onGuess, onEnter, furnish }) {
    this.#texts = texts;
    this.#furnish = furnish;
    this.#guess.addEventListener("input", () => onGuess(texts.readNumber(this.#guess.value)));
    this.#guess.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && onEnter());
    this.element = make(
      "section",
      { className: "outcome", part: "outcome" },
      make("div", { className: "head" }, this.#figure, make("div", { className: "say" }, this.#failure, this.#words, this.#asking)),
      make("div", { className: "bars" }, this.#rows.serial.element, this.#rows.parallel.element),
      this.#place,
    );
  }

  update(state) {
    const { options, running, last, engineState, reference, asks, guess } = state;
    if (!this.#pictures) {
      this.#pictures = this.#furnish();
      if (this.#pictures) {
        this.#place.replaceWith(this.#pictures.element);
        this.#pictures.watch(this.element);
      }
    }
    const came = running || last.result || last.error;
    setText(this.#failure, failureOf(last, running, engineState, this.#texts));
    this.#say(came ? (this.#pictures?.wordsOf(state) ?? []) : this.#before(state));
    this.#asking.hidden = !asks;
    setText(this.#question, say(this.#texts.guess, { threads: this.#texts.format.threads(options.threads) }));
    if (!this.#guess.matches(":focus")) this.#guess.value = guess ?? "";
    const isBad = guess !== "" && !(guess > 0);
    this.#guess.ariaInvalid = isBad;
    setText(this.#guessError, isBad ? this.#texts.guessWrong : "");
    this.#show(this.#pictures?.figuresOf(state) ?? (reference && figuresOf(reference)) ?? {}, state);
    this.#pictures?.update(state);
  }

  /** Shows how far a run is, of which there may be something to see already. */
  showProgress(state) {
    const figures = this.#pictures?.figuresOf(state);
    if (figures) this.#show(figures, state);
    this.#pictures?.showProgress(state);
  }

  /** Lights a part of the account, or none, wherever it is. */
  light(part) {
    this.#pictures?.light(part);
  }

  /** What there is to say before anything has run. */
  #before({ reference, engine, engineState, asks }) {
    const { words, engines, format } = this.#texts;
    if (engineState instanceof Error) return [];
    if (engine?.threads === 0) return [say(engines[engine.why], engine.facts)];
    if (!reference) return asks ? [] : [words.idle];
    const { threads, speedup, isReceived } = reference;
    const facts = { count: format.whole(threads), speedup: format.ratio(speedup), missing: format.part(threads - speedup) };
    const next = isReceived || speedup >= threads ? words.yours : words.referenceLost;
    return [words.reference, ...(asks ? [] : [next])].map((it) => say(it, facts));
  }

  /** Says sentences, which may have elements in them, unless it has just said them. */
  #say(sentences) {
    const spans = sentences.flatMap((it) => [make("span", {}, ...[it].flat()), " "]).slice(0, -1);
    const text = spans.map((it) => it.textContent ?? it).join("");
    if (this.#words.textContent !== text) this.#words.replaceChildren(...spans);
  }

  #show({ speedup, interval, serial, parallel, names: given, isReference, isWrong }, { options, running, reference }) {
    const { format, ...texts } = this.#texts;
    this.element.classList.toggle("reference", isReference === true);
    this.element.classList.toggle("empty", !speedup || isWrong === true);
    this.element.classList.toggle("wrong-sum", isWrong === true);
    setText(this.#speedup, speedup ? `${format.ratio(speedup)}×` : NONE);
    const [low, high] = interval?.map(format.ratio) ?? [];
    setText(this.#interval, low ? say(texts.interval, { low, high }) : isReference ? reference.label : texts.speedupMeans);
    setText(this.#unit, low ? texts.speedupMeans : "");
    const threads = parallel?.threads ?? running?.plan.threads ?? options.threads;
    const names = given ?? (isReference ? [texts.alone, say(texts.together, { count: format.whole(threads) })] : [1, threads].map(format.threads));
    if (serial?.times) names[0] += ` × ${format.whole(serial.times)}`;
    const longest = Math.max(...[serial, parallel].map((it) => it?.ci95?.[1] ?? it?.median ?? 0));
    const behind = reference && !isReference && !given ? [1, reference.parallel / reference.serial] : [];
    [serial, parallel].forEach((seconds, i) => Object.values(this.#rows)[i].update(names[i], seconds, longest, behind[i], format));
  }
}

/** The figures of an author's numbers. */
const figuresOf = ({ serial, parallel, threads, speedup }) =>
  ({ speedup, serial: { median: serial, threads: 1 }, parallel: { median: parallel, threads }, isReference: true });

function failureOf(last, running, engineState, texts) {
  if (last.error) return last.error.name === "AbortError" ? "" : failed(last.error, texts);
  return !running && !last.result && engineState instanceof Error ? failed(engineState, texts) : "";
}

/** A bar whose length is the time, with a tick for its interval, and the time in figures; below it, in grey, one to compare it with. */
function row(mode) {
  const name = make("span", { className: "name" });
  const fill = make("div", { className: "fill" });
  const behind = make("div", { className: "behind" });
  const tick = make("div", { className: "tick" });
  const time = make("span", { className: "time", part: "time" });
  return {
    element: make("div", { className: `row ${mode}`, part: "bar" }, name, make("div", { className: "bar" }, fill, behind, tick), time),
    /** @param {{median: number, ci95?: number[]}} [seconds]  @param {number} [compared] a fraction of the width */
    update(title, seconds, longest, compared, format) {
      const { median, ci95 } = seconds ?? {};
      const percent = (seconds) => (longest > 0 ? `${(100 * seconds) / longest}%` : "0");
      setText(name, title);
      setText(time, seconds ? (median > 0 ? format.seconds(median) : "≈ 0") : NONE);
      fill.style.setProperty("width", seconds ? percent(median) : "0");
      behind.hidden = !compared;
      behind.style.setProperty("width", `${100 * (compared ?? 0)}%`);
      tick.hidden = !ci95;
      tick.style.setProperty("left", ci95 ? percent(ci95[0]) : "0");
      tick.style.setProperty("width", ci95 ? percent(ci95[1] - ci95[0]) : "0");
    },
  };
}
