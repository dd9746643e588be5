// The languages that the element speaks. The one-file page has another module in the place of this one.

import en from "./en.js";

/** English is always there, as programs get their errors in it; the others are fetched where they are wanted. */
export const LANGUAGES = { en: async () => en, ko: async () => (await import("./ko.js")).default };
