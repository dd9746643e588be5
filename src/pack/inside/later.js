// What is in the same script, and so is there at once.

import * as rest from "./rest.js";

export const LATER = { url: null, fetch: async () => rest };
