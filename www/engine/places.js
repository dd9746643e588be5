// Where the engine's parts lie: the only module that knows. The one-file page has another in its place.

const here = (path) => new URL(path, import.meta.url).href;

/** The scripts of workers: the address of a module each. */
export const SCRIPTS = { coordinator: { url: here("../workers/coordinator.js") }, thread: { url: here("../workers/thread.js") } };

/** The coordinator's exports, for a page that cannot start workers. */
export const importCoordinator = () => import("../workers/coordinator.js");

/** The response with the wasm, for a browser with vectors or without. */
export const fetchWasm = (hasSimd, signal) => fetch(here(`../pkg/${hasSimd ? "" : "scalar/"}parallel_sum_bg.wasm`), { signal });
