// A run on the GPU: what its time was spent on, over the trip there and back with nothing to add.

import { say } from "../lang/format.js";
import { make } from "./dom.js";

/** The parts of its time, each in the colour and pattern of a part of the account. */
const PARTS = { upload: "start", kernel: "speedup", readback: "join", rest: "speedup" };

/** @param {{seconds: {median: number}, gpu: object} | null} measurement, null while it runs  @param {object} texts */
export function tripView(measurement, { trip, format }) {
  const { seconds: { median } = {}, gpu } = measurement ?? {};
  const longest = Math.max(median ?? 0, gpu?.floor ?? 0);
  const parts = gpu ? partsOf(median, gpu) : [];
  const time = (seconds) => (seconds === undefined ? "–" : seconds > 0 ? format.seconds(seconds) : "≈ 0");
  const segment = (part, seconds) => {
    const it = make("div", { className: `segment ${PARTS[part]}` });
    it.style.setProperty("width", longest > 0 ? `${(100 * seconds) / longest}%` : "0");
    return it;
  };
  const row = (name, seconds, segments) =>
    make("div", { className: "row" }, make("span", { className: "name" }, name), make("div", { className: "bar" }, ...segments), make("span", { className: "time" }, time(seconds)));
  const told = parts.map(([part, seconds]) => [part, `${trip[part]} ${time(seconds)}`]);
  const spoken = [`${trip.all}: ${time(median)}`, ...told.map(([, text]) => text), `${trip.floor}: ${time(gpu?.floor)}`];
  return make(
    "section",
    { className: "picture", part: "trip" },
    make("h3", {}, trip.title),
    make(
      "div",
      { className: "bars trip", role: "img", "aria-label": spoken.join("; ") },
      row(trip.all, median, parts.map(([part, seconds]) => segment(part, seconds))),
      row(trip.floor, gpu?.floor, [segment("upload", gpu?.floor ?? 0)]),
    ),
    make("p", { className: "legend" }, ...told.map(([part, text]) => make("span", {}, make("i", { className: `swatch ${PARTS[part]}` }), text))),
    make("p", {}, gpu ? say(trip.setup, { time: format.seconds(setupOf(gpu)) }) : ""),
  );
}

/** What the time was spent on, as [part, seconds]: where the GPU tells no time, what came after the upload is one. */
function partsOf(median, { upload, kernel, readback }) {
  return kernel === null ? [["upload", upload], ["rest", median - upload]] : [["upload", upload], ["kernel", kernel], ["readback", readback]];
}

/** What it took until the GPU was ready, once. */
const setupOf = ({ setup }) => Object.values(setup).reduce((sum, seconds) => sum + seconds, 0);
