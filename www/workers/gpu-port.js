// The GPU as the coordinator sees it: a port to the worker that owns it (gpu.js), for one measurement.

import { wasm } from "./instance.js";
import { secondsOf } from "./sampling.js";

export class GpuPort {
  #port;
  #isCancelled = false;
  /** Ends the sum that it waits for, if any. */
  #endSum = null;

  /** @param {MessagePort} port */
  constructor(port) {
    this.#port = port;
  }

  /** The page ends the worker itself. */
  cancel() {
    this.#isCancelled = true;
    this.#endSum?.();
  }

  /**
   * One timed run, as the engines' with what its trip took, {floor, upload, kernel}; undefined when cancelled.
   * @throws {{reason: string, facts: object}} where the GPU fails
   */
  async sum(plan, onAdded) {
    if (this.#isCancelled) return;
    return new Promise((resolve, reject) => {
      this.#endSum = resolve;
      this.#port.onmessage = ({ data: { added, sample, error } }) => {
        if (error) return reject(error);
        if (added) onAdded(added, 0);
        if (!sample) return;
        const { sum, seconds, ...trip } = sample;
        resolve({ ...wasm.merged(plan, 0, seconds, sum, new Float64Array()), ...trip });
      };
      this.#port.postMessage({ n: plan.n });
    });
  }
}

/**
 * What a trip to the GPU was spent on, in the sample nearest to the median, with what the GPU is: `upload` until the work was handed over,
 * `kernel` while it was added, and `readback` until the merged sum was there, the last two null where the browser tells no timestamps;
 * `floor` is the median of trips with nothing to add.
 */
export function tripOf({ plan, samples }) {
  const [index] = wasm.byDistanceFromMedian(secondsOf(samples));
  const { seconds, upload, kernel } = samples[index];
  const readback = kernel === null ? null : Math.max(seconds - upload - kernel, 0);
  return { ...plan.gpu, upload, kernel, readback, floor: wasm.summarize(Float64Array.from(samples, ({ floor }) => floor)).median };
}
