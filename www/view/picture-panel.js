// The picture of a result, to be looked at and saved.

import { say } from "../lang/format.js";
import { download, mayDownload } from "./download.js";
import { make } from "./dom.js";
import { factsOf, fileOf } from "./picture-file.js";
import { pictureOf } from "./picture.js";

/**
 * @param {{result: object, at: Date}} outcome
 * @param {object | null} reference as toldOf (told.js) takes it
 * @param {object} texts
 * @param {{button: Function, copy: (text: string) => void, tell: (text: string) => void}} line that it belongs to
 */
export function picturePanel({ result, at }, reference, texts, { button, copy, tell }) {
  const picture = () => pictureOf(result, texts, factsOf(at, reference));
  const shown = picture();
  const description = shown.querySelector("desc").textContent;
  // Its colours are its own, also where the reader's are forced.
  for (const [name, value] of Object.entries({ display: "block", width: "100%", height: "auto", forcedColorAdjust: "none" })) shown.style[name] = value;
  const frame = make("div", {}, shown);
  const png = () => fileOf("png", picture());
  const failed = ({ reason, facts, message }) => tell(reason ? say(texts.failures[reason], facts) : message);
  const save = (type, file) => button(say(texts.download, { type: type.toUpperCase() }), () => file().then((it) => download(`parallel-sum.${type}`, it)).catch(failed));
  if (!mayDownload()) png().then(addressOf).then((src) => {
    frame.replaceChildren(make("img", { src, alt: description, width: shown.width.baseVal.value }), make("p", { className: "said" }, texts.savePicture));
    frame.firstChild.style.cssText = "display: block; width: 100%; height: auto";
  }, failed);
  return make(
    "div",
    {},
    frame,
    ...(mayDownload() ? [save("png", png), save("svg", () => fileOf("svg", picture()))] : []),
    button(texts.copyDescription, () => copy(description)),
  );
}

/** The address of a picture with all of it inside, by which the menu of a browser saves it. */
const addressOf = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    Object.assign(reader, { onload: () => resolve(reader.result), onerror: () => reject(reader.error) });
    reader.readAsDataURL(blob);
  });
