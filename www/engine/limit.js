// Limits of waiting. They count the time in which the page was awake: one that the browser has frozen, and its workers with
// it, has its whole time still before it when it goes on.

const TICK = 250; // milliseconds

/** Calls `onOver` once the page has been awake for so many milliseconds. Returns what ends the limit before. */
export function limit(milliseconds, onOver) {
  let left = milliseconds;
  const timer = setInterval(() => {
    left -= TICK;
    if (left > 0) return;
    clearInterval(timer);
    onOver();
  }, TICK);
  return () => clearInterval(timer);
}

/** Resolves when the page is shown: browsers render some before their reader asks for them, and start no workers for those. */
export function shown() {
  if (!document.prerendering) return undefined;
  return new Promise((resolve) => document.addEventListener("prerenderingchange", resolve, { once: true }));
}
