// The interface of the Python post's script, as the page's address: ?mode=single&cores=8&n=100000000. It presets the
// element and runs nothing; the element itself refuses a bad number, by name and with what is allowed. And what the lesson's
// own script has measured: ?python=7.964,2.237,8.

import { linkedSettings } from "../link.js";
import { numbersIn } from "./python.js";

const MODES = { single: "serial", multi: "parallel" };

/**
 * Presets an element, unless a link with settings has done so, and shows the line about the mode that is asked for, with a
 * button that calls `run` with it.
 * @returns {object | null} the numbers of the reader's Python
 */
export function obey(search, element, run) {
  const asked = new URLSearchParams(search);
  const isLinked = linkedSettings(element) !== null;
  for (const [argument, name] of [["n", "n"], ["cores", "threads"]]) {
    if (!isLinked && asked.has(argument)) element.setAttribute(name, asked.get(argument));
  }
  if (asked.has("mode")) {
    const mode = asked.get("mode");
    const line = show(Object.hasOwn(MODES, mode) ? mode : "wrong", mode);
    line.querySelector("button")?.addEventListener("click", () => run(MODES[mode]));
  }
  if (!asked.has("python")) return null;
  const numbers = numbersIn(asked.get("python"));
  if (!numbers) show("wrong-python", asked.get("python"));
  return numbers;
}

/** Shows the line of this name, with what was asked for where it says that. */
function show(name, asked) {
  const line = document.querySelector(`[data-asked=${name}]`);
  line.hidden = false;
  const shown = line.querySelector("q");
  if (shown) shown.textContent = asked;
  return line;
}
