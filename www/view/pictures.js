// What is drawn of a result below its figures: where the missing speedup went, who added what when, the curve of a sweep;
// and the line from which it can be taken along.

import { accountView } from "./account.js";
import { curveView } from "./curve.js";
import { exportView } from "./export.js";
import { timelineView } from "./timeline.js";

/**
 * @param {{result: object, drawing: object}} outcome of a run
 * @param {(() => string) | null} link to the page with the settings, null where none leads back
 * @param {object} texts
 */
export function picturesOf({ result, drawing: { timeline, curves } }, link, texts) {
  const { account, parallel } = result;
  return [
    ...(account && parallel.threads > 1 ? [accountView(result, texts)] : []),
    ...(timeline ? [timelineView(timeline, texts)] : []),
    ...(curves ? [curveView(result, curves, texts)] : []),
    exportView(result, link, texts),
  ];
}
