// Every text that the element shows, in English. Another language is a file like this one, named in languages.js.

const strings = {
  labels: { n: "Sum of 1 to", threads: "Threads", chunks: "Chunks", schedule: "Schedule", kernel: "Kernel", repeats: "Repeats" },
  actions: { serial: "One thread", parallel: "All threads", compare: "Compare", sweep: "Sweep", cancel: "Cancel" },

  starting: "Starting the threads…",
  ready: (threads) => `Ready: your browser says that this machine runs ${strings.threads(threads)} at once.`,
  readyForOne: "Ready, for one thread.",
  waiting: "Waiting for its turn…",
  warmingUp: "Warming up…",
  running: {
    serial: () => "Adding on one thread…",
    parallel: (threads) => `Adding on ${strings.threads(threads)}…`,
    compare: (threads) => `Adding on one thread and on ${threads}, in turn…`,
    sweep: (threads) => `Adding on 1 to ${strings.threads(threads)}, in turn…`,
  },
  left: (time) => `${time} left at most`,
  progress: "Progress",
  doneRight: "Done: the sum is right.",
  doneWrong: "Done, but a sum is wrong.",
  cancelled: "Cancelled.",
  failed: "That did not work.",
  notAllowed: ({ option, max, values, got }) =>
    `${option} must be ${max ? `a whole number from 1 to ${max.toLocaleString("en")}` : values.map((value) => `"${value}"`).join(" or ")}; got ${got}`,
  refused: "Nothing can run before the marked field is put right.",
  busy: "a run is in progress; cancel it or wait for its end",
  /** Which engine runs, and why; a newline begins what may be done about it. */
  engines: {
    shared: "Your threads share memory, as this page is cross-origin isolated.",
    notIsolated: "Your threads exchange messages: this page is not cross-origin isolated, so they may not share memory.",
    sandboxed: "Your threads exchange messages: this page is in a sandbox, where they cannot share memory.",
    asked: "Your threads exchange messages, as this run asked for; on this page they might share memory.",
    sharingFailed: "Your threads exchange messages, since this browser could not start threads that share memory.",
    noWorkers: "Only one thread can run: this browser could not start another, or this page's Content-Security-Policy forbids it (worker-src).",
  },
  noSimd: "The kernel simd is missing: this browser's WebAssembly has no vectors.",
  failures: {
    noWasm: () => "This browser cannot run WebAssembly, or it is switched off, as in Safari's Lockdown Mode. Allow it for this page or use another browser.",
    wasm: (detail) =>
      `The engine's WebAssembly could not be loaded: ${detail}. Check the network and that all files of www/ are there and whole, ` +
      "and that the page's Content-Security-Policy, if it has one, allows 'wasm-unsafe-eval'; then reload the page.",
    start: (detail) => `The engine could not start: ${detail}. Choose fewer threads if there are many; else check that all files of www/ are there and whole, and reload the page.`,
    run: (detail) => `The run failed: ${detail}. Run it again; if it fails again, choose fewer threads or reload the page.`,
    noWorkers: () => strings.engines.noWorkers,
    noSimd: () => `kernel "simd" is not available: this browser's WebAssembly has no vectors; choose "scalar"`,
    notIsolated: () =>
      `engine "shared-memory" is not available: this page is not cross-origin isolated. Serve it over https or from localhost ` +
      "with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or leave out the option.",
  },

  warnings: {
    timer: "A run is too short for this browser's timer, so no ratio is given. Choose a larger n.",
    bimodal: "The times fall into two groups: something changed while it ran, perhaps the processor's speed. Run it again; plug a laptop or phone in first.",
    outliers: "Some times are far from the others: another program may have interfered. Close what you do not need and run it again.",
    hidden: "The page was hidden while it ran, and browsers slow hidden pages down. Keep it in view and run it again.",
    stalled: "The page was kept busy while it ran, by this browser or another program. Leave it alone for a moment and run it again.",
    threads: "There are more threads than your browser says the hardware runs at once, so they probably take turns. For the best time choose fewer.",
  },

  useN: (n) => `Use n = ${n}`,

  sumTitle: (n) => `The sum of 1 to ${n}`,
  correct: "Right: it equals n(n+1)/2",
  wrong: "Wrong: it is not n(n+1)/2. Please report this.",
  threads: (threads) => (threads === 1 ? "1 thread" : `${threads} threads`),
  perSecond: (additions) => `${additions} additions per second`,
  belowStep: "less than the timer's step",
  speedup: "Speedup",
  speedupMeans: "times as fast as one thread",
  efficiency: "Efficiency",
  efficiencyMeans: (threads) => `of an ideal ${threads}×`,
  interval: (low, high) => `${low} to ${high}, with 95% confidence`,
  footnote: (samples) =>
    `Shorter is faster. ${samples === 1 ? "One run" : `Medians of ${samples} runs`}, after warming up${samples < 3 ? "" : "; the ticks are 95% intervals"}. Sums were checked after the clock had stopped.`,

  accountTitle: "Where the missing speedup went",
  parts: {
    speedup: "Speedup",
    start: "Start",
    gaps: "Gaps",
    imbalance: "Imbalance",
    join: "Join",
    slowerThreads: "Slower threads",
    gain: "Faster threads",
  },
  partMeans: {
    speedup: "what you got",
    start: "until each thread had its first chunk",
    gaps: "between chunks, taking the next one",
    imbalance: "waiting for the slowest thread, with no chunk left to add",
    join: "until the merged sum was there",
    slowerThreads: "the same additions took longer while all threads ran",
    gain: "a gain: the same additions took less time while all threads ran",
  },
  /** What a run came to, after it: one or two of these. */
  words: {
    idle: "Compare takes the same sum on one thread and on several, in turn, and tells what several gain.",
    serial: (time) => `One thread took ${time}. Compare tells what more would gain.`,
    parallel: (time, threads) => `${strings.threads(threads)} took ${time}. Compare tells what that gains over one.`,
    faster: (speedup, threads) => `Your ${threads} threads were ${speedup} times as fast as one.`,
    same: (threads) => `Your ${threads} threads were no faster than one, as far as can be told.`,
    slower: (times, threads) => `Your ${threads} threads took ${times} times as long as one.`,
    tooFast: (speedup, threads) => `Your ${threads} threads were ${speedup} times as fast as one, more than there are threads: something probably slowed the run on one thread. Run it again.`,
    oneThread: "That was one thread against one, so nothing could be gained. Choose more threads.",
    tooShort: "Not every run took long enough for this browser's timer to tell what was gained. Choose a larger n.",
    best: (speedup, threads) => `${strings.threads(threads)} did best, ${speedup} times as fast as one.`,
    oneIsBest: "One thread did best: more did not help.",
    enough: (threads) => `Going beyond ${strings.threads(threads)} made no difference that can be told.`,
    wrong: "A sum is wrong, so its time means nothing. Please report this.",
    cancelled: "The run was cancelled, so nothing was measured. The next one starts afresh.",
    /** The name of a part of the account; what is due to too many threads is several parts at once. */
    lost: (part) => `The largest part of what is missing is “${strings.parts[part]}”: ${strings.partMeans[part]}.`,
    tooMany: "There were more threads than your browser says the hardware runs at once: some waited while others added, which is probably most of what is missing.",
    nothingLost: "Hardly anything is missing.",
  },
  /** What to do about the part that took most. */
  advice: {
    start: "Starting the threads takes much the same time for any n, so a larger n makes it a smaller part.",
    gaps: "Each chunk costs time to hand out. Fewer and larger ones cost less.",
    imbalance: "More chunks, handed out by the dynamic schedule, share the work more evenly.",
    join: "Bringing the sums together takes much the same time for any n, so a larger n makes it a smaller part.",
    slowerThreads: "Some cores may be slower than others, and threads that run together share the processor's power and clock, sometimes one core, and all of it with other programs.",
    tooMany: "Threads beyond what your hardware runs at once take turns. Choose fewer.",
    none: "There is nothing to mend: every thread added nearly all of the time.",
  },
  columns: { part: "Part", threads: "Threads", meaning: "What it is" },

  timelineTitle: "Who added what, when",
  timelineHelp: "Point at a bar, or use the arrow keys.",
  timelineLabel: (threads, chunks) => `Timeline of ${chunks} chunks on ${strings.threads(threads)}. Left and right arrow keys go through the chunks, up and down through the threads.`,
  lane: (thread) => `Thread ${thread}`,
  span: ({ thread, chunk, first, last, start, took }) =>
    `Thread ${thread}, chunk ${chunk}: ${first} to ${last}, from ${start}, for ${took}`,
  laneColumns: { thread: "Thread", chunks: "Chunks", busy: "Adding", start: "Start", gaps: "Gaps", imbalance: "Imbalance", join: "Join" },

  curveTitle: "How far it goes",
  curveLabel: (points) => `Speedup by number of threads: ${points}`,
  curveAxes: { threads: "Threads", speedup: "Speedup" },
  ideal: "Ideal",
  measured: "Measured",
  amdahl: "Amdahl's law",
  usl: "Universal Scalability Law",
  python: "Python, 8 processes: 3.56×",
  showPython: "Show Python's 8 processes",
  amdahlFit: (fraction) => `Amdahl's law fits best with a serial fraction of ${fraction}.`,
  uslFit: (sigma, kappa) => `The Universal Scalability Law fits best with σ = ${sigma} (contention) and κ = ${kappa} (coherency).`,
  uslPeak: (threads) => `By that law, the best number of threads would be ${threads}.`,
  noFit: {
    tooFewPoints: "No law is fitted: almost any curve runs through fewer than three thread counts.",
    tooUncertain: "No law is fitted: the points have no intervals, or intervals wider than the points are apart.",
  },
  pointColumns: { threads: "Threads", time: "Time", speedup: "Speedup", interval: "95% interval", efficiency: "Efficiency", karpFlatt: "Karp-Flatt" },

  table: "As a table",
  copyJson: "Copy JSON",
  downloadCsv: "Download CSV",
  copyLink: "Copy link",
  copied: "Copied.",
  copyByHand: "This browser does not let the page copy. Here is the text:",
};

export default strings;
