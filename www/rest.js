// What comes later: the engine, the pictures of what it measures, and what others have measured. A folder that is built to be hosted has all of it in
// this one file, with whatever it imports.

export { Engine } from "./engine/engine.js";
export { Pictures } from "./view/pictures.js";
export { pictureFile } from "./view/picture-file.js";
export { receivedBy } from "./view/received.js";
