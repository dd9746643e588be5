// What is in the same script, and so is there at once.

import * as engine from "./engine/engine.js";
import * as pictures from "./view/pictures.js";

export const LATER = { url: null, fetch: async () => [engine, pictures] };
