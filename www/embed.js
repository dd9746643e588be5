// The page for frames: hands the parameters of its address to the element, before that is defined.

import { tellHeights } from "./heights.js";
import { MANNERS, OPTIONS } from "./options.js";

const parameters = new URLSearchParams(location.search);
const element = document.querySelector("parallel-sum");
for (const name of Object.keys({ ...OPTIONS, ...MANNERS })) if (parameters.has(name)) element.setAttribute(name, parameters.get(name));
const page = document.documentElement;
if (parameters.has("lang")) page.lang = parameters.get("lang");
if (/^(light|dark)$/.test(parameters.get("scheme"))) page.style.colorScheme = parameters.get("scheme"); // else the reader's

// Before it is defined nothing is there that could be as high as anything.
if (parent !== window) customElements.whenDefined("parallel-sum").then(() => tellHeights(page));
