// The lanes that a race has on this page.

import { lanesFor } from "../options.js";
import { EngineError } from "./failure.js";
import { hasSimd } from "./support.js";

/**
 * Those that are asked for, else all that there are here.
 * @param {{lanes?: string[], threads: number}} plan
 * @param {() => Promise<void>} startGpu rejects with an EngineError where there is none
 * @returns {Promise<{lanes: string[], absent: {name: string, reason: string}[]}>} and which there are not, by what keeps them away
 * @throws {EngineError} where one that is asked for is not there
 */
export async function lanesHere({ lanes: asked, threads }, startGpu) {
  const [lanes, absent] = [[], []];
  for (const name of asked ?? lanesFor(threads)) {
    try {
      if (name === "gpu") await startGpu();
      if (name.endsWith("simd") && !hasSimd()) throw new EngineError("noSimd");
      lanes.push(name);
    } catch (error) {
      if (asked || !error.reason) throw error;
      absent.push({ name, reason: error.reason });
    }
  }
  return { lanes, absent };
}
