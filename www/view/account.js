// The account of lost speedup: one bar from 0 to the number of threads, the parts in figures, and what to do about the biggest.

import { make, table } from "./dom.js";
import { toldCause } from "./words.js";

const PARTS = ["speedup", "start", "gaps", "imbalance", "join", "slowerThreads"];

/** @param {{account: object, accountRange: object, cause: string | null, parallel: object}} comparison  @param {object} texts */
export function accountView(comparison, texts) {
  const { account, accountRange, parallel: { threads } } = comparison;
  const parts = PARTS.map((name) => ({ name, size: account[name] }));
  // A gain makes the others add up to more than there are threads.
  const scale = Math.max(threads, parts.reduce((sum, { size }) => sum + Math.max(size, 0), 0));
  const segment = ({ name, size }) => {
    const element = make("div", { className: `segment ${name}`, title: `${texts.parts[name]}: ${texts.format.part(size)}` });
    element.style.setProperty("flex-basis", `${(100 * Math.max(size, 0)) / scale}%`);
    return element;
  };
  const label = ({ name, size }) => (name === "slowerThreads" && size < 0 ? "gain" : name);
  const swatch = (part) => make("span", {}, make("i", { className: `swatch ${part.name}` }), texts.parts[label(part)]);
  return make(
    "section",
    { className: "picture", part: "account" },
    make("h3", {}, texts.accountTitle),
    make("p", {}, texts.advice[toldCause(comparison)]),
    make("div", { className: "account", "aria-hidden": "true" }, ...parts.map(segment)),
    make("div", { className: "scale", "aria-hidden": "true" }, make("span", {}, "0"), make("span", {}, texts.format.threads(threads))),
    table(
      [texts.columns.part, texts.columns.inThreads, texts.columns.means],
      parts.map((part) => [swatch(part), valueOf(part.size, accountRange[part.name], texts), texts.partMeans[label(part)]]),
    ),
  );
}

/** A part with what lies between its quartiles; of the speedup its interval is told already. */
function valueOf(size, range, { format }) {
  return make("span", {}, format.part(size), ...(range ? [make("small", {}, ` ${range.map(format.part).join("–")}`)] : []));
}
