// What is in the same script, and so is there at once.

import * as rest from "./rest.js";
import * as more from "./more.js";

export const LATER = { url: null, fetch: async () => rest };
export const MORE = { url: null, fetch: async () => more };
