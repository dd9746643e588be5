// What few ask for: the curve of a sweep, the race and the GPU, the replay, tables, and what takes a result along, as a picture or in a link, or
// reads such a link. A folder that is built to be hosted has all of it in this one file.

export { default as english } from "./pkg/lang/en.more.js";
export { Gpu } from "./engine/gpu.js";
export { lanesHere } from "./engine/lanes.js";
export { css } from "./view/more-style.js";
export { Exploring } from "./view/exploring.js";
export { kindWords, viewOf, viewSoFar } from "./view/kinds.js";
export { pictureFile } from "./view/picture-file.js";
export { laneFigures } from "./view/racers.js";
export { receivedBy } from "./view/received.js";
export { Sharing } from "./view/sharing.js";
export { tablesOf } from "./view/tables.js";
