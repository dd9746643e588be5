// What a run came to: the sum, that it is right, and the times; after a comparison the speedup and two bars.

import { make, setText } from "./dom.js";
import { formatLarge, formatPercent, formatRatio, formatSeconds, formatWhole } from "./format.js";
import { strings } from "./strings.js";

const NONE = "–";

export class Outcome {
  #failure = make("p", { className: "failure", role: "alert", part: "failure" });
  #title = make("p", { className: "title" });
  #sum = make("p", { className: "sum", part: "sum" });
  #verdict = make("p", { className: "verdict", part: "verdict" });
  #speedup = make("dd", { part: "speedup" });
  #efficiency = make("dd", { part: "efficiency" });
  #efficiencyMeans = make("dd", { className: "means" });
  #rows = { serial: row("serial"), parallel: row("parallel") };
  #footnote = make("p", { className: "footnote" });

  constructor() {
    const figures = make(
      "dl",
      { className: "figures" },
      make("div", {}, make("dt", {}, strings.speedup), this.#speedup, make("dd", { className: "means" }, strings.speedupMeans)),
      make("div", {}, make("dt", {}, strings.efficiency), this.#efficiency, this.#efficiencyMeans),
    );
    this.element = make(
      "section",
      { className: "outcome", part: "outcome" },
      this.#failure,
      this.#title,
      this.#sum,
      this.#verdict,
      figures,
      make("div", { className: "bars" }, this.#rows.serial.element, this.#rows.parallel.element),
      this.#footnote,
    );
  }

  update({ options, running, last, engineState }) {
    setText(this.#failure, failureOf(last, running, engineState));
    const { result } = last;
    const measurements = { serial: result?.serial, parallel: result?.parallel, ...(result?.mode && { [result.mode]: result }) };
    const any = measurements.serial ?? measurements.parallel;
    this.element.classList.toggle("empty", !any);
    setText(this.#title, strings.sumTitle(formatWhole(any?.n ?? running?.plan.n ?? options.n)));
    const sum = any ? formatWhole(any.sum) : NONE;
    setText(this.#sum, sum);
    this.#sum.style.setProperty("--length", sum.length);
    const isRight = [measurements.serial, measurements.parallel].every((it) => it?.correct ?? true);
    setText(this.#verdict, any ? (isRight ? strings.correct : strings.wrong) : "");
    this.#verdict.classList.toggle("wrong", !isRight);

    const longest = Math.max(...Object.values(measurements).map((it) => it?.seconds.median ?? 0));
    this.#rows.serial.update(1, measurements.serial, longest);
    this.#rows.parallel.update(options.threads, measurements.parallel, longest);

    const isComparison = result?.serial !== undefined;
    setText(this.#speedup, result?.speedup ? `${formatRatio(result.speedup)}×` : NONE);
    setText(this.#efficiency, result?.efficiency ? formatPercent(result.efficiency) : NONE);
    setText(this.#efficiencyMeans, strings.efficiencyMeans(isComparison ? result.parallel.threads : options.threads));
    const samples = any?.seconds.samples.length;
    const note = isComparison ? (result.speedup ? strings.medians(samples) : strings.tooShort) : any ? strings.median(samples) : "";
    setText(this.#footnote, note);
  }
}

function failureOf(last, running, engineState) {
  if (last.error && last.error.name !== "AbortError") return last.error.message;
  return !running && !last.result && engineState instanceof Error ? engineState.message : "";
}

/** A bar whose length is the time, and the time in figures. */
function row(mode) {
  const name = make("span", { className: "name" });
  const fill = make("div", { className: "fill" });
  const time = make("span", { className: "time", part: "time" });
  const rate = make("span", { className: "rate" });
  const element = make("div", { className: `row ${mode}`, part: `bar ${mode}` }, name, time, rate, make("div", { className: "bar" }, fill));
  return {
    element,
    update(threads, measurement, longest) {
      const { median } = measurement?.seconds ?? {};
      setText(name, strings.threads(measurement?.threads ?? threads));
      setText(time, measurement ? formatSeconds(median) : NONE);
      setText(rate, median > 0 ? strings.perSecond(formatLarge(Number(measurement.n) / median)) : "");
      fill.style.setProperty("width", longest > 0 && measurement ? `${(100 * median) / longest}%` : "0");
    },
  };
}
