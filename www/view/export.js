// Taking a result along: as JSON, as CSV, or as a link that restores the settings.

import { make, setText } from "./dom.js";

/** Frames may be forbidden to download, and neither they nor what is in them is told; the same holds of a page in a sandbox. */
const mayDownload = () => window === top && (origin !== "null" || location.protocol === "file:");

/** How long copying may take, in milliseconds. */
const COPY_LIMIT = 1000;

/**
 * @param {object} result of a run, a comparison or a sweep
 * @param {(() => string) | null} link to the page with the settings, null where none leads back
 * @param {object} texts
 */
export function exportView(result, link, texts) {
  const said = make("span", { className: "said", role: "status" });
  const fallback = make("textarea", { readOnly: true, hidden: true, rows: 4, "aria-label": texts.copyByHand });
  const copy = async (text) => {
    fallback.hidden = true;
    try {
      await Promise.race([navigator.clipboard.writeText(text), tooLate()]);
      setText(said, texts.copied);
    } catch {
      setText(said, texts.copyByHand);
      fallback.hidden = false;
      fallback.value = text;
      fallback.select();
    }
  };
  const button = (text, onclick) => make("button", { type: "button", className: "small", onclick }, text);
  return make(
    "section",
    { className: "share", part: "share" },
    button(texts.copyJson, () => copy(JSON.stringify(result, null, 2))),
    mayDownload()
      ? button(texts.downloadCsv, () => download("parallel-sum.csv", csvOf(result)))
      : button(texts.copyCsv, () => copy(csvOf(result))),
    ...(link ? [button(texts.copyLink, () => copy(link()))] : []),
    said,
    fallback,
  );
}

/** A line a sample: mode, threads, n, its number, seconds. */
export function csvOf(result) {
  const series = result.points
    ? [{ mode: "serial", threads: 1, seconds: result.serial }, ...result.points.map((point) => ({ ...point, mode: "parallel" }))]
    : [result.serial, result.parallel, result.mode && result].filter(Boolean);
  const n = result.n ?? result.serial.n;
  const lines = series.flatMap(({ mode, threads, seconds }) => seconds.samples.map((sample, i) => [mode, threads, n, i + 1, sample].join(",")));
  return ["mode,threads,n,sample,seconds", ...lines, ""].join("\r\n");
}

/** Some browsers neither let a frame copy nor say that they do not. */
const tooLate = () => new Promise((_, reject) => setTimeout(reject, COPY_LIMIT));

function download(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
