//! Bad input is refused by name, with what is allowed; what was typed stays, and nothing runs.

use parallel_sum::chunk::MAX_N;
use parallel_sum::kernel::Kernel;
use parallel_sum::source::{MAX_ARRAY, Source};
use parallel_sum::sum::Schedule;
use parallel_sum::total::{MAX_N_IN_MEMORY, Total};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Page, on_page, on_page_in_each_browser};

const TO_N: &str = "a whole number from 1 to 1,000,000,000,000";
const TO_THREADS: &str = "a whole number from 1 to 256";
const TO_REPEATS: &str = "a whole number from 1 to 100";
const TO_CHUNKS: &str = "a whole number from 1 to 65,536";

#[test]
fn the_choices_are_those_that_the_rust_knows_by_name() {
    on_page(async |page| {
        let script = "const { OPTIONS } = await import('/www/options.js');
                      const { kernel, schedule, total, source } = OPTIONS;
                      return [kernel, schedule, total, source].map(({ allowed }) => allowed.values)";
        let known = json!([
            Kernel::ALL.map(Kernel::name),
            Schedule::ALL.map(Schedule::name),
            Total::ALL.map(Total::name),
            Source::ALL.map(Source::name),
        ]);
        assert_eq!(page.eval(script).await, known);
    });
}

#[test]
fn the_largest_n_are_those_that_the_rust_has() {
    on_page(async |page| {
        let script = "const { mostN } = await import('/www/options.js');
                      return [{}, { total: 'mutex' }, { source: 'array', total: 'mutex' }].map((it) => Number(mostN(it)))";
        assert_eq!(page.eval(script).await, json!([MAX_N, MAX_N_IN_MEMORY, MAX_ARRAY]));
    });
}

/// Option, what is typed, what is allowed.
const BAD: [(&str, &str, &str); 21] = [
    ("n", "", TO_N),
    ("n", "0", TO_N),
    ("n", "-5", TO_N),
    ("n", "1.5", TO_N),
    ("n", "many", TO_N),
    ("n", "1,5", TO_N),
    ("n", "100.000", TO_N), // a hundred, or where the dot groups a hundred thousand
    ("n", "100.000.000", TO_N),
    ("n", "0x10", TO_N),
    ("n", "1000000000001", TO_N),
    ("n", "1e400", TO_N),
    ("n", "1e999999999", TO_N),
    ("threads", "0", TO_THREADS),
    ("threads", "257", TO_THREADS),
    ("threads", "x", TO_THREADS),
    ("threads", "8.000", TO_THREADS),
    ("chunks", "0", TO_CHUNKS),
    ("chunks", "65537", TO_CHUNKS),
    ("chunks", "1.024", TO_CHUNKS),
    ("repeats", "0", TO_REPEATS),
    ("repeats", "101", TO_REPEATS),
];

#[test]
fn a_bad_field_says_what_is_allowed_and_keeps_what_was_typed_and_nothing_runs() {
    on_page(async |page| {
        page.eval("await element.ready; root.querySelector('.more .opener').click()").await;
        for (option, typed, allowed) in BAD {
            type_into(page, option, typed).await;
            press(page, "parallel").await;
            let shown = page
                .eval(&format!(
                    "const field = root.querySelector('#{option}');
                     const alert = root.getElementById(field.getAttribute('aria-describedby').split(' ').at(-1));
                     return {{
                       typed: field.value, invalid: field.getAttribute('aria-invalid'), role: alert.getAttribute('role'),
                       message: alert.textContent, isVisible: alert.checkVisibility(), focus: root.activeElement?.id ?? document.activeElement.tagName,
                       runs: !root.querySelector('[part~=cancel]').disabled, mayRun: !root.querySelector('[part~=parallel]').disabled,
                     }};"
                ))
                .await;
            let expected = format!("{option} must be {allowed}; got \"{typed}\"");
            assert_eq!(shown["message"], expected, "{option}={typed}");
            assert_eq!(shown["typed"], typed);
            assert_eq!((&shown["invalid"], &shown["role"]), (&"true".into(), &"alert".into()));
            assert_eq!((&shown["isVisible"], &shown["focus"]), (&true.into(), &option.into()), "{option}={typed}");
            assert_eq!((&shown["runs"], &shown["mayRun"]), (&false.into(), &true.into()), "{option}={typed}");
            page.eval(&format!("element.{option} = null")).await;
        }
    });
}

#[test]
fn a_bad_option_rejects_the_promise_naming_option_value_and_range() {
    on_page(async |page| {
        for (option, value, allowed) in BAD.map(|(option, typed, allowed)| (option, Value::from(typed), allowed)) {
            refused(page, &format!("{option}: {value}"), &format!("{option} must be {allowed}; got {value}")).await;
        }
        for (options, message) in [
            ("n: 10 ** 400", "n must be a whole number from 1 to 1,000,000,000,000; got Infinity"),
            ("n: NaN", "n must be a whole number from 1 to 1,000,000,000,000; got NaN"),
            ("n: 10n ** 12n + 1n", "n must be a whole number from 1 to 1,000,000,000,000; got 1000000000001"),
            ("n: -1", "n must be a whole number from 1 to 1,000,000,000,000; got -1"),
            ("n: 2.5", "n must be a whole number from 1 to 1,000,000,000,000; got 2.5"),
            ("n: {}", "n must be a whole number from 1 to 1,000,000,000,000; got [object Object]"),
            ("n: true", "n must be a whole number from 1 to 1,000,000,000,000; got true"),
            ("schedule: 'random'", "schedule must be \"dynamic\" or \"static\"; got \"random\""),
            ("kernel: 'avx'", "kernel must be \"scalar\" or \"simd\"; got \"avx\""),
            ("mode: 'both'", "mode must be \"serial\", \"parallel\", or \"gpu\"; got \"both\""),
            ("mode: undefined", "mode must be \"serial\", \"parallel\", or \"gpu\"; got undefined"),
        ] {
            refused(page, options, message).await;
        }
        let thrown = page.attempt("await element.sweep({ maxThreads: 300 })").await.unwrap_err();
        assert_eq!(thrown.message, "maxThreads must be a whole number from 1 to 256; got 300");
        let thrown = page.attempt("await element.run(null)").await.unwrap_err();
        assert_eq!(thrown.message, "mode must be \"serial\", \"parallel\", or \"gpu\"; got undefined");
        let name = async |options: &str| {
            page.attempt(&format!("await element.run({{ mode: 'serial', {options} }})")).await.unwrap_err().name
        };
        assert_eq!(name("n: 0").await, "RangeError");
        assert_eq!(name("n: 1.5").await, "RangeError");
        assert_eq!(name("n: 'many'").await, "TypeError");
        assert_eq!(name("threads: 'x'").await, "TypeError");
    });
}

async fn refused(page: &Page, options: &str, message: &str) {
    for call in ["run({ mode: 'parallel', ", "compare({ "] {
        if call.starts_with("compare") && options.starts_with("mode") {
            continue;
        }
        let script = format!(
            "const seen = [];
             const listen = (name) => element.addEventListener('parallel-sum-' + name, () => seen.push(name), {{ once: true }});
             ['progress', 'result', 'error'].forEach(listen);
             try {{ await element.{call}{options} }}) }} catch (error) {{
               const isBuiltIn = error instanceof RangeError || error instanceof TypeError;
               return {{ isBuiltIn, message: error.message, seen }};
             }}"
        );
        let refusal = page.eval(&script).await;
        assert_eq!(refusal["message"], message, "{call}{options}");
        assert_eq!((&refusal["isBuiltIn"], &refusal["seen"]), (&true.into(), &vec!["error"].into()), "{call}{options}");
    }
}

#[test]
fn every_way_of_writing_n_is_read() {
    on_page(async |page| {
        for n in
            ["'1e6'", "'1000000'", "'1_000_000'", "'1,000,000'", "' 1e+6 '", "'1.0e6'", "'0.1e7'", "1e6", "1000000n"]
        {
            let measurement = page.eval(&format!("return await element.run({{ mode: 'serial', n: {n} }})")).await;
            assert_eq!(measurement["n"], "1000000", "{n}");
            assert_eq!(measurement["sum"], "500000500000", "{n}");
        }
    });
}

#[test]
fn a_refusal_has_its_facts_beside_its_words() {
    on_page(async |page| {
        let facts = page
            .eval(
                "const refusal = (options) => element.compare(options).catch(({ name, option, max, values, got }) =>
                   [name, option, String(max ?? values), got]);
                 return Promise.all([{ n: 0 }, { threads: 'x' }, { kernel: 'avx' }, { engine: 'none' }].map(refusal));",
            )
            .await;
        let expected = json!([
            ["RangeError", "n", "1000000000000", 0],
            ["TypeError", "threads", "256", "x"],
            ["TypeError", "kernel", "scalar,simd", "avx"],
            ["TypeError", "engine", "shared-memory,messages", "none"],
        ]);
        assert_eq!(facts, expected);
    });
}

#[test]
fn each_property_is_its_own_and_an_empty_attribute_is_the_default() {
    on_page(async |page| {
        let read = page
            .eval(
                "element.setAttribute('threads', 'x');
                 element.setAttribute('n', '1e8');
                 const beside = [element.threads, element.n, element.kernel, element.repeats];
                 for (const name of ['threads', 'kernel', 'repeats']) element.setAttribute(name, '');
                 return [...beside, element.threads === navigator.hardwareConcurrency, element.kernel, element.repeats];",
            )
            .await;
        assert_eq!(read, json!(["x", "100000000", "scalar", 5, true, "scalar", 5]));
    });
}

#[test]
fn a_field_that_is_put_right_loses_its_message_and_runs() {
    on_page_in_each_browser(async |page| {
        page.eval("await element.ready").await;
        type_into(page, "n", "none").await;
        press(page, "serial").await;
        page.eval("window.result = new Promise((resolve) => addEventListener('parallel-sum-result', ({ detail }) => resolve(detail)))").await;
        type_into(page, "n", "1e6").await;
        press(page, "serial").await;
        let outcome = page
            .eval("const { sum } = await result; return { sum, message: root.querySelector('#n-error').textContent };")
            .await;
        assert_eq!((&outcome["sum"], &outcome["message"]), (&"500000500000".into(), &"".into()));
    });
}

#[test]
fn what_is_wrong_with_a_field_is_not_said_before_it_has_been_typed() {
    on_page_in_each_browser(async |page| {
        page.eval("await element.ready").await;
        type_into(page, "n", "1e").await;
        let message = "return root.querySelector('#n-error').textContent";
        assert_eq!(page.eval(message).await, "");
        page.driver.action_chain().send_keys(Key::Tab.value().to_string()).perform().await.unwrap();
        assert!(page.eval(message).await.as_str().unwrap().starts_with("n must be"));
    });
}

#[test]
fn the_enter_key_in_a_field_compares() {
    on_page_in_each_browser(async |page| {
        page.eval(
            "await element.ready;
             window.result = new Promise((resolve) => addEventListener('parallel-sum-result', ({ detail }) => resolve(detail)))",
        )
        .await;
        type_into(page, "n", &format!("1e6{}", Key::Enter.value())).await;
        assert_eq!(page.eval("return (await result).parallel.sum").await, "500000500000");
    });
}

/// Replaces what stands in a field by what a person would type.
pub async fn type_into(page: &Page, option: &str, text: &str) {
    page.eval(&format!("const field = root.querySelector('#{option}'); field.focus(); field.select()")).await;
    let keys = format!("{}{text}", Key::Backspace.value());
    page.driver.action_chain().send_keys(keys).perform().await.unwrap();
}

async fn press(page: &Page, mode: &str) {
    page.find(&format!("button[part~={mode}]")).await.click().await.unwrap();
}
