// The picture of a result, to be looked at and saved.

import { say } from "../lang/format.js";
import { failed } from "../lang/texts.js";
import { download, mayDownload } from "./download.js";
import { make } from "./dom.js";
import { factsOf, fileOf } from "./picture-file.js";
import { pictureOf } from "./picture.js";

/** As wide as there is room. */
const FITTING = { display: "block", width: "100%", height: "auto" };

/** By properties, which policies allow that forbid inline styles. */
const style = (element, styles) => Object.assign(element.style, styles);

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
  style(shown, { ...FITTING, forcedColorAdjust: "none" }); // its colours are its own, also where the reader's are forced
  const frame = make("div", {}, shown);
  const tellFailure = (error) => tell(failed(error, texts));
  const save = (type) =>
    button(say(texts.download, { type: type.toUpperCase() }), () => fileOf(type, picture()).then((it) => download(`parallel-sum.${type}`, it), tellFailure));
  const showForSaving = (src) => {
    const image = make("img", { src, alt: description });
    style(image, FITTING);
    frame.replaceChildren(image, make("p", { className: "said" }, texts.savePicture));
  };
  if (!mayDownload()) fileOf("png", picture()).then(addressOf).then(showForSaving, tellFailure);
  const saving = mayDownload() ? [save("png"), save("svg")] : [];
  const buttons = make("div", {}, ...saving, button(texts.copyDescription, () => copy(description)));
  style(buttons, { display: "flex", flexWrap: "wrap", gap: "10px", marginTop: "10px" });
  return make("div", {}, frame, buttons);
}

/** The address of a picture with all of it inside, by which the menu of a browser saves it. */
const addressOf = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    Object.assign(reader, { onload: () => resolve(reader.result), onerror: () => reject(reader.error) });
    reader.readAsDataURL(blob);
  });
