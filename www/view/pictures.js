// What is drawn of a result below its figures: where the missing speedup went, who added what when, the curve of a sweep;
// and the line from which it can be taken along.

import { accountView } from "./account.js";
import { curveView } from "./curve.js";
import { details } from "./dom.js";
import { exportView } from "./export.js";
import { Timeline } from "./timeline.js";

/**
 * @param {{result: object, drawing: object}} outcome of a run
 * @param {(() => string) | null} link to the page with the settings, null where none leads back
 * @param {object} texts
 */
export function picturesOf({ result, drawing: { timeline, curves } }, link, texts) {
  const { account, parallel } = result;
  return [
    ...(account && parallel.threads > 1 ? [accountView(result, texts)] : []),
    ...(timeline ? timelineOf(timeline, texts) : []),
    ...(curves ? [curveView(result, curves, texts)] : []),
    exportView(result, link, texts),
  ];
}

function timelineOf(timeline, texts) {
  const view = new Timeline(texts, { onMoment() {}, onLight() {} });
  view.show(timeline);
  return [view.element, details(texts.table, view.table())];
}
