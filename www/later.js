// Fetches what an element does without until it is near the window or used. A script that has everything inside has another
// in its place. Addresses are worked out when they are asked for, as a script that somebody has bundled has none of its own.

const address = () => new URL("./rest.js", import.meta.url).href;

/** Browsers remember an address whose module could not be had, so that another is tried then. */
let attempts = 0;

export const LATER = {
  get url() {
    try {
      return address();
    } catch {
      return "www/rest.js";
    }
  },
  fetch: async () => import(attempts++ === 0 ? address() : `${address()}?attempt=${attempts}`),
};
