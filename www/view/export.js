// Taking a result along: as a picture, as JSON, as CSV, or as a link that restores the settings or brings the result.

import { download, mayDownload } from "./download.js";
import { failed } from "../lang/texts.js";
import { make, setText } from "./dom.js";

/** How long copying may take, in milliseconds. */
const COPY_LIMIT = 1000;

/**
 * @param {{result: object, at: Date}} outcome of a run, a comparison or a sweep
 * @param {{settings: (() => string) | null, result: ((more: object) => string) | null}} links to the page with the settings and
 *   with the result, null where none leads back
 * @param {{reference: () => object | null, fetchMore: () => Promise<object>}} drawing: whose numbers stand beside it, as toldOf
 *   (told.js) takes it; what draws pictures and makes links (more.js), which nobody needs before
 * @param {object} texts
 */
export function exportView(outcome, links, { reference, fetchMore }, texts) {
  const { result } = outcome;
  const said = make("span", { className: "said", role: "status" });
  const fallback = make("textarea", { readOnly: true, hidden: true, rows: 4, "aria-label": texts.copyByHand });
  const tell = (text) => setText(said, text);
  const tellFailure = (error) => tell(failed(error, texts));
  const copy = async (text) => {
    fallback.hidden = true;
    try {
      await Promise.race([navigator.clipboard.writeText(text), tooLate()]);
      tell(texts.copied);
    } catch {
      tell(texts.copyByHand);
      fallback.hidden = false;
      fallback.value = text;
      fallback.select();
    }
  };
  const button = (text, onclick) => make("button", { type: "button", className: "small", onclick }, text);
  const panel = make("div", { hidden: true });
  panel.style.flexBasis = "100%"; // below the line
  const draw = async () => {
    const { picturePanel } = await fetchMore();
    panel.replaceChildren(picturePanel(outcome, reference(), texts, { button, copy, tell }));
  };
  const opener = button(texts.picture, () => {
    panel.hidden = !panel.hidden;
    opener.setAttribute("aria-expanded", !panel.hidden);
    panel.replaceChildren();
    if (!panel.hidden) draw().catch(tellFailure);
  });
  opener.setAttribute("aria-expanded", false);
  const resultButton = button(texts.copyResultLink, () => fetchMore().then((more) => copy(links.result(more)), tellFailure));
  // Fetched by then, as some browsers let a page copy only in the moment of a click.
  for (const type of ["pointerenter", "focus"]) resultButton.addEventListener(type, () => fetchMore().catch(() => {}), { once: true });
  return make(
    "section",
    { className: "share", part: "share" },
    button(texts.copyJson, () => copy(JSON.stringify(result, null, 2))),
    mayDownload()
      ? button(texts.downloadCsv, () => download("parallel-sum.csv", new Blob([csvOf(result)], { type: "text/csv" })))
      : button(texts.copyCsv, () => copy(csvOf(result))),
    opener,
    ...(links.settings ? [button(texts.copyLink, () => copy(links.settings()))] : []),
    ...(links.result ? [resultButton] : []),
    said,
    fallback,
    panel,
  );
}

/** A line a sample: mode, threads, n, its number, seconds. */
export function csvOf(result) {
  const series = result.over
    ? result.points.flatMap(({ n, serial, parallel }) => [{ mode: "serial", threads: 1, n, seconds: serial }, { mode: "parallel", threads: result.threads, n, seconds: parallel }])
    : result.points
    ? [{ mode: "serial", threads: 1, seconds: result.serial }, ...result.points.map((point) => ({ ...point, mode: "parallel" }))]
    : [result.serial, result.parallel, result.mode && result].filter(Boolean);
  const common = result.n ?? result.serial.n;
  const lines = series.flatMap(({ mode, threads, n = common, seconds }) => seconds.samples.map((sample, i) => [mode, threads, n, i + 1, sample].join(",")));
  return ["mode,threads,n,sample,seconds", ...lines, ""].join("\r\n");
}

/** Some browsers neither let a frame copy nor say that they do not. */
const tooLate = () => new Promise((_, reject) => setTimeout(reject, COPY_LIMIT));
