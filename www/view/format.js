// Numbers as the reader's language writes them.

const locale = "en";

const whole = new Intl.NumberFormat(locale);
const significant = new Intl.NumberFormat(locale, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const large = new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

/** A whole number, also one in decimal digits, in groups of digits. */
export const formatWhole = (number) => whole.format(BigInt(number));

/** A ratio to three significant digits. */
export const formatRatio = (ratio) => significant.format(ratio);

/** A large number in words: 2.56 billion. */
export const formatLarge = (number) => large.format(number);

export const formatPercent = (fraction) => percent.format(fraction);

/** A duration to three significant digits, in the unit that suits it. */
export function formatSeconds(seconds) {
  if (seconds === 0) return "below the timer's step";
  if (seconds < 1e-3) return `${significant.format(seconds * 1e6)} µs`;
  if (seconds < 1) return `${significant.format(seconds * 1e3)} ms`;
  return `${significant.format(seconds)} s`;
}
