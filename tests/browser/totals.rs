//! What the lesson shows of totals and integers in memory: it claims what was measured, and offers nothing that cannot run.

use serde_json::{Value, json};

use crate::driver::{in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Host};

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
