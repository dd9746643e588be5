// What an element is set to: what its author wrote into attributes and, going before that, what its reader typed or a link
// brought. The two stay apart, as frameworks write the same attributes again whenever they draw.

import { OPTIONS, readAttribute, readOptions } from "./options.js";

export class Settings {
  /** An n in digits that this clock can time, where the default was too small for it; else null. */
  timedN = null;
  #element;
  /** What was chosen in the place of attributes: texts by name, null for the default. */
  #chosen = new Map();

  constructor(element) {
    this.#element = element;
  }

  /** From now on this text goes before the attribute; null is the default. */
  choose(name, text) {
    this.#chosen.set(name, text);
  }

  /** Takes back what was chosen. */
  forget(name) {
    this.#chosen.delete(name);
  }

  /** Takes notice of an attribute that was written: where it says something new, that holds. */
  written(name, before, now) {
    const { read } = OPTIONS[name];
    const isSame = before === now || (read(before) !== undefined && read(before) === read(now));
    if (!isSame) this.forget(name);
  }

  /** The text of each option, null where it is missing. */
  get texts() {
    const text = (name) => (this.#chosen.has(name) ? this.#chosen.get(name) : this.#element.getAttribute(name));
    return Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, text(name)]));
  }

  /** What a run is asked for, `given` before what is set; its n `isFree` where nobody has chosen one. */
  read(given) {
    return { ...readOptions(given, this.#asked), isFree: given?.n == null && this.texts.n === null };
  }

  /** The options that are set, with defaults in the place of bad ones, and the errors of those. */
  get options() {
    const [options, errors] = [{}, {}];
    for (const [name, text] of Object.entries(this.#asked)) {
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
  get allowed() {
    const { errors, ...options } = this.options;
    const { texts } = this;
    return Object.fromEntries(Object.keys(texts).filter((name) => texts[name] && !errors[name]).map((name) => [name, String(options[name])]));
  }

  /** An option's value; its text where that is not allowed. n is decimal digits, as it may pass 2^53. */
  valueOf(name) {
    const { errors, [name]: value } = this.options;
    if (errors[name]) return this.texts[name];
    return typeof value === "bigint" ? String(value) : value;
  }

  /** The texts with the default that holds for this element. */
  get #asked() {
    const { texts } = this;
    return { ...texts, n: texts.n ?? this.timedN };
  }
}
