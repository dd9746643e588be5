// The fields, the buttons, and the line that says what is going on.

import { say } from "../lang/format.js";
import { notAllowed } from "../lang/texts.js";
import { OPTIONS, hardwareThreads } from "../options.js";
import { make, setText } from "./dom.js";
import { lanesView } from "./lanes.js";

/** What an option's value is one of; undefined of numbers. */
const choicesOf = (name) => OPTIONS[name].allowed.values;

const MODES = ["serial", "parallel", "compare", "sweep"];

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
  #status = make("p", { className: "status", role: "status" });
  #left = make("p", { className: "left" });
  #bar = make("progress", { max: 1, value: 0 });
  #lanes = lanesView();
  #notice = make("p", { className: "notice", part: "notice" });

  /**
   * @param {object} texts
   * @param {{onInput: (name, text) => void, onRun: (mode) => void, onCancel: () => void, onEndOther: () => void}} events
   */
  constructor(texts, { onInput, onRun, onCancel, onEndOther }) {
    this.#texts = texts;
    this.#bar.ariaLabel = texts.progress;
    const fields = Object.keys(OPTIONS).map((name) => this.#field(name, onInput));
    for (const mode of MODES) {
      const button = make("button", { type: "button", part: `button ${mode}` }, texts.actions[mode]);
      button.addEventListener("click", () => this.#press(mode, onRun));
      this.#buttons[mode] = button;
    }
    this.#cancel = make("button", { type: "button", className: "cancel small", onclick: onCancel, part: "button cancel" }, texts.actions.cancel);
    this.#endOther = make("button", { type: "button", className: "small", hidden: true, onclick: onEndOther, part: "button" }, texts.actions.endOther);
    this.element = make(
      "form",
      { className: "controls", part: "controls", noValidate: true },
      make("div", { className: "fields" }, ...fields),
      make("div", { className: "buttons" }, ...Object.values(this.#buttons)),
      this.#lanes.element,
      this.#bar,
      make("div", { className: "line" }, make("div", {}, this.#status, this.#left), this.#endOther, this.#cancel),
      this.#notice,
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
      this.#buttons[this.#default].click();
    });
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
    this.#enable(running);
    this.#endOther.hidden = !isKept;
    for (const choice of this.#fields.kernel.control.options) choice.disabled = choice.value === "simd" && lacksVectors;
    this.showProgress(running?.progress);
    this.#lanes.element.classList.toggle("serial-first", running?.mode !== "parallel");
    setText(this.#status, statusOf(state, Object.values(errors).some(Boolean), texts));
    setText(this.#notice, [engine && say(texts.engines[engine.why ?? "shared"], engine.facts), lacksVectors && texts.failures.noSimd].filter(Boolean).join(" "));
  }

  /** Shows how far a run is; nothing where there is none. */
  showProgress({ fraction = 0, lanes = [], left = 0 } = {}) {
    this.#bar.value = fraction;
    this.#lanes.show(lanes);
    const texts = this.#texts;
    setText(this.#left, left > 1 ? say(texts.left, { time: texts.format.left(left) }) : "");
  }

  /** What the Enter key runs. */
  get #default() {
    return this.#canRunThreads ? "compare" : "serial";
  }

  #field(name, onInput) {
    const choices = choicesOf(name)?.map((value) => make("option", { value }, value));
    const control = choices
      ? make("select", { id: name }, ...choices)
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
    control.setAttribute("aria-describedby", `${name}-error`);
    control.setAttribute("part", "field");
    const error = make("p", { id: `${name}-error`, className: "error", role: "alert", part: "error" });
    this.#fields[name] = { control, error };
    return make("div", { className: `field ${name}` }, make("label", { htmlFor: name }, this.#texts.labels[name]), control, error);
  }

  #typed() {
    this.#typing = null;
    this.update(this.#state);
  }

  /**
   * Shows an option's value as the language writes it; the default where there is none. What is being typed stays as
   * it is, and so does what was typed and is not allowed.
   */
  #fill(control, name, text, options) {
    const { format, readNumber } = this.#texts;
    const isWrong = options.errors[name] !== undefined;
    if (choicesOf(name)) {
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

  #enable(running) {
    for (const mode of MODES) {
      this.#buttons[mode].disabled = running !== null || (mode !== "serial" && !this.#canRunThreads);
    }
    this.#cancel.disabled = running === null;
    // A button that is disabled under the keyboard loses the focus, and with it the reader's place.
    const { activeElement } = this.element.getRootNode();
    if (running && activeElement && activeElement === this.#lastPressed) this.#cancel.focus();
    if (!running && activeElement === this.#cancel) this.#lastPressed?.focus();
  }

  #press(mode, onRun) {
    this.#lastPressed = this.#buttons[mode];
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
    return phase === "warm-up" ? texts.warmingUp : say(texts.running[running.mode], facts(running.plan.threads));
  }
  if (isRefused) return texts.refused;
  if (error) return error.name === "AbortError" ? texts.cancelled : texts.failed;
  if (result) return isRight(result) ? texts.doneRight : texts.doneWrong;
  if (engineState instanceof Error) return texts.failed;
  if (engineState === "asleep") return "";
  if (engineState === "starting") return texts.starting;
  return engine?.threads === 0 ? texts.readyForOne : say(texts.ready, facts(hardwareThreads()));
}

const isRight = ({ correct, serial, parallel }) => correct ?? (serial.correct && parallel.correct);
