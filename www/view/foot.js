// The foot: the sum, that it is right, and what the result can be taken along as; its tables open below.

import { say } from "../lang/format.js";
import { make, setText } from "./dom.js";
import { measurementsOf } from "./figures.js";

export class Foot {
  #n = make("span", { className: "title" });
  #sum = make("span", { part: "sum" });
  #verdict = make("span", { className: "verdict", part: "verdict" });
  #line = make("div", { className: "out" });
  #opener;
  #tables = make("div", { id: "tables", className: "tables", hidden: true });
  #texts;
  element = make("div", { className: "foot" }, make("p", { className: "sum" }, this.#n, " ", this.#sum, " ", this.#verdict), this.#line, this.#tables);

  constructor(texts) {
    this.#texts = texts;
    this.#opener = make("button", { type: "button", className: "opener", "aria-controls": "tables", ariaExpanded: "false", onclick: () => this.#open(this.#tables.hidden) }, texts.tables);
  }

  /** Shows a result, or none. @param {Node[]} tables of it  @param {Element} share what hands it out */
  update(result, tables, share) {
    const { serial, parallel } = measurementsOf(result);
    const any = serial ?? parallel;
    const { format, correct, wrong, sumTitle } = this.#texts;
    const isRight = [serial, parallel].every((it) => it?.correct ?? true);
    setText(this.#n, any ? `${say(sumTitle, { n: format.whole(any.n) })}:` : "");
    setText(this.#sum, any ? format.whole(any.sum) : "");
    setText(this.#verdict, any ? (isRight ? correct : wrong) : "");
    this.#verdict.classList.toggle("wrong", !isRight);
    this.#line.replaceChildren(...(any ? [this.#opener, share] : []));
    this.#tables.replaceChildren(...tables);
    if (!any) this.#open(false);
  }

  #open(isOpen) {
    this.#tables.hidden = !isOpen;
    this.#opener.ariaExpanded = isOpen;
  }
}
