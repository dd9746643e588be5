// Settles the page's language before anything of it is drawn: that of ?lang=, else the first of the reader's that the
// page speaks, else English, in which it is written. A classic script, as a module would run after the first paint.

{
  const links = [...document.querySelectorAll(".languages a")];
  const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  const root = document.documentElement;
  root.lang = wanted.map((tag) => tag?.split("-")[0].toLowerCase()).find((code) => links.some(({ hreflang }) => hreflang === code)) ?? "en";
  root.classList.toggle("waiting", root.lang !== "en");
  links.find(({ hreflang }) => hreflang === root.lang)?.setAttribute("aria-current", "true");
}
