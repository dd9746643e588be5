// Spans cross from the workers, and are drawn, as one array of numbers; programs get them as objects.

/** A result whose spans are objects: {thread, chunk, start, end}. */
export function withSpans(result) {
  const { serial, parallel } = result;
  if (parallel) return { ...result, serial: withSpans(serial), parallel: withSpans(parallel) };
  return result.spans ? { ...result, spans: objectsOf(result.spans) } : result;
}

function objectsOf(numbers) {
  return Array.from({ length: numbers.length / 4 }, (_, i) => {
    const [thread, chunk, start, end] = numbers.subarray(4 * i, 4 * i + 4);
    return { thread, chunk, start, end };
  });
}
