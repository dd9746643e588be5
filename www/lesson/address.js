// The interface of the Python post's script, as the page's address: ?mode=single&cores=8&n=100000000. It presets the
// element and runs nothing; the element itself refuses a bad number, by name and with what is allowed.

import { linkedSettings } from "../link.js";

const MODES = { single: "serial", multi: "parallel" };

/** Presets an element, unless a link with settings has done so, and shows the line about the mode that is asked for, with a button that runs it. */
export function obey(search, element) {
  const asked = new URLSearchParams(search);
  const isLinked = linkedSettings(element) !== null;
  for (const [argument, name] of [["n", "n"], ["cores", "threads"]]) {
    if (!isLinked && asked.has(argument)) element.setAttribute(name, asked.get(argument));
  }
  if (!asked.has("mode")) return;
  const mode = asked.get("mode");
  const line = document.querySelector(`[data-asked=${Object.hasOwn(MODES, mode) ? mode : "wrong"}]`);
  line.hidden = false;
  const shown = line.querySelector("q");
  if (shown) shown.textContent = mode;
  line.querySelector("button")?.addEventListener("click", () => element.run({ mode: MODES[mode] }).catch(() => {}));
}
