//! The element as authors and readers meet it: buttons, keyboard, attributes, events, life and end.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::driver::{Browser, on_page, on_page_in_each_browser};

#[test]
fn compare_shows_the_sum_that_it_is_right_the_times_and_the_speedup() {
    on_page_in_each_browser(async |page| {
        let shown = page
            .eval(
                "await element.ready;
                 const result = new Promise((resolve) => addEventListener('parallel-sum-result', ({ detail }) => resolve(detail), { once: true }));
                 element.n = '1e8';
                 root.querySelector('[part~=compare]').click();
                 const { speedup, efficiency } = await result;
                 await openTables();
                 const text = (selector) => [...root.querySelectorAll(selector)].map((it) => it.textContent);
                 const width = (selector) => root.querySelector(selector).getBoundingClientRect().width;
                 return {
                   sum: text('[part=sum]'), verdict: text('[part=verdict]'), times: text('[part=time]'), rates: text('td small').filter((it) => it.includes('second')),
                   speedup: text('[part=speedup]')[0] === new Intl.NumberFormat('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }).format(speedup) + '×',
                   efficiency: text('[part=efficiency]')[0] === Math.round(100 * efficiency) + '%',
                   barsRatio: width('.serial .fill') / width('.parallel .fill') / speedup,
                 };",
            )
            .await;
        assert_eq!(shown["sum"], json!(["5,000,000,050,000,000"]));
        assert_eq!(shown["verdict"], json!(["Right: it equals n(n+1)/2"]));
        assert_eq!((&shown["speedup"], &shown["efficiency"]), (&json!(true), &json!(true)), "{shown}");
        assert!((shown["barsRatio"].as_f64().unwrap() - 1.0).abs() < 0.01, "{shown}");
        for (figures, unit) in [(&shown["times"], "s"), (&shown["rates"], "integers per second")] {
            let figures = figures.as_array().unwrap();
            assert_eq!(figures.len(), 2);
            assert!(figures.iter().all(|it| it.as_str().unwrap().ends_with(unit)), "{figures:?}");
        }
    });
}

#[test]
fn the_keyboard_alone_runs_and_cancels_and_the_focus_is_never_lost() {
    on_page_in_each_browser(async |page| {
        page.eval("await element.ready; element.n = '1e12'; element.parentElement.tabIndex = -1; element.parentElement.focus()").await;
        let focused = async || page.eval("return root.activeElement?.id || root.activeElement?.textContent").await;
        let send = async |keys: &str| {
            page.driver.action_chain().send_keys(keys).perform().await.unwrap();
        };
        let tab = &Key::Tab.value().to_string();
        let enter = &Key::Enter.value().to_string();
        for stop in ["n", "threads", "Compare"] {
            send(tab).await;
            assert_eq!(focused().await, stop);
        }
        page.eval("window.progress = new Promise((resolve) => addEventListener('parallel-sum-progress', resolve))")
            .await;
        send(enter).await;
        page.eval("await progress").await;
        assert_eq!(focused().await, "Cancel");
        page.eval("window.error = new Promise((resolve) => addEventListener('parallel-sum-error', ({ detail }) => resolve(detail)))").await;
        send(enter).await;
        assert_eq!(page.eval("return (await error).name").await, "AbortError");
        assert_eq!(focused().await, "Compare");
        assert_eq!(page.eval("return root.querySelector('[role=status]').textContent").await, "Cancelled.");
    });
}

#[test]
fn attributes_and_properties_are_one() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "const seen = [];
                 element.n = 1e8; seen.push(element.getAttribute('n'), element.n);
                 element.setAttribute('n', '1,000'); seen.push(element.n);
                 element.n = 'many'; seen.push(element.n);
                 element.threads = 3; seen.push(element.getAttribute('threads'), element.threads, element.chunks);
                 element.chunks = 7; seen.push(element.chunks);
                 element.removeAttribute('threads'); seen.push(element.threads === navigator.hardwareConcurrency);
                 element.kernel = 'simd'; seen.push(element.getAttribute('kernel'), root.querySelector('#kernel').value);
                 element.removeAttribute('kernel'); seen.push(element.kernel, element.schedule);
                 return seen;",
            )
            .await;
        assert_eq!(
            seen,
            json!(["100000000", "100000000", "1000", "many", "3", 3, 48, 7, true, "simd", "simd", "scalar", "dynamic"])
        );
    });
}

#[test]
fn properties_set_before_the_element_is_defined_count() {
    on_page_in_each_browser(async |page| {
        let n = page
            .eval(
                "const late = document.createElement('parallel-sum');
                 Object.defineProperty(late, 'n', { value: '1e3', writable: true, configurable: true, enumerable: true });
                 document.body.append(late);
                 const n = [Object.hasOwn(late, 'n'), late.getAttribute('n')];
                 late.remove();
                 return n;",
            )
            .await;
        assert_eq!(n, json!([false, "1e3"]));
    });
}

#[test]
fn progress_and_the_result_are_told_by_events_that_leave_shadow_trees() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "const host = document.createElement('div');
                 document.body.append(host);
                 const inner = document.createElement('parallel-sum');
                 host.attachShadow({ mode: 'open' }).append(inner);
                 const [fractions, phases] = [[], new Set()];
                 document.addEventListener('parallel-sum-progress', ({ detail }) => { fractions.push(detail.fraction); phases.add(detail.phase); });
                 const event = new Promise((resolve) => document.addEventListener('parallel-sum-result', resolve, { once: true }));
                 const result = await inner.run({ mode: 'parallel', n: 1e9, repeats: 1 });
                 const { detail } = await event;
                 return {
                   isSame: detail === result, phases: [...phases],
                   isRising: fractions.every((fraction, i) => i === 0 || fraction >= fractions[i - 1]),
                   isFraction: fractions.every((fraction) => fraction >= 0 && fraction <= 1), count: fractions.length,
                 };",
            )
            .await;
        assert!(seen["count"].as_u64().unwrap() >= 2, "{seen}");
        assert_eq!(seen["phases"], json!(["warm-up", "samples"]));
        assert_eq!(
            (&seen["isSame"], &seen["isRising"], &seen["isFraction"]),
            (&json!(true), &json!(true), &json!(true))
        );
    });
}

#[test]
fn a_second_run_meanwhile_is_refused_and_the_first_goes_on() {
    on_page_in_each_browser(async |page| {
        let outcome = page
            .eval(
                "const first = element.run({ mode: 'parallel', n: 1e8 });
                 const second = await element.run({ mode: 'serial', n: 10 }).then(() => null, (error) => error.name);
                 return { second, sum: (await first).sum };",
            )
            .await;
        assert_eq!(outcome, json!({ "second": "InvalidStateError", "sum": "5000000050000000" }));
    });
}

#[test]
fn two_elements_on_a_page_take_turns_on_one_pool() {
    on_page_in_each_browser(async |page| {
        let sums = page
            .eval(
                "const other = document.createElement('parallel-sum');
                 document.body.append(other);
                 const runs = await Promise.all([element.run({ mode: 'parallel', n: 1e8 }), other.run({ mode: 'parallel', n: 1e6 })]);
                 other.remove();
                 return runs.map((run) => run.sum);",
            )
            .await;
        assert_eq!(sums, json!(["5000000050000000", "500000500000"]));
        let threads = page.eval("return navigator.hardwareConcurrency").await.as_u64().unwrap();
        if page.browser == Browser::Chromium {
            page.until_workers(threads as usize).await; // the coordinator is one of them
        }
    });
}

#[test]
fn elements_that_want_different_threads_do_not_disturb_each_other() {
    on_page_in_each_browser(async |page| {
        let sums = page
            .eval(
                "const run = element.run({ mode: 'parallel', n: 1e8 });
                 const other = document.createElement('parallel-sum');
                 other.threads = 7;
                 document.body.append(other);
                 await other.ready;
                 const runs = await Promise.all([run, other.run({ mode: 'parallel', n: 1e6 })]);
                 other.remove();
                 return runs.map(({ sum, threads }) => [sum, threads === navigator.hardwareConcurrency ? 'all' : threads]);",
            )
            .await;
        assert_eq!(sums, json!([["5000000050000000", "all"], ["500000500000", 7]]));
    });
}

#[test]
fn a_run_that_waits_for_its_turn_is_cancelled_at_once_and_the_one_before_goes_on() {
    on_page_in_each_browser(async |page| {
        let outcome = page
            .eval(
                "const first = element.run({ mode: 'parallel', n: 1e9, repeats: 1 });
                 let isFirstDone = false;
                 first.then(() => (isFirstDone = true));
                 const other = document.createElement('parallel-sum');
                 document.body.append(other);
                 const second = other.run({ mode: 'serial', n: 10 });
                 await other.cancel();
                 const name = await second.then(() => null, (error) => error.name);
                 const wasFirstDone = isFirstDone;
                 other.remove();
                 return { name, wasFirstDone, sum: (await first).sum };",
            )
            .await;
        assert_eq!(outcome, json!({ "name": "AbortError", "wasFirstDone": false, "sum": "500000000500000000" }));
    });
}

#[test]
fn an_element_outside_the_document_runs_and_leaves_no_worker() {
    on_page_in_each_browser(async |page| {
        page.eval("element.remove()").await;
        page.until_workers(0).await;
        let sum = page
            .eval("return (await document.createElement('parallel-sum').run({ mode: 'parallel', n: 1e6 })).sum")
            .await;
        assert_eq!(sum, "500000500000");
        page.until_workers(0).await;
    });
}

#[test]
fn a_value_that_a_script_sets_shows_also_in_the_field_that_has_the_focus() {
    on_page_in_each_browser(async |page| {
        let shown =
            page.eval("const field = root.querySelector('#n'); field.focus(); element.n = 5; return field.value").await;
        assert_eq!(shown, "5");
    });
}

#[test]
fn an_element_that_is_removed_mid_run_leaves_no_worker_running() {
    on_page_in_each_browser(async |page| {
        let name = page
            .eval(
                "const progress = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve));
                 const run = element.run({ mode: 'parallel', n: 1e12 });
                 await Promise.race([progress, run]);
                 element.remove();
                 return await run.then(() => null, (error) => error.name);",
            )
            .await;
        assert_eq!(name, "AbortError");
        page.until_workers(0).await;
    });
}

#[test]
fn an_element_that_is_moved_goes_on_also_on_other_threads_than_its_attribute_says() {
    on_page_in_each_browser(async |page| {
        let sum = page
            .eval(
                "const run = element.run({ mode: 'parallel', n: 1e9, threads: 5, repeats: 1 });
                 await element.ready;
                 document.body.prepend(element);
                 return (await run).sum;",
            )
            .await;
        assert_eq!(sum, "500000000500000000");
    });
}

#[test]
fn an_element_that_is_removed_and_comes_back_runs_again() {
    on_page_in_each_browser(async |page| {
        page.eval("await element.ready; window.kept = element; element.remove()").await;
        page.until_workers(0).await;
        let sum = page
            .eval("document.body.append(kept); await kept.ready; return (await kept.run({ mode: 'parallel', n: 1e6 })).sum")
            .await;
        assert_eq!(sum, "500000500000");
    });
}

#[test]
fn a_page_that_is_reloaded_mid_run_leaves_no_worker_of_the_old_page() {
    on_page(async |page| {
        let threads = page
            .eval(
                "const progress = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve));
                 element.run({ mode: 'parallel', n: 1e12 }).catch(() => {});
                 await progress;
                 return navigator.hardwareConcurrency;",
            )
            .await;
        page.driver.refresh().await.unwrap();
        page.eval("await element.ready").await;
        page.until_workers(threads.as_u64().unwrap() as usize).await;
        page.open("about:blank").await;
        page.until_workers(0).await;
    });
}
