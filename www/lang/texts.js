// The texts of a language: which is wanted, and how they are said.

import en from "../pkg/lang/en.js";
import { ELEMENT_TEXTS, MORE_TEXTS } from "../pkg/lang/languages.js";
import { formatsFor, numberReader, say } from "./format.js";

/**
 * The code of the language for an element: that of its own `lang`, the nearest ancestor's, or the browser's, as far as
 * it is spoken here; else English.
 */
export function languageFor(element) {
  const codes = Object.keys(ELEMENT_TEXTS);
  return [langOf(element), ...navigator.languages].map((wanted) => nearest(wanted, codes)).find(Boolean) ?? "en";
}

const withFormats = (language, texts) => ({
  ...texts,
  language,
  direction: directionOf(language),
  format: formatsFor(language, texts),
  readNumber: numberReader(language),
});

let english;

/** The English texts, which are always there and tell programs what is wrong, with the formats for the facts in them. */
export const inEnglish = () => (english ??= withFormats("en", en));

/** The same in a language; in English where that cannot be loaded, as offline. `language` tells which it is, `direction` its `dir`. */
export async function textsIn(language) {
  if (language === "en") return inEnglish();
  return ELEMENT_TEXTS[language]().then((texts) => withFormats(language, texts), inEnglish);
}

/** Puts among texts those that come with more.js, or where their language's cannot be had those of the `english` that it brings. */
export async function complete(texts, english) {
  const more = await MORE_TEXTS[texts.language]?.().catch(() => null);
  Object.assign(texts, more ?? english, { isComplete: true });
}

/** What is wrong with a value that an option does not allow, by the facts that options.js tells of it. */
export function notAllowed({ setting, ...refused }, texts) {
  const { option, max, values, isList, got } = refused;
  const { withSetting, notANumber, notAList, notAListOf, notAChoice, format } = texts;
  if (setting) return say(withSetting, { setting, refusal: notAllowed(refused, texts) });
  const facts = { option, got: quoted(got) };
  if (values) return say(isList ? notAListOf : notAChoice, { ...facts, choices: format.oneOf(values) });
  return say(isList ? notAList : notANumber, { ...facts, max: format.whole(max) });
}

function quoted(value) {
  const text = Array.isArray(value) ? `[${value}]` : typeof value === "object" ? Object.prototype.toString.call(value) : String(value);
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return typeof value === "string" ? `"${short}"` : short;
}

/** What has failed, by the facts of an EngineError, and what to do next; of another error what it says itself. */
export function failed(error, texts) {
  const { reason, facts, message } = error;
  const { failures, gpuFailures, engines, problems, format } = texts;
  if (error.option) return notAllowed(error, texts);
  if (!reason) return message;
  const problem = facts.problem && say(problems[facts.problem], facts);
  const [n, fits] = [facts.n, facts.fits].map((it) => it && format.whole(it));
  return say(failures[reason] ?? engines[reason] ?? gpuFailures[reason], { ...facts, problem, n, fits });
}

/** Language, script and region, of which a code leaves out what goes without saying. */
const partsOf = (code) => new Intl.Locale(code).maximize().baseName.split("-");

/**
 * Which of `codes`, in ascending order, comes nearest to the one that is wanted, which authors write in many ways: itself,
 * else the first with the same parts, the same language and script, or the same language; undefined where there is none.
 */
function nearest(wanted, codes) {
  try {
    const { baseName } = new Intl.Locale(wanted.replaceAll("_", "-"));
    const start = (code, count) => partsOf(code).slice(0, count).join();
    const sharing = (count) => codes.find((code) => start(code, count) === start(baseName, count));
    return codes.includes(baseName) ? baseName : (sharing(3) ?? sharing(2) ?? sharing(1));
  } catch {
    return undefined; // it is no code
  }
}

/** "rtl" or "ltr", as `dir` has it. By the script, as Firefox does not tell the direction. */
const directionOf = (code) => ("Arab Hebr Thaa Syrc Nkoo Adlm Rohg".includes(partsOf(code)[1]) ? "rtl" : "ltr");

/** The `lang` of an element or of the nearest ancestor that has one, out of any shadow trees. */
function langOf(element) {
  const holder = element.closest("[lang]");
  if (holder) return holder.getAttribute("lang");
  const { host } = element.getRootNode();
  return host ? langOf(host) : null;
}
