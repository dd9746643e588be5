//! Where a thread's total lives and where the integers come from: what is exact, what is lost, what is refused, in browsers.

use parallel_sum::chunk::gauss;
use parallel_sum::total::Total;
use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Fault, Host};

/// Integers that every total adds in a moment.
const N: u64 = 300_000;

fn right(n: u64) -> Value {
    gauss(n).to_string().into()
}

async fn run(page: &Page, options: &str) -> Value {
    page.eval(&format!(
        "const {{ sum, correct, missing, total, source, engine, threads }} = await element.run({{ {options} }});
        return {{ sum, correct, missing, total, source, engine, threads }}"
    ))
    .await
}

#[test]
fn every_total_but_the_unguarded_one_is_exact_on_one_thread_and_on_several_from_a_counter_and_from_an_array() {
    on_page_in_each_browser(async |page| {
        for source in ["counter", "array"] {
            for total in Total::ALL.map(Total::name) {
                for threads in [1, 2, 5] {
                    let options = format!(
                        "mode: 'parallel', n: {N}, threads: {threads}, repeats: 2, total: '{total}', source: '{source}'"
                    );
                    let came = run(page, &options).await;
                    let told = [&came["total"], &came["source"], &came["engine"], &came["threads"]];
                    assert_eq!(json!(told), json!([total, source, "shared-memory", threads]));
                    if total == "unguarded" && threads > 1 {
                        let [sum, missing] =
                            ["sum", "missing"].map(|it| came[it].as_str().unwrap().parse::<u128>().unwrap());
                        assert_eq!(sum + missing, gauss(N), "{options}");
                    } else {
                        assert_eq!(
                            json!([came["sum"], came["correct"], came["missing"]]),
                            json!([right(N), true, "0"]),
                            "{options}"
                        );
                    }
                }
            }
        }
    });
}

#[test]
fn an_unguarded_total_loses_additions_on_two_threads_and_says_how_much() {
    on_page_in_each_browser(async |page| {
        // Whether they meet is chance, so it is tried until they do.
        let lost = page
            .eval(
                "for (;;) {
               const { serial, parallel } = await element.compare({ total: 'unguarded', threads: 2 });
               if (!parallel.correct) return { serial, parallel };
             }",
            )
            .await;
        let [serial, parallel] = [&lost["serial"], &lost["parallel"]];
        assert_eq!(json!([serial["correct"], serial["missing"]]), json!([true, "0"]));
        let n = parallel["n"].as_str().unwrap().parse().unwrap();
        let [sum, missing] = ["sum", "missing"].map(|it| parallel[it].as_str().unwrap().parse::<u128>().unwrap());
        assert_eq!(sum + missing, gauss(n));
        assert_eq!(
            page.eval("const { sum, correct } = await element.run({ mode: 'parallel', threads: 2 }); return correct")
                .await,
            true
        );
    });
}

#[test]
fn a_comparison_of_a_total_in_memory_or_of_an_array_has_the_best_of_one_thread_beside_it() {
    on_page(async |page| {
        for options in ["total: 'padded'", "total: 'mutex'", "source: 'array'", "source: 'array', kernel: 'simd'"] {
            let came = page.eval(&format!(
                "const {{ serial, parallel, baseline, speedupOverBaseline: over }} = await element.compare({{ {options} }});
                 const ratio = baseline.seconds.median / parallel.seconds.median;
                 const {{ mode, n, threads, kernel, total, source, correct }} = baseline;
                 return {{ baseline: [mode, n, threads, kernel, total, source, correct], serial: [serial.n, serial.kernel], isRatio: over === ratio,
                   serially: [serial.total === parallel.total, serial.source === parallel.source] }};")).await;
            let [n, kernel] = [&came["serial"][0], &came["serial"][1]];
            assert_eq!(came["baseline"], json!(["serial", n, 1, kernel, "private", "counter", true]), "{options}");
            assert_eq!(json!([came["isRatio"], came["serially"]]), json!([true, [true, true]]), "{options}");
        }
        let came = page.eval("return Object.keys(await element.compare({ n: 1e7 }))").await;
        assert!(!came.as_array().unwrap().iter().any(|key| key.as_str().unwrap().to_lowercase().contains("baseline")));
    });
}

#[test]
fn an_array_tells_its_bytes_per_second_and_nothing_else_does() {
    on_page(async |page| {
        let told = page
            .eval(
                "const { serial, parallel, baseline } = await element.compare({ source: 'array', n: 4e6 });
             const isRate = ({ bytesPerSecond, seconds }) => bytesPerSecond === (8 * 4e6) / seconds.median;
             return [isRate(serial), isRate(parallel), 'bytesPerSecond' in baseline]",
            )
            .await;
        assert_eq!(told, json!([true, true, false]));
    });
}

#[test]
fn what_does_not_go_together_is_refused_by_name_with_what_is_allowed() {
    on_page(async |page| {
        for (options, message) in [
            (
                "total: 'atomic', n: 6074001000",
                "With total=atomic, n must be a whole number from 1 to 6,074,000,999; got 6074001000",
            ),
            (
                "source: 'array', n: 16777217",
                "With source=array, n must be a whole number from 1 to 16,777,216; got 16777217",
            ),
            (
                "source: 'array', total: 'mutex', n: '1e8'",
                "With source=array, n must be a whole number from 1 to 16,777,216; got \"1e8\"",
            ),
            ("total: 'padded', kernel: 'simd'", "With total=padded, kernel must be \"scalar\"; got \"simd\""),
            (
                "total: 'unguarded', engine: 'messages'",
                "With total=unguarded, engine must be \"shared-memory\"; got \"messages\"",
            ),
            (
                "source: 'array', engine: 'messages'",
                "With source=array, engine must be \"shared-memory\"; got \"messages\"",
            ),
        ] {
            for call in ["run({ mode: 'serial', ", "run({ mode: 'parallel', ", "compare({ ", "sweep({ maxThreads: 2, "]
            {
                let thrown = page.attempt(&format!("await element.{call}{options} }})")).await.unwrap_err();
                assert_eq!((thrown.name.as_str(), thrown.message.as_str()), ("RangeError", message), "{call}{options}");
            }
        }
        for (options, message) in [
            (
                "total: 'shared'",
                "total must be \"private\", \"padded\", \"adjacent\", \"atomic\", \"mutex\", or \"unguarded\"; got \"shared\"",
            ),
            ("source: 'disk'", "source must be \"counter\" or \"array\"; got \"disk\""),
            ("total: 'atomic', n: 0", "n must be a whole number from 1 to 6,074,000,999; got 0"),
        ] {
            let thrown = page.attempt(&format!("await element.compare({{ {options} }})")).await.unwrap_err();
            assert_eq!(thrown.message, message);
        }
        // The largest of each is not.
        let sums = page.eval("const largest = element.run({ mode: 'serial', total: 'padded', n: 6074000999 }).catch(({ name }) => name);
            await element.cancel();
            return [await largest, (await element.run({ mode: 'parallel', source: 'array', n: 16777216 })).sum]").await;
        assert_eq!(sums, json!(["AbortError", right(16_777_216)]));
    });
}

#[test]
fn a_field_says_what_another_setting_does_not_allow() {
    on_page(async |page| {
        let told = page
            .eval(
                "await element.ready;
             Object.assign(element, { total: 'atomic', n: '1e10', kernel: 'simd' });
             const message = (name) => root.getElementById(name + '-error').textContent;
             const before = [message('n'), message('kernel'), root.getElementById('settings').hidden];
             element.total = null;
             return [before, message('n'), message('kernel')]",
            )
            .await;
        assert_eq!(
            told,
            json!([
                [
                    "With total=atomic, n must be a whole number from 1 to 6,074,000,999; got \"1e10\"",
                    "With total=atomic, kernel must be \"scalar\"; got \"simd\"",
                    false
                ],
                "",
                "",
            ])
        );
    });
}

#[test]
fn where_memory_is_not_shared_totals_and_arrays_are_refused_with_the_reason_and_cannot_be_chosen() {
    in_each_browser(async |page| {
        let host = Host::as_served_without_isolation(Constants::Quick).await;
        page.open(&host.address).await;
        let reason = |asked: &str| {
            format!(
                "With {asked} threads have to share memory, and here they may not: this page is not cross-origin isolated."
            )
        };
        for (options, asked) in [("total: 'atomic'", "total=atomic"), ("source: 'array'", "source=array")] {
            for call in ["run({ mode: 'serial', ", "compare({ ", "sweep({ "] {
                let thrown = page.attempt(&format!("await element.{call}{options} }})")).await.unwrap_err();
                assert_eq!(thrown.name, "NotSupportedError");
                assert!(thrown.message.starts_with(&reason(asked)), "{}", thrown.message);
            }
        }
        // An author's setting is told of where a person presses, and the next run works.
        page.eval("await element.ready; element.setAttribute('total', 'mutex')").await;
        page.find("button[part~=compare]").await.click().await.unwrap();
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=failure]').textContent !== ''").await;
        let shown = page.eval("return root.querySelector('[part=failure]').textContent").await;
        assert!(shown.as_str().unwrap().starts_with(&reason("total=mutex")), "{shown}");
        let came = page
            .eval(
                "element.total = null;
                 const mayChoose = [...root.querySelectorAll('#total option, #source option')].flatMap((it) => (it.disabled ? [] : it.value));
                 return [mayChoose, (await element.compare({ n: 1e6 })).parallel.correct, root.querySelector('[part=failure]').textContent]",
            )
            .await;
        assert_eq!(came, json!([["private", "counter"], true, ""]));
    });
}

#[test]
fn defaults_are_those_of_the_total_and_the_source() {
    on_page(async |page| {
        let read = page.eval(
            "const read = () => [element.n, element.repeats, element.schedule, element.kernel];
             const seen = [read()];
             for (const set of [{ total: 'mutex' }, { source: 'array' }, { total: null }, { source: null }]) { Object.assign(element, set); seen.push(read()); }
             return seen").await;
        let array = json!(["16777216", 5, "static", "scalar"]);
        let usual = json!(["100000000", 5, "dynamic", "scalar"]);
        assert_eq!(
            read,
            json!([usual, ["2000000", 3, "dynamic", "scalar"], ["2000000", 3, "static", "scalar"], array, usual])
        );
    });
}

#[test]
fn totals_and_arrays_are_cancelled_and_the_next_run_works() {
    on_page_in_each_browser(async |page| {
        let random = "let seed = 15; const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;";
        let came = page.eval(&format!(
            "{random}
             await element.ready;
             const outcomes = [];
             for (const total of ['mutex', 'atomic', 'unguarded', 'padded', 'adjacent', 'private']) {{
               const running = element.compare(total === 'private' ? {{ source: 'array' }} : {{ total, n: 6e9 }}).then(() => 'done', ({{ name }}) => name);
               const frames = Math.floor(20 * random());
               for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
               await element.cancel();
               outcomes.push(await running);
             }}
             return [outcomes, (await element.compare({{ n: 1e6 }})).parallel.correct, element.engine]")).await;
        assert_eq!(came, json!([vec!["AbortError"; 6], true, "shared-memory"]));
    });
}

/// A browser that sets aside no more memory than that, as Safari may.
#[test]
fn what_a_browser_gives_no_memory_for_is_refused_with_what_would_fit_and_that_runs() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        host.spoil("www/pkg/parallel_sum.js", Fault::Replaced("maximum:4096", "maximum:1500"));
        page.open(&host.address).await;
        let thrown = page.attempt("await element.compare({ source: 'array' })").await.unwrap_err();
        assert_eq!(thrown.name, "Error");
        assert_eq!(
            thrown.message,
            "This browser gives no memory for 16,777,216 integers at once. There is some for n = 8,388,608: take that, or close other pages."
        );
        assert_eq!(page.eval("return root.querySelector('[part=failure]').textContent").await, thrown.message);
        let came =
            page.eval("return (await element.run({ mode: 'parallel', source: 'array', n: 8388608 })).correct").await;
        assert_eq!(came, true);
    });
}

/// Only Chromium is known to need to be told that there is something to collect.
#[test]
fn after_an_array_its_memory_is_given_back_and_the_next_run_works() {
    on_page(async |page| {
        let came = page
            .eval(
                "window.held = new Set();
                 const registry = new FinalizationRegistry((id) => held.delete(id));
                 const { BigUint64Array } = window; // by which the page looks into each engine's memory
                 window.BigUint64Array = class extends BigUint64Array {
                   constructor(buffer, ...where) {
                     super(buffer, ...where);
                     const id = Symbol();
                     held.add(id);
                     registry.register(buffer, id);
                   }
                 };
                 const seen = [];
                 for (let i = 0; i < 6; i++) {
                   const { correct } = await element.run({ mode: 'parallel', source: 'array', repeats: 1 });
                   seen.push([correct, element.engine]);
                 }
                 const { correct } = await element.run({ mode: 'parallel', n: 1e6 });
                 return [seen, correct, held.size > 0]",
            )
            .await;
        let six = vec![json!([true, "shared-memory"]); 6];
        assert_eq!(came, json!([six, true, true]));
        page.until("return held.size === 1").await;
    });
}
