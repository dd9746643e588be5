// Starts workers. A script in a blob works nearly everywhere: also where the script lies on another origin, where the page
// is isolated and the host does not send workers so, and where the page has no origin. Where a policy forbids blobs, the
// script's own address may do, or data. What works for the first worker is the way of all
// but those that have to be secure.

import { VERSION } from "../pkg/version.js";
import { EngineError } from "./failure.js";
import { CACHES, fetchScript } from "./files.js";
import { limit } from "./limit.js";
import { SCRIPT } from "./places.js";
import { TRUST, forbidding, isRequired, refusalsTold, workerAt, workerOf } from "./policy.js";

/** How long the first worker may take to greet, in milliseconds. */
const GREETING_LIMIT = 15_000;

/** What in WAYS has worked, while it is sought a promise of it; else null. */
let way = null;

/** The texts of scripts that were fetched, unless one was of no use. */
const texts = new Map();

/**
 * Starts a worker of the engine; resolves once its script runs.
 * @param {string} name what the script finds as its name, and so knows its part by
 * @param {AbortSignal} signal ends it, at whatever time
 * @throws {EngineError} "noWorkers" or "forbidden" where no way works, "silent" where a worker does not answer, "stale"
 *   where its script is of another version, "file" where that cannot be had
 */
export async function spawn(name, signal) {
  while (way) {
    const found = await way;
    signal.throwIfAborted();
    if (found) return (await tryAll([found], Infinity, SCRIPT, name, signal)).worker;
  }
  const trying = askForTrust().then(() => tryAll(WAYS, GREETING_LIMIT, SCRIPT, name, signal));
  const found = trying.then(({ way }) => way).catch((error) => {
    way = null; // the next start tries anew
    if (signal.aborted) return null; // but others who wait for it may try now
    throw error;
  });
  found.catch(() => {});
  way = found;
  return (await trying).worker;
}

/**
 * Starts a worker with a script of its own (places.js) that has to be secure, once others are up; otherwise as `spawn`. In a page
 * without an origin what is in a blob is not, and what is in its address is.
 */
export async function spawnSecure(name, signal, script) {
  const ways = self.origin === "null" ? [inAddress, ...WAYS] : WAYS;
  return (await tryAll(ways, GREETING_LIMIT, script, name, signal)).worker;
}

/** Tries ways; with a script past the caches where the first is of another version. */
async function tryAll(ways, patience, script, name, signal) {
  let failure;
  for (const cache of CACHES) {
    try {
      if (!texts.has(script)) texts.set(script, await fetchScript(script, cache));
      return await tryEach(ways, patience, script, name, signal);
    } catch (error) {
      if (!signal.aborted) texts.delete(script);
      if (error.reason !== "stale") throw error;
      failure = error;
    }
  }
  throw failure;
}

/** Tries the ways that no policy is known to forbid, one after the other. */
async function tryEach(ways, patience, script, name, signal) {
  let failure;
  for (const way of ways) {
    const { need, address, type } = way(script, texts.get(script)) ?? {};
    if (!need) continue;
    const known = forbidding(need);
    if (known) failure ??= new EngineError("forbidden", known);
    if (known) continue;
    try {
      return { worker: await greeted(new Worker(trusted(address), { name, type }), script, signal, patience), way };
    } catch (error) {
      if (signal.aborted || ["silent", "stale", "start"].includes(error.reason)) throw error; // no other way would do better
      await refusalsTold();
      const facts = forbidding(need);
      failure ??= facts ? new EngineError("forbidden", facts) : new EngineError("noWorkers", { cause: error });
    }
  }
  throw failure;
}

/** Where a script may be started from: what that needs, its address, and its type there. Undefined where it has none. */
const inBlob = (_, text) => ({ need: workerOf("blob:"), address: blobOf(text) });
const atItsPlace = ({ url, type }) => (url && new URL(url).origin === self.origin ? { need: workerAt(url), address: url, type } : undefined);
const inAddress = (_, text) => ({ need: workerOf("data:"), address: `data:text/javascript,${encodeURIComponent(text)}` });
const WAYS = [inBlob, atItsPlace, inAddress];

/** Addresses in memory, by the texts that they are of. */
const blobs = new Map();

function blobOf(text) {
  if (!blobs.has(text)) blobs.set(text, URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  return blobs.get(text);
}

/** The policy of Trusted Types for addresses of workers, all of them ours; null where there is none. */
let trust = null;

/** Some pages run only what such a policy has looked at, and name those that may. */
async function askForTrust() {
  try {
    if (!forbidding(TRUST)) trust ??= globalThis.trustedTypes?.createPolicy("parallel-sum", { createScriptURL: (address) => address });
  } catch {
    await refusalsTold();
  }
  const facts = forbidding(TRUST);
  if (facts && isRequired("require-trusted-types-for") && !trustedTypes.defaultPolicy) throw new EngineError("forbidden", facts);
}

const trusted = (address) => trust?.createScriptURL(address) ?? address;

/** The worker, once it has greeted; what keeps it from that ends it, and `signal` does at any time. */
function greeted(worker, script, signal, patience) {
  return new Promise((resolve, reject) => {
    const fail = (error) => {
      endLimit();
      worker.terminate();
      reject(error);
    };
    const endLimit = limit(patience, () => fail(new EngineError("silent")));
    if (signal.aborted) fail(signal.reason);
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
    worker.onmessage = ({ data: { hello } }) => {
      endLimit();
      if (hello === VERSION) resolve(worker);
      else fail(new EngineError("stale", { address: script.url }));
    };
    worker.onerror = (event) => {
      event.preventDefault(); // it is told by the rejection
      // A script that has run, and failed, tells why; one that may not run has nothing to say.
      fail(event.message ? new EngineError("start", { cause: new Error(event.message) }) : new Error("the script of a worker did not load"));
    };
  });
}
