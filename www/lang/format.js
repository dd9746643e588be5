// Facts as a language writes them, numbers as its readers type them, and texts with facts in them.

/** A text with facts in the place of their names in braces. */
export const say = (text, facts) => text.replaceAll(/\{(\w+)\}/g, (_, name) => facts[name]);

/**
 * @param {string} locale
 * @param {{belowStep: string, threads?, chunks?, runs?: Object<string, string>}} texts for a duration that the timer cannot
 *   tell from none, and for numbers of things in the plural forms of the language
 * @returns {Object<string, (value) => string>}
 */
export function formatsFor(locale, { belowStep, threads, chunks, runs }) {
  const formatter = (options) => {
    const format = new Intl.NumberFormat(locale, options);
    return (number) => format.format(number);
  };
  const significant = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  const unit = (unit, options = significant) => formatter({ style: "unit", unit, unitDisplay: "short", ...options });
  const whole = formatter();
  const plural = new Intl.PluralRules(locale);
  const counted = (forms) => (number) => say(forms[plural.select(number)] ?? forms.other, { count: whole(number) });
  const or = new Intl.ListFormat(locale, { type: "disjunction" });
  const two = formatter({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const [s, ms, µs] = [unit("second"), unit("millisecond"), unit("microsecond")];
  const [seconds, minutes, hours] = ["second", "minute", "hour"].map((name) => unit(name, { maximumFractionDigits: 0 }));
  return {
    /** A whole number, also one in decimal digits, in groups of digits. */
    whole: (number) => whole(BigInt(number)),
    /** So many of them. */
    threads: counted(threads),
    chunks: counted(chunks),
    runs: counted(runs),
    /** Any of these values. */
    oneOf: (values) => or.format(values.map((value) => `"${value}"`)),
    /** A ratio to three significant digits. */
    ratio: formatter(significant),
    /** A number as it was typed, or about so. */
    plain: formatter({ maximumFractionDigits: 2 }),
    /** A number of threads to two decimals, as parts of an account are. */
    part: (part) => two(Math.abs(part) < 0.005 ? 0 : part).replace("-", "−"),
    /** A small coefficient to two significant digits. */
    small: formatter({ maximumSignificantDigits: 2 }),
    /** A large number in words: 2.56 billion. */
    large: formatter({ notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 }),
    percent: formatter({ style: "percent", maximumFractionDigits: 0 }),
    finePercent: formatter({ style: "percent", maximumFractionDigits: 1 }),
    /** A duration to three significant digits, in the unit that suits it. */
    seconds(time) {
      if (time === 0) return belowStep;
      if (time < 1e-3) return µs(time * 1e6);
      return time < 1 ? ms(time * 1e3) : s(time);
    },
    /** A day. */
    date: (at) => new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(at),
    /** A rough duration in whole seconds, minutes or hours. */
    left(time) {
      if (time < 90) return seconds(Math.ceil(time));
      return time < 5400 ? minutes(Math.ceil(time / 60)) : hours(Math.ceil(time / 3600));
    },
  };
}

/**
 * What makes of a number that is typed in a language a plain one, as attributes hold it: ASCII digits without groups, and a
 * dot before a fraction. That keeps its zeros: "100,000", where the comma is the decimal sign, becomes "100.000", which
 * options.js refuses, as it could be meant in two ways. What is no number of the language comes back as it is.
 * @param {string} locale
 * @returns {(typed: string) => string}
 */
export function numberReader(locale) {
  const digits = [...new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210)].reverse();
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567890.5).map(({ value }) => value);
  const [, sign, second] = parts; // a second group has two digits in India, where only the last has three
  const size = [...second].length;
  // Spaces and apostrophes, of which languages have several kinds and keyboards one, mean nothing else in any.
  const group = `[\\s'’${sign}]`;
  const grouped = new RegExp(`^\\d{1,${size}}(${group}\\d{${size}})*${group}\\d{3}$`);
  const fraction = new RegExp(`^(\\d+)[${parts.at(-2)}]([\\de]+)$`, "i");
  return (typed) => {
    const text = digits.reduce((text, digit, i) => text.replaceAll(digit, i), typed.trim());
    return grouped.test(text) ? text.replace(/\D/g, "") : text.replace(fraction, "$1.$2");
  };
}
