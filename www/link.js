// Settings in the page's address, after the "#", which no server sees and which takes nothing from the page's own.

const START = "#parallel-sum?";

let hasBeenTaken = false;

/** The address of this page with settings; `attributes` are texts by name, null where there is none. */
export function linkTo(attributes) {
  const settings = Object.entries(attributes).filter(([, text]) => text);
  const url = new URL(location.href);
  url.hash = `${START}${new URLSearchParams(settings)}`;
  return url.href;
}

/** The settings in this page's address, as pairs of name and text. Only the first element gets them, and once. */
export function takeLinkedSettings() {
  const settings = hasBeenTaken || !location.hash.startsWith(START) ? "" : location.hash.slice(START.length);
  hasBeenTaken = true;
  return new URLSearchParams(settings);
}
