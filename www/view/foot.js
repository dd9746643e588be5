// The foot: the sum, that it is right, and what the result can be taken along as; its tables open below, and come (more.js) when
// they are asked for.

import { say } from "../lang/format.js";
import { failed } from "../lang/texts.js";
import { make, setText } from "./dom.js";
import { measurementsOf } from "./figures.js";
import { shareView } from "./share.js";
import { verdictOf } from "./sums.js";

export class Foot {
  #n = make("span", { className: "title" });
  #sum = make("span", { part: "sum" });
  #verdict = make("span", { className: "verdict", part: "verdict" });
  #line = make("div", { className: "out" });
  #opener;
  #tables = make("div", { id: "tables", className: "tables", hidden: true });
  #texts;
  #hooks;
  /** What is shown, or null. */
  #outcome = null;
  element = make("div", { className: "foot" }, make("p", { className: "sum" }, this.#n, " ", this.#sum, " ", this.#verdict), this.#line, this.#tables);

  /** @param {object} texts  @param {object} hooks as shareView takes them */
  constructor(texts, hooks) {
    this.#texts = texts;
    this.#hooks = hooks;
    this.#opener = make("button", { type: "button", className: "opener", "aria-controls": "tables", ariaExpanded: "false", onclick: () => this.#press() }, texts.tables);
  }

  /** @param {{result: object, drawing: object, at: Date} | null} outcome */
  update(outcome) {
    this.#outcome = outcome;
    const { serial, parallel } = measurementsOf(outcome?.result);
    const { format, verdict, sumTitle } = this.#texts;
    const came = outcome && verdictOf(outcome.result);
    const any = (came === "lost" && parallel) || (serial ?? parallel);
    const told = came === "lost" && !(any.missing > 0) ? "lostElsewhere" : came;
    setText(this.#n, any ? `${say(sumTitle, { n: format.whole(any.n) })}:` : "");
    setText(this.#sum, any ? format.whole(any.sum) : "");
    setText(this.#verdict, any ? say(verdict[told], { missing: told === "lost" && format.whole(any.missing) }) : "");
    this.#verdict.className = `verdict ${came}`;
    this.#line.replaceChildren(...(any ? [this.#opener, shareView(outcome, this.#hooks, this.#texts)] : []));
    if (!any) this.#show();
    else if (!this.#tables.hidden) this.#open();
  }

  #press() {
    if (this.#tables.hidden || this.#opener.ariaExpanded === "false") this.#open();
    else this.#show();
  }

  async #open() {
    const outcome = this.#outcome;
    try {
      const { tablesOf } = await this.#hooks.fetchMore();
      if (outcome === this.#outcome) this.#show(tablesOf(outcome, this.#hooks.reference(), this.#texts), true);
    } catch (error) {
      this.#show([make("p", { className: "failure", role: "alert" }, failed(error, this.#texts))]);
    }
  }

  /** Shows tables, which are open then, or why there are none, or nothing. */
  #show(content = [], isOpen = false) {
    this.#tables.replaceChildren(...content);
    this.#tables.hidden = content.length === 0;
    this.#opener.ariaExpanded = isOpen;
  }
}
