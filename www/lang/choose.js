// Which language the element is to speak.

import { LANGUAGES } from "./languages.js";

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
