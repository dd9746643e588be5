// What is drawn of a result below its figures: where the missing speedup went, who added what when, the curve of a sweep;
// and the line from which it can be taken along.

import { accountView } from "./account.js";
import { curveView } from "./curve.js";
import { exportView } from "./export.js";
import { timelineView } from "./timeline.js";
import { canBeLinked, resultLink } from "../result-link.js";

/**
 * @param {{result: object, drawing: object, at: Date}} outcome of a run, and when it ended
 * @param {{place: string | null, link: (settings?: object) => string, reference: () => object | null}} element: its parameter
 *   in the page's address, null where no link leads back; the address with its settings or these; and whose numbers stand
 *   beside its own
 * @param {object} texts
 */
export function picturesOf(outcome, { place, link, reference }, texts) {
  const { result, drawing: { timeline, curves }, at } = outcome;
  const { account, parallel } = result;
  const links = {
    settings: place && (() => link()),
    result: place && canBeLinked(result) ? () => resultLink(place, link, result, at) : null,
  };
  return [
    ...(account && parallel.threads > 1 ? [accountView(result, texts)] : []),
    ...(timeline ? [timelineView(timeline, texts)] : []),
    ...(curves ? [curveView(result, curves, texts)] : []),
    exportView(outcome, links, reference, texts),
  ];
}
