// Fetches what an element does without until it is near the window or used. A script that has everything inside has another
// in its place.

const url = new URL("./rest.js", import.meta.url).href;

/** Browsers remember an address whose module could not be had, so that another is tried then. */
let attempts = 0;

export const LATER = { url, fetch: () => import(attempts++ === 0 ? url : `${url}?attempt=${attempts}`) };
