// Words to authors about what is not as they meant it, in the console: readers can do nothing about it.

/** What paragraphs of fallback text do not have: it must be the page that goes on. */
const PAGE = "h1, h2, h3, h4, h5, h6, header, main, nav, section, article, footer, parallel-sum";

const warn = (message) => console.warn(`<parallel-sum>: ${message}`);

/** Says that an attribute's value is unknown. */
export const hintUnknown = (name, value, values) => warn(`${name}="${value}" is unknown; it may be ${values.join(" or ")}.`);

/** Says, once the page is read, that an element has taken in what follows it. */
export function hintUnclosed(element) {
  const look = () => {
    if (element.querySelector(PAGE)) warn("it has the rest of the page inside. HTML knows no <parallel-sum />; write <parallel-sum></parallel-sum>.");
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look, { once: true });
  else look();
}

/** Says that a page has loaded a second copy, of another version. */
export const hintVersions = (first, second) => warn(`version ${first} is on this page already, so version ${second} is not used.`);

/** Says that a property cannot be set. */
export const hintReadOnly = (name) => warn(`the property ${name} can only be read; the methods take an option of that name.`);
