// The languages of the one-file page, which fetches nothing.

import en from "./en.js";
import ko from "./ko.js";

export const LANGUAGES = { en: async () => en, ko: async () => ko };
