// Where the engine's parts lie: the only module that knows. The one-file page has another in its place.

const here = (path) => new URL(path, import.meta.url).href;

/** The scripts of workers: the address of a module each. */
export const SCRIPTS = { coordinator: { url: here("./coordinator.js") }, thread: { url: here("./thread.js") } };

/** The coordinator's exports, for a page that cannot start workers. */
export const importCoordinator = () => import("./coordinator.js");

/** wasm-bindgen's exports, for a browser with vectors or without. */
export const importWasm = (hasSimd) => (hasSimd ? import("../pkg/parallel_sum.js") : import("../pkg/scalar/parallel_sum.js"));

/** The response with the wasm that belongs to them. */
export const fetchWasm = (hasSimd, signal) => fetch(here(`../pkg/${hasSimd ? "" : "scalar/"}parallel_sum_bg.wasm`), { signal });
