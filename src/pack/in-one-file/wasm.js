// The import of the wasm's JavaScript in the one-file page, where it is part of the script that runs.

import * as scalar from "../pkg/scalar/parallel_sum.js";
import * as vectors from "../pkg/parallel_sum.js";

export const importWasm = async (hasSimd) => (hasSimd ? vectors : scalar);
