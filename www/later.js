// What comes when an element is near the window or used: the engine, and the pictures of what it measures. A script that
// has everything inside has another in its place.

export const LATER = {
  url: new URL("./engine/engine.js", import.meta.url).href,
  fetch: () => Promise.all([import("./engine/engine.js"), import("./view/pictures.js")]),
};
