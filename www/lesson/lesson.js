// The page: its language, its address, its buttons, questions and tables, around one live element.

import "../parallel-sum.js";
import { ELEMENT_TEXTS, PAGE_TEXTS } from "../pkg/lang/languages.js";
import { obey } from "./address.js";
import { answer, answerPython } from "./answers.js";
import { speakAsAsked } from "./language.js";
import { draw, note, noteEngine, notePython } from "./numbers.js";
import { standBelow, watchPlace } from "./place.js";
import { presets, presetsOf, tryPreset } from "./presets.js";
import { drawPuzzle, offerPuzzle } from "./puzzle.js";
import { addressScript, offerScript } from "./python.js";
import { drawRace, noteRace } from "./race.js";
import { lightTerms, reachTerms } from "./terms.js";
import { drawTotals, forget, noteTotal, withoutSharing } from "./totals.js";
import { drawWorth, offerWorth } from "./worth.js";

const ENGINES = ["shared-memory", "messages"];

start();

function start() {
  const element = document.querySelector("parallel-sum");
  const takePython = (numbers) => {
    element.setAttribute("reference", Object.values(numbers).join());
    notePython(numbers);
    answerPython(numbers);
  };
  const python = obey(location.search, element, (mode) => element.run({ mode }).catch(() => {}));
  if (python) takePython(python);
  element.addEventListener("parallel-sum-result", ({ detail }) => {
    note(detail);
    noteRace(detail);
    answer(detail);
  });
  for (const button of document.querySelectorAll("[data-preset]")) {
    button.addEventListener("click", () => {
      standBelow(button);
      attempt(element, button.dataset.preset).catch(({ name }) => {
        // The element shows it.
        if (name === "NotSupportedError" && button.closest("[data-shared]")) withoutSharing("browser");
      });
    });
  }
  offerScript(takePython);
  offerPuzzle();
  if (!crossOriginIsolated) withoutSharing("page");
  offerWorth(element);
  lightTerms(element);
  watchPlace();
  speakAsAsked(textsIn, () => {
    draw();
    drawPuzzle();
    drawRace();
    drawTotals();
    drawWorth();
    addressScript();
    reachTerms();
    const teachers = document.getElementById("teachers"); // not where the page is all there is
    if (teachers) teachers.search = `?lang=${document.documentElement.lang}`;
  });
}

/** With the element's, so that all of the page changes at once. */
async function textsIn(code) {
  const [texts] = await Promise.all([PAGE_TEXTS[code]?.(), ELEMENT_TEXTS[code]()]);
  return texts;
}

async function attempt(element, preset) {
  if (preset !== "engines") {
    const names = presetsOf(preset);
    forget(...names);
    for (const name of names) noteTotal(name, await tryPreset(element, presets()[name]));
    return;
  }
  for (const engine of ENGINES) {
    const run = () => element.compare({ engine });
    const comparison = await tryPreset(element, { attributes: { n: "1e9" }, run }).catch((error) => {
      if (error.name === "NotSupportedError") return null;
      throw error;
    });
    noteEngine(engine, comparison);
  }
}
