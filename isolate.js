// Isolates the page that loads it, on hosts where no header can be set: <script src="…/isolate.js"></script> makes this
// same file the page's service worker, which adds the headers, and reloads the page once. A service worker may control
// only what lies beside or below it, so this file belongs at the top of the site. Where anything is in the way the page
// goes on as it is.

(() => {
  const brands = navigator.userAgentData?.brands ?? [];
  const chromium = Number(brands.find(({ brand }) => brand === "Chromium")?.version ?? 0);

  /** Chromium's policy for one document alone, also in a frame; it leaves frames within it and pop-ups as they are. */
  const hasDocumentPolicy = chromium >= 146; // on Android too; no script can ask for it

  /** Whether images and the like from elsewhere may load without cookies, rather than only if their host allows it. */
  const hasCredentialless = chromium > 0 || /^(?!.*Android).*Firefox/.test(navigator.userAgent);

  const HEADERS = hasDocumentPolicy
    ? { "Document-Isolation-Policy": "isolate-and-credentialless" }
    : {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": hasCredentialless ? "credentialless" : "require-corp",
      };

  /** What may come from elsewhere on a page with these headers, as Resource Timing calls it. */
  const HARMLESS = hasCredentialless ? ["img", "image", "css", "link", "audio", "video"] : [];

  /** Where the page's storage remembers that it is not to be isolated. */
  const KEY = `isolate.js: not ${location.pathname}`;

  if (typeof document === "undefined") serve();
  else isolate(document.currentScript?.src).catch(() => {}); // a page that forbids service workers goes on without

  /** The service worker: adds the headers to its one page, and leaves every other request to the browser. */
  function serve() {
    const page = new URL(registration.scope).pathname;
    addEventListener("fetch", (event) => {
      const { request } = event;
      if (request.mode !== "navigate" || request.method !== "GET" || new URL(request.url).pathname !== page) return;
      event.respondWith(fetch(request).then(withHeaders));
    });
  }

  /** The response with the headers it lacks; redirects and errors stay what they are. */
  function withHeaders(response) {
    if (response.type !== "basic" || response.status !== 200) return response;
    const headers = new Headers(response.headers);
    for (const [name, value] of Object.entries(HEADERS)) if (!headers.has(name)) headers.set(name, value);
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }

  /**
   * Makes `script` the page's service worker once an element is on the page, and reloads the page unless it is a reload
   * already, somebody has begun to use it, or something runs on it.
   */
  async function isolate(script) {
    const { serviceWorker } = navigator;
    if (!script || !serviceWorker) return;
    if (!hasDocumentPolicy && window !== window.top) return; // these headers do nothing in a frame
    // What the reader did before counts for the page that led here.
    let isUsed = false;
    for (const sign of ["pointerdown", "keydown", "parallel-sum-progress"]) {
      addEventListener(sign, () => (isUsed = true), { once: true, capture: true });
    }

    await there("parallel-sum");
    if (!hasDocumentPolicy) await loaded();
    const present = await serviceWorker.getRegistration();
    const worker = present && (present.active ?? present.waiting ?? present.installing);
    if (worker && worker.scriptURL !== script) return; // the site has one of its own
    const isDone = worker && new URL(present.scope).pathname === location.pathname;
    if (wouldBreak() || hasBroken()) return end();
    whenBreaking(() => {
      remember(); // as the next visit would not see it in time either
      return end();
    });
    if (isDone || crossOriginIsolated) return;
    await activated(await serviceWorker.register(script, { scope: location.pathname }));
    if (wouldBreak()) return end();
    const [visit] = performance.getEntriesByType("navigation");
    if (visit?.type === "reload" || visit === undefined || isUsed) return;
    location.reload();
  }

  /** Whether something came later to this page once that these headers would keep from loading. */
  function hasBroken() {
    try {
      return !hasDocumentPolicy && localStorage.getItem(KEY) !== null;
    } catch {
      return false; // storage is blocked, and so are service workers
    }
  }

  function remember() {
    try {
      localStorage.setItem(KEY, "something of another origin came later");
    } catch {} // it is full, perhaps
  }

  /** Takes the page's worker away, for the next visit. */
  async function end() {
    const present = await navigator.serviceWorker.getRegistration();
    if (present && new URL(present.scope).pathname === location.pathname) await present.unregister();
  }

  /** Whether the headers would keep something on the page from loading: a frame, or a file of another origin. */
  function wouldBreak() {
    if (hasDocumentPolicy) return false;
    if (document.querySelector("iframe[src], frame, object, embed")) return true;
    const isElsewhere = ({ name, initiatorType }) =>
      new URL(name).origin !== location.origin && !HARMLESS.includes(initiatorType);
    return performance.getEntriesByType("resource").some(isElsewhere);
  }

  /** Calls `then` when such a thing comes later, as a video does on a click. */
  function whenBreaking(then) {
    if (hasDocumentPolicy) return;
    const look = () => {
      if (!wouldBreak()) return;
      observers.forEach((observer) => observer.disconnect());
      then();
    };
    const observers = [new MutationObserver(look), new PerformanceObserver(look)];
    observers[0].observe(document, { subtree: true, childList: true, attributeFilter: ["src"] });
    observers[1].observe({ type: "resource" });
  }

  /** Resolves once the document has such an element, which a router may bring later. */
  function there(selector) {
    if (document.querySelector(selector)) return undefined;
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector(selector)) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document, { subtree: true, childList: true });
    });
  }

  function loaded() {
    if (document.readyState === "complete") return undefined;
    return new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }

  function activated({ installing, waiting, active }) {
    const worker = installing ?? waiting ?? active;
    return new Promise((resolve, reject) => {
      const look = () => {
        if (worker.state === "activated") resolve();
        if (worker.state === "redundant") reject(new Error("the service worker could not start"));
      };
      worker.addEventListener("statechange", look);
      look();
    });
  }
})();
