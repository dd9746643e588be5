// What few ask for: what a sweep draws and says, and what takes a result along, as a picture or in a link, or reads such a link. A folder
// that is built to be hosted has all of it in this one file.

export { resultLink } from "./result-link.js";
export { growthWords, sweepTable, sweepView } from "./view/growth.js";
export { pictureFile } from "./view/picture-file.js";
export { picturePanel } from "./view/picture-panel.js";
export { receivedBy } from "./view/received.js";
