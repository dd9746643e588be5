//! What a hardware thread is worth: what four comparisons are consistent with, and the button that makes them.

use serde_json::{Value, json};

use crate::driver::{on_page, on_page_in_each_browser};

/// Half of the threads and all of them, by their speedups and how far the intervals reach, in parts of these.
fn compared(half: f64, all: f64, reach: f64) -> Value {
    let one =
        |speedup: f64| json!({ "speedup": speedup, "speedupCi95": [speedup * (1.0 - reach), speedup * (1.0 + reach)] });
    json!({ "half": one(half), "all": one(all) })
}

#[test]
fn no_more_is_said_of_hardware_threads_than_four_comparisons_are_consistent_with() {
    let too_short = json!({ "half": { "speedup": null, "speedupCi95": null }, "all": { "speedup": 7.0, "speedupCi95": [6.9, 7.1] } });
    let too_few =
        json!({ "half": { "speedup": 1.0, "speedupCi95": null }, "all": { "speedup": 1.9, "speedupCi95": null } });
    let cases = [
        ("two threads a core", compared(4.0, 7.4, 0.01), compared(4.0, 4.6, 0.01), "worthShared"),
        (
            "the same where even half of them gains little",
            compared(3.9, 5.1, 0.01),
            compared(3.9, 3.9, 0.01),
            "worthShared",
        ),
        ("a core each", compared(1.0, 1.95, 0.01), compared(1.0, 1.93, 0.02), "worthOwn"),
        ("a core each, vectors a little behind", compared(4.0, 7.9, 0.001), compared(4.0, 7.6, 0.001), "worthOwn"),
        ("four fast cores and four slow ones", compared(3.9, 5.6, 0.01), compared(3.9, 5.5, 0.01), "worthLess"),
        ("nothing to gain", compared(3.0, 3.05, 0.01), compared(2.5, 2.5, 0.01), "worthNothing"),
        ("fewer are better", compared(3.0, 2.5, 0.01), compared(2.5, 2.2, 0.01), "worthNothing"),
        ("intervals that overlap", compared(4.0, 7.4, 0.2), compared(4.0, 4.6, 0.2), "worthUnknown"),
        ("something between two", compared(4.0, 6.8, 0.02), compared(4.0, 6.6, 0.02), "worthUnknown"),
        ("one gains a little, the other hardly", compared(4.0, 4.8, 0.01), compared(4.0, 4.5, 0.01), "worthUnknown"),
        ("vectors gain more", compared(4.0, 4.2, 0.01), compared(4.0, 7.4, 0.01), "worthUnknown"),
        ("too short for the clock", compared(4.0, 7.4, 0.01), too_short, "worthUnknown"),
        ("too few for an interval", too_few, compared(1.0, 1.9, 0.01), "worthUnknown"),
    ];
    on_page(async |page| {
        for (name, scalar, simd, expected) in cases {
            let four = json!({ "scalar": scalar, "simd": simd });
            let said = page.eval(&format!("return (await import('/www/lesson/worth.js')).worthOf({four})")).await;
            assert_eq!(said, expected, "{name}");
        }
    });
}

/// `said`, once it is, and what stands in the cells.
const TRY: &str = "
    const says = () => [...document.querySelectorAll('[data-worth=says]')].filter((it) => it.checkVisibility()).map((it) => it.dataset.text);
    const said = () => new Promise((resolve) => {
      const look = () => says().length > 0 && resolve(says());
      new MutationObserver(look).observe(document.getElementById('hardware'), { subtree: true, attributes: true });
    });
    const cells = () => [...document.querySelectorAll('[data-worth=several] td[data-worth]')].map((it) => it.textContent);
    const press = () => document.querySelector('[data-worth=try]').click();";

#[test]
fn its_button_compares_half_of_the_threads_and_all_with_both_kernels_and_fills_a_table_in_the_page_s_language() {
    on_page_in_each_browser(async |page| {
        // WebKit counts processors that a container does not get.
        page.eval("Object.defineProperty(navigator, 'hardwareConcurrency', { value: 3 })").await;
        let seen = page
            .eval(&format!(
                "{TRY}
                 const runs = [];
                 element.addEventListener('parallel-sum-result', ({{ detail }}) => runs.push(detail));
                 press();
                 const [key, ...others] = await said();
                 const {{ worthOf }} = await import('/www/lesson/worth.js');
                 const [a, b, c, d] = runs;
                 const english = cells();
                 document.querySelector('[hreflang=ko]').click();
                 while (document.documentElement.lang !== 'ko') await new Promise(requestAnimationFrame);
                 return {{ asked: runs.map(({{ parallel: {{ threads, kernel }} }}) => [threads, kernel]), others,
                   isSaid: key === worthOf({{ scalar: {{ half: a, all: b }}, simd: {{ half: c, all: d }} }}),
                   wanted: [a, c, b, d].map(({{ speedup }}) => speedup), english, korean: [cells(), says()], key }};"
            ))
            .await;
        assert_eq!(seen["asked"], json!([[1, "scalar"], [2, "scalar"], [1, "simd"], [2, "simd"]]));
        assert_eq!((&seen["isSaid"], &seen["others"]), (&json!(true), &json!([])), "{seen}");
        assert_eq!(seen["korean"], json!([seen["english"], [seen["key"]]]), "{seen}");
        for (cell, wanted) in seen["english"].as_array().unwrap().iter().zip(seen["wanted"].as_array().unwrap()) {
            let (cell, wanted): (f64, _) = (cell.as_str().unwrap().parse().unwrap(), wanted.as_f64().unwrap());
            assert!((cell - wanted).abs() <= 0.005 * wanted, "{seen}");
        }
        assert_eq!(seen["english"].as_array().unwrap().len(), 6);
    });
}

#[test]
fn a_comparison_that_is_cancelled_is_missing_in_words_and_the_next_press_makes_all_four() {
    on_page_in_each_browser(async |page| {
        page.eval("Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 })").await;
        let seen = page
            .eval(&format!(
                "{TRY}
                 const second = new Promise((resolve) => {{
                   element.addEventListener('parallel-sum-result', () =>
                     element.addEventListener('parallel-sum-progress', resolve, {{ once: true }}), {{ once: true }});
                 }});
                 press();
                 await second;
                 element.cancel();
                 const cancelled = [await said(), cells()[0] !== '–', cells()[3]];
                 press();
                 const begun = [says(), cells()];
                 const again = await said();
                 return {{ cancelled, begun, isTold: again[0] !== 'worthMissing', full: cells().slice(0, 4).includes('–') }};"
            ))
            .await;
        assert_eq!(seen["cancelled"], json!([["worthMissing"], true, "–"]), "{seen}");
        assert_eq!(seen["begun"], json!([[], ["–", "–", "–", "–", "–", "–"]]), "{seen}");
        assert_eq!((&seen["isTold"], &seen["full"]), (&json!(true), &json!(false)), "{seen}");
    });
}

#[test]
fn where_the_browser_names_one_hardware_thread_there_is_no_button_but_the_reason() {
    on_page(async |page| {
        let seen = page
            .eval(
                "Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1 });
                 (await import('/www/lesson/worth.js')).drawWorth();
                 return [...document.querySelectorAll('#hardware > [data-worth]')].map((it) => [it.dataset.worth, it.checkVisibility()]);",
            )
            .await;
        assert_eq!(seen, json!([["several", false], ["several", false], ["one", true]]));
    });
}
