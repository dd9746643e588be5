// Taking a result along: as a picture, as JSON, as CSV, or as a link that restores the settings or brings the result. Each of
// shareView's buttons does what has its name here.

import { resultLink } from "../result-link.js";
import { make, setText } from "./dom.js";
import { download } from "./download.js";
import { picturePanel } from "./picture-panel.js";

/** How long copying may take, in milliseconds. */
const COPY_LIMIT = 1000;

export class Sharing {
  #outcome;
  #hooks;
  #texts;
  #said;
  #fallback = make("textarea", { readOnly: true, hidden: true, rows: 4 });
  #panel = make("div", { hidden: true });

  /** @param {{element: Element, said: Element}} view: the buttons with the line that says what came of them */
  constructor(outcome, hooks, { element, said }, texts) {
    this.#outcome = outcome;
    this.#hooks = hooks;
    this.#said = said;
    this.#texts = texts;
    this.#fallback.ariaLabel = texts.copyByHand;
    this.#panel.style.flexBasis = "100%"; // below the line
    element.append(this.#fallback, this.#panel);
  }

  copyJson() {
    return this.#copy(JSON.stringify(this.#outcome.result, null, 2));
  }

  copyCsv() {
    return this.#copy(csvOf(this.#outcome.result));
  }

  downloadCsv() {
    download("parallel-sum.csv", new Blob([csvOf(this.#outcome.result)], { type: "text/csv" }));
  }

  copyLink() {
    return this.#copy(this.#hooks.link());
  }

  copyResultLink() {
    const { place, link } = this.#hooks;
    return this.#copy(resultLink(place(), link, this.#outcome.result, this.#outcome.at));
  }

  picture(opener) {
    const isOpen = this.#panel.hidden;
    const small = (text, onclick) => make("button", { type: "button", className: "small", onclick }, text);
    const line = { button: small, copy: (text) => this.#copy(text), tell: (text) => this.#tell(text) };
    const panel = () => picturePanel(this.#outcome, this.#hooks.reference(), this.#texts, line);
    this.#panel.replaceChildren(...(isOpen ? [panel()] : []));
    this.#panel.hidden = !isOpen;
    opener.ariaExpanded = isOpen;
  }

  #tell(text) {
    setText(this.#said, text);
  }

  async #copy(text) {
    this.#fallback.hidden = true;
    try {
      await Promise.race([navigator.clipboard.writeText(text), tooLate()]);
      this.#tell(this.#texts.copied);
    } catch {
      this.#tell(this.#texts.copyByHand);
      this.#fallback.hidden = false;
      this.#fallback.value = text;
      this.#fallback.select();
    }
  }
}

/** A line a sample: mode, threads, n, its number, seconds, where its total was and its integers came from, and the kernel. Nobody counts a GPU's threads, or names its kernel. */
function csvOf(result) {
  const series = result.over
    ? result.points.flatMap(({ n, serial, parallel }) => [{ mode: "serial", threads: 1, n, seconds: serial }, { mode: "parallel", threads: result.threads, n, seconds: parallel }])
    : result.points
    ? [{ mode: "serial", threads: 1, seconds: result.serial }, ...result.points.map((point) => ({ ...point, mode: "parallel" }))]
    : result.lanes
    ? result.lanes
    : [result.serial, result.parallel, result.baseline, result.mode && result].filter(Boolean);
  const lines = series.flatMap((one) => {
    const { mode, threads, n, total, source, kernel, seconds } = { ...result, ...one };
    return seconds.samples.map((sample, i) => [mode, threads, n, i + 1, sample, total, source, kernel].join(","));
  });
  return ["mode,threads,n,sample,seconds,total,source,kernel", ...lines, ""].join("\r\n");
}

/** Some browsers neither let a frame copy nor say that they do not. */
const tooLate = () => new Promise((_, reject) => setTimeout(reject, COPY_LIMIT));
