// The element <parallel-sum>: its attributes, properties, methods, events and life. Views draw it, the engine works.

import { EngineError, aborted, whenAborted } from "./engine/failure.js";
import { EngineOnDemand } from "./engine/on-demand.js";
import { hasSimd, hasWasm } from "./engine/support.js";
import { hintReadOnly, hintUnclosed, hintUnknown, hintVersions } from "./hints.js";
import { LATER, MORE } from "./later.js";
import { linkTo, linkedSettings, placeOf } from "./link.js";
import { MANNERS, OPTIONS, readEngine, readMode, readPictureType, readRace, readReference, readSweep, sharingSetting, SWEEPS } from "./options.js";
import { Settings } from "./settings.js";
import { cardIn } from "./view/card.js";
import { Controls } from "./view/controls.js";
import { keepKeys } from "./view/keys.js";
import { whenNeeded } from "./view/near.js";
import { Outcome } from "./view/outcome.js";
import { complete, failed, inEnglish, languageFor, notAllowed, textsIn } from "./lang/texts.js";
import { watchLanguage } from "./lang/watch.js";
import { RELEASE } from "./pkg/version.js";
import { adoptStyle } from "./view/style.js";

/** Where there is no DOM, as when a site is rendered on a server, importing this module does nothing. */
const Base = globalThis.HTMLElement ?? class {};

/** One for the page, since two at once would take the threads, and so the time, from each other. */
const engine = new EngineOnDemand(fetchEngine);
/** What draws a run beyond its bars (rest.js); there with the engine. */
let later = null;
/** Has an element show what there is to show with that. */
let showLater = null;
/** What few ask for (more.js), once it is there; and once somebody has asked for it, the promise of it, forgotten where it fails. */
let more = null;
let asked = null;
const lacksVectors = hasWasm() && !hasSimd();
/** The elements that are in the document or run: without any, no worker is left. */
const users = new Set();

/** How long there may be nothing to read but what the author wrote, in milliseconds; then English does until a language is there. */
const LANGUAGE_LIMIT = 1000;

/** Sums 1…n on one thread and on several, times both, and shows what the threads gained. */
class ParallelSumElement extends Base {
  static observedAttributes = [...Object.keys(OPTIONS), ...Object.keys(MANNERS)];
  /** That of the package. */
  static version = RELEASE;

  #settings = new Settings(this);
  #card;
  /** The views in it, once it is known in which language. */
  #controls = null;
  #outcome = null;
  /** Its code, and what ends watching for others. */
  #language = null;
  #endWatch = null;
  /** "asleep" until the engine is needed, then "starting", "up" or the Error that kept it from starting. */
  #engineState = "asleep";
  /** What ends waiting for the engine to be needed. */
  #endSleep = null;
  /** The run in progress: {mode, plan, abort: AbortController, settled: Promise, progress, wasSeen}, or null. */
  #running = null;
  /** The settings of the last link that led to it, as JSON. */
  #linked = "null";
  /** What the last run came to: {result, drawing, at: Date}, {error} or {}. */
  #last = {};
  /** The texts of its views. */
  #texts = inEnglish();
  /** What the reader guesses, as a plain number's text, and whether it is too late to. */
  #guess = "";
  #hasCompared = false;
  /** Another's result, which the page's address has brought, as receivedBy (received.js) tells it, or null. */
  #received = null;

  constructor() {
    super();
    this.#card = cardIn(this.attachShadow({ mode: "open" }));
    this.shadowRoot.append(document.createElement("slot")); // what the author wrote, until there is something better
    this.#adoptStyle();
    keepKeys(this.shadowRoot);
  }

  connectedCallback() {
    for (const name of ParallelSumElement.observedAttributes) this.#upgrade(name);
    addEventListener("popstate", this.#takeLinked);
    addEventListener("hashchange", this.#takeReceived);
    addEventListener("pageshow", this.#comeBack);
    this.#takeLinked();
    users.add(this);
    this.#sleep();
    if (!this.#endWatch) hintUnclosed(this); // the first time
    this.#endWatch = watchLanguage(this, () => this.#chooseLanguage());
    this.#card.follow();
    this.#chooseLanguage();
    this.#takeReceived();
    this.#render();
  }

  adoptedCallback() {
    this.#adoptStyle();
  }

  #adoptStyle() {
    adoptStyle(this.shadowRoot, ...[later, more].filter(Boolean).map(({ css }) => css));
  }

  disconnectedCallback() {
    this.#endWatch?.();
    this.#endSleep?.();
    removeEventListener("popstate", this.#takeLinked);
    removeEventListener("hashchange", this.#takeReceived);
    removeEventListener("pageshow", this.#comeBack);
    // In a task of its own, as frameworks may put it back in a later microtask.
    setTimeout(() => {
      if (this.isConnected) return; // only moved
      this.cancel();
      this.#leave();
    });
  }

  attributeChangedCallback(name, before, now) {
    if (name in OPTIONS) this.#settings.written(name, before, now);
    else if (now !== null && MANNERS[name].read(now) === undefined) hintUnknown(name, now, MANNERS[name].allowed.values);
    if (name === "loading" && this.isConnected) this.#sleep();
    this.#render();
  }

  /** Resolves when the engine is up; rejects when it cannot start, and starts it anew when asked again. */
  get ready() {
    this.#endSleep?.();
    if (this.#engineState === "asleep") this.#render({ engineState: "starting" });
    const ready = engine.start(this.#settings.options.threads).catch((error) => {
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

  /** Frameworks set every property that has the name of something in their templates. */
  set engine(_) {
    hintReadOnly("engine");
  }

  /**
   * Measures the sum of 1…n: on one thread, on several, or on the GPU, which has no threads, chunks or kernels to choose.
   * @param {{mode: "serial" | "parallel" | "gpu", n?, threads?, chunks?, schedule?, kernel?, repeats?, engine?}} options before
   *   the attributes; `engine` ("shared-memory" or "messages") is the only one to use
   * @returns {Promise<object>} the Measurement
   * @throws {TypeError | RangeError} for an option that is not allowed, naming it
   * @throws {DOMException} InvalidStateError during another run, NotSupportedError for what this browser or page cannot
   *   do, AbortError when cancelled
   */
  run(options) {
    return this.#measure("run", () => readMode(options, (given) => this.#settings.read(given)), options);
  }

  /** Measures serially and in parallel, in turn, and compares; options and errors as for `run`. */
  compare(options) {
    return this.#measure("compare", () => ({ ...this.#settings.read(options), mode: "compare" }), options);
  }

  /**
   * Measures serially and on several numbers of threads, in shuffled turns, and fits Amdahl's law and the USL; options and
   * errors as for `run`.
   * @param {{maxThreads?, counts?: number[], scaling?: "strong" | "weak", over?: "threads" | "n", maxN?, threads?, n?, chunks?, schedule?,
   *   kernel?, repeats?, engine?}} options: `counts`, which ascend, default to sixteen at most up to `maxThreads`, and that to
   *   `threads`; `weak` has n grow with the threads, and Gustafson's law is fitted; `over` "n" measures one thread and `threads`
   *   for some n up to `maxN`, by default `n`
   */
  sweep(options) {
    return this.#measure("sweep", () => ({ ...readSweep(options, (given) => this.#settings.read(given)), mode: "sweep" }), options);
  }

  /**
   * Measures the same sum in several lanes, in turn, each alone; other options and errors as for `run`.
   * @param {{lanes?: ("serial" | "serial-simd" | "parallel" | "parallel-simd" | "gpu")[], n?, threads?, chunks?, schedule?, repeats?, engine?}}
   *   options: `lanes` default to all that this browser and page have
   */
  race(options) {
    return this.#measure("race", () => readRace(options, (given) => this.#settings.read(given)), options);
  }

  /** Lights a part of the account, as it is called there, in all that shows it; none by null. */
  light(part) {
    this.#outcome?.light(part);
  }

  /**
   * What the last run came to, as a picture that can be posted.
   * @param {{type?: "svg" | "png"}} options
   * @returns {Promise<Blob>}
   * @throws {TypeError} for another type
   * @throws {DOMException} InvalidStateError where nothing has run yet, NotSupportedError where the page's policy allows no PNG
   */
  async picture(options) {
    try {
      const type = readPictureType(options?.type);
      const { result, at } = this.#last;
      if (!result) throw new DOMException(inEnglish().nothingYet, "InvalidStateError");
      const texts = await textsIn(languageFor(this));
      const { pictureFile } = await fetchMore(texts);
      return await pictureFile(type, { result, at }, texts, this.#reference);
    } catch (error) {
      throw explained(error);
    }
  }

  /** Cancels the run in progress, if any; resolves when it has stopped. Whoever asks for another need not wait for that. */
  async cancel() {
    this.#running?.abort.abort(aborted("The run was cancelled"));
    await this.#running?.settled;
  }

  async #measure(request, read, options) {
    let running = null;
    try {
      const asked = read();
      const [plan, setting] = [{ ...asked, engine: readEngine(options?.engine, asked) }, sharingSetting(asked)];
      if (this.#running && !this.#running.abort.signal.aborted) throw new DOMException(inEnglish().busy, "InvalidStateError");
      if (plan.kernel === "simd" && lacksVectors) throw new EngineError("noSimd");
      if (setting) plan.engine = "shared-memory";
      if (plan.engine === "shared-memory" && !globalThis.crossOriginIsolated) throw new EngineError("notIsolated", { asked: setting || "engine=shared-memory" });

      running = { mode: plan.mode, plan, abort: new AbortController(), progress: { phase: "waiting", fraction: 0 }, wasSeen: this.#isSeen };
      if (running.wasSeen) for (const other of users) other.#giveWay();
      const { signal } = running.abort;
      const measure = (more) => engine.measure(request, plan, { signal, onProgress: (progress) => this.#progressed(running, progress), more });
      const measured = ["race", "gpu"].includes(plan.mode) ? Promise.race([this.#fetchMore(), whenAborted(signal)]).then(measure) : measure();
      running.settled = measured.then(() => {}, () => {});
      users.add(this);
      this.#endSleep?.();
      this.#render({ running, last: {}, engineState: this.#engineState === "asleep" ? "starting" : this.#engineState });
      const { result, drawing } = await measured;
      if (request === "compare") this.#compared(result);
      const n = result.serial?.n ?? result.n;
      if (plan.isFree && n !== String(plan.n)) this.#settings.keepTimed(plan, n); // as the clock needed it
      this.#ended(running, { last: { result, drawing, at: new Date() }, engineState: "up" });
      this.#dispatch("result", result);
      return result;
    } catch (cause) {
      const error = explained(cause);
      // An option given to the method is the caller's matter; a field's error stands at the field already. But what is set and this
      // page cannot do is told.
      const isGiven = ["kernel", "total", "source", "engine"].some((name) => options?.[name] != null);
      if (running) this.#ended(running, { last: { error } });
      else if (error.reason && !isGiven) this.#render({ last: { error } });
      this.#dispatch("error", { name: error.name, message: error.message });
      throw error;
    } finally {
      if (running) this.#leave();
    }
  }

  /** What few ask for, with what it says to readers and to programs. */
  async #fetchMore() {
    await fetchMore(inEnglish());
    return fetchMore(this.#texts);
  }

  /** Puts the guess into the first comparison, null where there is none, if one is asked for. */
  #compared(comparison) {
    const isGuessed = !this.#hasCompared && this.#guess > 0;
    if (this.predict) comparison.prediction = isGuessed ? Number(this.#guess) : null;
    this.#hasCompared = true;
  }

  /** Draws what a run came to, unless another has begun since it was cancelled. */
  #ended(running, drawn) {
    if (this.#running === running) this.#render({ ...drawn, running: null });
  }

  /** Whether it is displayed, be it scrolled out of view. */
  get #isSeen() {
    return this.isConnected && (this.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true);
  }

  /** Cancels its run in favour of one that is seen, unless it is so itself. */
  #giveWay() {
    if (!this.#isSeen) this.#running?.abort.abort(aborted("A run that is seen took its turn"));
  }

  /** Ends what is displayed no more, and the workers where no element is displayed or runs. */
  async #hide(running) {
    running.abort.abort(aborted("The element is displayed no more"));
    await running.settled;
    if (![...users].some((element) => element.#isSeen || element.#running)) engine.stop(aborted("No element is displayed"));
  }

  /** The element whose run keeps others waiting. */
  static get #busy() {
    return [...users].find((element) => element.#running && element.#running.progress.phase !== "waiting");
  }

  /** Ends the workers if this element needs them no more and no other does. */
  #leave() {
    if (!this.isConnected && !this.#running) users.delete(this);
    if (users.size === 0) engine.stop(aborted("The element was removed"));
  }

  #progressed(running, progress) {
    if (running !== this.#running) return; // it was cancelled
    if (running.wasSeen && !this.#isSeen) return this.#hide(running);
    const begins = progress.phase !== running.progress.phase;
    Object.assign(running, { progress });
    if (begins) this.#render({ engineState: "up" });
    else {
      // And nothing else, since drawing takes time from the threads.
      this.#controls?.showProgress(progress);
      this.#outcome?.showProgress(this.#state);
    }
    this.#dispatch("progress", progress);
  }

  #dispatch(event, detail) {
    const told = () => new CustomEvent(`parallel-sum-${event}`, { detail, bubbles: true, composed: true });
    this.dispatchEvent(told());
    if (!this.isConnected) this.ownerDocument.dispatchEvent(told()); // as nothing bubbles from here to those who listen there
  }

  /** Takes the settings of the page's address, unless it has had them: another link may lead to a page that is open. */
  #takeLinked = () => {
    const settings = linkedSettings(this);
    const linked = JSON.stringify(settings);
    const isNew = settings && linked !== this.#linked;
    this.#linked = linked;
    if (isNew) for (const name of Object.keys(OPTIONS)) this.#settings.choose(name, settings[name]);
    this.#render();
  };

  /** Takes the result that the page's address brings, if any, in the language of this element's place. */
  #takeReceived = async () => {
    const place = placeOf(this);
    const isThere = place && location.hash.startsWith(`#${place}`);
    const texts = await textsIn(languageFor(this));
    const { receivedBy } = isThere ? await fetchMore(texts).catch(() => ({})) : {}; // offline, perhaps
    const received = receivedBy?.(place, texts) ?? null;
    if (received || this.#received) this.#render({ received });
  };

  /** Starts the engine again where the page was left and is shown as it was. */
  #comeBack = ({ persisted }) => persisted && this.#sleep();

  /** Shows why a button runs nothing, where no field does. */
  #refused(error) {
    if (["scaling=weak", "mode=race", "mode=gpu"].includes(error.setting)) this.#render({ last: { error } });
  }

  /** Takes what the reader has chosen. */
  #choose(name, text) {
    this.#settings.choose(name, text);
    this.#render();
  }

  /** Has the engine start as soon as it is needed, which is at once where the author says so. */
  #sleep() {
    this.#endSleep?.();
    const start = () => this.ready.catch(() => {});
    if (this.loading === "eager" || this.#engineState !== "asleep") start();
    else this.#endSleep = whenNeeded(this, start);
  }

  #render({ running = this.#running, last = this.#last, engineState = this.#engineState, received = this.#received } = {}) {
    [this.#running, this.#last, this.#engineState, this.#received] = [running, last, engineState, received];
    this.#card.element.classList.toggle("compact", this.view === "compact");
    const state = this.#state;
    this.#controls?.update(state);
    this.#outcome?.update(state);
  }

  /** All that the views draw. */
  get #state() {
    const { texts: given, options } = this.#settings;
    const [running, last, engineState] = [this.#running, this.#last, this.#engineState];
    const keptBy = running?.progress.phase === "waiting" ? ParallelSumElement.#busy : null;
    return {
      given, options: { ...options, sweep: this.#settings.sweep }, running, last, engineState, engine: engine.state, lacksVectors, isKept: keptBy != null,
      reference: this.#reference, guess: this.#guess, asks: this.predict && !this.#hasCompared && !running,
    };
  }

  /** The numbers to compare with: those of another's result that a link has brought, else the author's. */
  get #reference() {
    const reference = this.#received ?? readReference(this.reference);
    const label = this.referenceLabel ?? this.#texts.referenceLabel;
    return reference && { speedup: reference.serial / reference.parallel, label, ...reference };
  }

  /** Speaks the language of this element's place, once its texts are there. */
  async #chooseLanguage() {
    const language = languageFor(this);
    if (!this.isConnected || language === this.#language) return;
    this.#language = language;
    if (language === "en") return this.#speak(inEnglish()); // at once
    const limit = setTimeout(() => this.#controls ?? this.#speak(inEnglish()), LANGUAGE_LIMIT);
    const texts = await textsIn(language);
    if (more) await fetchMore(texts); // as what is shown may be told in those
    clearTimeout(limit);
    if (language !== this.#language) return; // it has changed again
    this.#language = texts.language; // English, where that one cannot be had
    this.#speak(texts);
  }

  /** Draws everything anew with these texts. */
  #speak(texts) {
    this.#texts = texts;
    this.#controls = new Controls(texts, {
      onInput: (name, text) => this.#choose(name, text),
      onRun: (mode) => (mode in this ? this[mode](mode === "sweep" ? SWEEPS[this.#settings.sweep] : {}) : this.run({ mode })).catch((error) => this.#refused(error)),
      onCancel: () => this.cancel(),
      onEndOther: () => ParallelSumElement.#busy?.cancel(),
    });
    this.#outcome = new Outcome(texts, {
      onGuess: (text) => {
        this.#guess = text;
        this.#render();
      },
      onEnter: () => this.#controls.runDefault(),
      furnish: () => later && new later.Pictures(texts, {
        onN: (n) => this.#choose("n", n),
        place: () => placeOf(this),
        link: (settings = this.#settings.allowed) => linkTo(this, settings),
        reference: () => this.#reference,
        more: () => texts.isComplete ? more : null,
        fetchMore: () => fetchMore(texts),
      }),
    });
    const drawn = [this.#controls.element, this.#outcome.element];
    // The place may be in a language that is not spoken here.
    for (const element of drawn) Object.assign(element, { lang: texts.language, dir: texts.direction });
    const focused = focusables(this.shadowRoot).indexOf(this.shadowRoot.activeElement);
    this.shadowRoot.querySelector("slot")?.remove();
    this.#card.element.replaceChildren(...drawn);
    this.#takeReceived();
    this.#render();
    focusables(this.shadowRoot)[focused]?.focus();
  }

  /** A property that was set before the element was defined hides its accessor; set it again through that. */
  #upgrade(attribute) {
    const name = propertyOf(attribute);
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  static {
    showLater = (element) => {
      element.#adoptStyle();
      element.#render();
    };
    const reflect = (name, get) =>
      Object.defineProperty(this.prototype, propertyOf(name), {
        get,
        /** Null takes back what a reader has typed, too. */
        set(value) {
          if (value == null || value === false) this.removeAttribute(name);
          else this.setAttribute(name, value === true ? "" : value);
          if (value !== null) return;
          this.#settings.forget(name);
          this.#render();
        },
        enumerable: true,
        configurable: true,
      });
    for (const name of Object.keys(OPTIONS)) reflect(name, function () { return this.#settings.valueOf(name); });
    for (const [name, { read, fallback }] of Object.entries(MANNERS)) reflect(name, function () { return read(this.getAttribute(name)) ?? fallback(); });
  }
}

/** The class of the elements on this page: that of another copy, where that was loaded first. */
const Registered = globalThis.customElements?.get("parallel-sum") ?? ParallelSumElement;
export { Registered as ParallelSumElement };

if (Registered !== ParallelSumElement) {
  if (Registered.version !== RELEASE) hintVersions(Registered.version, RELEASE);
} else if (globalThis.customElements) {
  customElements.define("parallel-sum", ParallelSumElement);
  addEventListener("pagehide", () => engine.stop(aborted("The page was left")));
}

/** The engine with its files, and what draws the results. */
async function fetchEngine() {
  later = await fetched(LATER);
  users.forEach(showLater);
  return new later.Engine();
}

/** What few ask for, with what it says among these texts. */
async function fetchMore(texts) {
  asked ??= fetched(MORE).catch((error) => {
    asked = null;
    throw error;
  });
  more = await asked;
  if (!texts.isComplete) {
    await complete(texts, more.english);
    users.forEach(showLater);
  }
  return more;
}

/** A file that comes later. */
async function fetched(file) {
  try {
    return await file.fetch();
  } catch (cause) {
    throw new EngineError("file", { address: file.url, problem: "unreachable", cause });
  }
}

/** The property of an attribute. */
function propertyOf(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
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
  const isUnsupported = ["tooOld", "noWasm", "noWorkers", "forbidden", "noSimd", "notIsolated", "insecure", "noGpu", "noAdapter"].includes(error.reason);
  const explained = isUnsupported ? new DOMException(message, "NotSupportedError") : new Error(message);
  return Object.assign(explained, { reason: error.reason, facts: error.facts });
}
