// The timeline of the median sample: a lane a thread, a bar a chunk, and between them the kinds of waiting.

import { say } from "../lang/format.js";
import { countOf, spansOf } from "../spans.js";
import { details, draw, make, setText, table } from "./dom.js";

const WIDTH = 1000; // of the drawing's coordinates
const WAITING = ["start", "gaps", "imbalance", "join"];
const THINNEST = 3.5; // bars thinner than this, a pixel on a phone, are merged with their neighbours
const LANE_HEIGHTS = [[4, 26], [16, 16], [64, 9], [Infinity, 4]];

/**
 * @param {{seconds: number, spans: Float64Array, lanes: object[], cuts: Float64Array}} timeline of a sample: its spans, in
 *   order of chunks; what each thread spent its seconds on; the first integer of each chunk
 * @param {object} texts
 */
export function timelineView({ seconds: total, spans, lanes: spent, cuts }, texts) {
  const lanes = lanesOf(spans, spent);
  const threads = lanes.length;
  const [, height] = LANE_HEIGHTS.find(([most]) => threads <= most);
  const x = (time) => (total > 0 ? (WIDTH * time) / total : 0);
  const waiting = lanes.flatMap((lane, i) => waitingOf(lane, total).map(([kind, from, to]) => rect(kind, x(from), x(to), i, height)));
  const bars = lanes.flatMap((lane, i) => merged(lane.spans, x).map(([from, to], j) => rect(`bar-${j % 2}`, from, to, i, height)));
  const marker = draw("rect", { class: "marker", height: height - 2, width: 0 });
  const label = say(texts.timelineLabel, { threads: texts.format.threads(threads), chunks: texts.format.chunks(countOf(spans)) });
  const svg = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${threads * height}`, preserveAspectRatio: "none", class: "timeline", tabindex: 0, role: "application", "aria-label": label },
    ...WAITING.map(hatch),
    ...waiting,
    ...bars,
    marker,
  );
  svg.style.setProperty("height", `${threads * height}px`);

  const { whole, seconds } = texts.format;
  const info = make("p", { className: "info", role: "status" }, texts.timelineHelp);
  const show = (span) => {
    if (!span) return;
    const [from, to] = [x(span.start), x(span.end)];
    for (const [name, value] of Object.entries({ x: from, width: Math.max(to - from, 2), y: span.thread * height + 1 })) marker.setAttribute(name, value);
    setText(info, say(texts.span, {
      thread: whole(span.thread + 1),
      chunk: whole(span.chunk + 1),
      first: whole(cuts[span.chunk]),
      last: whole(cuts[span.chunk + 1] - 1),
      start: seconds(span.start),
      took: seconds(span.end - span.start),
    }));
  };
  listen(svg, lanes, total, show);
  const legend = ["bar-0", ...WAITING].map((kind) =>
    make("span", {}, make("i", { className: `swatch ${kind}` }), kind === "bar-0" ? texts.columns.busy : texts.parts[kind]));
  return make(
    "section",
    { className: "picture", part: "timeline" },
    make("h3", {}, texts.timelineTitle),
    svg,
    make("div", { className: "scale", "aria-hidden": "true" }, make("span", {}, "0"), make("span", {}, texts.format.seconds(total))),
    info,
    make("p", { className: "legend", "aria-hidden": "true" }, ...legend),
    details(texts.table, table(headsOf(texts), lanes.map((lane, i) => rowOf(lane, i, texts)))),
  );
}

/** Of each thread what it spent its seconds on, and its spans in the order in which it added them. */
function lanesOf(numbers, spent) {
  const lanes = spent.map((lane) => ({ ...lane, spans: [] }));
  for (const span of spansOf(numbers)) lanes[span.thread].spans.push(span);
  return lanes;
}

/** [kind, from, to] of what a thread did besides adding; gaps are one stretch that the bars are drawn over. */
function waitingOf({ start, imbalance, join }, total) {
  const lastEnd = total - join;
  return [["start", 0, start], ["gaps", start, lastEnd - imbalance], ["imbalance", lastEnd - imbalance, lastEnd], ["join", lastEnd, total]];
}

/** The extents of a lane's bars, in which those that would be too thin to see are joined with the next. */
function merged(spans, x) {
  const extents = [];
  for (const span of spans) {
    const [from, to] = [x(span.start), x(span.end)];
    const last = extents.at(-1);
    if (last && (to - last[0] < THINNEST || (last[1] - last[0] < THINNEST && from - last[1] < THINNEST))) last[1] = to;
    else extents.push([from, to]);
  }
  return extents;
}

function rect(kind, from, to, lane, height) {
  return draw("rect", { class: kind, x: from, width: Math.max(to - from, 0), y: lane * height + 1, height: height - 2 });
}

/** What a kind of waiting is filled with where colours are the reader's, as style.js fills its swatch. */
function hatch(kind, i) {
  const lines = draw("path", { d: "M0 1h6", stroke: "CanvasText", "stroke-width": 2 });
  return draw("pattern", { id: kind, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${45 * i})` }, lines);
}

const headsOf = ({ columns, labels, parts }) => [columns.thread, labels.chunks, columns.busy, ...WAITING.map((kind) => parts[kind])];

function rowOf(lane, thread, texts) {
  const times = ["busy", ...WAITING].map((kind) => (lane[kind] > 0 ? texts.format.seconds(lane[kind]) : "0"));
  return [say(texts.lane, { thread: texts.format.whole(thread + 1) }), texts.format.whole(lane.chunks), ...times];
}

/** Shows the span under the pointer, and with the arrow keys the next or that of another thread. */
function listen(svg, lanes, total, show) {
  let [thread, index] = [0, 0];
  const under = ({ clientX, clientY }) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const lane = Math.min(Math.max(Math.floor(((clientY - top) / height) * lanes.length), 0), lanes.length - 1);
    return [lane, nearest(lanes[lane].spans, ((clientX - left) / width) * total, (THINNEST / WIDTH) * total)];
  };
  const showAt = ([lane, i]) => show(lanes[lane].spans[i]);
  svg.addEventListener("pointermove", (event) => showAt(under(event)));
  svg.addEventListener("pointerdown", (event) => {
    const [lane, i] = under(event);
    if (i >= 0) showAt(([thread, index] = [lane, i]));
  });
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && showAt([thread, index]));
  svg.addEventListener("keydown", (event) => {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (across === undefined) return;
    event.preventDefault();
    thread = Math.min(Math.max(thread + down, 0), lanes.length - 1);
    index = Math.min(Math.max(index + across, 0), Math.max(lanes[thread].spans.length - 1, 0));
    showAt([thread, index]);
  });
}

/** Which of a lane's spans is at a time, or the nearest within `reach`, as of a bar that is thin or of many spans; else -1. */
function nearest(spans, time, reach) {
  let [found, least] = [-1, reach];
  spans.forEach(({ start, end }, i) => {
    const distance = Math.max(start - time, time - end, 0);
    if (distance <= least) [found, least] = [i, distance];
  });
  return found;
}
