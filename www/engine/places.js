// Where the engine's files lie: the only module that knows. Folders that are built to be hosted, and the page in one file,
// have others in its place.

const here = (path) => new URL(path, import.meta.url).href;

/** The script of workers, and that of the GPU's. */
export const SCRIPT = scriptAt("../workers/worker.js");
export const GPU_SCRIPT = scriptAt("../workers/gpu.js");

/** A module with an address, here imported by a classic script, which browsers start from anywhere. */
function scriptAt(path) {
  const url = here(path);
  // A failed import is but a rejected promise, of which who started the worker would not hear.
  const text = `import(${JSON.stringify(url)}).catch((error) => setTimeout(() => { throw error; }))`;
  return { url, type: "module", request: async () => new Response(text) };
}

/** The wasm, for a browser with vectors or without. */
export function wasmFor(hasSimd) {
  const url = here(`../pkg/${hasSimd ? "" : "scalar/"}parallel_sum_bg.wasm`);
  return { url, request: (options) => fetch(url, options) };
}

/** The coordinator's exports, for a page that cannot start workers. */
export const importCoordinator = () => import("../workers/coordinator.js");
