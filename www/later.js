// Fetches what an element does without at first. A script that has everything inside has another in its place. Addresses are
// worked out when they are asked for, as a script that somebody has bundled has none of its own.

/** Until it is near the window or used: the engine, and what draws a run. */
export const LATER = file("rest.js");
/** Until somebody sweeps or takes a result along, or a link has brought one. */
export const MORE = file("more.js");

function file(name) {
  const address = () => new URL(`./${name}`, import.meta.url).href;
  /** Browsers remember an address whose module could not be had, so that another is tried then. */
  let attempts = 0;
  return {
    get url() {
      try {
        return address();
      } catch {
        return `www/${name}`;
      }
    },
    fetch: async () => import(attempts++ === 0 ? address() : `${address()}?attempt=${attempts}`),
  };
}
