// Settles the page's language before anything of it is drawn: that of ?lang=, else the first of the reader's that the
// page speaks, else English, in which it is written. A classic script, as a module would run after the first paint: so
// it finds the nearest language by itself, as lang/texts.js does for the element.

{
  const links = [...document.querySelectorAll(".languages a")];
  const start = (code, count) => new Intl.Locale(code).maximize().baseName.split("-").slice(0, count).join();
  const nearest = (wanted) => {
    try {
      const { baseName } = new Intl.Locale(wanted.replaceAll("_", "-"));
      const sharing = (count) => links.find(({ hreflang }) => start(hreflang, count) === start(baseName, count));
      return links.find(({ hreflang }) => hreflang === baseName) ?? sharing(3) ?? sharing(2) ?? sharing(1);
    } catch {
      return undefined; // it is no code
    }
  };
  const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  const link = wanted.map(nearest).find(Boolean) ?? links.find(({ hreflang }) => hreflang === "en");
  // Before a build has put them in, as in the source that is opened from disk, there is no link.
  if (link) {
    const root = document.documentElement;
    [root.lang, root.dir] = [link.hreflang, link.dir];
    root.classList.toggle("waiting", root.lang !== "en");
    link.setAttribute("aria-current", "true");
  }
}
