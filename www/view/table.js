// A table, which scrolls where it is wider than its place.

import { make } from "./dom.js";

/** A table with a row of headings; the first cell of each row is its heading. */
export function table(headings, rows) {
  const cells = (tag, texts) => texts.map((text) => make(tag, tag === "th" ? { scope: "col" } : {}, text));
  const row = ([first, ...rest]) => make("tr", {}, make("th", { scope: "row" }, first), ...cells("td", rest));
  return make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": headings.join(", ") },
    make("table", {}, make("thead", {}, make("tr", {}, ...cells("th", headings))), make("tbody", {}, ...rows.map(row))));
}
