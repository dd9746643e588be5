// Where the engine's files lie: the only module that knows. Folders that are built to be hosted, and the page in one file,
// have others in its place.

const here = (path) => new URL(path, import.meta.url).href;

/** The script of workers: a module with an address, here imported by a classic script, which browsers start from anywhere. */
export const SCRIPT = {
  url: here("../workers/worker.js"),
  type: "module",
  // A failed import is but a rejected promise, of which who started the worker would not hear.
  request: async () => new Response(`import(${JSON.stringify(SCRIPT.url)}).catch((error) => setTimeout(() => { throw error; }))`),
};

/** The wasm, for a browser with vectors or without. */
export function wasmFor(hasSimd) {
  const url = here(`../pkg/${hasSimd ? "" : "scalar/"}parallel_sum_bg.wasm`);
  return { url, request: (options) => fetch(url, options) };
}

/** The coordinator's exports, for a page that cannot start workers. */
export const importCoordinator = () => import("../workers/coordinator.js");
