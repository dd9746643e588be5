// What a run can be asked for: which values each option allows, and how they are read. What is refused is told in facts:
// {option, got} with {max} or {values}, of a list also {isList}, and the {setting} that allows no others; the words for them are a
// language's.

/** The largest n; src/chunk.rs says why. */
const MAX_N = 10n ** 12n;
/** The largest n whose sum fits a total in memory, and the largest of an array; src/total.rs and src/source.rs say why. */
const MAX_N_IN_MEMORY = 6_074_000_999n;
const MAX_ARRAY = 16_777_216n;
const MAX_THREADS = 256;
const MAX_CHUNKS = 65_536;
const CHUNKS_PER_THREAD = 16;
const MAX_REPEATS = 100;

/** Of a race, in the order in which they are drawn. */
export const LANES = ["serial", "serial-simd", "parallel", "parallel-simd", "gpu"];

/** Those of a race that names none: on one thread, several would be the same as one. */
export const lanesFor = (threads) => LANES.filter((lane) => threads > 1 || !lane.startsWith("parallel"));

const MODES = oneOf(["serial", "parallel", "gpu"]);
const PICTURES = oneOf(["svg", "png"]);
const SCALINGS = oneOf(["strong", "weak"]);
const OVER = oneOf(["threads", "n"]);

/** An addition in memory takes from ten to some hundred times as long as one in a register. */
const N = 100_000_000n;
const N_IN_MEMORY = 2_000_000n;
const [REPEATS, REPEATS_IN_MEMORY] = [5, 3];

const isInMemory = ({ total }) => total != null && total !== "private";
const isArray = ({ source }) => source === "array";

/** The setting that takes threads that share memory, by its name and value; "" where none does. */
export const sharingSetting = (options) => (isArray(options) ? "source=array" : isInMemory(options) ? `total=${options.total}` : "");

/** The largest n with the other options. */
export const mostN = (options) => (isArray(options) ? MAX_ARRAY : isInMemory(options) ? MAX_N_IN_MEMORY : MAX_N);

/** How many threads the browser says that the hardware runs at once. */
export const hardwareThreads = () => Math.min(globalThis.navigator?.hardwareConcurrency || 1, MAX_THREADS);

/**
 * The options that are attributes of the element: what each allows; how a value is read; its default, and what of that is allowed
 * `within` the options before it, where that is less, with the setting that it is less for.
 */
export const OPTIONS = {
  total: oneOf(["private", "padded", "adjacent", "atomic", "mutex", "unguarded"]),
  source: oneOf(["counter", "array"]),
  n: {
    ...wholeNumber(MAX_N, (others) => (isInMemory(others) ? N_IN_MEMORY : isArray(others) ? MAX_ARRAY : N)),
    within: (others) => sharingSetting(others) && { ...wholeNumber(mostN(others)), setting: sharingSetting(others) },
  },
  threads: wholeNumber(MAX_THREADS, hardwareThreads),
  chunks: wholeNumber(MAX_CHUNKS, ({ threads }) => threads * CHUNKS_PER_THREAD),
  // Which thread wrote which part of an array is decided beforehand, and who wrote it reads it best.
  schedule: { ...oneOf(["dynamic", "static"]), fallback: (others) => (isArray(others) ? "static" : "dynamic") },
  // An addition in memory is of one integer.
  kernel: { ...oneOf(["scalar", "simd"]), within: (others) => isInMemory(others) && { ...oneOf(["scalar"]), setting: `total=${others.total}` } },
  repeats: wholeNumber(MAX_REPEATS, (others) => (isInMemory(others) ? REPEATS_IN_MEMORY : REPEATS)),
};

const ENGINES = {
  ...oneOf(["shared-memory", "messages"]),
  within: (others) => sharingSetting(others) && { ...oneOf(["shared-memory"]), setting: sharingSetting(others) },
};

/** What Sweep may go over, by what a reader chooses. */
export const SWEEPS = { threads: {}, weak: { scaling: "weak" }, n: { over: "n" } };

/** The attributes that say how the element itself is: how each is read, and what holds where it is missing or unknown. */
export const MANNERS = {
  loading: oneOf(["lazy", "eager"]),
  view: oneOf(["full", "compact"]),
  predict: { read: (text) => text !== null, fallback: () => false },
  reference: {
    allowed: { values: ["serial seconds,parallel seconds,threads"] },
    fallback: () => null,
    read: (text) => (readReference(text) ? text : undefined),
  },
  "reference-label": { read: (text) => text ?? undefined, fallback: () => null },
};

/** An author's numbers, {serial, parallel, threads}: how many seconds one took, and several; null where they are none. */
export function readReference(text) {
  const [serial, parallel, threads, ...more] = (text ?? "").split(",").map((it) => (it.trim() === "" ? NaN : Number(it)));
  const isTime = (seconds) => seconds > 0 && seconds < Infinity;
  if (more.length > 0 || !isTime(serial) || !isTime(parallel) || OPTIONS.threads.read(threads) === undefined) return null;
  return { serial, parallel, threads };
}

/**
 * Reads all options, `given` before the texts of `attributes`. Left out are undefined and null, and of attributes the
 * empty text of a field that has a default.
 * @returns {{total: string, source: string, n: bigint, threads: number, chunks: number, schedule: string, kernel: string, repeats: number}}
 * @throws {RangeError | TypeError} with the facts of it in its properties and no message, when a value is not allowed
 */
export function readOptions(given, attributes = {}) {
  const options = {};
  for (const name of Object.keys(OPTIONS)) {
    options[name] = given?.[name] == null ? readAttribute(name, attributes[name], options) : readOption(name, given[name], options);
  }
  return options;
}

/** Reads an attribute; `others` are the options before it, which its default may depend on. */
export function readAttribute(name, text, others) {
  return readOption(name, text === "" && name !== "n" ? null : text, others);
}

function readOption(name, value, others) {
  return value == null ? OPTIONS[name].fallback(others) : check(name, OPTIONS[name], value, others);
}

/**
 * Reads the largest number of threads of a sweep, `threads` where it is left out.
 * @throws {RangeError | TypeError} as `readOptions`
 */
export function readMaxThreads(value, threads) {
  return value == null ? threads : check("maxThreads", OPTIONS.threads, value);
}

/**
 * Reads the numbers of threads that a sweep measures; undefined where they are left out.
 * @throws {RangeError | TypeError} as `readOptions`, when they are none or do not ascend
 */
export function readCounts(value) {
  if (value == null) return undefined;
  const { read, isOfItsType, allowed } = OPTIONS.threads;
  const counts = Array.isArray(value) ? value.map(read) : [];
  if (counts.length > 0 && counts.every((count, i) => count > (counts[i - 1] ?? 0))) return counts;
  const ErrorType = Array.isArray(value) && value.every(isOfItsType) ? RangeError : TypeError;
  throw refusal(ErrorType, { option: "counts", ...allowed, isList: true, got: value });
}

/**
 * Reads what a sweep is asked for, with the options of its runs, which `readRun` reads: those of a weak one have an n that leaves
 * room for its multiples, those of one over n the largest, and the numbers of threads are the other kind's.
 * @throws {RangeError | TypeError} as `readOptions`
 */
export function readSweep(given, readRun) {
  const { scaling, over, maxN, counts, maxThreads } = given ?? {};
  const isWeak = check("scaling", SCALINGS, scaling ?? "strong") === "weak";
  if (check("over", OVER, over ?? "threads") === "n") {
    for (const [name, value] of Object.entries({ counts, maxThreads })) if (value != null) throw onlyFor(name, "threads", over);
    if (isWeak) throw refusal(RangeError, { option: "scaling", values: ["strong"], got: scaling, setting: "over=n" });
    if (maxN == null) return { ...readRun(given), over, isFree: false };
    const options = readRun({ ...given, n: 1 });
    return { ...options, over, n: check("maxN", OPTIONS.n, maxN, options), isFree: false };
  }
  if (maxN != null) throw onlyFor("maxN", "n", "threads");
  const list = readCounts(counts);
  const threads = readMaxThreads(list?.at(-1) ?? maxThreads, readRun(given).threads);
  const options = { ...readRun({ ...given, threads }), counts: list, scaling: isWeak ? "weak" : "strong" };
  if (!isWeak) return options;
  const most = mostN(options) / BigInt(threads);
  const n = options.isFree && options.n > most ? most : options.n;
  if (n > most) throw refusal(RangeError, { option: "n", max: most, got: given?.n ?? String(n), setting: "scaling=weak" });
  return { ...options, n, mostN: most };
}

const onlyFor = (name, wanted, over) => refusal(RangeError, { option: "over", values: [wanted], got: over, setting: name });

/**
 * Reads the engine that a run with these options is to use; undefined where it is left out.
 * @throws {TypeError | RangeError} as `readOptions`
 */
export function readEngine(value, options) {
  return value == null ? undefined : check("engine", ENGINES, value, options);
}

/**
 * Reads what a picture is to be.
 * @throws {TypeError} as `readOptions`
 */
export function readPictureType(value) {
  return value == null ? PICTURES.fallback() : check("type", PICTURES, value);
}

function check(name, option, value, others) {
  const within = (others && option.within?.(others)) || option;
  const read = within.read(value);
  if (read !== undefined) return read;
  const setting = option.read(value) !== undefined && within.setting; // which allows no such value
  const ErrorType = setting || option.isOfItsType(value) ? RangeError : TypeError;
  throw refusal(ErrorType, { option: name, ...within.allowed, got: value, ...(setting && { setting }) });
}

/**
 * Reads what a run is asked for, with the options that `readRun` reads.
 * @throws {TypeError | RangeError} as `readOptions`, also when `mode` is not one that `run` knows
 */
export function readMode(given, readRun) {
  const mode = MODES.read(given?.mode);
  if (!mode) throw refusal(TypeError, { option: "mode", ...MODES.allowed, got: given?.mode });
  return mode === "gpu" ? { ...inRegisters(given, readRun, mode), mode } : { ...readRun(given), mode };
}

/**
 * Reads what a race is asked for, with the options of its lanes, which `readRun` reads; `lanes` are undefined where they are left out.
 * @throws {RangeError | TypeError} as `readOptions`
 */
export function readRace(given, readRun) {
  const { lanes } = given ?? {};
  const options = { ...inRegisters(given, readRun, "race"), mode: "race" };
  if (lanes == null) return options;
  const isList = Array.isArray(lanes);
  if (isList && lanes.length > 0 && new Set(lanes).size === lanes.length && lanes.every((lane) => LANES.includes(lane))) return { ...options, lanes: [...lanes] };
  throw refusal(isList ? RangeError : TypeError, { option: "lanes", values: LANES, isList: true, got: lanes });
}

/** Options whose total and integers are in registers, as they have to be for a `mode`, which has kernels of its own. */
function inRegisters(given, readRun, mode) {
  const options = readRun({ ...given, kernel: "scalar" });
  for (const name of ["total", "source"]) {
    const only = OPTIONS[name].fallback();
    if (options[name] !== only) throw refusal(RangeError, { option: name, values: [only], got: options[name], setting: `mode=${mode}` });
  }
  return options;
}

const refusal = (ErrorType, facts) => Object.assign(new ErrorType(), facts);

function wholeNumber(max, fallback) {
  const number = typeof max === "bigint" ? (value) => value : Number;
  return {
    allowed: { max },
    fallback,
    isOfItsType: (value) => parse(value) !== undefined,
    read(value) {
      const parsed = parse(value);
      return typeof parsed === "bigint" && parsed >= 1n && parsed <= BigInt(max) ? number(parsed) : undefined;
    },
  };
}

function oneOf(values) {
  return {
    allowed: { values },
    fallback: () => values[0],
    isOfItsType: () => false,
    read: (value) => (values.includes(value) ? value : undefined),
  };
}

/** A whole number as BigInt, another number as NaN, anything else as undefined. */
function parse(value) {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : NaN;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^[+-]?\d{1,3}\.\d{3}$/.test(text)) return NaN; // many languages write a hundred thousand as 100.000
  const grouped = /^[+-]?\d{1,3}(,\d{3})+$/.test(text) || /^[+-]?\d+(_\d+)*$/.test(text);
  if (grouped) return BigInt(text.replaceAll(/[,_+]/g, ""));
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?(?:e\+?(\d{1,3}))?$/i.exec(text);
  if (parts === null) return Number.isNaN(Number(text)) || text === "" ? undefined : NaN;
  const [, sign, whole, fraction = "", exponent = "0"] = parts;
  const digits = fraction.replace(/0+$/, "");
  const shift = Number(exponent) - digits.length;
  return shift < 0 ? NaN : BigInt(sign + whole + digits) * 10n ** BigInt(shift);
}
