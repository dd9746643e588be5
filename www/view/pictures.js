// What there is to see of a run below its bars: the account, who added what when, or the curve of a sweep, the race of lanes, the
// trip to the GPU; what was odd; and the foot, from which all of it can be taken along. Its places are there before there is
// anything to see in them.

import { say } from "../lang/format.js";
import { failed } from "../lang/texts.js";
import { sharingSetting } from "../options.js";
import { Account } from "./account.js";
import { make } from "./dom.js";
import { figuresOf } from "./figures.js";
import { Foot } from "./foot.js";
import { beyondCaches, memoryWords } from "./memory-words.js";
import { Timeline } from "./timeline.js";
import { toldCause, wordsOf } from "./words.js";

/** The kinds of runs that are drawn and told of by what few ask for (more.js); two of them know no threads, but lanes. */
const FEW = ["sweep", "race", "gpu"];
const kindOf = ({ running, last: { result } }) => running?.mode ?? (result?.points ? "sweep" : result?.lanes ? "race" : result?.mode);
const isOfFew = (state) => FEW.includes(kindOf(state));

export class Pictures {
  #account;
  #timeline;
  #curve = make("div", { className: "curves", hidden: true });
  #warnings = make("ul", { className: "warnings", part: "warnings" });
  #foot;
  #texts;
  #hooks;
  /** The result that is drawn, what it is drawn from, and the numbers beside it, as JSON. */
  #shown = null;
  #drawing = null;
  #beside = null;
  /** Whether what few ask for is in its place, and why it could not be had. */
  #isFurnished = false;
  #failure = null;
  /** The part whose value is pressed, if any. */
  #pressed = () => null;

  /**
   * @param {object} texts
   * @param {{onN: (n: string) => void, place: () => string | null, link: (settings?: object) => string, reference: () => object | null,
   *   more: () => object | null, fetchMore: () => Promise<object>}} hooks: another n is wanted; the element's parameter in the page's
   *   address, null where no link leads back; the address with its settings or these; whose numbers stand beside its own; what few
   *   ask for (more.js), and what fetches it and draws anew with it
   */
  constructor(texts, hooks) {
    this.#texts = texts;
    this.#hooks = hooks;
    this.#account = new Account(texts);
    this.#timeline = new Timeline(texts, {
      onMoment: (spent) => this.#shown?.account && this.#account.showMoment(spent, this.#drawing.timeline.seconds),
      onLight: (part) => this.#point(part),
      fetchMore: hooks.fetchMore,
    });
    this.#foot = new Foot(texts, hooks);
    this.element = make("div", { className: "pictures" }, this.#account.element, this.#timeline.element, this.#curve, this.#warnings, this.#foot.element);
    // Before it is asked for: some browsers let a page copy only in the moment of a click. But to load takes time from a run.
    const turnTo = () => this.#shown && hooks.fetchMore().catch(() => {});
    for (const type of ["pointerenter", "focusin"]) this.element.addEventListener(type, turnTo);
  }

  /** What draws that, and what can be asked of the rest (more.js), once it is there. */
  get #more() {
    return this.#hooks.more();
  }

  wordsOf(state) {
    const { running, last: { result } } = state;
    if (running || !result) return wordsOf(state, this.#texts);
    if (!isOfFew(state)) return sharingSetting(result.parallel ?? result) ? memoryWords(result, this.#texts) : wordsOf(state, this.#texts);
    if (!this.#more) return this.#failure ? [this.#failure] : [];
    return this.#more.kindWords(result, this.#texts);
  }

  figuresOf(state) {
    return isOfFew(state) && kindOf(state) !== "sweep" ? (this.#more?.laneFigures(state, this.#texts) ?? {}) : figuresOf(state);
  }

  /** Has what points at a part of the account in `element` light it, and a value that is pressed keep its part lit. */
  watch(element) {
    const pressed = () => element.querySelector("[aria-pressed=true]");
    this.#pressed = () => pressed()?.dataset.part ?? null;
    const light = ({ target }) => this.#point(target.closest("[data-part]")?.dataset.part ?? null);
    for (const type of ["pointerover", "focusin"]) element.addEventListener(type, light);
    for (const type of ["pointerleave", "focusout"]) element.addEventListener(type, () => this.#point(null));
    element.addEventListener("click", ({ target }) => {
      const value = target.closest("[aria-pressed]");
      if (!value) return;
      for (const it of element.querySelectorAll("[aria-pressed]")) it.ariaPressed = it === value && it.ariaPressed !== "true";
      this.#point(null);
    });
  }

  /** Lights what is pointed at, else what is pressed. */
  #point(part) {
    this.light(part ?? this.#pressed());
  }

  update(state) {
    const { running, last: { result, drawing }, reference, options } = state;
    const isFew = isOfFew(state);
    this.#curve.hidden = !isFew;
    this.#account.element.hidden = this.#timeline.element.hidden = isFew;
    this.#furnish(isFew);
    const beside = JSON.stringify(reference);
    if (!running && result && result === this.#shown && beside === this.#beside) return;
    const texts = this.#texts;
    this.#beside = beside;
    this.#shown = running ? null : (result ?? null);
    this.#drawing = drawing;
    const isAlone = this.#shown?.account != null && result.parallel.threads === 1;
    const comparison = this.#shown?.account && !isAlone ? result : null;
    const threads = (running?.plan ?? result?.parallel ?? (result?.mode === "parallel" ? result : options)).threads;
    this.#account.update({ threads, comparison, isAlone, reference: comparison || (!running && !result) ? reference : null });
    this.#timeline.show((this.#shown && drawing.timeline) ?? null, threads);
    this.#curve.replaceChildren(...(this.#shown && isFew && this.#more ? [this.#more.viewOf(result, drawing, reference, texts)] : []));
    this.#warnings.replaceChildren(...(this.#shown ? this.#warningsOf(result, drawing) : []));
    this.#foot.update(this.#shown && state.last);
    this.showProgress(state);
  }

  /** Draws what is known of a run that is still on. */
  showProgress(state) {
    const { running, reference } = state;
    this.#timeline.showRunning(running?.progress.lanes ?? [], running !== null && running.mode !== "parallel");
    const { partial } = running?.progress ?? {};
    if (running && isOfFew(state) && this.#more) this.#curve.replaceChildren(this.#more.viewSoFar(running, reference, this.#texts));
    else if (partial?.speedup) this.#account.showSpeedup(partial.speedup, running.plan.threads);
  }

  /** Takes what few ask for as soon as it is there, and asks for it where it is needed. */
  #furnish(isNeeded) {
    if (this.#isFurnished) return;
    this.#isFurnished = this.#more !== null;
    if (this.#more) {
      this.#timeline.furnish(this.#more);
      if (isNeeded) this.#shown = null; // to be drawn anew
    } else if (isNeeded) this.#hooks.fetchMore().catch((error) => (this.#failure = failed(error, this.#texts)));
  }

  light(part) {
    this.#account.light(part);
    this.#timeline.light(part);
  }

  #warningsOf(result, { offer }) {
    const { warnings, serial, parallel } = result;
    const names = new Set([...(warnings ?? []), ...(serial?.warnings ?? []), ...(parallel?.warnings ?? [])]);
    // The words say so, but for those on a total in memory or a guess.
    if (result.account && parallel.total === "private" && !result.prediction && toldCause(result) === "tooMany") names.delete("threads");
    if (names.has("bimodal")) names.delete("outliers"); // which are the smaller group
    const offers = { timer: offer, cache: beyondCaches(result) };
    if (offers.cache) names.add("cache");
    return [...names].map((name) => make("li", { title: this.#texts.warnings[name] }, this.#texts.warnings[name], ...this.#offer(offers[name])));
  }

  /** A button that sets an n which a warning asks for. */
  #offer(n) {
    if (!n) return [];
    return [make("button", { type: "button", onclick: () => this.#hooks.onN(n) }, say(this.#texts.useN, { n: this.#texts.format.whole(n) }))];
  }
}
