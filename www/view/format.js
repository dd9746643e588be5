// Numbers as the reader's language writes them.

import { strings } from "./strings.js";

const locale = "en";

const whole = new Intl.NumberFormat(locale);
const significant = new Intl.NumberFormat(locale, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const large = new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

/** A whole number, also one in decimal digits, in groups of digits. */
export const formatWhole = (number) => whole.format(BigInt(number));

/** A ratio to three significant digits. */
export const formatRatio = (ratio) => significant.format(ratio);

/** A number of threads to two decimals, as parts of an account are. */
export const formatPart = (part) => two.format(Math.abs(part) < 0.005 ? 0 : part);

/** A small coefficient to two significant digits. */
export const formatSmall = (number) => small.format(number);

/** A large number in words: 2.56 billion. */
export const formatLarge = (number) => large.format(number);

export const formatPercent = (fraction) => percent.format(fraction);

export const formatFinePercent = (fraction) => finePercent.format(fraction);

/** A duration to three significant digits, in the unit that suits it. */
export function formatSeconds(seconds) {
  if (seconds === 0) return strings.belowStep;
  if (seconds < 1e-3) return `${significant.format(seconds * 1e6)} µs`;
  if (seconds < 1) return `${significant.format(seconds * 1e3)} ms`;
  return `${significant.format(seconds)} s`;
}

/** A rough duration in whole seconds, minutes or hours. */
export function formatLeft(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}
