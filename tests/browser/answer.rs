//! The answer first: what stands where before a comparison, while it runs, and after it; an author's numbers, and a guess.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Page, in_browser, in_each_browser};
use crate::host::{Constants, Host};

const POST: &str = "reference=7.964,2.237,8&reference-label=The%20post";

/// Opens the page for frames with these attributes, and returns once the element can run.
async fn open(page: &Page, host: &Host, attributes: &str) {
    page.open(&format!("{}/www/embed.html?lang=en&{attributes}", host.address)).await;
    page.eval("await element.ready").await;
}

/// Presses a key, or types.
async fn types(page: &Page, keys: &str) {
    page.driver.action_chain().send_keys(keys).perform().await.unwrap();
}

#[test]
fn a_comparison_is_seen_at_one_glance_on_any_number_of_threads_and_nothing_scrolls_inside() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.set_width(600).await;
        for language in ["en", "ko"] {
            let mut heights = vec![];
            for threads in [8, 64, 256] {
                open(page, &host, &format!("n=1e7&threads={threads}&lang={language}")).await;
                let seen = page
                    .eval(
                        "const height = (it) => it.getBoundingClientRect().height;
                         const before = height(element);
                         await element.compare();
                         // Another program may have disturbed the run, of which more than a line has no room of its own.
                         const more = Math.max(height(root.querySelector('.warnings')) - 26, 0);
                         const scrolling = [...root.querySelectorAll('*')].filter((it) => it.scrollHeight > it.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(it).overflowY));
                         return [Math.round(height(element) - Math.max(more - 26, 0)), Math.round(height(element) - before - more), scrolling.length];",
                    )
                    .await;
                assert!(seen[0].as_u64().unwrap() <= 700, "{threads} threads, {language}: {seen}");
                assert_eq!((&seen[1], &seen[2]), (&json!(0), &json!(0)), "{threads} threads, {language}: {seen}");
                heights.push(seen[0].as_u64().unwrap());
            }
            assert!(heights.iter().all(|it| it.abs_diff(heights[0]) <= 26), "{language}: {heights:?}");
        }
    });
}

#[test]
fn the_compact_view_is_at_most_430_pixels_high_from_320_pixels_of_width_on_in_every_state() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        for (width, language) in [(320, "en"), (320, "ko"), (480, "en"), (600, "ko"), (1200, "en")] {
            page.set_width(width).await;
            open(page, &host, &format!("view=compact&n=1e7&threads=8&predict=&{POST}&lang={language}")).await;
            let heights = page
                .eval(
                    "const heights = [element.offsetHeight];
                     const run = element.compare({ n: 1e11 });
                     await new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
                     heights.push(element.offsetHeight);
                     await element.cancel();
                     await run.catch(() => {});
                     heights.push(element.offsetHeight);
                     await element.compare();
                     heights.push(element.offsetHeight);
                     return heights;",
                )
                .await;
            let heights = heights.as_array().unwrap();
            assert!(heights.iter().all(|it| it.as_u64().unwrap() <= 430), "{width} px, {language}: {heights:?}");
        }
    });
}

#[test]
fn cancel_stands_where_compare_was_and_what_is_known_so_far_grows_in_the_places_of_the_result() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::True).await;
        open(page, &host, "n=2e9&threads=2").await;
        let seen = page
            .eval(
                "const place = (name) => { const { left, top, width, height } = root.querySelector(`[part~=${name}]`).getBoundingClientRect(); return [left, top, width, height].map(Math.round).join(); };
                 const shown = () => [...root.querySelectorAll('[part~=compare], [part~=cancel]')].filter((it) => it.checkVisibility({ visibilityProperty: true })).map((it) => it.textContent).join();
                 const look = () => ({ shown: shown(), top: root.querySelector('[part=timeline]').getBoundingClientRect().top, height: element.offsetHeight });
                 const before = { ...look(), place: place('compare') };
                 const partial = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({ detail }) => detail.partial && resolve(detail.partial)));
                 const run = element.compare();
                 const { seconds, speedup } = await Promise.race([partial, run.then(() => { throw new Error('nothing was told'); })]);
                 const during = { ...look(), place: place('cancel'), speedup: root.querySelector('[part=speedup]').textContent,
                   filled: root.querySelector('.account .speedup').getBoundingClientRect().width / root.querySelector('.cells').getBoundingClientRect().width };
                 await element.cancel();
                 await run.catch(() => {});
                 return { before, during, after: look(), seconds, speedup };",
            )
            .await;
        let (before, during) = (&seen["before"], &seen["during"]);
        assert_eq!((&before["shown"], &during["shown"]), (&json!("Compare"), &json!("Cancel")), "{seen}");
        assert_eq!(before["place"], during["place"], "{seen}");
        assert_eq!((&before["top"], &before["height"]), (&during["top"], &during["height"]), "{seen}");
        let number = |value: &Value| value.as_f64().unwrap();
        let speedup = number(&seen["speedup"]);
        assert!(
            (number(&seen["seconds"]["serial"]) / number(&seen["seconds"]["parallel"]) / speedup - 1.0).abs() < 1e-9
        );
        let shown: f64 = during["speedup"].as_str().unwrap().trim_end_matches('×').parse().unwrap();
        assert!((shown / speedup - 1.0).abs() < 0.01, "{seen}");
        assert!((number(&during["filled"]) - speedup.min(2.0) / 2.0).abs() < 0.02, "{seen}");
        assert_eq!(seen["after"]["shown"], "Compare");
    });
}

#[test]
fn a_sweep_tells_its_points_as_they_come_and_draws_them() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::True).await;
        open(page, &host, "n=1e9").await;
        let counts = page
            .eval(
                "const counts = [];
                 element.addEventListener('parallel-sum-progress', ({ detail }) => {
                   if (detail.partial) counts.push([detail.partial.points.length, root.querySelectorAll('.curve.wide .point').length]);
                 });
                 const result = await element.sweep({ counts: [1, 2, 3], repeats: 2 });
                 return { counts, end: [result.points.length, root.querySelectorAll('.curve.wide .point').length] };",
            )
            .await;
        assert_eq!(counts["end"], json!([3, 3]));
        let told = counts["counts"].as_array().unwrap();
        assert!(!told.is_empty() && told.iter().any(|it| it[0] == it[1]), "{counts}");
        assert!(told.windows(2).all(|it| it[0][0].as_u64() <= it[1][0].as_u64()), "{counts}");
    });
}

#[test]
fn an_authors_numbers_stand_in_the_place_of_the_result_and_beside_it_after_a_comparison() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, &format!("n=1e7&threads=2&{POST}")).await;
        let look = "{
            speedup: root.querySelector('[part=speedup]').textContent, label: root.querySelector('.figure small').textContent,
            times: [...root.querySelectorAll('[part=time]')].map((it) => it.textContent),
            values: [...root.querySelectorAll('.value')].map((it) => it.textContent),
            cells: [...root.querySelectorAll('.account:not(.behind) .segment')].map((it) => [it.dataset.part, Math.round(parseFloat(it.style.flexBasis))]),
            behind: [...root.querySelectorAll('.behind.account:not([hidden]) .segment')].map((it) => [it.dataset.part, Math.round(parseFloat(it.style.flexBasis))]),
            bars: [...root.querySelectorAll('.bar .behind:not([hidden])')].map((it) => Math.round(parseFloat(it.style.width))),
            words: root.querySelector('[part=words]').textContent }";
        let before = page.eval(&format!("return {look}")).await;
        assert_eq!((&before["speedup"], &before["label"]), (&json!("3.56×"), &json!("The post")));
        assert_eq!(before["times"], json!(["7.96 sec", "2.24 sec"]));
        assert_eq!(before["values"], json!(["3.56 speedup", "4.44 not accounted for"]));
        assert_eq!(before["cells"], json!([["speedup", 45], ["unknown", 55]]));
        assert_eq!((&before["behind"], &before["bars"]), (&json!([]), &json!([])));
        assert!(before["words"].as_str().unwrap().contains("Where did the other 4.44 go?"), "{before}");

        let after = page
            .eval(&format!(
                "const {{ speedup }} = await element.compare();
                 await openTables();
                 const rows = [...root.querySelectorAll('.tables tr')].map((it) => [...it.children].map((cell) => cell.textContent));
                 const shown = {look};
                 return {{ ...shown, isOwn: parseFloat(shown.speedup) === Number(speedup.toPrecision(3)), rows }};"
            ))
            .await;
        assert_eq!(after["isOwn"], true, "{after}");
        assert_eq!(after["behind"], json!([["speedup", 45], ["unknown", 55]]));
        assert_eq!(after["bars"], json!([100, 28]));
        let rows = after["rows"].as_array().unwrap();
        let has =
            |row: &[&str]| rows.iter().any(|it| it[0] == row[0] && it.as_array().unwrap().last().unwrap() == row[1]);
        assert!(has(&["Figure", "The post"]) && has(&["Threads", "8"]) && has(&["speedup", "3.56"]), "{rows:?}");
    });
}

#[test]
fn a_guess_is_asked_for_once_and_shown_beside_what_came_with_what_it_left_out() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, "n=1e8&threads=3&chunks=2&schedule=static&predict=").await;
        let asks = "return root.querySelector('.guess').checkVisibility()";
        assert_eq!(page.eval(asks).await, true);
        page.eval(
            "window.result = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail), { once: true }));
             root.querySelector('#guess').focus();",
        )
        .await;
        types(page, "many").await;
        let told = page
            .eval("return [root.querySelector('#guess').ariaInvalid, root.querySelector('#guess-error').textContent]")
            .await;
        assert_eq!(told, json!(["true", "A number above 0, such as 5"]));
        types(page, &Key::Backspace.value().to_string().repeat(4)).await;
        types(page, "30").await;
        types(page, &Key::Enter.value().to_string()).await;
        let seen = page
            .eval(
                "const { prediction, speedup, parallel } = await result;
                 const mark = root.querySelector('.guessed');
                 const cells = root.querySelector('.cells').getBoundingClientRect();
                 return { prediction, threads: parallel.threads, words: root.querySelector('[part=words]').textContent, speedup,
                   lit: root.querySelector('[part=words] .term')?.dataset.part ?? null,
                   mark: Math.round((mark.getBoundingClientRect().left - cells.left) / cells.width * 100), isShown: mark.checkVisibility() };",
            )
            .await;
        assert_eq!((&seen["prediction"], &seen["threads"]), (&json!(30), &json!(3)), "{seen}");
        let words = seen["words"].as_str().unwrap();
        assert!(words.starts_with("You guessed 30; it was "), "{seen}");
        assert!(words.contains("What you left out: ") && words.contains("imbalance"), "{seen}");
        assert!(seen["lit"].is_string(), "{seen}");
        assert_eq!((&seen["mark"], &seen["isShown"]), (&json!(100), &json!(true)), "no further than the cells: {seen}");
        assert_eq!(page.eval(asks).await, false);

        let again = page
            .eval("const result = await element.compare(); return [result.prediction, root.querySelector('.guessed').checkVisibility()]")
            .await;
        assert_eq!(again, json!([null, false]));
        open(page, &host, "n=1e7&threads=2").await;
        assert_eq!(page.eval("return 'prediction' in await element.compare()").await, false);
    });
}

#[test]
fn a_guess_outlives_a_comparison_that_is_cancelled() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, "n=1e12&threads=2&predict=").await;
        page.eval("root.querySelector('#guess').focus()").await;
        types(page, "30").await;
        let seen = page
            .eval(
                "const asks = () => root.querySelector('.guess').checkVisibility();
                 const begun = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
                 const run = element.compare();
                 await begun;
                 const during = asks();
                 await element.cancel();
                 await run.catch(() => {});
                 const after = [asks(), root.querySelector('#guess').value];
                 return [during, ...after, (await element.compare({ n: 1e7 })).prediction, asks()];",
            )
            .await;
        assert_eq!(seen, json!([false, true, "30", 30, false]));
    });
}

#[test]
fn numbers_that_come_after_a_comparison_stand_beside_it_everywhere() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, &format!("n=1e7&threads=2&{POST}")).await;
        let seen = page
            .eval(
                "await element.compare();
                 await openTables();
                 element.reference = '4,2,2';
                 element.referenceLabel = 'Another';
                 const heads = () => [...root.querySelectorAll('.tables thead th')].map((it) => it.textContent);
                 while (!heads().includes('Another')) await new Promise((resolve) => new MutationObserver((_, it) => (it.disconnect(), resolve())).observe(root.querySelector('.tables'), { childList: true }));
                 const cells = [...root.querySelectorAll('.behind.account .segment')].map((it) => Math.round(parseFloat(it.style.flexBasis)));
                 const bars = [...root.querySelectorAll('.bar .behind')].map((it) => Math.round(parseFloat(it.style.width)));
                 const picture = await (await element.picture()).text();
                 element.reference = null;
                 return { cells, bars, isPictured: picture.includes('Another: '),
                   isGone: !root.querySelector('.behind.account').checkVisibility() && !root.querySelector('.bar .behind').checkVisibility() };",
            )
            .await;
        let expected = json!({ "cells": [100, 0], "bars": [100, 50], "isPictured": true, "isGone": true });
        assert_eq!(seen, expected);
    });
}

/// A button that reads as if it were pushed aside would be in the way.
#[test]
fn a_guess_is_never_in_the_way() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, "n=1e7&threads=2&predict=").await;
        let compare = page.find("[part~=compare]").await;
        page.eval("window.result = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail), { once: true }))").await;
        compare.click().await.unwrap();
        let result =
            page.eval("const { prediction, serial } = await result; return [prediction, serial.correct]").await;
        assert_eq!(result, json!([null, true]));
    });
}

#[test]
fn settings_open_by_themselves_where_one_is_unusual_or_wrong_and_stay_as_their_reader_leaves_them() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, "n=1e7").await;
        let opened = page
            .eval(
                "const isOpen = () => [root.querySelector('.settings').checkVisibility(), root.querySelector('.more .opener').ariaExpanded].join();
                 const opened = [isOpen()];
                 element.kernel = 'simd';
                 opened.push(isOpen());
                 root.querySelector('.more .opener').click();
                 opened.push(isOpen());
                 element.n = 1e6;
                 opened.push(isOpen());
                 element.chunks = 'many';
                 opened.push(isOpen());
                 element.chunks = null;
                 element.kernel = null;
                 root.querySelector('.more .opener').click();
                 opened.push(isOpen());
                 return opened;",
            )
            .await;
        let [open, closed] = ["true,true", "false,false"];
        assert_eq!(opened, json!([closed, open, closed, closed, open, closed]));
    });
}

#[test]
fn a_field_says_what_it_is_for_where_the_pointer_or_the_focus_is_and_nothing_moves() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, "n=1e7").await;
        let said = page
            .eval(
                "const height = element.offsetHeight;
                 const help = root.querySelector('.help');
                 const said = [help.textContent];
                 for (const name of ['n', 'threads']) {
                   const field = root.querySelector(`#${name}`);
                   field.focus();
                   const described = field.getAttribute('aria-describedby').split(' ').map((id) => root.getElementById(id).textContent).join('');
                   said.push(help.textContent === described && help.checkVisibility() && described.length > 20);
                   field.blur();
                 }
                 root.querySelector('#n').parentElement.dispatchEvent(new PointerEvent('pointerenter'));
                 said.push(help.textContent.startsWith('Every integer'), element.offsetHeight === height);
                 return said;",
            )
            .await;
        assert_eq!(said, json!(["", true, true, true, true]));
    });
}

#[test]
fn a_value_that_is_pressed_keeps_its_part_lit_and_pointing_at_another_lights_that_meanwhile() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        open(page, &host, "n=1e7&threads=3&chunks=2&schedule=static").await;
        let lit = page
            .eval(
                "await element.compare();
                 const lit = () => [...root.querySelectorAll('.account .segment:not(.dim)')].map((it) => it.dataset.part).join();
                 const value = (part) => root.querySelector(`.value[data-part=${part}]`);
                 const all = lit();
                 const seen = [];
                 value('imbalance').click();
                 seen.push(lit(), value('imbalance').ariaPressed);
                 value('speedup').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                 seen.push(lit());
                 root.querySelector('[part=outcome]').dispatchEvent(new PointerEvent('pointerleave'));
                 seen.push(lit());
                 value('imbalance').click();
                 seen.push(lit() === all, value('imbalance').ariaPressed);
                 element.light('speedup');
                 seen.push(lit());
                 element.light(null);
                 seen.push(lit() === all);
                 return seen;",
            )
            .await;
        assert_eq!(lit, json!(["imbalance", "true", "speedup", "imbalance", true, "false", "speedup", true]));
    });
}
