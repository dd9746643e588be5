// A result as tables: the account with what to do about its biggest part, all figures, and what each thread spent its time on, the
// points of a sweep or the lanes of a race.

import { say } from "../lang/format.js";
import { sharingSetting } from "../options.js";
import { make } from "./dom.js";
import { measurementsOf } from "./figures.js";
import { sweepTable } from "./growth.js";
import { memoryText, missingPart, rateIn } from "./memory-words.js";
import { PARTS, labelOf } from "./parts.js";
import { raceTables } from "./race-tables.js";
import { timeOf } from "./replay.js";
import { WAITING } from "./stretches.js";
import { table } from "./table.js";
import { ofCause, toldCause } from "./words.js";

const NONE = "–";

/**
 * @param {{result: object, drawing: object}} outcome of a run
 * @param {object | null} reference an author's numbers  @param {object} texts
 */
export function tablesOf({ result, drawing: { timeline } }, reference, texts) {
  if (result.lanes || result.mode === "gpu") {
    const { seconds } = result.lanes?.[0] ?? result;
    return [...raceTables(result, texts), make("p", {}, footnoteOf(seconds.samples.length, texts))];
  }
  return [
    ...(result.account && result.parallel.threads > 1 ? accountTable(result, texts) : []),
    ...figuresTable(result, result.scaling === "weak" ? null : reference, texts),
    ...(timeline ? [timelineTable(timeline, texts)] : []),
    ...(result.points ? [sweepTable(result, texts)] : []),
  ];
}

function accountTable(comparison, texts) {
  const { account, accountRange } = comparison;
  const valueOf = (part) => {
    const range = accountRange[part]?.map(texts.format.part).join("–");
    return make("span", {}, texts.format.part(account[part]), ...(range ? [make("small", {}, ` ${range}`)] : []));
  };
  const name = (part) => make("span", {}, make("i", { className: `swatch ${part}` }), texts.parts[labelOf(part, account[part])]);
  const advice = memoryText(comparison, texts.memoryAdvice) ?? ofCause(toldCause(comparison), comparison, texts.slowerAdvice, texts.advice);
  return [
    make("p", {}, advice),
    table(
      [texts.columns.part, texts.columns.inThreads, texts.columns.means],
      [
        ...PARTS.map((part) => [name(part), valueOf(part), texts.partMeans[labelOf(part, account[part])]]),
        ...["all", "some"].map((which) => [`${texts.parts.slowerThreads}: ${texts.slower[which]}`, texts.format.part(account.slower[which]), texts.slowerMeans[which]]),
      ],
    ),
  ];
}

/** All figures, with an author's beside them where there are some, and how they were come by. */
function figuresTable(result, reference, texts) {
  const { format, columns, labels } = texts;
  const { serial, parallel, speedup, speedupCi95, efficiency, karpFlatt } = measurementsOf(result);
  const any = serial ?? parallel;
  const rate = (it) => it && it.seconds.median > 0 && say(texts.perSecond, { integers: format.large(Number(it.n) / it.seconds.median) });
  const times = (it) => it && [format.seconds(it.seconds.median), make("small", {}, rate(it) || "")];
  const there = reference ?? {};
  const rows = [
    [labels.n, [...new Set([any, parallel ?? any].map((it) => format.whole(it.n)))].join(" – ")],
    [say(columns.timeOf, { threads: format.threads(1) }), times(serial), there.serial && format.seconds(there.serial)],
    [labels.threads, parallel && format.whole(parallel.threads), there.threads && format.whole(there.threads)],
    [columns.timeOfAll, times(parallel), there.parallel && format.seconds(there.parallel)],
    [texts.parts.speedup, speedup && format.ratio(speedup), there.speedup && format.ratio(there.speedup)],
    [columns.interval, speedupCi95 && speedupCi95.map(format.ratio).join(" – ")],
    [texts.efficiency, efficiency && make("span", { part: "efficiency" }, format.percent(efficiency)), there.speedup && format.percent(there.speedup / there.threads)],
    [columns.karpFlatt, karpFlatt != null && format.finePercent(karpFlatt)],
    ...memoryRows(result, times, texts),
  ];
  const cells = ([name, here, there]) => [name, ...[here, ...(reference ? [there] : [])].map((it) => make("span", {}, ...[it || NONE].flat()))];
  const heads = [columns.figure, columns.here, ...(reference ? [reference.label] : [])];
  return [table(heads, rows.map(cells)), make("p", {}, footnoteOf(any.seconds.samples.length, texts))];
}

/** What there is to know of a total or integers in memory. */
function memoryRows(result, times, texts) {
  const { format, columns, labels } = texts;
  const { serial, parallel } = measurementsOf(result);
  const { total, source } = result.points ? result : (parallel ?? serial);
  if (sharingSetting({ total, source }) === "") return [];
  const { baseline, speedupOverBaseline } = result;
  const rates = source === "array" && !result.points ? [[columns.rateOfOne, serial], [columns.rateOfAll, parallel]] : [];
  return [
    [labels.total, total],
    [labels.source, source],
    ...rates.filter(([, it]) => it).map(([name, it]) => [name, rateIn(it, texts)]),
    ...(total === "unguarded" && parallel?.missing ? [[columns.missing, [format.whole(parallel.missing), make("small", {}, missingPart(parallel, texts))]]] : []),
    ...(baseline ? [[columns.baseline, times(baseline)], [columns.overBaseline, speedupOverBaseline && format.ratio(speedupOverBaseline)]] : []),
  ];
}

/** How times that are of so many samples were taken. */
function footnoteOf(count, { footnote, format }) {
  const { shorter, one, several, intervals, checked } = footnote;
  return [shorter, count === 1 ? one : say(several, { runs: format.runs(count) }), count < 3 ? "" : intervals, checked].filter(Boolean).join(" ");
}

/** What each thread spent its seconds on, and how fast it was. */
function timelineTable({ lanes }, texts) {
  const { columns, labels, parts, lane, format } = texts;
  const times = (spent) => ["busy", ...WAITING].map((kind) => timeOf(spent[kind], texts));
  const row = (spent, thread) => [say(lane, { thread: format.whole(thread + 1) }), format.whole(spent.chunks), ...times(spent), spent.speed === null ? NONE : format.percent(spent.speed)];
  return table([columns.thread, labels.chunks, columns.busy, ...WAITING.map((kind) => parts[kind]), texts.speed], lanes.map(row));
}
