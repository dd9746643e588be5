// The language of a page: every text that has a key in `data-text`. `textsIn` brings those of a language by its code, or
// nothing for the one that the page comes in.

import { formatsFor } from "../lang/format.js";

/** The texts that the page comes with, which nothing need load, by their keys. */
let own = null;

const links = () => document.querySelectorAll(".languages a");

/** How the page's language writes numbers. */
export const formats = () => formatsFor(document.documentElement.lang, { belowStep: "0" });

/** Puts the page and the elements on it into a language, without touching anything else. */
export async function speak(code, textsIn) {
  const places = [...document.querySelectorAll("[data-text]")];
  const holder = ({ localName }) => (localName === "meta" ? "content" : "innerHTML");
  own ??= Object.fromEntries(places.map((place) => [place.dataset.text, place[holder(place)]]));
  const texts = (await textsIn(code)) ?? own;
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

/** Speaks the page's language, has its links change that where they are, and calls `onChange` after each change. */
export async function speakAsAsked(textsIn, onChange) {
  for (const link of links()) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // for another tab, or a download
      event.preventDefault();
      const isSpoken = await speak(link.hreflang, textsIn).then(() => true, () => false); // offline, perhaps: then it stays as it is
      const url = new URL(location.href);
      url.searchParams.set("lang", document.documentElement.lang);
      if (location.protocol !== "file:") history.replaceState(null, "", url); // there browsers forbid it
      if (isSpoken) onChange();
    });
  }
  await speak(document.documentElement.lang, textsIn).catch(() => speak("en", textsIn)); // offline, perhaps
  onChange();
  document.documentElement.classList.remove("waiting");
}
