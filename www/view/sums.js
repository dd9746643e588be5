// What a sum came to: right, wrong, or wrong as it may be, where threads share a total that nothing guards.

/**
 * Of a result the worst: "wrong", which is a fault of this page, "lost", where on several threads additions got lost, or "right".
 * @returns {string} a key of the texts on it
 */
export function verdictOf({ correct, serial, parallel, baseline, ...result }) {
  const measured = correct === undefined ? [serial, parallel, baseline] : [{ correct, ...result }];
  const verdicts = measured.filter(Boolean).map(verdictOn);
  return ["wrong", "lost", "right"].find((it) => verdicts.includes(it));
}

function verdictOn({ correct, total, threads, missing = "0" }) {
  if (correct) return "right";
  return total === "unguarded" && threads !== 1 && !missing.startsWith("-") ? "lost" : "wrong";
}
