// Where the engine's files lie in a folder that is built to be hosted, seen from the file that has the engine: the scripts of
// workers are one file each, too, which the page fetches once for all of them.

const here = (path) => new URL(path, import.meta.url).href;
const file = (path) => ({ url: here(path), request: (options) => fetch(here(path), options) });

export const SCRIPT = { ...file("pkg/worker.js"), type: "classic" };
export const GPU_SCRIPT = { ...file("pkg/gpu.js"), type: "classic" };
export const wasmFor = (hasSimd) => file(`pkg/${hasSimd ? "" : "scalar/"}parallel_sum_bg.wasm`);
export const importCoordinator = () => import(here("workers/coordinator.js"));
