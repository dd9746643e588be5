//! Where the element stands: beside the text, or on a narrow page where it was asked for something.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::driver::{Browser, in_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Host};

#[test]
fn on_a_narrow_page_the_element_comes_below_the_button_that_ran_it_which_stays_where_it_is() {
    on_page_in_each_browser(async |page| {
        page.set_width(if page.browser == Browser::Chromium { 360 } else { 800 }).await;
        let home = page.eval("return document.getElementById('lab').parentElement.id").await;
        assert_eq!(home, "place");
        // Up and down the page, and the same one again.
        for preset in ["chunks", "one", "start", "start", "simd", "hardware"] {
            let seen = page
                .eval(&format!(
                    "await element.cancel();
                     const button = document.querySelector('[data-preset={preset}]');
                     button.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                     await new Promise(requestAnimationFrame);
                     const top = () => button.getBoundingClientRect().top;
                     const before = top();
                     const started = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, {{ once: true }}));
                     button.click();
                     const moved = [];
                     for (let frame = 0; frame < 4; frame++) {{
                       moved.push(Math.abs(top() - before));
                       await new Promise(requestAnimationFrame);
                     }}
                     await started;
                     moved.push(Math.abs(top() - before));
                     const gap = element.getBoundingClientRect().top - button.getBoundingClientRect().bottom;
                     return {{ most: Math.max(...moved), gap }};"
                ))
                .await;
            assert!(seen["most"].as_f64().unwrap() < 1.5, "{}, {preset}: {seen}", page.browser);
            let gap = seen["gap"].as_f64().unwrap();
            assert!((0.0..40.0).contains(&gap), "{}, {preset}: {seen}", page.browser);
        }
    });
}

#[test]
fn an_element_that_is_moved_keeps_its_run_and_its_result() {
    on_page_in_each_browser(async |page| {
        page.set_width(if page.browser == Browser::Chromium { 360 } else { 800 }).await;
        let kept = page
            .eval(
                "const { standBelow } = await import('/www/lesson/place.js');
                 await element.run({ mode: 'serial', n: 12345 });
                 const sum = () => root.querySelector('[part=sum]').textContent;
                 standBelow(document.querySelector('[data-preset=simd]'));
                 const before = sum();
                 const adds = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
                 const run = element.run({ mode: 'parallel', n: 1e9 });
                 await adds;
                 standBelow(document.querySelector('[data-preset=one]'));
                 return [before, (await run).sum, document.querySelector('#one #lab parallel-sum') === element];",
            )
            .await;
        assert_eq!(kept, json!(["76,205,685", "500000000500000000", true]));
    });
}

#[test]
fn by_keyboard_the_focus_stays_on_the_button_and_the_element_is_next() {
    on_page_in_each_browser(async |page| {
        page.set_width(if page.browser == Browser::Chromium { 360 } else { 800 }).await;
        page.eval("document.querySelector('[data-preset=chunks]').focus()").await;
        page.driver.action_chain().send_keys(Key::Enter.value().to_string()).perform().await.unwrap();
        page.until("return document.querySelector('#chunks #lab') !== null").await;
        assert_eq!(page.eval("return document.activeElement.dataset.preset").await, "chunks");
        page.driver.action_chain().send_keys(Key::Tab.value().to_string()).perform().await.unwrap();
        assert_eq!(page.eval("return document.activeElement.localName").await, "parallel-sum");
    });
}

#[test]
fn a_page_that_becomes_wide_has_the_element_beside_the_text_again() {
    on_page(async |page| {
        page.set_width(360).await;
        page.eval("document.querySelector('[data-preset=one]').click()").await;
        page.set_width(1366).await;
        page.until("return document.getElementById('lab').parentElement.id === 'place'").await;
        let is_beside =
            "const [a, b] = ['#lab', '#one'].map((it) => document.querySelector(it).getBoundingClientRect());
             return a.left > b.right";
        assert_eq!(page.eval(is_beside).await, true);
        page.eval("document.querySelector('[data-preset=simd]').click()").await;
        assert_eq!(page.eval(is_beside).await, true);
    });
}

/// There the panel sticks by its end.
#[test]
fn beside_the_text_nothing_scrolls_within_and_both_ends_of_the_panel_come_into_view_in_a_window_of_any_height() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        page.set_width(1366).await;
        page.eval("await element.compare({ n: 1e7 })").await;
        for padding in [0, 1500] {
            let seen = page
                .eval(&format!(
                    "const lab = document.getElementById('lab');
                     lab.style.paddingBottom = '{padding}px';
                     const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
                     const inner = [lab, ...lab.querySelectorAll('*'), ...root.querySelectorAll('*')];
                     const scrolls = inner.filter((it) => /auto|scroll/.test(getComputedStyle(it).overflowY) && it.scrollHeight > it.clientHeight + 1).map((it) => it.className);
                     await frame();
                     scrollTo({{ top: 0, behavior: 'instant' }});
                     await frame();
                     const top = lab.getBoundingClientRect().top;
                     document.getElementById('better').scrollIntoView({{ behavior: 'instant' }});
                     await frame();
                     const {{ top: stuck, bottom }} = lab.getBoundingClientRect();
                     return {{ scrolls, top, stuck, bottom, height: innerHeight }};"
                ))
                .await;
            assert_eq!(seen["scrolls"], json!([]));
            let of = |name: &str| seen[name].as_f64().unwrap();
            assert!(of("top") >= 0.0 && of("bottom") <= of("height"), "{padding}: {seen}");
            assert!(padding > 0 || of("stuck") >= 0.0 || of("bottom") <= of("height"), "{padding}: {seen}");
        }
    });
}
