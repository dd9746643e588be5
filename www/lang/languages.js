// The languages that the element speaks, and which of them it is to speak.

import en from "./en.js";

/** English is always there, as programs get their errors in it; the others are fetched where they are wanted. */
export const LANGUAGES = { en: async () => en, ko: async () => (await import("./ko.js")).default };

/**
 * The code of the language for an element: that of its own `lang`, the nearest ancestor's, or the browser's, as far as
 * it is spoken here; else English.
 */
export function languageFor(element) {
  return [langOf(element), ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase()).find((code) => code in LANGUAGES) ?? "en";
}

/** The `lang` of an element or of the nearest ancestor that has one, out of any shadow trees. */
function langOf(element) {
  const holder = element.closest("[lang]");
  if (holder) return holder.getAttribute("lang");
  const { host } = element.getRootNode();
  return host ? langOf(host) : null;
}
