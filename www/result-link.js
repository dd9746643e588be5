// A result in the page's address, behind "#", which browsers send to nobody: a comparison that somebody else has made stands
// beside the reader's own. Whatever an address may say, nothing else comes of it.

import { OPTIONS, readEngine, readOptions } from "./options.js";
import { PARTS } from "./view/parts.js";

/** After the element's parameter. What tells the result otherwise some day gets another. */
const VERSION = "~1~";

/** Characters of what is worth being read: all that a result can be, each escaped. */
const LONGEST = 1000;

/** Seconds in a day, longer than the longest run. */
const DAY = 86_400;

/** As far as rounding to four digits may lead, of a number and of those that add up to one. */
const ROUNDING = 2e-3;

/** Before that there was nothing to have results. */
const FIRST_DATE = "2025-01-01";

/** What stands for an interval or an account that there is not, as of few samples. */
const NONE = "none";

const rounded = (number) => String(Number(number.toPrecision(4)));
const dateOf = (at) => at.toISOString().slice(0, 10);

/**
 * The address of this page with a comparison, and with the settings that let its reader make another of the same sum.
 * @param {string} place of the element: its parameter in the page's address
 * @param {(settings: object) => string} link to the element with settings
 * @param {object} comparison
 * @param {Date} at when it was made
 */
export function resultLink(place, link, { serial, parallel, speedupCi95, account }, at) {
  const { n, threads, chunks, schedule, kernel, engine, environment } = parallel;
  const places = Object.fromEntries(PLACES.filter((name) => parallel[name] !== OPTIONS[name].fallback()).map((name) => [name, parallel[name]]));
  const told = {
    ...places, n, threads, chunks, schedule, kernel, engine,
    serial: rounded(serial.seconds.median),
    parallel: rounded(parallel.seconds.median),
    ci: speedupCi95?.map(rounded).join("~") ?? NONE,
    account: account ? PARTS.map((part) => rounded(account[part])).join("~") : NONE,
    hardware: environment.hardwareConcurrency,
    date: dateOf(at),
  };
  const url = new URL(link({ ...places, n, schedule, kernel }));
  url.hash = place + VERSION + Object.entries(told).map((pair) => pair.join(":"));
  return url.href;
}

/** Where a total is and integers come from: told of only where that is not as usual. */
const PLACES = ["total", "source"];

/** What a value may be, in the order in which `resultLink` writes them: each reads a text to what is allowed, else to undefined. */
const READ = {
  total: (text) => place("total", text),
  source: (text) => place("source", text),
  n: (text) => whole("n", text)?.toString(),
  threads: (text) => whole("threads", text),
  chunks: (text) => whole("chunks", text),
  schedule: (text) => OPTIONS.schedule.read(text),
  kernel: (text) => OPTIONS.kernel.read(text),
  engine: readEngine,
  serial: duration,
  parallel: duration,
  ci: (text) => numbers(text, 2),
  account: (text) => numbers(text, PARTS.length),
  hardware: (text) => whole("threads", text),
  date: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && dateOf(new Date(text)) === text ? text : undefined),
};

/**
 * The result behind "#" for an element.
 * @param {string} hash of the page's address
 * @param {string | null} place of the element, null where no link leads
 * @returns {{total: string, source: string, n: string, threads: number, chunks: number, schedule: string, kernel: string, engine: string, serial: number,
 *   parallel: number, speedup: number, speedupCi95: number[] | null, account: object | null, hardwareConcurrency: number,
 *   date: string} | null} null for whatever no `resultLink` would have written
 */
export function receivedIn(hash, place) {
  if (hash.length > LONGEST || !place) return null;
  try {
    return read(decodeURIComponent(hash), `#${place}${VERSION}`); // some programs escape more than they need
  } catch {
    return null; // it is no text, or a value is refused
  }
}

function read(hash, start) {
  if (!hash.startsWith(start)) return null;
  const pairs = hash.slice(start.length).split(",").map((pair) => pair.split(":"));
  const names = Object.keys(READ).filter((name) => !PLACES.includes(name) || pairs.some(([it]) => it === name));
  const isInOrder = String(pairs.map(([name]) => name)) === String(names) && pairs.every(({ length }) => length === 2);
  if (!isInOrder) return null;
  const values = { total: OPTIONS.total.fallback(), source: OPTIONS.source.fallback(), ...Object.fromEntries(pairs.map(([name, text]) => [name, READ[name](text)])) };
  if (Object.values(values).includes(undefined)) return null;
  const { ci, account, hardware, ...others } = values;
  const received = {
    ...others,
    speedup: others.serial / others.parallel,
    speedupCi95: ci && Object.freeze(ci),
    account: account && Object.freeze(Object.fromEntries(PARTS.map((part, i) => [part, account[i]]))),
    hardwareConcurrency: hardware,
  };
  return isSound(received) ? Object.freeze(received) : null;
}

/** Whether the values agree with each other and with what there can be. */
function isSound({ total, source, n, threads, chunks, kernel, engine, speedup, speedupCi95, account, date }) {
  readEngine(engine, readOptions({ total, source, n, kernel })); // refuses what does not go together
  const [low, high] = speedupCi95 ?? [speedup, speedup];
  const tomorrow = dateOf(new Date(Date.now() + DAY * 1000)); // which it is elsewhere already
  return (
    BigInt(chunks) <= BigInt(n) &&
    date >= FIRST_DATE && date <= tomorrow &&
    low > 0 && low <= speedup * (1 + ROUNDING) && high >= speedup * (1 - ROUNDING) &&
    (account === null || addsUp(account, threads, speedup))
  );
}

/** The account is of one sample, whose speedup is not quite that of the medians. */
function addsUp({ slowerThreads, ...others }, threads, speedup) {
  const parts = Object.values(others);
  const sum = parts.reduce((sum, part) => sum + part, slowerThreads);
  return parts.every((part) => part >= 0) && Math.abs(sum - threads) <= ROUNDING * threads && Math.abs(Math.log2(others.speedup / speedup)) < 1;
}

/** A value of an option that is not as usual. */
const place = (option, text) => (text === OPTIONS[option].fallback() ? undefined : OPTIONS[option].read(text));

/** A whole number as the option of that name allows it, in plain digits. */
const whole = (option, text) => (/^[1-9]\d*$/.test(text) ? OPTIONS[option].read(text) : undefined);

function number(text) {
  return /^-?\d{1,8}(\.\d{1,12})?(e-\d{1,2})?$/.test(text) ? Number(text) : undefined;
}

function duration(text) {
  const seconds = number(text);
  return seconds > 0 && seconds < DAY ? seconds : undefined;
}

function numbers(text, count) {
  if (text === NONE) return null;
  const all = text.split("~").map(number);
  return all.length === count && !all.includes(undefined) ? all : undefined;
}
