// The place of www/lesson/languages.js in the one-file page, which has all languages inside.

import ko from "./ko.js";

export const LESSONS = { ko: async () => ko };
