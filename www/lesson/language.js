// The language of the page: every text that has a key in `data-text`, in English as written or else from its module.

import { LANGUAGES } from "../lang/languages.js";
import { formatsFor } from "../view/format.js";
import { LESSONS } from "./languages.js";

/** The texts by their keys, as the page has them at first. */
let english = null;

/** How the page's language writes numbers. */
export const formats = () => formatsFor(document.documentElement.lang, "0");

/** Puts the page and the elements on it into a language, without touching anything else. */
export async function speak(code) {
  const places = [...document.querySelectorAll("[data-text]")];
  english ??= Object.fromEntries(places.map(({ dataset, innerHTML }) => [dataset.text, innerHTML]));
  // With the element's, so that all of the page changes at once.
  const [texts] = await Promise.all([code in LESSONS ? LESSONS[code]() : english, LANGUAGES[code]()]);
  document.documentElement.lang = code;
  document.title = texts.title;
  for (const place of places) place.innerHTML = texts[place.dataset.text];
  for (const element of document.querySelectorAll("parallel-sum")) element.lang = code;
  for (const link of document.querySelectorAll(".languages a")) {
    if (link.hreflang === code) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Has the links of the page change its language where they are, and calls `onChange` after that. */
export function listen(onChange) {
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await speak(link.hreflang).then(onChange, () => {}); // offline, perhaps: then it stays as it is
      const url = new URL(location.href);
      url.searchParams.set("lang", document.documentElement.lang);
      if (location.protocol !== "file:") history.replaceState(null, "", url); // there browsers forbid it
    });
  }
}
