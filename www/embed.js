// The page for frames: hands the parameters of its address to the element, before that is defined, and tells the page
// around it how high it is, by messages {type: "parallel-sum-height", height}, in CSS pixels.

import { OPTIONS } from "./options.js";

const parameters = new URLSearchParams(location.search);
const element = document.querySelector("parallel-sum");
for (const name of Object.keys(OPTIONS)) if (parameters.has(name)) element.setAttribute(name, parameters.get(name));
const page = document.documentElement;
if (parameters.has("lang")) page.lang = parameters.get("lang");
if (/^(light|dark)$/.test(parameters.get("scheme"))) page.style.colorScheme = parameters.get("scheme"); // else the reader's

if (parent !== window) {
  const tellHeight = () => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    parent.postMessage({ type: "parallel-sum-height", height }, "*"); // any page may show this one; a height is no secret
  };
  // Before it is defined nothing is there that could be as high as anything.
  customElements.whenDefined("parallel-sum").then(() => new ResizeObserver(tellHeight).observe(page));
}
