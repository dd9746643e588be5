// Settings in the page's address: one parameter, which leaves everything else of the address as it is, since that may be a
// route. Such a link is for the element of the same place in the page.

import { OPTIONS } from "./options.js";

const NAME = "parallel-sum";

/** How links began that had their settings after the "#". */
const OLD = "#parallel-sum?";

/** The parameter for an element: the second has another than the first, one in a shadow tree has none, which is null. */
function parameterFor(element) {
  const place = [...document.querySelectorAll(element.localName)].indexOf(element);
  if (place < 0) return null;
  return place === 0 ? NAME : `${NAME}-${place + 1}`;
}

/**
 * The parameter of an element where an address leads back to it, else null: not in a frame, whose page is another's, nor in a page
 * that was made up.
 */
export const placeOf = (element) => (window === top && /^(https?|file):$/.test(location.protocol) ? parameterFor(element) : null);

/** The address of this page with settings: texts by name, none for what is as by default. */
export function linkTo(element, settings) {
  const name = parameterFor(element);
  const url = new URL(location.href);
  const others = url.search.slice(1).split("&").filter((it) => it && !it.startsWith(`${name}=`));
  url.search = [...others, `${name}=${Object.entries(settings).map((pair) => pair.join(":"))}`].join("&");
  if (url.hash.startsWith(OLD)) url.hash = "";
  return url.href;
}

/** The settings in this page's address for an element: a text for each option, null for what is as by default; else null. */
export function linkedSettings(element) {
  const name = parameterFor(element);
  const linked = name && new URLSearchParams(location.search).get(name);
  const old = name === NAME && location.hash.startsWith(OLD) ? location.hash.slice(OLD.length) : null;
  if (linked === null && old === null) return null;
  const pairs = linked === null ? new URLSearchParams(old) : linked.split(",").map((pair) => pair.split(":"));
  const given = new Map(pairs);
  return Object.fromEntries(Object.keys(OPTIONS).map((option) => [option, given.get(option) ?? null]));
}
