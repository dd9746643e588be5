// What there is to see and to say of what few ask for, by its kind: a sweep, a race, or a run on the GPU.

import { sweepView } from "./growth.js";
import { lanesOf, lanesSoFar, raceView } from "./race.js";
import { gpuWords, raceWords } from "./race-words.js";
import { sweepWords } from "./sweep-words.js";
import { tripView } from "./trip.js";

/** The picture of a result. @param {object} drawing what it is drawn from  @param {object | null} reference an author's numbers */
export function viewOf(result, drawing, reference, texts) {
  if (result.points) return sweepView(result, drawing.curves, reference, texts);
  return result.lanes ? raceView(lanesOf(result), texts, { isOver: true }) : tripView(result, texts);
}

/** The same of what is known so far of a run that is still on. */
export function viewSoFar(running, reference, texts) {
  const { mode, plan, progress: { partial } } = running;
  if (mode === "race") return raceView(lanesSoFar(running), texts);
  if (mode === "gpu") return tripView(null, texts);
  return sweepView({ ...plan, points: partial?.points ?? [], most: plan.threads }, null, reference, texts);
}

/** What it came to, in sentences. */
export const kindWords = (result, texts) => (result.points ? sweepWords : result.lanes ? raceWords : gpuWords)(result, texts);
