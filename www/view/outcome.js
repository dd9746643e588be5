// What a run came to: the sum, that it is right, and the times; after a comparison the speedup and two bars; and the
// pictures that explain it.

import { say } from "../lang/format.js";
import { failed } from "../lang/texts.js";
import { make, setText } from "./dom.js";
import { wordsOf } from "./words.js";

const NONE = "–";

export class Outcome {
  #failure = make("p", { className: "failure", role: "alert", part: "failure" });
  #title = make("p", { className: "title" });
  #sum = make("span", { part: "sum" });
  #verdict = make("p", { className: "verdict", part: "verdict" });
  #speedup = make("dd", { part: "speedup" });
  #speedupMeans = make("dd", { className: "means" });
  #efficiency = make("dd", { part: "efficiency" });
  #efficiencyMeans = make("dd", { className: "means" });
  #words = make("p", { className: "words", role: "status", part: "words" });
  #rows;
  #footnote = make("p", { className: "footnote" });
  #warnings = make("ul", { className: "warnings", part: "warnings" });
  #pictures = make("div", { className: "pictures" });
  #shown = null;
  #texts;
  #onN;
  #picturesOf;

  /**
   * @param {object} texts
   * @param {{onN: (n: string) => void, picturesOf: (outcome: object) => Element[]}} hooks: another n is wanted; what is drawn
   *   of an outcome
   */
  constructor(texts, { onN, picturesOf }) {
    this.#texts = texts;
    this.#picturesOf = picturesOf;
    this.#rows = { serial: row("serial", texts), parallel: row("parallel", texts) };
    this.#onN = onN;
    const figures = make(
      "dl",
      { className: "figures" },
      make("div", {}, make("dt", {}, texts.speedup), this.#speedup, this.#speedupMeans),
      make("div", {}, make("dt", {}, texts.efficiency), this.#efficiency, this.#efficiencyMeans),
    );
    this.element = make(
      "section",
      { className: "outcome", part: "outcome" },
      this.#failure,
      this.#title,
      make("p", { className: "sum" }, this.#sum),
      this.#verdict,
      figures,
      this.#words,
      make("div", { className: "bars" }, this.#rows.serial.element, this.#rows.parallel.element),
      this.#footnote,
      this.#warnings,
      this.#pictures,
    );
  }

  update({ options, running, last, engineState, engine }) {
    setText(this.#failure, failureOf(last, running, engineState, this.#texts));
    this.#say(running ? [] : wordsOf(last, this.#texts, engine?.threads !== 0));
    const { result } = last;
    const threads = running?.plan.threads ?? options.threads;
    if (!result || result !== this.#shown) this.#show(result, running?.plan.n ?? options.n, threads);
    if (result && result !== this.#shown) this.#picture(last);
    if (!result && this.#shown) this.#clear();
    this.#shown = result ?? null;
  }

  /** Says sentences, unless it has just said them. */
  #say(sentences) {
    const text = sentences.join(" ");
    if (this.#words.textContent !== text) this.#words.replaceChildren(...sentences.flatMap((it) => [make("span", {}, it), " "]).slice(0, -1));
  }

  /** The figures of a result, or what stands in their place. */
  #show(result, n, threads) {
    const texts = this.#texts;
    const measurements = measurementsOf(result);
    const any = measurements.serial ?? measurements.parallel;
    const both = [measurements.serial, measurements.parallel];
    this.element.classList.toggle("empty", !any);
    setText(this.#title, say(texts.sumTitle, { n: texts.format.whole(any?.n ?? n) }));
    const sum = any ? texts.format.whole(any.sum) : NONE;
    setText(this.#sum, sum);
    this.#sum.style.setProperty("--length", sum.length);
    const isRight = both.every((it) => it?.correct ?? true);
    setText(this.#verdict, any ? (isRight ? texts.correct : texts.wrong) : "");
    this.#verdict.classList.toggle("wrong", !isRight);

    const longest = Math.max(...both.map((it) => it?.seconds.ci95?.[1] ?? it?.seconds.median ?? 0));
    this.#rows.serial.update(1, measurements.serial, longest);
    this.#rows.parallel.update(measurements.parallel?.threads ?? threads, measurements.parallel, longest);

    const { speedup, speedupCi95, efficiency } = measurements;
    setText(this.#speedup, speedup ? `${texts.format.ratio(speedup)}×` : NONE);
    const [low, high] = speedupCi95?.map(texts.format.ratio) ?? [];
    setText(this.#speedupMeans, low ? say(texts.interval, { low, high }) : texts.speedupMeans);
    setText(this.#efficiency, efficiency ? texts.format.percent(efficiency) : NONE);
    setText(this.#efficiencyMeans, say(texts.efficiencyMeans, { count: texts.format.whole(measurements.parallel?.threads ?? threads) }));
    setText(this.#footnote, any ? footnoteOf(any.seconds.samples.length, texts) : "");
  }

  #picture(outcome) {
    const { result, drawing } = outcome;
    this.#warnings.replaceChildren(...warningsOf(result).map((name) => make("li", { title: this.#texts.warnings[name] }, this.#texts.warnings[name], ...this.#offer(name, drawing.offer))));
    this.#pictures.replaceChildren(...this.#picturesOf(outcome));
  }

  /** A button that sets an n which this clock can time, where the warning says that it cannot this one. */
  #offer(warning, n) {
    if (warning !== "timer" || !n) return [];
    return [make("button", { type: "button", className: "small", onclick: () => this.#onN(n) }, say(this.#texts.useN, { n: this.#texts.format.whole(n) }))];
  }

  #clear() {
    this.#warnings.replaceChildren();
    this.#pictures.replaceChildren();
  }
}

/** The serial and the parallel measurement of a result, with the figures of a comparison; of a sweep, its best point. */
function measurementsOf(result) {
  if (!result) return {};
  if (!result.points) return { ...(result.mode ? { [result.mode]: result } : result) };
  const { n, sum, correct, points, best } = result;
  const point = points.find(({ threads }) => threads === best);
  const common = { n, sum, correct };
  return { serial: { ...common, threads: 1, seconds: result.serial }, parallel: point && { ...common, ...point }, ...point };
}

function warningsOf({ warnings, serial, parallel }) {
  return [...new Set([...(warnings ?? []), ...(serial?.warnings ?? []), ...(parallel?.warnings ?? [])])];
}

function failureOf(last, running, engineState, texts) {
  if (last.error) return last.error.name === "AbortError" ? "" : textOf(last.error, texts);
  return !running && !last.result && engineState instanceof Error ? textOf(engineState, texts) : "";
}

/** An error in the reader's language, where it is one of those that say what to do next. */
function textOf(error, texts) {
  return error.reason ? failed(error, texts) : error.message;
}

/** How times that are of so many samples were taken. */
function footnoteOf(count, { footnote, format }) {
  const { shorter, one, several, intervals, checked } = footnote;
  return [shorter, count === 1 ? one : say(several, { runs: format.runs(count) }), count < 3 ? "" : intervals, checked].filter(Boolean).join(" ");
}

/** A bar whose length is the time, with a tick for its interval, and the time in figures. */
function row(mode, texts) {
  const name = make("span", { className: "name" });
  const fill = make("div", { className: "fill" });
  const tick = make("div", { className: "tick" });
  const time = make("span", { className: "time", part: "time" });
  const rate = make("span", { className: "rate" });
  const element = make("div", { className: `row ${mode}`, part: "bar" }, name, time, rate, make("div", { className: "bar" }, fill, tick));
  return {
    element,
    update(threads, measurement, longest) {
      const { median, ci95 } = measurement?.seconds ?? {};
      const percent = (seconds) => (longest > 0 ? `${(100 * seconds) / longest}%` : "0");
      setText(name, texts.format.threads(threads));
      setText(time, measurement ? texts.format.seconds(median) : NONE);
      setText(rate, median > 0 ? say(texts.perSecond, { integers: texts.format.large(Number(measurement.n) / median) }) : "");
      fill.style.setProperty("width", measurement ? percent(median) : "0");
      tick.hidden = !ci95;
      tick.style.setProperty("left", ci95 ? percent(ci95[0]) : "0");
      tick.style.setProperty("width", ci95 ? percent(ci95[1] - ci95[0]) : "0");
    },
  };
}
