// The worker that owns the GPU: it sets it up, and has it add. Its page hands it a port of the coordinator's, through which it is
// asked for sums by their n, one at a time. Of each it tells what is {added} meanwhile, and in the end the {sample}, or an {error}.

import { VERSION } from "../pkg/version.js";
import { BLOCK, GROUP_BLOCKS, KERNEL, MOST_GROUPS } from "./gpu-kernel.js";
import { Trip } from "./gpu-trip.js";

/**
 * How long a dispatch is to take, in seconds: GPUs that also draw the screen are taken from a program that keeps them for a second or
 * two, and what was handed over cannot be cancelled. The first ones have few workgroups; the next ones may have so many times as many.
 */
const DISPATCH = 0.05;
const FIRST_GROUPS = 16;
const MOST_GROWTH = 4;

/** Trips that are on their way at once, so that the GPU never waits for the next. */
const TRIPS = 2;

class Gpu {
  /** What it is, and how many seconds it took to set up. */
  facts;
  #trips;
  #groups = FIRST_GROUPS;
  /** Never resolves; rejects when the GPU is lost or tells of an error. */
  #failed;

  /** @throws {{reason: string, facts: object}} "insecure", "noGpu", "noAdapter", "gpuDevice" or "gpuFailed" */
  async start() {
    if (!isSecureContext) throw failure("insecure"); // though its page may be
    if (!navigator.gpu) throw failure("noGpu"); // though its page may have it
    const clock = stopwatch();
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter) throw failure("noAdapter");
    const setup = { adapter: clock() };
    const device = await deviceOf(adapter);
    setup.device = clock();
    this.#failed = failureOf(device);
    this.#failed.catch(() => {}); // whoever waits then hears of it
    const module = device.createShaderModule({ code: KERNEL });
    const pipeline = await this.#or(device.createComputePipelineAsync({ layout: "auto", compute: { module } }));
    this.#trips = Array.from({ length: TRIPS }, () => new Trip(device, pipeline));
    setup.pipeline = clock();
    const { vendor, architecture, description } = adapter.info;
    this.facts = { vendor, architecture, description, isSoftware: isSoftware(adapter), setup };
  }

  /**
   * Adds 0..=n, with the time of a trip that has nothing to add before.
   * @param {number} n
   * @param {(integers: number) => void} onAdded
   * @returns {Promise<{seconds: number, sum: bigint, upload: number, kernel: number | null, floor: number}>}
   */
  async sum(n, onAdded) {
    const [trip] = this.#trips;
    const empty = stopwatch();
    await this.#or(trip.add({ first: 0, whole: 0, rest: 0 }));
    const floor = empty();

    const blocks = Math.floor((n + 1) / BLOCK);
    const came = { sum: 0n, kernel: 0, upload: null };
    const clock = stopwatch();
    let next = 0; // block
    let isOver = false;
    const travel = async (trip) => {
      while (!isOver) {
        const [first, left] = [next, blocks - next];
        const room = GROUP_BLOCKS * this.#groups - 1; // the rest is a block, too
        const whole = Math.min(left, room);
        isOver = whole === left;
        next += whole;
        const rest = isOver ? (n + 1) % BLOCK : 0;
        const dispatch = stopwatch();
        const back = trip.add({ first: BLOCK * first, whole, rest });
        came.upload ??= dispatch();
        const { sum, kernel } = await this.#or(back);
        came.sum += sum;
        came.kernel = kernel === null || came.kernel === null ? null : came.kernel + kernel;
        onAdded(BLOCK * whole + rest);
        if (whole === room) this.#fit(dispatch());
      }
    };
    await Promise.all(this.#trips.map(travel));
    const seconds = clock();
    return { ...came, seconds, floor, kernel: came.kernel && Math.min(came.kernel, seconds - came.upload) };
  }

  /** Has the next dispatches take as long as they should, after some that took so many seconds, waiting for each other included. */
  #fit(seconds) {
    const growth = Math.min((TRIPS * DISPATCH) / seconds, MOST_GROWTH);
    this.#groups = Math.min(Math.max(Math.floor(this.#groups * growth), 1), MOST_GROUPS);
  }

  /** What comes, unless the GPU fails before. */
  #or(promise) {
    const told = promise.catch((error) => {
      // What was on its way to a lost GPU is aborted.
      throw error.name === "AbortError" ? failure("gpuLost") : failure("gpuFailed", error);
    });
    return Promise.race([told, this.#failed]);
  }
}

const failure = (reason, { message = "" } = {}) => ({ reason, facts: { detail: message.replace(/\.$/, "") } });

async function deviceOf(adapter) {
  const wanted = ["timestamp-query"].filter((feature) => adapter.features.has(feature));
  try {
    return await adapter.requestDevice({ requiredFeatures: wanted });
  } catch (error) {
    throw failure("gpuDevice", error);
  }
}

function failureOf(device) {
  return new Promise((_, reject) => {
    device.lost.then((lost) => reject(failure("gpuLost", lost)));
    device.onuncapturederror = ({ error }) => reject(failure("gpuFailed", error));
  });
}

/** Whether the processor plays the GPU: some browsers say so, others tell by the name. */
function isSoftware(adapter) {
  const { isFallbackAdapter = adapter.isFallbackAdapter, vendor, architecture, description, device } = adapter.info;
  return isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i.test([vendor, architecture, description, device]);
}

/** Tells the seconds since it was called last. */
function stopwatch() {
  let last = performance.now();
  return () => {
    const [now, before] = [performance.now(), last];
    last = now;
    return (now - before) / 1000;
  };
}

/** How often the integers added are told, in milliseconds. */
const NEWS_INTERVAL = 100;

const gpu = new Gpu();

async function add(port, n) {
  let [added, at] = [0, 0];
  const onAdded = (integers) => {
    added += integers;
    if (performance.now() < at) return;
    port.postMessage({ added });
    [added, at] = [0, performance.now() + NEWS_INTERVAL];
  };
  try {
    const sample = await gpu.sum(n, onAdded);
    port.postMessage({ added, sample });
  } catch (error) {
    port.postMessage({ error: error.reason ? error : failure("gpuFailed", error) });
  }
}

// The page hears of every failure that nobody here handles.
addEventListener("unhandledrejection", ({ reason }) => {
  throw reason;
});
addEventListener("message", async ({ data: { port } }) => {
  port.onmessage = ({ data: { n } }) => add(port, Number(n));
  try {
    await gpu.start();
    postMessage({ facts: gpu.facts });
  } catch (error) {
    if (!error.reason) throw error;
    postMessage({ error });
  }
});
postMessage({ hello: VERSION });
