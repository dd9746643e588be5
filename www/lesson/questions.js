// The question that each section ends in, and which of them a reader's runs have answered. Every one can be answered on two
// hardware threads as well as on many, so none asks for a speed: they ask for pairs of runs that differ in one thing.

import { LOST } from "../view/parts.js";

/** The post's n, which sums.py has, too. */
const PYTHONS_N = 1e8;

/** How many chunks a thread gets unless a reader chooses. */
const USUAL_CHUNKS = 16;

/** By the section's name: whether these facts answer its question. */
const QUESTIONS = {
  // Ten times, or nearly: a reader may have typed 1e9 where the run before took an n that the element chose.
  one: ({ serials }) => pairs(serials, isLike("kernel")).some(([a, b]) => b.n >= 8 * a.n),
  // No faster, as far as can be told.
  chunks: ({ comparisons }) =>
    comparisons.some(({ threads, chunks, speedup, low }) => threads > 1 && chunks !== USUAL_CHUNKS * threads && (speedup < 1.05 || low <= 1)),
  hardware: ({ comparisons }) => pairs(comparisons, isLike("n", "kernel", "engine")).some(([a, b]) => a.threads === Math.floor(b.threads / 2)),
  lost: ({ comparisons }) =>
    comparisons.some(({ most }) => most >= 0.25) && comparisons.some(({ threads, efficiency }) => threads > 1 && efficiency >= 0.9),
  // Right once, and wrong another time.
  total: ({ elsewhere }) => {
    const unguarded = elsewhere.filter(({ total, threads }) => total === "unguarded" && threads > 1);
    return [true, false].every((isRight) => unguarded.some((it) => it.isRight === isRight));
  },
  close: ({ elsewhere }) =>
    pairs(elsewhere, isLike("n", "threads", "source")).some(([a, b]) => a.total === "adjacent" && b.total === "atomic" && a.threads > 1),
  memory: ({ elsewhere }) =>
    pairs(elsewhere.filter(({ source }) => source === "array"), isLike("n", "total", "kernel")).some(([a, b]) => a.threads === Math.floor(b.threads / 2)),
  python: ({ serials, python }) => python !== null && serials.some(({ n }) => n === PYTHONS_N),
  sweep: ({ comparisons, sweeps }) =>
    sweeps > 0 &&
    pairs(comparisons, isLike("n", "kernel", "engine")).some(([a, b]) => b.threads > a.threads && b.speedup <= 1.05 * a.speedup),
  better: ({ serials, comparisons }) => {
    const byVectors = serials.filter(({ kernel }) => kernel === "simd");
    const wasted = comparisons.filter(({ kernel, threads, efficiency }) => kernel === "scalar" && threads > 1 && efficiency > 0.9);
    return wasted.some((it) => byVectors.some(({ n, seconds }) => n === it.n && seconds < it.seconds));
  },
  // A tenth, or nearly, as above.
  race: ({ races }) => pairs(races, isLike("lanes", "threads")).some(([a, b]) => b.n >= 8 * a.n),
  workers: ({ comparisons, isIsolated }) =>
    (isIsolated ? ["shared-memory", "messages"] : ["messages"]).every((engine) =>
      pairs(comparisons.filter((it) => it.engine === engine), isLike("n", "threads", "chunks", "kernel")).length > 0),
};

/**
 * The names of the questions that are answered.
 * @param {object[]} facts of each run so far, as `factsOf` makes them
 * @param {object | null} python the numbers of the reader's own Python
 */
export function answered(facts, python) {
  const all = {
    serials: facts.flatMap(({ serial }) => serial ?? []),
    comparisons: facts.flatMap(({ comparison }) => comparison ?? []),
    elsewhere: facts.flatMap(({ elsewhere }) => elsewhere ?? []),
    races: facts.flatMap(({ race }) => race ?? []),
    sweeps: facts.filter(({ isSweep }) => isSweep).length,
    isIsolated: facts.some(({ isIsolated }) => isIsolated),
    python,
  };
  return Object.keys(QUESTIONS).filter((name) => QUESTIONS[name](all));
}

/**
 * Of what an element resolved to only what questions ask about: its spans may be many. Nothing of a wrong sum, unless it is of an
 * unguarded total, of which that is the result. Runs with a total or integers in memory cost something else: they stand apart.
 */
export function factsOf(result) {
  const measured = [result.serial, result.parallel].filter((it) => it?.mode);
  const { total, source } = measured[0] ?? result;
  if (total !== "unguarded" && [result, ...measured].some(({ correct }) => correct === false)) return {};
  if (result.lanes) return { isIsolated: result.environment.crossOriginIsolated, race: raceFacts(result) };
  const { points, account, parallel, speedup, speedupCi95, efficiency } = result;
  const { crossOriginIsolated: isIsolated } = (parallel ?? result).environment;
  if (result.over) return { isIsolated };
  if (total !== "private" || source !== "counter") return { isIsolated, elsewhere: points ? null : elsewhereFacts(parallel ?? result) };
  if (points) return { isIsolated, isSweep: result.scaling === "strong", serial: serialFacts(result, result.serial) };
  if (result.mode) return result.mode === "serial" ? { isIsolated, serial: serialFacts(result, result.seconds) } : { isIsolated };
  const { n, kernel, engine, threads, chunks, seconds } = parallel;
  // Without an account a run was too short for the clock.
  const comparison = account && {
    n: Number(n), kernel, engine, threads, chunks, seconds: seconds.median, speedup, efficiency,
    low: speedupCi95?.[0] ?? speedup,
    most: Math.max(...LOST.map((part) => account[part])) / threads,
  };
  return { isIsolated, serial: serialFacts(result.serial, result.serial.seconds), comparison };
}

/** Nothing of a race whose winner the clock cannot tell. */
const raceFacts = ({ n, threads, lanes }) =>
  lanes.length > 1 && lanes.every(({ perSecond }) => perSecond) ? { n: Number(n), threads, lanes: lanes.map(({ name }) => name).join() } : null;

const elsewhereFacts = ({ n, total, source, kernel, threads, correct }) => ({ n: Number(n), total, source, kernel, threads, isRight: correct });

const serialFacts = ({ n, kernel }, { median }) => ({ n: Number(n), kernel, seconds: median });

/** Whether two have the same under these names. */
const isLike = (...names) => (a, b) => names.every((name) => a[name] === b[name]);

/** Each one with each other that is like it. */
const pairs = (all, areAlike) => all.flatMap((a) => all.filter((b) => b !== a && areAlike(a, b)).map((b) => [a, b]));
