// Starts a worker from wherever its script lies. Browsers start a module worker from the page's own origin only, on an
// isolated page only where the host sends it isolated too, and Firefox says nothing when an import of it fails. A script
// of a line that imports the module, in a blob, works everywhere but where a policy forbids blobs.

/**
 * Starts a worker; resolves once its script runs and has said {hello}.
 * @param {{url?: string, text?: string}} script the address of a module, or the text of a classic script
 * @param {string} name what the script finds in `self.name`
 * @throws {Error} why the first way failed, when all do
 */
export async function spawn(script, name) {
  let reason;
  for (const start of waysOf(script, { name })) {
    try {
      return await greeted(start());
    } catch (error) {
      reason ??= error;
    }
  }
  throw reason;
}

function* waysOf({ url, text = textFor(url) }, options) {
  yield () => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address, options);
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    return worker;
  };
  if (url && new URL(url).origin === self.origin) yield () => new Worker(url, { ...options, type: "module" });
  yield () => new Worker(`data:text/javascript,${encodeURIComponent(text)}`, options);
}

/** A failed import is but a rejected promise, of which who started the worker would not hear. */
const textFor = (url) => `import(${JSON.stringify(url)}).catch((error) => setTimeout(() => { throw error; }))`;

/** The worker, once it has said a first word; what keeps it from that ends it. */
function greeted(worker) {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => {
      event.preventDefault(); // it is told by the rejection
      worker.terminate();
      reject(new Error(event.message ?? "the script of a worker did not load"));
    };
  });
}
