// The fields, the buttons, and the line that says what is going on. In sight are n, the threads and one button, which cancels
// while something runs; the rest is for those who look for it.

import { say } from "../lang/format.js";
import { notAllowed } from "../lang/texts.js";
import { OPTIONS, hardwareThreads } from "../options.js";
import { make, setText } from "./dom.js";
import { verdictOf } from "./sums.js";

/** The options whose fields lie under Settings, and where they are not as most have them: that opens by itself then. */
const SETTINGS = Object.keys(OPTIONS).filter((name) => !["n", "threads"].includes(name));
const unusual = ({ errors, ...options }) =>
  SETTINGS.filter((name) => errors[name] || options[name] !== OPTIONS[name].fallback(options)).join();

/** What an option's value is one of; undefined of numbers. */
const choicesOf = (name) => OPTIONS[name].allowed.values;

const MODES = ["compare", "serial", "parallel", "sweep", "race", "gpu"];

export class Controls {
  #fields = {};
  #buttons = {};
  #cancel;
  /** Ends the run of another element that this one's waits for. */
  #endOther;
  #lastPressed = null;
  /** The field that is being typed into: what is wrong with it is said when that is over. */
  #typing = null;
  /** Whether a pointer is down on the form. In Firefox `:active` would say so only after the field has changed. */
  #isPressed = false;
  #state = null;
  #texts;
  #settings = make("div", { id: "settings", className: "settings", hidden: true });
  #opener;
  /** What was unusual when Settings opened by itself last, so that it stays closed where a reader closes it. */
  #openedFor = "";
  #status = make("p", { className: "status", role: "status" });
  #left = make("p", { className: "left" });
  /** What a field is for, in the place of the status while the pointer or the focus is there. */
  #help = make("p", { className: "help", "aria-hidden": "true" });
  #bar = make("progress", { max: 1, value: 0 });
  #notice = make("p", { className: "notice", part: "notice" });

  /**
   * @param {object} texts
   * @param {{onInput: (name, text) => void, onRun: (mode) => void, onCancel: () => void, onEndOther: () => void}} events
   */
  constructor(texts, { onInput, onRun, onCancel, onEndOther }) {
    this.#texts = texts;
    this.#bar.ariaLabel = texts.progress;
    const sweep = this.#field("sweep", onInput, Object.entries(texts.sweeps));
    const fields = Object.keys(OPTIONS).map((name) => [name, this.#field(name, onInput)]);
    const { n, threads, total, source, ...others } = Object.fromEntries(fields);
    for (const mode of MODES) {
      const button = make("button", { type: "button", part: `button ${mode}` }, texts.actions[mode]);
      button.addEventListener("click", () => this.#press(mode, onRun));
      this.#buttons[mode] = button;
    }
    const { compare, ...more } = this.#buttons;
    more.gpu.hidden = !navigator.gpu;
    this.#cancel = make("button", { type: "button", className: "cancel", onclick: onCancel, part: "button cancel" }, texts.actions.cancel);
    this.#endOther = make("button", { type: "button", hidden: true, onclick: onEndOther, part: "button" }, texts.actions.endOther);
    this.#opener = make("button", { type: "button", className: "opener", part: "button", "aria-controls": "settings", onclick: () => this.#open(this.#settings.hidden) }, texts.settings);
    this.#settings.append(make("div", { className: "fields" }, ...Object.values(others), total, source, sweep), this.#notice);
    this.#open(false);
    this.element = make(
      "form",
      { className: "controls", part: "controls", noValidate: true },
      make("div", { className: "ask" }, n, threads, make("div", { className: "go" }, compare, this.#cancel)),
      make("div", { className: "more" }, ...Object.values(more), this.#opener),
      this.#settings,
      make("div", { className: "line" }, make("div", { className: "saying" }, this.#status, this.#left), this.#help, this.#endOther),
      this.#bar,
    );
    this.element.addEventListener("pointerdown", () => {
      this.#isPressed = true;
      const ended = new AbortController();
      const end = () => {
        this.#isPressed = false;
        ended.abort();
      };
      for (const type of ["pointerup", "pointercancel"]) this.element.ownerDocument.addEventListener(type, end, { signal: ended.signal });
    });
    // Nothing is submitted, which sandboxes forbid.
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target.localName !== "input") return;
      event.preventDefault();
      this.runDefault();
    });
  }

  /** Runs what the Enter key runs. */
  runDefault() {
    this.#buttons[this.#canRunThreads ? "compare" : "serial"].click();
  }

  update(state) {
    this.#state = state;
    const texts = this.#texts;
    const { given, options, running, engine, lacksVectors, isKept } = state;
    const errors = { ...options.errors, [this.#typing]: undefined };
    for (const [name, { control, error }] of Object.entries(this.#fields)) {
      this.#fill(control, name, given[name], options);
      setText(error, errors[name] ? notAllowed({ ...errors[name], got: control.value || errors[name].got }, texts) : "");
      control.setAttribute("aria-invalid", errors[name] !== undefined);
    }
    this.#openWhereUnusual({ ...options, errors });
    this.#enable(running !== null);
    this.#endOther.hidden = !isKept;
    const lacks = { kernel: lacksVectors, total: !globalThis.crossOriginIsolated, source: !globalThis.crossOriginIsolated };
    for (const name of Object.keys(lacks)) for (const choice of this.#fields[name].control.options) choice.disabled = lacks[name] && choice.value !== choicesOf(name)[0];
    this.showProgress(running?.progress);
    setText(this.#status, statusOf(state, Object.values(errors).some(Boolean), texts));
    setText(this.#notice, [engine && say(texts.engines[engine.why ?? "shared"], engine.facts), lacksVectors && texts.failures.noSimd].filter(Boolean).join(" "));
  }

  /** Shows how far a run is; nothing where there is none. */
  showProgress({ fraction = 0, left = 0 } = {}) {
    this.#bar.value = fraction;
    const texts = this.#texts;
    setText(this.#left, left > 1 ? say(texts.left, { time: texts.format.left(left) }) : "");
  }

  /** @param {string[][]} [choices] values, each with what it is called */
  #field(name, onInput, choices = choicesOf(name)?.map((value) => [value, value])) {
    const { labels, help } = this.#texts;
    const control = choices
      ? make("select", { id: name }, ...choices.map(([value, text]) => make("option", { value }, text)))
      : make("input", { id: name, inputMode: name === "n" ? "text" : "numeric", enterKeyHint: "go", autocomplete: "off", spellcheck: false });
    control.addEventListener("input", () => {
      this.#typing = name;
      onInput(name, this.#texts.readNumber(control.value));
    });
    const typed = () => {
      // Under the pointer a message would push the button away before it is clicked.
      if (!this.#isPressed) this.#typed();
      else this.element.ownerDocument.addEventListener("pointerup", () => setTimeout(() => this.#typed()), { once: true });
    };
    control.addEventListener("change", typed);
    control.addEventListener("blur", typed); // typing what stood there is no change
    control.setAttribute("aria-describedby", `${name}-help ${name}-error`);
    control.setAttribute("part", "field");
    const error = make("p", { id: `${name}-error`, className: "error", role: "alert", part: "error" });
    this.#fields[name] = { control, error };
    const element = make("div", { className: `field ${name}` },
      make("label", { htmlFor: name }, labels[name]), control, make("p", { id: `${name}-help`, hidden: true }, help[name]), error);
    for (const type of ["pointerenter", "focusin"]) element.addEventListener(type, () => setText(this.#help, help[name]));
    for (const type of ["pointerleave", "focusout"]) element.addEventListener(type, () => setText(this.#help, ""));
    return element;
  }

  #typed() {
    this.#typing = null;
    this.update(this.#state);
  }

  #open(isOpen) {
    this.#settings.hidden = !isOpen;
    this.#opener.ariaExpanded = isOpen;
  }

  #openWhereUnusual(options) {
    const now = unusual(options);
    if (now && now !== this.#openedFor) this.#open(true);
    this.#openedFor = now;
  }

  /**
   * Shows an option's value as the language writes it; the default where there is none. What is being typed stays as
   * it is, and so does what was typed and is not allowed.
   */
  #fill(control, name, text, options) {
    const { format, readNumber } = this.#texts;
    const isWrong = options.errors[name] !== undefined;
    if (control.localName === "select") {
      control.value = isWrong ? text : options[name];
      return;
    }
    if (name !== "n") control.placeholder = format.whole(options[name]);
    if (readNumber(control.value) === text && (isWrong || control.matches(":focus"))) return;
    control.value = isWrong ? text : name === "n" || text ? format.whole(options[name]) : "";
  }

  get #canRunThreads() {
    return this.#state.engine?.threads !== 0;
  }

  /**
   * Enables what can be pressed. A button that is disabled or hidden under the keyboard loses the focus, and with it the reader's
   * place, and in some browsers takes it from whatever gets it just then: so the focus moves before.
   */
  #enable(isRunning) {
    const enableModes = () => {
      this.element.classList.toggle("running", isRunning);
      for (const mode of MODES) this.#buttons[mode].disabled = isRunning || (mode !== "serial" && !this.#canRunThreads);
    };
    const enableCancel = () => (this.#cancel.disabled = !isRunning);
    const { activeElement } = this.element.getRootNode();
    const [first, last] = isRunning ? [enableCancel, enableModes] : [enableModes, enableCancel];
    first();
    if (isRunning && activeElement && activeElement === this.#lastPressed) this.#cancel.focus();
    if (!isRunning && activeElement === this.#cancel) this.#lastPressed?.focus();
    last();
  }

  #press(mode, onRun) {
    this.#lastPressed = this.#buttons[mode];
    setText(this.#help, "");
    this.#typed();
    this.element.querySelector("[aria-invalid=true]")?.focus();
    onRun(mode);
  }
}

function statusOf({ running, last: { error, result }, engineState, engine, isKept }, isRefused, texts) {
  const facts = (count) => ({ count: texts.format.whole(count), threads: texts.format.threads(count) });
  if (running) {
    const { phase } = running.progress;
    if (phase === "waiting") return isKept ? texts.waiting : engineState === "starting" ? texts.starting : texts.warmingUp;
    return phase === "warm-up" ? texts.warmingUp : say(texts.running[running.plan.over ?? running.mode], facts(running.plan.threads));
  }
  if (isRefused) return texts.refused;
  if (error) return error.name === "AbortError" ? texts.cancelled : texts.failed;
  if (result) return texts.done[verdictOf(result)];
  if (engineState instanceof Error) return texts.failed;
  if (engineState === "asleep") return "";
  if (engineState === "starting") return texts.starting;
  if (engine?.threads === 0) return texts.readyForOne;
  return say(engine?.kind === "messages" ? texts.readyByMessages : texts.ready, facts(hardwareThreads()));
}
