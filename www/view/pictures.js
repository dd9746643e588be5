// What is drawn of a result below its figures: where the missing speedup went, who added what when, the curve of a sweep;
// and the line from which it can be taken along.

import { accountView } from "./account.js";
import { curveView } from "./curve.js";
import { exportView } from "./export.js";
import { timelineView } from "./timeline.js";
import { resultLeadsBack, resultLink } from "../result-link.js";

/**
 * @param {{result: object, drawing: object, at: Date}} outcome of a run, and when it ended
 * @param {(() => string) | null} link to the page with the settings, null where none leads back
 * @param {object} texts
 * @param {{element: Element, reference: () => object | null}} place: the element, and whose numbers stand beside its own
 */
export function picturesOf(outcome, link, texts, { element, reference }) {
  const { result, drawing: { timeline, curves }, at } = outcome;
  const { account, parallel, speedup } = result;
  const isSound = speedup && result.serial.correct && parallel.correct;
  const links = { settings: link, result: isSound && resultLeadsBack(element) ? () => resultLink(element, result, at) : null };
  return [
    ...(account && parallel.threads > 1 ? [accountView(result, texts)] : []),
    ...(timeline ? [timelineView(timeline, texts)] : []),
    ...(curves ? [curveView(result, curves, texts)] : []),
    exportView(outcome, links, reference, texts),
  ];
}
