// What this browser and page can do.

import { EngineError } from "./failure.js";

/**
 * What the element uses that browsers have had since some version only, and is newer than the syntax of its modules, which
 * older ones cannot read at all: by the name that readers are told, whether it is there. The first came last, with Chrome 123,
 * Firefox 120 and Safari 17.5.
 */
const FEATURES = {
  "light-dark()": () => CSS.supports("color", "light-dark(red, red)"),
  "color-mix()": () => CSS.supports("color", "color-mix(in lab, red, red)"),
  "@container": () => CSS.supports("width", "1cqi"),
  adoptedStyleSheets: () => "adoptedStyleSheets" in document,
  throwIfAborted: () => "throwIfAborted" in AbortSignal.prototype,
};

/** @throws {EngineError} "tooOld" where this browser lacks what the element uses */
export function checkBrowser() {
  const features = Object.keys(FEATURES).filter((name) => !FEATURES[name]());
  if (features.length > 0) throw new EngineError("tooOld", { features: features.join(", ") });
}

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
