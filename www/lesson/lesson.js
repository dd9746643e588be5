// The page: its language, its address, its buttons and its tables, around one live element.

import "../parallel-sum.js";
import { obey } from "./address.js";
import { listen, speak } from "./language.js";
import { draw, note, noteEngine } from "./numbers.js";
import { presets, tryPreset } from "./presets.js";

const ENGINES = ["shared-memory", "messages"];

start();

async function start() {
  const element = document.querySelector("parallel-sum");
  obey(location.search, element);
  element.addEventListener("parallel-sum-result", ({ detail }) => note(detail));
  for (const button of document.querySelectorAll("[data-preset]")) {
    button.addEventListener("click", () => {
      show(button);
      attempt(element, button.dataset.preset).catch(() => {}); // the element shows it
    });
  }
  listen(draw);
  await speak(document.documentElement.lang).catch(() => speak("en")); // offline, perhaps
  draw();
  document.documentElement.classList.remove("waiting");
}

async function attempt(element, preset) {
  if (preset !== "engines") return tryPreset(element, presets()[preset]);
  for (const engine of ENGINES) {
    const run = () => element.compare({ engine });
    const comparison = await tryPreset(element, { attributes: { n: "1e9" }, run }).catch((error) => {
      if (error.name === "NotSupportedError") return null;
      throw error;
    });
    noteEngine(engine, comparison);
  }
}

/** Brings the element into view where it is not beside the text, and a way back. */
function show(button) {
  const [lab, back] = [document.getElementById("lab"), document.querySelector(".back")];
  back.hidden = false;
  back.hash = button.closest("section").id;
  const isBeside = getComputedStyle(lab).position === "sticky";
  if (isBeside) return;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  lab.scrollIntoView({ behavior: isStill ? "auto" : "smooth" });
  back.focus({ preventScroll: true });
}
