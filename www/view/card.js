// The card that the views lie in. Of the page's text style only the size gets through to it, and whether it is light or dark:
// as an author's own `color-scheme` for the element has it, else as the text around is, since many sites' switches set none.

import { make } from "./dom.js";

/** In the lightness of CIELAB: lighter text is for a dark ground. Quiet text on white is darker, dark themes' is lighter. */
const LIGHT_TEXT = 58;

/** Puts a card into a shadow root with the style of style.js. Its `follow` is for when it comes to a page: then it follows. */
export function cardIn(root) {
  const page = make("div", { className: "page" });
  const element = make("div", { className: "card", part: "card" });
  const follow = () => {
    const isOwn = !["around", "normal"].includes(getComputedStyle(root.host).colorScheme);
    const [lightness] = getComputedStyle(page).backgroundColor.match(/[\d.]+/) ?? []; // of lab(…)
    element.style.colorScheme = isOwn ? "" : lightness > LIGHT_TEXT ? "dark" : "light";
  };
  const changed = () => {
    follow();
    // Firefox tells of the first step only where the page's colour glides.
    for (const it of root.ownerDocument.getAnimations()) if (it.transitionProperty === "color") it.finished.then(follow, follow);
  };
  for (const type of ["animationstart", "transitionend"]) page.addEventListener(type, changed);
  root.append(page, element);
  return { element, follow };
}
