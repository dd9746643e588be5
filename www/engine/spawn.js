// Starts workers. A script in a blob works nearly everywhere: also where the script lies on another origin, where the page
// is isolated and the host does not send workers so, and where the page has no origin. Where a policy forbids blobs, the
// script's own address may do, or data. What works for the first worker is the way of all.

import { VERSION } from "../pkg/version.js";
import { EngineError } from "./failure.js";
import { CACHES, fetchScript } from "./files.js";
import { limit } from "./limit.js";
import { SCRIPT } from "./places.js";
import { TRUST, forbidding, isRequired, refusalsTold, workerAt, workerOf } from "./policy.js";

/** How long the first worker may take to greet, in milliseconds. */
const GREETING_LIMIT = 15_000;

/** The way that worked, a function that starts a worker of a name, while it is sought a promise of it; else null. */
let way = null;

/**
 * Starts a worker; resolves once its script runs.
 * @param {string} name what the script finds as its name, and so knows its part by
 * @param {AbortSignal} signal ends it, at whatever time
 * @throws {EngineError} "noWorkers" or "forbidden" where no way works, "silent" where a worker does not answer, "stale"
 *   where its script is of another version, "file" where that cannot be had
 */
export async function spawn(name, signal) {
  while (way) {
    const start = await way;
    signal.throwIfAborted();
    if (start) return greeted(start(name), signal);
  }
  const trying = tryAll(name, signal);
  const found = trying.then(({ start }) => start).catch((error) => {
    way = null; // the next start tries anew
    if (signal.aborted) return null; // but others who wait for it may try now
    throw error;
  });
  found.catch(() => {});
  way = found;
  return (await trying).worker;
}

/** Finds a way; with a script past the caches where the first is of another version. */
async function tryAll(name, signal) {
  await askForTrust();
  let failure;
  for (const cache of CACHES) {
    try {
      return await tryEach(waysOf(await fetchScript(cache)), name, signal);
    } catch (error) {
      if (error.reason !== "stale") throw error;
      failure = error;
    }
  }
  throw failure;
}

/** Tries the ways that no policy is known to forbid, one after the other. */
async function tryEach(ways, name, signal) {
  let failure;
  for (const { need, start } of ways) {
    const known = forbidding(need);
    if (known) failure ??= new EngineError("forbidden", known);
    if (known) continue;
    try {
      return { worker: await greeted(start(name), signal, GREETING_LIMIT), start };
    } catch (error) {
      if (signal.aborted || ["silent", "stale", "start"].includes(error.reason)) throw error; // no other way would do better
      await refusalsTold();
      const facts = forbidding(need);
      failure ??= facts ? new EngineError("forbidden", facts) : new EngineError("noWorkers", { cause: error });
    }
  }
  throw failure;
}

/** The last script, and the address that it has in memory. */
let blob = { text: null, address: null };

function* waysOf(text) {
  if (text !== blob.text) blob = { text, address: URL.createObjectURL(new Blob([text], { type: "text/javascript" })) };
  const way = (need, address, type) => ({ need, start: (name) => new Worker(trusted(address), { name, type }) });
  yield way(workerOf("blob:"), blob.address);
  if (SCRIPT.url && new URL(SCRIPT.url).origin === self.origin) yield way(workerAt(SCRIPT.url), SCRIPT.url, SCRIPT.type);
  yield way(workerOf("data:"), `data:text/javascript,${encodeURIComponent(text)}`);
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
function greeted(worker, signal, patience = Infinity) {
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
      else fail(new EngineError("stale", { address: SCRIPT.url }));
    };
    worker.onerror = (event) => {
      event.preventDefault(); // it is told by the rejection
      // A script that has run, and failed, tells why; one that may not run has nothing to say.
      fail(event.message ? new EngineError("start", { cause: new Error(event.message) }) : new Error("the script of a worker did not load"));
    };
  });
}
