// A race and a run on the GPU as tables: the lanes, and what is known of the GPU.

import { make } from "./dom.js";
import { absenceOf, lanesOf, timeOf } from "./race.js";
import { gpuName, isTimed, laneName, timesAsFast } from "./racers.js";
import { table } from "./table.js";

const NONE = "–";

/** @param {object[]} lanes of a race, or of one run */
function lanesTable(lanes, { n }, texts) {
  const { columns, speedupMeans, format } = texts;
  const serial = lanes.find(({ name }) => name === "serial");
  const rateOf = (lane) => (lane.seconds && isTimed(lane) ? format.large(Number(n) / lane.seconds.median) : NONE);
  const gainOf = (lane) => {
    const times = timesAsFast(lane, serial);
    return times ? `${format.ratio(times)}×` : NONE;
  };
  const row = (lane) => [laneName(lane, texts), absenceOf(lane, texts) ?? timeOf(lane, texts), rateOf(lane), ...(serial ? [gainOf(lane)] : [])];
  return table([columns.lane, columns.time, columns.perSecond, ...(serial ? [speedupMeans] : [])], lanes.map(row));
}

/** The tables of a race or of a run on the GPU. */
export function raceTables(result, texts) {
  const lanes = result.lanes ? lanesOf(result) : [{ ...result, name: "gpu" }];
  const ran = lanes.find(({ gpu }) => gpu);
  return [lanesTable(lanes, result, texts), ...(ran ? [gpuTable(ran.gpu, texts)] : [])];
}

function gpuTable({ vendor, architecture, description, isSoftware, setup, upload, kernel, readback, floor }, texts) {
  const { trip, columns, format } = texts;
  const time = (seconds) => (seconds === null ? make("span", {}, NONE, make("small", {}, trip.untold)) : format.seconds(seconds));
  return table(
    [gpuName({ gpu: { isSoftware } }, texts), columns.here],
    [
      [trip.adapter, [vendor, architecture, description, isSoftware && trip.software].filter(Boolean).join(", ") || NONE],
      ...Object.keys(trip.once).map((step) => [trip.once[step], format.seconds(setup[step])]),
      ...Object.entries({ upload, kernel, readback, floor }).map(([part, seconds]) => [trip[part], time(seconds)]),
    ],
  );
}
