// A puzzle before the race: two threads add into one total, each by three steps, and the reader says whose step is next.

const STEPS = ["read", "add", "write"];
const ADDENDS = { A: 3, B: 4 };
const SUM = ADDENDS.A + ADDENDS.B;

/**
 * What comes of these steps.
 * @param {string} order whose step each was, such as "ABA"
 * @returns {{history: object[], next: {A: string, B: string}, verdict: "open" | "none" | "A" | "B"}} of each step {thread, step, before, after,
 *   total}: what the thread held before and after it, and the total then; the next step of each, "done" where there is none; and whose
 *   addition is lost, "open" while a step is left
 */
export function play(order) {
  const [held, taken] = [{}, { A: 0, B: 0 }];
  let total = 0;
  const history = [...order].map((thread) => {
    const step = STEPS[taken[thread]++];
    const before = held[thread];
    if (step === "read") held[thread] = total;
    if (step === "add") held[thread] += ADDENDS[thread];
    if (step === "write") total = held[thread];
    return { thread, step, before, after: held[thread], total };
  });
  const lost = Object.keys(ADDENDS).find((thread) => total + ADDENDS[thread] === SUM);
  const nextOf = (thread) => STEPS[taken[thread]] ?? "done";
  return { history, next: { A: nextOf("A"), B: nextOf("B") }, verdict: order.length < 2 * STEPS.length ? "open" : (lost ?? "none") };
}

/** Whose step each was, so far: all that the puzzle knows. */
let order = "";

/** Has the buttons take steps, and take them back. */
export function offerPuzzle() {
  for (const button of puzzle().querySelectorAll("button")) {
    button.addEventListener("click", () => {
      if (button.ariaDisabled === "true") return;
      order = { undo: order.slice(0, -1), again: "" }[button.dataset.move] ?? order + button.dataset.thread;
      drawPuzzle();
    });
  }
}

/** Draws it, in the page's language. */
export function drawPuzzle() {
  const { history, next, verdict } = play(order);
  const word = (step) => puzzle().querySelector(`[data-step=${step}]`).textContent;
  const said = ({ thread, step, before, after }) =>
    step === "add" ? `${before} + ${ADDENDS[thread]} = ${after}` : `${word(step)}: ${after}`;

  const rows = [...puzzle().querySelectorAll("tbody tr")];
  for (const [i, { cells: [a, total, b] }] of rows.entries()) {
    const it = i === 0 ? { total: 0 } : history[i - 1];
    a.textContent = it?.thread === "A" ? said(it) : "";
    b.textContent = it?.thread === "B" ? said(it) : "";
    total.textContent = it?.total ?? "";
    rows[i].className = it?.step === "write" && it.thread === verdict ? "lost" : "";
  }
  for (const button of puzzle().querySelectorAll("button")) {
    const { thread } = button.dataset;
    for (const it of button.children) it.hidden = it.dataset.step !== next[thread];
    // A disabled one would lose the focus.
    button.ariaDisabled = `${thread ? next[thread] === "done" : order === ""}`;
  }
  const last = history.at(-1);
  const [spoken, ...verdicts] = puzzle().querySelector("[role=status]").children;
  const total = puzzle().querySelector("[data-text=puzzleTotal]").textContent;
  spoken.textContent = last ? `${last.thread}: ${said(last)}. ${total}: ${last.total}.` : "";
  for (const it of verdicts) it.hidden = it.dataset.verdict !== verdict;
}

const puzzle = () => document.getElementById("puzzle");
