//! Nobody is kept out: by colours, by what is not named, by targets too small, or for want of a mouse.

use std::collections::BTreeMap;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::axe::Rules;
use crate::driver::{Browser, Page, in_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Fault, Host};

/// In CSS pixels: a phone's and a desk's.
const WIDTHS: [u32; 2] = [360, 1280];

/// What has the focus, out of any shadow trees, and whether it shows that.
const FOCUS: &str = "const focused = () => {
       let it = document.activeElement;
       while (it.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
       return it;
     };
     const shows = (it) => {
       const { outlineStyle, outlineWidth } = getComputedStyle(it);
       return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
     };";

#[test]
fn in_no_state_language_width_or_theme_does_axe_find_a_serious_barrier() {
    let warned = "await element.compare({ n: 1000, threads: 9 })";
    let compared = "await element.compare({ n: 1e7 })";
    let swept = "element.reference = '7.964,2.237,8'; await element.sweep({ n: 1e7, maxThreads: 3 });";
    let asked = "element.predict = true; element.reference = '7.964,2.237,8'; await element.ready;";
    let opened = "element.reference = '7.964,2.237,8'; await element.compare({ n: 1e7 });
         root.querySelector('.more .opener').click();
         await openTables();";
    let refused = "await element.ready;
         for (const option of ['n', 'threads', 'schedule']) element.setAttribute(option, 'x');";
    let running = "await element.ready;
         const adds = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({ detail }) => detail.fraction > 0 && resolve()));
         element.run({ mode: 'serial', n: 1e12 }).catch(() => {});
         await adds;";
    let copied_by_hand = "await element.run({ mode: 'serial', n: 1e6 });
         Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new Error('denied'); } } });
         const area = () => root.querySelector('[part=share] textarea:not([hidden])');
         const shown = new Promise((resolve) => new MutationObserver(() => area() && resolve()).observe(root, { attributes: true, childList: true, subtree: true }));
         root.querySelector('[part=share] button').click();
         await shown;";
    in_browser(async |page| {
        let isolated = &Host::as_served(Constants::Quick).await;
        let plain = &Host::as_served_without_isolation(Constants::Quick).await;
        let broken = &Host::as_served(Constants::Quick).await;
        broken.spoil("parallel_sum_bg.wasm", Fault::NotFound);

        let mut barriers = BTreeMap::<_, Vec<_>>::new();
        for (state, host, path, script) in [
            ("idle", isolated, "", "await element.ready"),
            ("for frames", isolated, "www/embed.html", "await element.ready"),
            ("not isolated", plain, "", "await element.ready"),
            ("failed", broken, "", "await element.ready.catch(() => {})"),
            ("refused", isolated, "", refused),
            ("running", isolated, "", running),
            ("asked", isolated, "", asked),
            ("compared", isolated, "", compared),
            ("opened", isolated, "", opened),
            ("warned", isolated, "", warned),
            ("swept", isolated, "", swept),
            ("swept over n", isolated, "", "await element.sweep({ over: 'n', maxN: 1e6, threads: 4, repeats: 1 })"),
            ("swept with n", isolated, "", "await element.sweep({ scaling: 'weak', n: 1e7, maxThreads: 3 })"),
            ("raced", isolated, "", "await element.race({ n: 1e7 })"),
            ("copied by hand", isolated, "", copied_by_hand),
        ] {
            page.open(&format!("{}/{path}", host.address)).await;
            if !page.has_axe().await {
                return;
            }
            page.eval(script).await;
            // The page around the element is the same in all states.
            let all = if state == "idle" { "document" } else { "element" };
            let mut look = async |place: &str, rules| {
                for barrier in page.barriers(all, rules).await {
                    barriers.entry(barrier).or_default().push(format!("{state}, {place}"));
                }
            };
            page.prefer("prefers-color-scheme", "light").await;
            for language in ["ko", "en"] {
                speak(page, language).await;
                for width in WIDTHS {
                    page.set_width(width).await;
                    look(&format!("{language}, {width} px"), Rules::All).await;
                }
            }
            // Colours have no language.
            page.prefer("prefers-color-scheme", "dark").await;
            page.until("const card = document.querySelector('parallel-sum').shadowRoot.querySelector('.card'); return card.style.colorScheme === 'dark'").await;
            look("dark", Rules::Colours).await;
            page.eval("await element.cancel()").await;
        }
        assert!(barriers.is_empty(), "{barriers:#?}");
    });
}

#[test]
fn the_tab_key_goes_to_all_that_can_be_used_in_the_order_seen_and_shows_where_it_is() {
    on_page_in_each_browser(async |page| {
        page.eval("await element.compare({ n: 1e7 })").await;
        // A window that is changed loses the focus, so that others than Chromium stay as wide as they come.
        let widths = if page.browser == Browser::Chromium { WIDTHS.map(Some).to_vec() } else { vec![None] };
        for width in widths {
            if let Some(width) = width {
                page.set_width(width).await;
            }
            page.eval("scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus(); window.reached = new Set()")
                .await;
            let mut last = json!(null);
            loop {
                tab(page).await;
                let stop = page
                    .eval(&format!(
                        "{FOCUS}
                         const it = focused();
                         if (it === document.body || reached.has(it)) return null;
                         reached.add(it);
                         // WebKit brings a text field into view only when it draws next.
                         await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
                         const [{{ left, right, top, bottom }}] = it.getClientRects();
                         let scrolled = 0;
                         for (let around = it; around; around = around.parentElement ?? around.getRootNode().host) scrolled += around.scrollTop;
                         return {{ html: it.outerHTML.slice(0, 200), shows: shows(it), isInView: bottom > 0 && top < innerHeight, isInside: it.getRootNode() !== document,
                           left, right, top: top + scrolled, bottom: bottom + scrolled }};"
                    ))
                    .await;
                if stop.is_null() {
                    break;
                }
                assert_eq!((&stop["shows"], &stop["isInView"]), (&json!(true), &json!(true)), "{width:?} px: {stop}");
                let [after, before] = [&stop, &last].map(|it| |edge: &str| it[edge].as_f64().unwrap_or(0.0));
                let is_below = after("top") >= before("bottom");
                let is_right = after("bottom") > before("top") && after("left") >= before("right");
                // On a wide page the element stands beside the text, and comes first.
                let is_elsewhere = stop["isInside"] != last["isInside"];
                assert!(is_below || is_right || is_elsewhere, "{width:?} px: {last} comes before {stop}");
                last = stop;
            }
            let missed = page
                .eval(
                    "const usable = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex=\"0\"]';
                     return [document, root].flatMap((it) => [...it.querySelectorAll(usable)])
                       .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !reached.has(it))
                       .map((it) => it.outerHTML.slice(0, 200));",
                )
                .await;
            assert_eq!(missed, json!([]), "{width:?} px");
        }
    });
}

/// What axe alone would let pass where there is room around it.
#[test]
fn all_that_is_pressed_is_at_least_24_pixels_wide_and_high() {
    on_page(async |page| {
        for run in ["compare({ n: 1e7 })", "sweep({ n: 1e7, maxThreads: 3 })"] {
            page.eval(&format!("await element.{run}")).await;
            for width in WIDTHS {
                page.set_width(width).await;
                let small = page
                    .eval(
                        "return [document, root].flatMap((it) => [...it.querySelectorAll('button, input, select, summary')])
                           .filter((it) => it.checkVisibility({ visibilityProperty: true }))
                           .filter((it) => it.offsetWidth < 24 || it.offsetHeight < 24)
                           .map((it) => `${it.outerHTML}: ${it.offsetWidth} x ${it.offsetHeight}`);",
                    )
                    .await;
                assert_eq!(small, json!([]), "{run}, {width} px");
            }
        }
    });
}

#[test]
fn what_the_enter_key_began_in_a_field_is_cancelled_without_a_mouse() {
    on_page_in_each_browser(async |page| {
        page.eval(
            "await element.ready;
             element.n = '1e12';
             const once = (name) => new Promise((resolve) => addEventListener(`parallel-sum-${name}`, ({ detail }) => resolve(detail), { once: true }));
             Object.assign(window, { progress: once('progress'), error: once('error') });
             document.body.tabIndex = -1;
             document.body.focus();",
        )
        .await;
        let enter = async || {
            page.driver.action_chain().send_keys(Key::Enter.value().to_string()).perform().await.unwrap();
        };
        tab_to(page, "it.id === 'n'").await;
        enter().await;
        page.eval("await progress").await;
        tab_to(page, "it.matches('[part~=cancel]')").await;
        enter().await;
        assert_eq!(page.eval("return (await error).name").await, "AbortError");
        let stays = format!("{FOCUS} const it = focused(); return it.matches('button:enabled') && shows(it)");
        assert_eq!(page.eval(&stays).await, true);
    });
}

#[test]
fn where_the_reader_chooses_the_colours_bars_and_legends_keep_theirs() {
    on_page(async |page| {
        page.eval("await element.compare({ n: 1e7 })").await;
        page.prefer("forced-colors", "active").await;
        let blank = page
            .eval(
                "return [...root.querySelectorAll('.segment, .swatch, .fill')]
                   .filter((it) => {
                     const { backgroundColor, backgroundImage } = getComputedStyle(it);
                     return backgroundImage === 'none' && backgroundColor === getComputedStyle(root.querySelector('.card')).backgroundColor;
                   })
                   .map((it) => it.className);",
            )
            .await;
        assert_eq!(blank, json!([]));
    });
}

/// For those who listen, and whose program must know how to pronounce it.
#[test]
fn what_is_said_is_marked_as_the_language_that_is_spoken_whatever_that_of_the_place() {
    on_page(async |page| {
        let marked = "return [...root.querySelector('.card').children].map((it) => it.lang)";
        element_speaks(page, "fr", "en").await;
        assert_eq!(page.eval(marked).await, json!(["en", "en"]));
        element_speaks(page, "ko-KR", "ko").await;
        assert_eq!(page.eval(marked).await, json!(["ko", "ko"]));
    });
}

async fn tab(page: &Page) {
    page.driver.action_chain().send_keys(Key::Tab.value().to_string()).perform().await.unwrap();
}

/// Goes on by the Tab key until `is_there`, JavaScript about `it`, is true of what has the focus and shows that.
async fn tab_to(page: &Page, is_there: &str) {
    let script = format!("{FOCUS} const it = focused(); return {is_there} && shows(it)");
    for _ in 0..100 {
        tab(page).await;
        if page.eval(&script).await == true {
            return;
        }
    }
    panic!("the Tab key does not lead to where {is_there}");
}

/// Has the element speak a language, and opens what can be opened in it, since it is drawn anew.
async fn speak(page: &Page, language: &str) {
    element_speaks(page, language, language).await;
    page.eval("for (const it of root.querySelectorAll('.opener[aria-expanded=false]')) it.matches('.out *') ? await openTables() : it.click()").await;
}

/// Gives the element a `lang`, and returns when it speaks `language`.
async fn element_speaks(page: &Page, lang: &str, language: &str) {
    page.eval(&format!(
        "const {{ default: texts }} = await import('/www/pkg/lang/{language}.js');
         element.lang = '{lang}';
         while (root.querySelector('[part~=compare]')?.textContent !== texts.actions.compare) {{
           await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, {{ childList: true, subtree: true }}));
         }}"
    ))
    .await;
}
