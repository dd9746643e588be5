// The import of the wasm's JavaScript. The one-file page has another in its place.

/** wasm-bindgen's exports, for a browser with vectors or without. */
export const importWasm = (hasSimd) => (hasSimd ? import("../pkg/parallel_sum.js") : import("../pkg/scalar/parallel_sum.js"));
