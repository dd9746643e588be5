// What an element is set to: what its author wrote into attributes and, going before that, what its reader typed or a link
// brought. The two stay apart, as frameworks write the same attributes again whenever they draw.

import { OPTIONS, mostN, readAttribute, readOptions, sharingSetting } from "./options.js";

export class Settings {
  /** An n in digits that this clock can time, where the default was too small for it, by the setting that goes with it. */
  #timed = new Map();
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

  /** What Sweep goes over: a name of SWEEPS (options.js). It is no attribute. */
  get sweep() {
    return this.#chosen.get("sweep") ?? "threads";
  }

  /** What a run is asked for, `given` before what is set; its n `isFree` where nobody has chosen one. */
  read(given) {
    const options = readOptions(given, this.#asked(given));
    return { ...options, mostN: mostN(options), isFree: given?.n == null && this.texts.n === null };
  }

  /** The options that are set, with defaults in the place of bad ones, and the errors of those. */
  get options() {
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

  /** Keeps the n that a run with these options was given in place of the default. */
  keepTimed(options, n) {
    this.#timed.set(sharingSetting(options), n);
  }

  /** The texts with the default that holds for this element, where `given` goes before them. */
  #asked(given) {
    const { texts } = this;
    return { ...texts, n: texts.n ?? this.#timed.get(sharingSetting({ ...texts, ...given })) ?? null };
  }
}
