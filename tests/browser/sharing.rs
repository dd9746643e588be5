//! What the lesson shows of totals and integers in memory: it claims what was measured, and offers nothing that cannot run.

use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Host};
use crate::lesson;

/// A comparison whose parallel runs took so long, with its intervals.
fn took(seconds: f64, ci95: Value) -> Value {
    json!({ "parallel": { "seconds": { "median": seconds, "ci95": ci95 } } })
}

fn gained(speedup: f64, ci95: Value) -> Value {
    json!({ "speedup": speedup, "speedupCi95": ci95 })
}

#[test]
fn false_sharing_and_waiting_for_memory_are_claimed_only_where_they_were_clearly_measured() {
    let close = |adjacent, padded| json!({ "adjacent": adjacent, "padded": padded });
    let memory = |counter, array| json!({ "counter": counter, "array": array });
    let apart = || took(1.0, json!([0.9, 1.1]));
    let cases = [
        (json!({}), json!([])),
        (json!({ "adjacent": apart(), "padded": null }), json!([])),
        (close(took(8.0, json!([7.0, 9.0])), apart()), json!(["closeSlower"])),
        (close(took(1.31, json!([1.2, 1.4])), apart()), json!(["closeSlower"])),
        // Not by enough, by intervals that overlap, by none that is known, and the other way round.
        (close(took(1.29, json!([1.2, 1.4])), apart()), json!(["closeAlike"])),
        (close(took(2.0, json!([1.0, 3.0])), apart()), json!(["closeAlike"])),
        (close(took(2.0, Value::Null), apart()), json!(["closeAlike"])),
        (close(apart(), took(2.0, json!([1.9, 2.1]))), json!(["closeAlike"])),
        // The clock tells neither from none.
        (close(took(0.0, json!([0.0, 0.0])), took(0.0, json!([0.0, 0.0]))), json!([])),
        (memory(gained(4.0, json!([3.9, 4.1])), gained(2.0, json!([1.9, 2.1]))), json!(["memoryHeldBack"])),
        (memory(gained(4.0, json!([3.9, 4.1])), gained(3.5, json!([3.4, 3.6]))), json!(["memoryKeptUp"])),
        (memory(gained(4.0, json!([2.0, 4.1])), gained(2.0, json!([1.9, 2.1]))), json!(["memoryKeptUp"])),
        (memory(gained(2.0, json!([1.9, 2.1])), gained(2.6, json!([2.5, 2.7]))), json!(["memoryKeptUp"])),
        // Nobody else got anything to do.
        (memory(gained(1.0, json!([0.9, 1.1])), gained(1.0, json!([0.9, 1.1]))), json!(["memoryUntold"])),
        (memory(json!({ "speedup": null }), gained(2.0, Value::Null)), json!([])),
    ];
    on_page(async |page| {
        for (last, says) in cases {
            let said = page
                .eval(&format!(
                    "const {{ sayings }} = await import('/www/lesson/totals.js'); return sayings({last}, null).says;"
                ))
                .await;
            assert_eq!(said, says, "{last}");
        }
    });
}

#[test]
fn where_memory_cannot_be_shared_its_sections_give_the_reason_in_place_of_buttons_and_the_puzzle_works() {
    in_each_browser(async |page| {
        let host = Host::as_served_without_isolation(Constants::Quick).await;
        for (language, reason) in [("en", "isolated from others"), ("ko", "격리된 페이지에서만")] {
            page.open(&format!("{}/?lang={language}", host.address)).await;
            let sections = page
                .eval(
                    "while (document.documentElement.classList.contains('waiting')) await new Promise(requestAnimationFrame);
                     return ['total', 'close', 'memory'].map((id) => {
                       const visible = (it) => it.checkVisibility();
                       const section = document.getElementById(id);
                       const asks = [...section.querySelectorAll('button, input, summary')].filter((it) => visible(it) && !it.closest('#puzzle'));
                       const reasons = [...section.querySelectorAll('[data-unshared]')].filter(visible);
                       return [asks.length, reasons.map((it) => it.textContent)];
                     });",
                )
                .await;
            for section in sections.as_array().unwrap() {
                assert_eq!(section[0], 0, "{language}: {sections}");
                let reasons = section[1].as_array().unwrap();
                assert!(reasons.len() == 1 && reasons[0].as_str().unwrap().contains(reason), "{language}: {sections}");
            }
            let verdict = page
                .eval(
                    "for (const thread of 'ABABAB') puzzle.querySelector(`[data-thread=${thread}]`).click();
                     return [...puzzle.querySelectorAll('[data-verdict]')].filter((it) => it.checkVisibility()).map((it) => it.dataset.verdict);",
                )
                .await;
            assert_eq!(verdict, json!(["A"]));
        }
    });
}

/// Whether threads share memory is known only once they have started.
#[test]
fn a_button_whose_threads_cannot_be_started_gives_way_to_the_reason_everywhere_and_other_failures_leave_it_there() {
    on_page_in_each_browser(async |page| {
        let after = async |name: &str| {
            page.eval(&format!(
                "let asked;
                 const pressed = new Promise((resolve) => (asked = resolve));
                 element.compare = async () => {{
                   asked();
                   throw new DOMException('', '{name}');
                 }};
                 document.querySelector('[data-preset=mutex]').click();
                 await pressed;
                 await new Promise(requestAnimationFrame);
                 const count = (selector) => [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility()).length;
                 return [count('[data-shared] button'), count('[data-unshared=browser]'), count('[data-unshared=page]')];"
            ))
            .await
        };
        assert_eq!(after("InvalidStateError").await, json!([6, 0, 0]));
        assert_eq!(after("NotSupportedError").await, json!([0, 3, 0]));
    });
}

#[test]
fn its_sections_have_the_same_parts_in_both_languages_and_none_is_empty() {
    on_page_in_each_browser(async |page| {
        let parts = async |language: &str| {
            page.eval(&format!(
                "document.querySelector('[hreflang={language}]').click();
                 while (document.documentElement.lang !== '{language}') await new Promise(requestAnimationFrame);
                 const parts = ['total', 'close', 'memory'].map((id) => [...document.querySelectorAll(`#${{id}} :is([data-text], b, code, [data-tried], [data-close], [data-guessed])`)]);
                 const texts = parts.flat().filter((it) => 'text' in it.dataset && it.textContent.trim() === '');
                 return [parts.map((all) => all.map((it) => it.localName).join()), texts.map((it) => it.dataset.text)];"
            ))
            .await
        };
        let (english, korean) = (parts("en").await, parts("ko").await);
        assert_eq!(english[1], json!([]));
        assert_eq!(english, korean);
    });
}

/// Presses a preset's button and returns what is told of the parallel runs of its comparisons, and whether there is a baseline.
async fn tried(page: &Page, preset: &str, runs: usize) -> Value {
    let told = |it: &Value| {
        let parallel = ["total", "source", "n", "threads", "correct"].map(|name| it["parallel"][name].clone());
        let over_baseline = json!(it["speedupOverBaseline"].as_f64() > Some(0.0));
        parallel.into_iter().chain([over_baseline]).collect::<Value>()
    };
    lesson::tried(page, preset, runs).await.iter().map(told).collect()
}

/// What the cells of a preset show.
async fn cells(page: &Page, preset: &str) -> Vec<String> {
    let cells = page
        .eval(&format!(
            "return [...document.querySelectorAll('td[data-tried^=\"{preset} \"]')].map((it) => it.textContent)"
        ))
        .await;
    cells.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn its_buttons_run_what_they_say_and_fill_the_tables_with_the_sum_that_is_missing_and_the_guess() {
    on_page_in_each_browser(async |page| {
        let threads = page.eval("return Math.max(2, navigator.hardwareConcurrency)").await;
        assert_eq!(cells(page, "unguarded").await, ["–", "–"]);
        page.eval("document.querySelector('.guess input').value = '2,000'").await;
        for (total, n, is_right) in
            [("unguarded", "10000000", false), ("mutex", "2000000", true), ("atomic", "2000000", true)]
        {
            // Where other programs leave the threads one core, they hardly meet. Then a reader presses once more.
            let mut found = json!(null);
            for _ in 0..10 {
                found = tried(page, total, 1).await;
                if found[0][4] == is_right {
                    break;
                }
            }
            assert_eq!(found, json!([[total, "counter", n, threads, is_right, true]]));
            let [missing, times] = &cells(page, total).await[..] else { panic!() };
            assert_eq!(missing == "0%", is_right, "{total}: {missing}");
            assert_ne!(times, "–");
        }
        let guessed = "return document.querySelector('[data-text=totalGuessed]').innerText";
        let times = cells(page, "atomic").await[1].clone();
        assert_eq!(page.eval(guessed).await, format!("You guessed 2,000; it was {times} times as long."));
        let private = tried(page, "private", 1).await;
        assert_eq!(private, json!([["private", "counter", "100000000", threads, true, false]]));
        assert_eq!(cells(page, "private").await[0], "0%");

        let said = "return [...document.querySelectorAll('[data-said]')].filter((it) => it.checkVisibility()).map((it) => it.dataset.text)";
        let close = tried(page, "close", 2).await;
        assert_eq!(
            close,
            json!(["adjacent", "padded"].map(|total| json!([total, "counter", "2000000", threads, true, true])))
        );
        let says = page.eval(said).await;
        assert!(says[1].as_str().unwrap().starts_with("close"), "{says}");
        let memory = tried(page, "memory", 2).await;
        assert_eq!(
            memory,
            json!([
                ["private", "counter", "16777216", threads, true, false],
                ["private", "array", "16777216", threads, true, true]
            ])
        );
        assert!(cells(page, "array").await.iter().all(|it| it != "–"));
        let says = page.eval(said).await;
        assert!(says.as_array().unwrap().len() == 3 && says[2].as_str().unwrap().starts_with("memory"), "{says}");
    });
}

#[test]
fn the_race_is_answered_by_an_unguarded_sum_that_is_right_once_and_wrong_once() {
    on_page_in_each_browser(async |page| {
        let answers = page
            .eval(
                "const { answered, factsOf } = await import('/www/lesson/questions.js');
                 const compare = async (n) => factsOf(await element.compare({ total: 'unguarded', n, threads: 2 }));
                 const right = await compare(2);
                 let wrong; // where other programs leave the threads one core, they hardly meet: then a reader presses once more
                 for (let i = 0; i < 10 && (i === 0 || wrong.elsewhere.isRight); i++) wrong = await compare(2e6);
                 return [[right], [wrong], [right, wrong]].map((facts) => answered(facts, null).includes('total'));",
            )
            .await;
        assert_eq!(answers, json!([false, false, true]));
    });
}
