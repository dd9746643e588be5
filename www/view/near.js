// When an element is needed: near the window, or used.

/** How far from the window, or from what scrolls, is near: as far again as it is high. */
const MARGIN = "100%";

const SIGNS = ["pointerenter", "pointerdown", "focusin"];

/** Calls `then` once an element is near the window or used. Returns what ends waiting for that. */
export function whenNeeded(element, then) {
  if (!globalThis.IntersectionObserver) {
    then();
    return () => {};
  }
  const ended = new AbortController();
  const needed = () => {
    ended.abort();
    then();
  };
  const observer = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && needed(),
    { rootMargin: MARGIN, scrollMargin: MARGIN },
  );
  ended.signal.addEventListener("abort", () => observer.disconnect());
  observer.observe(element);
  for (const sign of SIGNS) element.addEventListener(sign, needed, { signal: ended.signal });
  return () => ended.abort();
}
