// What few ask for: the curve of a sweep, and what takes a result along, as a picture or in a link, or reads such a link. A folder
// that is built to be hosted has all of it in this one file.

export { resultLink } from "./result-link.js";
export { curveTable, curveView } from "./view/curve.js";
export { pictureFile } from "./view/picture-file.js";
export { picturePanel } from "./view/picture-panel.js";
export { receivedBy } from "./view/received.js";
