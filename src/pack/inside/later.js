// What is in the same script, and so is there at once.

import * as rest from "./rest.js";
import * as takeAlong from "./take-along.js";

export const LATER = { url: null, fetch: async () => rest };
export const TAKE_ALONG = { url: null, fetch: async () => takeAlong };
