// What this browser and page can do.

/** The least module that uses a vector: a function that makes one of an integer. */
const VECTOR_MODULE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

export const hasWasm = () => typeof WebAssembly === "object";

/** Whether wasm has 128-bit vectors, without which there is only the scalar kernel. */
export const hasSimd = () => hasWasm() && WebAssembly.validate(new Uint8Array(VECTOR_MODULE));

/** Why threads cannot share memory here, as the name of a reason, or null. */
export function whyNotShare() {
  if (globalThis.crossOriginIsolated) return null;
  // In a frame it would take more than being allowed.
  const isForbidden = window === top && document.featurePolicy?.allowsFeature("cross-origin-isolated") === false;
  return isForbidden ? "notAllowed" : "notIsolated";
}
