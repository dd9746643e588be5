// What the buttons of the lesson have the element do. The attributes that a preset does not name go back to their
// defaults, so that what a reader has tried before changes nothing.

import { OPTIONS, hardwareThreads } from "../options.js";

const compare = (element) => element.compare();

/** By name: the attributes, and what is run with them. */
export const presets = () => ({
  one: { attributes: { n: "1e9" }, run: (element) => element.run({ mode: "serial" }) },
  chunks: { attributes: { n: "1e9", chunks: hardwareThreads(), schedule: "static" }, run: compare },
  hardware: { attributes: {}, run: compare },
  start: { attributes: { n: "1e6", chunks: hardwareThreads(), schedule: "static" }, run: compareShort },
  imbalance: { attributes: { n: "1e9", threads: 3, chunks: 2, schedule: "static" }, run: compare },
  // So many messages take seconds, and in one run gaps are as clear as in many.
  gaps: { attributes: { n: "1e8", chunks: 65_536, repeats: 1 }, run: (element) => element.compare({ engine: "messages" }) },
  slower: { attributes: { n: "1e9", threads: Math.min(4 * hardwareThreads(), 256) }, run: compare },
  ...Object.fromEntries(OPTIONS.total.allowed.values.map((total) => [total, { attributes: { total, ...several() }, run: compare }])),
  // So many that threads meet even where other programs leave them a core now and then.
  unguarded: { attributes: { total: "unguarded", n: "1e7", ...several() }, run: compare },
  // The counter as the array has it: the same integers, in parts as large.
  counter: { attributes: { n: "16777216", schedule: "static", ...several() }, run: compare },
  array: { attributes: { n: "16777216", schedule: "static", source: "array", ...several() }, run: compare },
  sweep: { attributes: { n: "3e8", threads: Math.max(4, hardwareThreads()) }, run: (element) => element.sweep() },
  weak: { attributes: { threads: Math.max(4, hardwareThreads()) }, run: (element) => element.sweep({ scaling: "weak" }) },
  growth: { attributes: several(), run: (element) => element.sweep({ over: "n" }) },
  simd: { attributes: { n: "1e9", kernel: "simd" }, run: compare },
  race: { attributes: { n: "1e9" }, run: (element) => element.race() },
});

/** Those that a button runs in turn. */
const IN_TURN = { close: ["adjacent", "padded"], memory: ["counter", "array"] };

/** The names of what a button of this name runs. */
export const presetsOf = (name) => IN_TURN[name] ?? [name];

/** One thread has nobody to share a total with. */
const several = () => ({ threads: Math.max(2, hardwareThreads()) });

/** The one that was asked for last: another may be while the element still cancels what it did. */
let latest = null;

/** Has an element do what a preset says, in place of what it is doing; rejects when another is asked for meanwhile. */
export async function tryPreset(element, preset) {
  const { attributes, run } = (latest = preset);
  await element.cancel();
  if (latest !== preset) throw new DOMException("Another preset was asked for", "AbortError");
  for (const name of Object.keys(OPTIONS)) {
    element[name] = null; // else what a reader has typed would hold where the attribute says the same as before
    element[name] = attributes[name];
  }
  return run(element);
}

/** The shortest comparison that the browser's clock can tell from none. */
async function compareShort(element) {
  for (const n of ["1e6", "2e6", "3e6", "5e6", "1e7", "2e7", "5e7", "1e8", "3e8"]) {
    element.n = n;
    const result = await element.compare();
    if (result.speedup) return result;
  }
}
