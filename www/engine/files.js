// Fetches the engine's files. What is wrong with one is told by its address and what that answered.

import { VERSION } from "../pkg/version.js";
import { EngineError } from "./failure.js";
import { limit } from "./limit.js";
import { wasmFor } from "./places.js";
import { WASM, fileAt, forbidding, refusalsTold } from "./policy.js";

/** How long a file may take to arrive, in milliseconds. */
const FETCH_LIMIT = 30_000;

/** Browsers may have copies of an older version than the rest of the page; the second is asked past them. */
export const CACHES = ["default", "reload"];

/** The text of a classic script for workers, one of places.js. */
export const fetchScript = (script, cache) => contentOf(script, cache, (response) => response.text());

/**
 * The compiled wasm, for a browser with vectors or without.
 * @throws {EngineError} "file", "forbidden", or "stale" where it is of another version than this page
 */
export async function compileWasm(hasSimd) {
  if (!(await mayRun())) throw new EngineError("forbidden", forbidding(WASM) ?? { directive: WASM.directives[0], source: WASM.source });
  const place = wasmFor(hasSimd);
  let failure;
  for (const cache of CACHES) {
    // Not streaming, which would insist on a type of content that some hosts do not know.
    const content = await contentOf(place, cache, (response) => response.arrayBuffer());
    try {
      const module = await WebAssembly.compile(content);
      if (versionOf(module) === VERSION) return module;
      failure = new EngineError("stale", { address: place.url });
    } catch (cause) {
      failure = new EngineError("file", { address: place.url, problem: "broken", cause });
    }
  }
  throw failure;
}

/** Whether the page's policy lets wasm run: nothing else keeps the least module from it. */
async function mayRun() {
  if (forbidding(WASM)) return false;
  try {
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return true;
  } catch {
    await refusalsTold();
    return false;
  }
}

/** The version is in the wasm itself, as the file may come from anywhere between this page and its host. */
function versionOf(module) {
  const [section] = WebAssembly.Module.customSections(module, "version");
  return section && new TextDecoder().decode(section);
}

async function contentOf({ url, request }, cache, read) {
  if (url) throwIfForbidden(fileAt(url));
  const aborter = new AbortController();
  const isLate = () => aborter.signal.aborted;
  const endLimit = limit(FETCH_LIMIT, () => aborter.abort());
  try {
    const response = await request({ cache, signal: aborter.signal });
    const address = response.url || url;
    const type = response.headers.get("content-type")?.split(";")[0];
    if (!response.ok) throw new EngineError("file", { address, problem: "status", answer: response.status });
    if (type === "text/html") throw new EngineError("file", { address, problem: "type", answer: type });
    return await read(response);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    await refusalsTold();
    if (url) throwIfForbidden(fileAt(url));
    throw new EngineError("file", { address: url, problem: isLate() ? "late" : "unreachable", cause });
  } finally {
    endLimit();
  }
}

function throwIfForbidden(need) {
  const facts = forbidding(need);
  if (facts) throw new EngineError("forbidden", facts);
}
