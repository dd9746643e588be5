// Taking a result along: as JSON, as CSV, or as a link that restores the settings.

import { make, setText } from "./dom.js";

/** @param {object} result of a run, a comparison or a sweep  @param {string} link  @param {object} texts */
export function exportView(result, link, texts) {
  const said = make("span", { className: "said", role: "status" });
  const fallback = make("textarea", { readOnly: true, hidden: true, rows: 4, "aria-label": texts.copyByHand });
  const copy = async (text) => {
    fallback.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
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
    button(texts.downloadCsv, () => download("parallel-sum.csv", csvOf(result))),
    button(texts.copyLink, () => copy(link)),
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

function download(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
