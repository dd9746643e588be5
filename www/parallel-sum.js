// The element <parallel-sum>: its attributes, properties, methods, events and life. Views draw it, the engine works.

import { Engine, aborted } from "./engine/engine.js";
import { EngineError } from "./engine/failure.js";
import { hasSimd, hasWasm } from "./engine/support.js";
import { leadsBack, linkTo, linkedSettings } from "./link.js";
import { OPTIONS, checkMode, readAttribute, readCounts, readEngine, readMaxThreads, readOptions } from "./options.js";
import { cardIn } from "./view/card.js";
import { Controls } from "./view/controls.js";
import { Outcome } from "./view/outcome.js";
import { failed, inEnglish, languageFor, notAllowed, textsIn } from "./lang/texts.js";
import { watchLanguage } from "./lang/watch.js";
import { adoptStyle } from "./view/style.js";

/** Where there is no DOM, as when a site is rendered on a server, importing this module does nothing. */
const Base = globalThis.HTMLElement ?? class {};

/** One for the page, since two at once would take the threads, and so the time, from each other. */
const engine = new Engine();
const lacksVectors = hasWasm() && !hasSimd();
/** The elements that are in the document or run: without any, no worker is left. */
const users = new Set();

/** How long there may be nothing to read but what the author wrote, in milliseconds; then English does until a language is there. */
const LANGUAGE_LIMIT = 1000;

/** Sums 1…n on one thread and on several, times both, and shows what the threads gained. */
export class ParallelSumElement extends Base {
  static observedAttributes = Object.keys(OPTIONS);

  #card;
  /** The views in it, once it is known in which language. */
  #controls = null;
  #outcome = null;
  /** Its code, and what ends watching for others. */
  #language = null;
  #endWatch = null;
  /** "starting", "up" or the Error that kept the engine from starting. */
  #engineState = "starting";
  /** The run in progress: {mode, plan, abort: AbortController, settled: Promise, progress}, or null. */
  #running = null;
  /** An n in digits that this clock can time, where the default was too small for it; else null. */
  #timedN = null;
  /** The settings of the last link that led to it, as JSON. */
  #linked = "null";
  /** What the last run came to: {result, drawing}, {error} or {}. */
  #last = {};

  constructor() {
    super();
    this.#card = cardIn(this.attachShadow({ mode: "open" }));
    this.shadowRoot.append(document.createElement("slot")); // what the author wrote, until there is something better
    adoptStyle(this.shadowRoot);
  }

  connectedCallback() {
    for (const name of Object.keys(OPTIONS)) this.#upgrade(name);
    addEventListener("popstate", this.#takeLinked);
    this.#takeLinked();
    users.add(this);
    this.ready.catch(() => {});
    this.#endWatch = watchLanguage(this, () => this.#chooseLanguage());
    this.#card.follow();
    this.#chooseLanguage();
    this.#render();
  }

  adoptedCallback() {
    adoptStyle(this.shadowRoot);
  }

  disconnectedCallback() {
    this.#endWatch?.();
    removeEventListener("popstate", this.#takeLinked);
    // In a task of its own, as frameworks may put it back in a later microtask.
    setTimeout(() => {
      if (this.isConnected) return; // only moved
      this.cancel();
      this.#leave();
    });
  }

  attributeChangedCallback() {
    this.#render();
  }

  /** Resolves when the engine is up; rejects when it cannot start, and starts it anew when asked again. */
  get ready() {
    const ready = engine.start(this.#options().threads).catch((error) => {
      throw explained(error);
    });
    ready.then(
      () => this.#render({ engineState: "up" }),
      (error) => this.#render({ engineState: error.name === "AbortError" ? "starting" : error }),
    );
    ready.then(() => this.#leave(), () => {});
    return ready;
  }

  /** "shared-memory" or "messages"; null until `ready`. */
  get engine() {
    return engine.state?.kind ?? null;
  }

  /**
   * Measures the sum of 1…n.
   * @param {{mode: "serial" | "parallel", n?, threads?, chunks?, schedule?, kernel?, repeats?, engine?}} options before
   *   the attributes; `engine` ("shared-memory" or "messages") is the only one to use
   * @returns {Promise<object>} the Measurement
   * @throws {TypeError | RangeError} for an option that is not allowed, naming it
   * @throws {DOMException} InvalidStateError during another run, NotSupportedError for what this browser or page cannot
   *   do, AbortError when cancelled
   */
  run(options) {
    return this.#measure("run", () => {
      checkMode(options?.mode);
      return { ...this.#read(options), mode: options.mode };
    }, options);
  }

  /** Measures serially and in parallel, in turn, and compares; options and errors as for `run`. */
  compare(options) {
    return this.#measure("compare", () => ({ ...this.#read(options), mode: "compare" }), options);
  }

  /**
   * Measures serially and on several numbers of threads, in shuffled turns, and fits Amdahl's law and the USL; options and
   * errors as for `run`.
   * @param {{maxThreads?, counts?: number[], n?, chunks?, schedule?, kernel?, repeats?, engine?}} options: `counts`, which
   *   ascend, default to sixteen at most up to `maxThreads`, and that to `threads`
   */
  sweep(options) {
    return this.#measure("sweep", () => {
      const counts = readCounts(options?.counts);
      const threads = readMaxThreads(counts?.at(-1) ?? options?.maxThreads, this.#read(options).threads);
      return { ...this.#read({ ...options, threads }), counts, mode: "sweep" };
    }, options);
  }

  /** Cancels the run in progress, if any; resolves when it has stopped. */
  async cancel() {
    this.#running?.abort.abort(aborted("The run was cancelled"));
    await this.#running?.settled;
  }

  async #measure(request, read, options) {
    let running = null;
    try {
      const plan = { ...read(), engine: readEngine(options?.engine) };
      if (this.#running) throw new DOMException(inEnglish().busy, "InvalidStateError");
      if (plan.kernel === "simd" && lacksVectors) throw new EngineError("noSimd");
      if (plan.engine === "shared-memory" && !globalThis.crossOriginIsolated) throw new EngineError("notIsolated");

      running = { mode: plan.mode, plan, abort: new AbortController(), progress: { phase: "waiting", fraction: 0 } };
      const measured = engine.measure(request, plan, {
        signal: running.abort.signal,
        onProgress: (progress) => this.#progressed(running, progress),
      });
      running.settled = measured.then(() => {}, () => {});
      users.add(this);
      this.#render({ running, last: {} });
      const { result, drawing } = await measured;
      if (plan.isFree) this.#timedN = result.serial?.n ?? result.n;
      this.#render({ running: null, last: { result, drawing }, engineState: "up" });
      this.#dispatch("result", result);
      return result;
    } catch (cause) {
      const error = explained(cause);
      // An option given to the method is the caller's matter; a field's error stands at the field already.
      if (running) this.#render({ running: null, last: { error } });
      this.#dispatch("error", { name: error.name, message: error.message });
      throw error;
    } finally {
      if (running) this.#leave();
    }
  }

  /** Ends the workers if this element needs them no more and no other does. */
  #leave() {
    if (!this.isConnected && !this.#running) users.delete(this);
    if (users.size === 0) engine.stop(aborted("The element was removed"));
  }

  #progressed(running, progress) {
    const begins = progress.phase !== running.progress.phase;
    Object.assign(running, { progress });
    if (begins) this.#render();
    else this.#controls?.showProgress(progress); // and nothing else, since drawing takes time from the threads
    this.#dispatch("progress", progress);
  }

  #dispatch(event, detail) {
    this.dispatchEvent(new CustomEvent(`parallel-sum-${event}`, { detail, bubbles: true, composed: true }));
  }

  /** The text of each attribute, null where it is missing. */
  #attributes() {
    return Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, this.getAttribute(name)]));
  }

  /** The same with defaults that hold for this element. */
  #asked() {
    const attributes = this.#attributes();
    return { ...attributes, n: attributes.n ?? this.#timedN };
  }

  /** What a run is asked for; its n `isFree` where neither the author nor the reader has chosen one. */
  #read(options) {
    return { ...readOptions(options, this.#asked()), isFree: options?.n == null && this.getAttribute("n") === null };
  }

  /** The options that the attributes stand for, with defaults in the place of bad ones, and the errors of those. */
  #options() {
    const [options, errors] = [{}, {}];
    for (const [name, text] of Object.entries(this.#asked())) {
      try {
        options[name] = readAttribute(name, text, options);
      } catch (error) {
        errors[name] = error;
        options[name] = readAttribute(name, null, options);
      }
    }
    return { ...options, errors };
  }

  /** What somebody has chosen and is allowed, as texts. */
  #settings() {
    const { errors, ...options } = this.#options();
    const isChosen = (name) => this.getAttribute(name) && !errors[name];
    return Object.fromEntries(Object.keys(OPTIONS).filter(isChosen).map((name) => [name, String(options[name])]));
  }

  /** Takes the settings of the page's address, unless it has had them: another link may lead to a page that is open. */
  #takeLinked = () => {
    const settings = linkedSettings(this);
    const linked = JSON.stringify(settings);
    if (settings && linked !== this.#linked) for (const name of Object.keys(OPTIONS)) this[name] = settings[name];
    this.#linked = linked;
  };

  #render({ running = this.#running, last = this.#last, engineState = this.#engineState } = {}) {
    [this.#running, this.#last, this.#engineState] = [running, last, engineState];
    const options = this.#options();
    const attributes = this.#attributes();
    const state = { attributes, options, running, last, engineState, engine: engine.state, lacksVectors };
    this.#controls?.update(state);
    this.#outcome?.update(state);
  }

  /** Speaks the language of this element's place, once its texts are there. */
  async #chooseLanguage() {
    const language = languageFor(this);
    if (!this.isConnected || language === this.#language) return;
    this.#language = language;
    if (language === "en") return this.#speak(inEnglish()); // at once
    const limit = setTimeout(() => this.#controls ?? this.#speak(inEnglish()), LANGUAGE_LIMIT);
    const texts = await textsIn(language);
    clearTimeout(limit);
    if (language !== this.#language) return; // it has changed again
    this.#language = texts.language; // English, where that one cannot be had
    this.#speak(texts);
  }

  /** Draws everything anew with these texts. */
  #speak(texts) {
    this.#controls = new Controls(texts, {
      onInput: (name, text) => this.setAttribute(name, text),
      onRun: (mode) => (mode in this ? this[mode]() : this.run({ mode })).catch(() => {}), // it is shown
      onCancel: () => this.cancel(),
    });
    this.#outcome = new Outcome(texts, {
      onN: (n) => this.setAttribute("n", n),
      link: leadsBack(this) ? () => linkTo(this, this.#settings()) : null,
    });
    const drawn = [this.#controls.element, this.#outcome.element];
    // The place may be in a language that is not spoken here.
    for (const element of drawn) Object.assign(element, { lang: texts.language, dir: texts.direction });
    const focused = focusables(this.shadowRoot).indexOf(this.shadowRoot.activeElement);
    this.shadowRoot.querySelector("slot")?.remove();
    this.#card.element.replaceChildren(...drawn);
    this.#render();
    focusables(this.shadowRoot)[focused]?.focus();
  }

  /** A property that was set before the element was defined hides its accessor; set it again through that. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  static {
    for (const name of Object.keys(OPTIONS)) {
      Object.defineProperty(this.prototype, name, {
        /** The option's value; the attribute's text where that is not allowed. n is decimal digits, as it may pass 2^53. */
        get() {
          const { errors, [name]: value } = this.#options();
          if (errors[name]) return this.getAttribute(name);
          return typeof value === "bigint" ? String(value) : value;
        },
        set(value) {
          if (value == null) this.removeAttribute(name);
          else this.setAttribute(name, value);
        },
        enumerable: true,
        configurable: true,
      });
    }
  }
}

if (globalThis.customElements && !customElements.get("parallel-sum")) {
  customElements.define("parallel-sum", ParallelSumElement);
  addEventListener("pagehide", () => engine.stop(aborted("The page was left")));
  addEventListener("pageshow", ({ persisted }) => persisted && users.forEach((element) => element.ready.catch(() => {})));
}

/** What can have the focus, in an order that is the same in all languages. */
function focusables(root) {
  return [...root.querySelectorAll("input, select, button, summary, [tabindex]")];
}

/** An error of the options or of the engine in English words that say what is allowed or to do next; any other as it is. */
function explained(error) {
  if (error.option) return Object.assign(new error.constructor(notAllowed(error, inEnglish())), error);
  if (!error.reason) return error;
  const message = failed(error, inEnglish());
  const isUnsupported = ["tooOld", "noWasm", "noWorkers", "forbidden", "noSimd", "notIsolated"].includes(error.reason);
  const explained = isUnsupported ? new DOMException(message, "NotSupportedError") : new Error(message);
  return Object.assign(explained, { reason: error.reason, facts: error.facts });
}
