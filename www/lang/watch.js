// Tells when the language of a place may have changed.

/**
 * Calls `onChange` whenever a `lang` changes in the trees that an element stands in, which are those of the document and of
 * the shadow roots around it, or the reader sets other languages. Returns what ends that.
 */
export function watchLanguage(element, onChange) {
  const observer = new MutationObserver(onChange);
  for (let root = element.getRootNode(); root; root = root.host?.getRootNode()) {
    observer.observe(root, { subtree: true, attributeFilter: ["lang"] });
  }
  addEventListener("languagechange", onChange);
  return () => {
    observer.disconnect();
    removeEventListener("languagechange", onChange);
  };
}
