// Spans cross from the workers, and are drawn, as one array of numbers; programs get them as objects.

/** Numbers of a span: thread, chunk, start, end. */
const NUMBERS = 4;

/** How many spans there are. */
export const countOf = (numbers) => numbers.length / NUMBERS;

/** The spans as objects. */
export function spansOf(numbers) {
  return Array.from({ length: countOf(numbers) }, (_, i) => {
    const [thread, chunk, start, end] = numbers.subarray(NUMBERS * i, NUMBERS * (i + 1));
    return { thread, chunk, start, end };
  });
}

/** A result as programs get it. */
export function forPrograms(result) {
  const { serial, parallel, baseline } = result;
  if (parallel) return { ...result, serial: forPrograms(serial), parallel: forPrograms(parallel), ...(baseline && { baseline: forPrograms(baseline) }) };
  return result.spans ? { ...result, spans: spansOf(result.spans) } : result;
}
