// The buttons by which a result is taken along; what they do comes (more.js) once somebody turns to them.

import { failed } from "../lang/texts.js";
import { make, setText } from "./dom.js";
import { mayDownload } from "./download.js";

/**
 * @param {{result: object, at: Date}} outcome of a run, a comparison or a sweep
 * @param {{place: () => string | null, link: (settings?: object) => string, reference: () => object | null, fetchMore: () => Promise<object>}}
 *   hooks as Pictures takes them
 * @param {object} texts
 */
export function shareView(outcome, hooks, texts) {
  const said = make("span", { className: "said", role: "status" });
  const place = hooks.place();
  const names = [
    "copyJson",
    mayDownload() ? "downloadCsv" : "copyCsv",
    "picture",
    ...(place ? ["copyLink"] : []),
    ...(place && canBeLinked(outcome.result) ? ["copyResultLink"] : []),
  ];
  let sharing = null;
  const press = async (name) => {
    try {
      const { Sharing } = await hooks.fetchMore();
      sharing ??= new Sharing(outcome, hooks, { element, said }, texts);
      await sharing[name](buttons[name]);
    } catch (error) {
      setText(said, failed(error, texts));
    }
  };
  const button = (name) => make("button", { type: "button", className: "small", onclick: () => press(name) }, texts[name]);
  const buttons = Object.fromEntries(names.map((name) => [name, button(name)]));
  buttons.picture.ariaExpanded = "false";
  const element = make("section", { className: "share", part: "share" }, ...Object.values(buttons), said);
  return element;
}

/** Whether a link can bring a result: a sound comparison, which takes the place of what is behind "#", unless that is a route. */
const canBeLinked = ({ speedup, serial, parallel }) => speedup && serial.correct && parallel.correct && !/^#!?\//.test(location.hash);
