// Every text that the element shows, in English. Errors of options are in options.js, since programs get them too.

export const strings = {
  labels: { n: "Sum of 1 to", threads: "Threads", chunks: "Chunks", schedule: "Schedule", kernel: "Kernel" },
  actions: { serial: "One thread", parallel: "All threads", compare: "Compare", cancel: "Cancel" },

  starting: "Starting the threads…",
  ready: (threads) => `Ready: your hardware runs ${strings.threads(threads)}.`,
  readyForOne: "Ready, for one thread.",
  running: { serial: "Adding on one thread…", parallel: "Adding on all threads…", compare: "Adding on one thread and on all, in turn…" },
  warmingUp: "Warming up…",
  progress: "Progress",
  done: "Done.",
  cancelled: "Cancelled.",
  failed: "That did not work.",
  refused: "Nothing can run before the marked field is put right.",
  busy: "a run is in progress; cancel it or wait for its end",
  notIsolated:
    "Threads are unavailable here, since this page is not cross-origin isolated and so its threads may not share memory. " +
    "One thread still works. To have all of them, serve the page over https or from localhost with the headers " +
    "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.",

  sumTitle: (n) => `The sum of 1 to ${n}`,
  correct: "Right: it equals n(n+1)/2",
  wrong: "Wrong: it is not n(n+1)/2. Please report this.",
  threads: (threads) => (threads === 1 ? "1 thread" : `${threads} threads`),
  perSecond: (additions) => `${additions} additions per second`,
  speedup: "Speedup",
  speedupMeans: "times as fast as one thread",
  efficiency: "Efficiency",
  efficiencyMeans: (threads) => `of an ideal ${threads}×`,
  tooShort: "Too short to compare: choose a larger n.",
  medians: (samples) => `Shorter is faster. Medians of ${samples} runs each, after one to warm up; the sums were checked after the clock had stopped.`,
  median: (samples) => `Median of ${samples} runs, after one to warm up; the sum was checked after the clock had stopped.`,
};
