// The language of the page: every text that has a key in `data-text`.

import { formatsFor } from "../lang/format.js";
import { ELEMENT_TEXTS, PAGE_TEXTS } from "../pkg/lang/languages.js";

/** The texts that the page comes with, which nothing need load, by their keys. */
let own = null;

const links = () => document.querySelectorAll(".languages a");

/** How the page's language writes numbers. */
export const formats = () => formatsFor(document.documentElement.lang, { belowStep: "0" });

/** Puts the page and the elements on it into a language, without touching anything else. */
export async function speak(code) {
  const places = [...document.querySelectorAll("[data-text]")];
  const holder = ({ localName }) => (localName === "meta" ? "content" : "innerHTML");
  own ??= Object.fromEntries(places.map((place) => [place.dataset.text, place[holder(place)]]));
  // With the element's, so that all of the page changes at once.
  const [texts] = await Promise.all([PAGE_TEXTS[code]?.() ?? own, ELEMENT_TEXTS[code]()]);
  for (const place of places) place[holder(place)] = texts[place.dataset.text];
  for (const it of [document.documentElement, ...document.querySelectorAll("parallel-sum")]) it.lang = code;
  for (const link of links()) {
    if (link.hreflang !== code) link.removeAttribute("aria-current");
    else {
      link.setAttribute("aria-current", "true");
      document.documentElement.dir = link.dir;
    }
  }
}

/** Has the links of the page change its language where they are, and calls `onChange` after that. */
export function listen(onChange) {
  for (const link of links()) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // for another tab, or a download
      event.preventDefault();
      await speak(link.hreflang).then(onChange, () => {}); // offline, perhaps: then it stays as it is
      const url = new URL(location.href);
      url.searchParams.set("lang", document.documentElement.lang);
      if (location.protocol !== "file:") history.replaceState(null, "", url); // there browsers forbid it
    });
  }
}
