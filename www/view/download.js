// Downloads, where a page may have any.

import { make } from "./dom.js";

/** Frames may be forbidden to download, and neither they nor what is in them is told; the same holds of a page in a sandbox. */
export const mayDownload = () => window === top && (origin !== "null" || location.protocol === "file:");

/** Hands a file to the browser for its reader to save. */
export function download(name, blob) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
