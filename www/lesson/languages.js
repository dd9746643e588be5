// The languages of the lesson besides English, which is in the page itself. The one-file page has another module in the
// place of this one.

export const LESSONS = { ko: async () => (await import("./ko.js")).default };
