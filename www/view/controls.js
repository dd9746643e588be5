// The fields, the buttons, and the line that says what is going on.

import { make, setText } from "./dom.js";
import { formatWhole } from "./format.js";
import { strings } from "./strings.js";

const CHOICES = { schedule: ["dynamic", "static"], kernel: ["scalar", "simd"] };
const MODES = ["serial", "parallel", "compare"];

export class Controls {
  #fields = {};
  #buttons = {};
  #cancel;
  #lastPressed = null;
  #status = make("p", { className: "status", role: "status" });
  #bar = make("progress", { max: 1, value: 0, "aria-label": strings.progress });
  #notice = make("p", { className: "notice", part: "notice", hidden: true });

  /** @param {{onInput: (name, text) => void, onRun: (mode) => void, onCancel: () => void}} events */
  constructor({ onInput, onRun, onCancel }) {
    const fields = ["n", "threads", "chunks", "schedule", "kernel"].map((name) => this.#field(name, onInput));
    for (const mode of MODES) {
      const onclick = () => this.#press(mode, onRun);
      this.#buttons[mode] = make("button", { type: "button", onclick, part: `button ${mode}` }, strings.actions[mode]);
    }
    this.#cancel = make("button", { type: "button", className: "cancel", onclick: onCancel, part: "button cancel" }, strings.actions.cancel);
    this.element = make(
      "form",
      { className: "controls", part: "controls", noValidate: true, onsubmit: (event) => this.#submit(event, onRun) },
      make("div", { className: "fields" }, ...fields),
      make("div", { className: "buttons" }, ...Object.values(this.#buttons), this.#cancel),
      this.#bar,
      this.#status,
      this.#notice,
    );
  }

  update({ attributes, options, running, last, engineState, canShare }) {
    for (const [name, { control, error }] of Object.entries(this.#fields)) {
      this.#fill(control, name, attributes[name], options);
      const message = options.errors[name] ?? "";
      setText(error, message);
      control.setAttribute("aria-invalid", message !== "");
    }
    this.#enable(running, canShare);
    this.#bar.value = running?.progress.fraction ?? 0;
    this.#bar.classList.toggle("idle", !running);
    setText(this.#status, statusOf({ options, running, last, engineState, canShare }));
    setText(this.#notice, canShare ? "" : strings.notIsolated);
    this.#notice.hidden = canShare;
  }

  #field(name, onInput) {
    const choices = CHOICES[name]?.map((value) => make("option", { value }, value));
    const control = choices
      ? make("select", { id: name }, ...choices)
      : make("input", { id: name, inputMode: "numeric", autocomplete: "off", spellcheck: false });
    control.addEventListener("input", () => onInput(name, control.value));
    control.setAttribute("aria-describedby", `${name}-error`);
    control.setAttribute("part", "field");
    const error = make("p", { id: `${name}-error`, className: "error", role: "alert", part: "error" });
    this.#fields[name] = { control, error };
    return make("div", { className: `field ${name}` }, make("label", { htmlFor: name }, strings.labels[name]), control, error);
  }

  /** Shows an attribute's text; the value that stands for it where there is none. What is being typed stays as it is. */
  #fill(control, name, text, options) {
    if (name === "threads" || name === "chunks") control.placeholder = formatWhole(options[name]);
    const shown = text ?? (name === "n" || CHOICES[name] ? options[name] : "");
    if (control.value === String(shown) || control.matches(":focus")) return;
    control.value = name === "n" && !options.errors.n ? formatWhole(options.n) : shown;
  }

  #enable(running, canShare) {
    for (const mode of MODES) this.#buttons[mode].disabled = running !== null || (mode !== "serial" && !canShare);
    this.#cancel.disabled = running === null;
    // A button that is disabled under the keyboard loses the focus, and with it the reader's place.
    const { activeElement } = this.element.getRootNode();
    if (running && activeElement === this.#lastPressed) this.#cancel.focus();
    if (!running && activeElement === this.#cancel) this.#lastPressed?.focus();
  }

  #press(mode, onRun) {
    this.#lastPressed = this.#buttons[mode];
    this.element.querySelector("[aria-invalid=true]")?.focus();
    onRun(mode);
  }

  #submit(event, onRun) {
    event.preventDefault();
    const mode = MODES.findLast((mode) => !this.#buttons[mode].disabled);
    if (mode) this.#press(mode, onRun);
  }
}

function statusOf({ options, running, last, engineState, canShare }) {
  if (running) return running.progress.phase === "warm-up" ? strings.warmingUp : strings.running[running.mode];
  if (Object.keys(options.errors).length > 0) return strings.refused;
  if (last.error) return last.error.name === "AbortError" ? strings.cancelled : strings.failed;
  if (last.result) return strings.done;
  if (engineState instanceof Error) return strings.failed;
  if (engineState === "starting") return strings.starting;
  return canShare ? strings.ready(navigator.hardwareConcurrency) : strings.readyForOne;
}
