// Ticks the questions that a reader's runs have answered. Of that nothing is kept or sent: a reload begins anew.

import { answered, factsOf } from "./questions.js";

/** What has happened so far; results are many where a reader is curious, and questions need but the latest. */
const LIMIT = 200;
let facts = [];
let python = null;

/** Takes what an element resolved to. */
export function answer(result) {
  facts = [...facts, factsOf(result)].slice(-LIMIT);
  tick();
}

/** Takes the numbers of the reader's own Python. */
export function answerPython(numbers) {
  python = numbers;
  tick();
}

/** A question that is answered stays so. */
function tick() {
  for (const name of answered(facts, python)) {
    const question = document.querySelector(`[data-question=${name}]`);
    question.classList.add("is-answered");
    question.querySelector(".answered").hidden = false;
  }
}
