// What comes later: the engine, and the pictures of what it measures. A folder that is built to be hosted has all of it in this
// one file, with whatever it imports that is not there yet.

export { Engine } from "./engine/engine.js";
export { css } from "./view/pictures-style.js";
export { Pictures } from "./view/pictures.js";
