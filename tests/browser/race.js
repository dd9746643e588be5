// Races and runs on the GPU that nobody has measured, and what the element's views make of them.

const [{ Outcome }, { Pictures }, { textsIn, complete }, more] =
  await Promise.all(["view/outcome.js", "view/pictures.js", "lang/texts.js", "more.js"].map((it) => import(`/www/${it}`)));

const N = 1e9;
const SUM = "500000000500000000";
const environment = { userAgent: navigator.userAgent, hardwareConcurrency: 8, engine: "shared-memory" };

/** A lane that took so many seconds, give or take a hundredth. */
function lane(name, median, changes) {
  const [low, high] = [0.99 * median, 1.01 * median];
  const seconds = { median, min: low, max: high, q1: median, q3: median, ci95: [low, high], samples: [low, median, high] };
  const [mode, simd] = name.split("-");
  const kernel = mode === "gpu" ? null : simd ? "simd" : "scalar";
  const threads = { serial: 1, parallel: 8, gpu: null }[mode];
  return { name, mode, kernel, threads, seconds, perSecond: median > 0 ? N / median : null, sum: SUM, correct: true, ...(mode === "gpu" && { gpu: GPU }), ...changes };
}

const GPU = {
  vendor: "a vendor", architecture: "an architecture", description: "", isSoftware: false,
  setup: { adapter: 0.012, device: 0.018, pipeline: 0.07 }, upload: 0.0002, kernel: 0.003, readback: 0.0008, floor: 0.0009,
};
const SOFTWARE = { ...GPU, isSoftware: true };
/** Without timestamps. */
const UNTOLD = { ...GPU, kernel: null, readback: null };

/** The seconds of all lanes, as they may be where there is a GPU. */
const USUAL = { serial: 0.33, "serial-simd": 0.12, parallel: 0.06, "parallel-simd": 0.018, gpu: 0.004 };

/** A race in lanes of so many seconds. */
function race(seconds = USUAL, changes = {}) {
  const lanes = Object.entries(seconds).map(([name, median]) => (typeof median === "number" ? lane(name, median) : lane(name, ...median)));
  return { ...ASKED, threads: 8, chunks: 128, schedule: "dynamic", engine: "shared-memory", sum: SUM, correct: true, lanes, absent: [], breakEven: null, warnings: [], environment, ...changes };
}

function onGpu(median, changes) {
  const { name, perSecond, ...measured } = lane("gpu", median, changes);
  return { ...measured, ...ASKED, chunks: null, schedule: null, engine: "webgpu", missing: "0", spans: [], warnings: [], environment };
}

const ASKED = { n: String(N), total: "private", source: "counter" };

const textsOf = async (language) => {
  const texts = await textsIn(language);
  await complete(texts, more.english);
  return texts;
};

/** Draws a result in the place of the element's own, or {running: …} so far. @returns {Promise<Element>} */
async function drawn(result, language = "en") {
  const texts = await textsOf(language);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(more.css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const hooks = { onN() {}, place: () => null, link: () => "", reference: () => null, more: () => more, fetchMore: async () => more };
  const view = new Outcome(texts, { onGuess() {}, onEnter() {}, furnish: () => new Pictures(texts, hooks) });
  root.querySelector(".outcome").replaceWith(view.element);
  Object.assign(view.element, { lang: language });
  const { running = null } = result;
  view.update({ options: { threads: 8, n: BigInt(N) }, running, last: running ? {} : { result, drawing: {}, at: new Date() }, engineState: "up", engine: null, reference: null, asks: false, guess: "" });
  return view.element;
}

/** How long the bars of the lanes are, as parts of the way. */
const ways = (element) => [...element.querySelectorAll(".race .bar")].map((bar) => (bar.querySelector(".fill")?.getBoundingClientRect().width ?? 0) / bar.getBoundingClientRect().width);
