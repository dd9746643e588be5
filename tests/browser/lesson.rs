//! The page: its lesson, its buttons, its address, and how it comes up.

use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;

use crate::driver::{
    Browser, Page, Wish, alone, in_browser, in_each_browser, on_page, on_page_in, on_page_in_each_browser,
    on_page_in_each_browser_for,
};
use crate::host::{Constants, Fault, For, Host};

/// Presses a preset's button and returns what its runs resolve to, once the page has drawn that.
pub async fn tried(page: &Page, preset: &str, runs: usize) -> Vec<Value> {
    let script = format!(
        "const results = [];
         const all = new Promise((resolve, reject) => {{
           element.addEventListener('parallel-sum-result', ({{ detail }}) => results.push(detail) === {runs} && resolve());
           element.addEventListener('parallel-sum-error', ({{ detail }}) => reject(new Error(detail.message)));
         }});
         document.querySelector('[data-preset={preset}]').click();
         await all;
         await new Promise(requestAnimationFrame);
         return results;"
    );
    page.eval(&script).await.as_array().unwrap().clone()
}

/// Presses a preset's button and returns its first comparison that was long enough for the browser's timer.
async fn compared(page: &Page, preset: &str) -> Value {
    let script = format!(
        "const result = new Promise((resolve, reject) => {{
           element.addEventListener('parallel-sum-result', ({{ detail }}) => detail.account && resolve(detail));
           element.addEventListener('parallel-sum-error', ({{ detail }}) => reject(new Error(detail.message)));
         }});
         document.querySelector('[data-preset={preset}]').click();
         return await result;"
    );
    page.eval(&script).await
}

#[test]
fn each_preset_makes_the_cause_that_it_promises_the_biggest_part_of_the_account() {
    let _alone = alone();
    on_page_in_each_browser(async |page| {
        // WebKit counts processors that a container does not get.
        let processors = std::thread::available_parallelism().unwrap();
        page.eval(&format!("Object.defineProperty(navigator, 'hardwareConcurrency', {{ value: {processors} }})")).await;
        // Other programs may take more from a run than its preset does. Then a reader presses once more. And threads that
        // take turns on a processor start late, end late or add slowly, as the system likes.
        for (preset, promised) in [
            ("start", &["start", "join"][..]),
            ("imbalance", &["imbalance"]),
            ("gaps", &["gaps"]),
            ("slower", &["slowerThreads", "start", "imbalance"]),
        ] {
            let mut accounts = vec![];
            let is_kept = |account: &Value| {
                let part = |cause: &str| account[cause].as_f64().unwrap();
                let biggest =
                    ["start", "gaps", "imbalance", "join", "slowerThreads"].map(part).into_iter().fold(0.0, f64::max);
                biggest > 0.0 && promised.iter().any(|cause| part(cause) == biggest)
            };
            while !accounts.last().is_some_and(is_kept) {
                assert!(accounts.len() < 10, "{preset}: {accounts:#?}");
                accounts.push(compared(page, preset).await["account"].clone());
            }
        }
    });
}

#[test]
fn the_other_presets_run_what_they_say_and_fill_the_tables() {
    on_page_in_each_browser(async |page| {
        let hardware = page.eval("return navigator.hardwareConcurrency").await;
        let [one] = &tried(page, "one", 1).await[..] else { panic!() };
        assert_eq!((&one["mode"], &one["n"]), (&json!("serial"), &json!("1000000000")));
        let [chunks] = &tried(page, "chunks", 1).await[..] else { panic!() };
        assert_eq!((&chunks["parallel"]["chunks"], &chunks["parallel"]["threads"]), (&hardware, &hardware));
        // Beside the post's stands what is of its n, and was not made bad on purpose.
        let yours = "return [...document.querySelectorAll('[data-yours]')].map((it) => it.textContent)";
        let none = page.eval(yours).await;
        assert!(none.as_array().unwrap().iter().all(|it| it == "–"), "{none}");
        tried(page, "hardware", 1).await;
        let yours = page.eval(yours).await;
        let yours = yours.as_array().unwrap();
        assert!(yours.iter().all(|it| it != "–"), "{yours:?}");
        let speedup = page.eval("return root.querySelector('[part=speedup]').textContent").await;
        assert_eq!(speedup, format!("{}×", yours[3].as_str().unwrap()));

        let [simd] = &tried(page, "simd", 1).await[..] else { panic!() };
        assert_eq!(simd["parallel"]["kernel"], "simd");
        // What one preset sets, the next does not keep.
        let engines = tried(page, "engines", 2).await;
        assert_eq!(
            (&engines[0]["parallel"]["engine"], &engines[1]["parallel"]["engine"]),
            (&json!("shared-memory"), &json!("messages"))
        );
        assert_eq!(engines[0]["parallel"]["kernel"], "scalar");
        let cells =
            page.eval("return [...document.querySelectorAll('td[data-engine]')].map((it) => it.textContent)").await;
        assert!(cells.as_array().unwrap().iter().all(|it| it != "–"), "{cells}");
    });
}

#[test]
fn a_preset_takes_the_place_of_a_run_in_progress() {
    on_page_in_each_browser(async |page| {
        let outcome = page
            .eval(
                "const run = element.run({ mode: 'serial', n: 1e12 }).catch(({ name }) => name);
                 const result = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail)));
                 document.querySelector('[data-preset=one]').click();
                 return [await run, (await result).sum];",
            )
            .await;
        assert_eq!(outcome, json!(["AbortError", "500000000500000000"]));
    });
}

/// While the element still cancels what it did.
#[test]
fn of_two_presets_that_are_pressed_at_once_the_last_runs_and_fills_the_fields() {
    on_page_in_each_browser(async |page| {
        let outcome = page
            .eval(
                "await element.ready;
                 const run = element.run({ mode: 'serial', n: 1e12 }).catch(({ name }) => name);
                 const result = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail)));
                 for (const name of ['engines', 'simd', 'one']) document.querySelector(`[data-preset=${name}]`).click();
                 const { mode, kernel, sum } = await result;
                 return [await run, mode, kernel, sum, element.kernel, element.n];",
            )
            .await;
        assert_eq!(outcome, json!(["AbortError", "serial", "scalar", "500000000500000000", "scalar", "1000000000"]));
    });
}

/// For another tab or window the browser follows the link.
#[test]
fn a_language_is_left_to_the_browser_where_a_key_is_held() {
    on_page_in_each_browser(async |page| {
        let left = page
            .eval(
                "const link = document.querySelector('[hreflang=ko]');
                 const left = [];
                 addEventListener('click', (event) => {
                   left.push(!event.defaultPrevented);
                   event.preventDefault(); // there need be no tab
                 });
                 for (const key of ['ctrlKey', 'metaKey', 'shiftKey', 'altKey', 'none']) {
                   link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, [key]: true }));
                 }
                 return left;",
            )
            .await;
        assert_eq!(left, json!([true, true, true, true, false]));
    });
}

#[test]
fn the_sweeps_preset_draws_a_curve_and_without_isolation_both_engines_say_what_is_missing() {
    in_browser(async |page| {
        let host = Host::as_served_without_isolation(Constants::Quick).await;
        page.open(&host.address).await;
        let [sweep] = &tried(page, "sweep", 1).await[..] else { panic!() };
        assert!(sweep["points"].as_array().unwrap().len() >= 4);
        let [weak] = &tried(page, "weak", 1).await[..] else { panic!() };
        assert_eq!((&weak["scaling"], &weak["correct"]), (&json!("weak"), &json!(true)));
        let [grown] = &tried(page, "growth", 1).await[..] else { panic!() };
        assert_eq!((&grown["over"], &grown["correct"]), (&json!("n"), &json!(true)));
        let note = "return document.querySelector('[data-engine=missing]').checkVisibility()";
        assert_eq!(page.eval(note).await, false);
        page.eval(
            "const result = new Promise((resolve) => element.addEventListener('parallel-sum-result', resolve));
             document.querySelector('[data-preset=engines]').click();
             await result;",
        )
        .await;
        assert_eq!(page.eval(note).await, true);
    });
}

#[test]
fn the_address_and_a_switch_choose_the_language_without_a_reload_or_losing_a_result() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        let address = &host.address;
        page.open(&format!("{address}?lang=ko")).await;
        page.until("return document.querySelector('h1').textContent === '코어가 8개라고 8배 빨라지지는 않는다'").await;
        let outcome = page
            .eval(
                "await element.run({ mode: 'serial', n: 12345 });
                 document.here = true;
                 const shown = () => [document.documentElement.lang, document.title, element.shadowRoot.querySelector('[part=sum]').textContent, location.search];
                 const korean = shown();
                 document.querySelector('[hreflang=en]').click();
                 while (location.search !== '?lang=en') await new Promise(requestAnimationFrame);
                 return [korean, shown(), document.here, document.querySelector('h1').textContent, document.querySelector('[aria-current]').lang];",
            )
            .await;
        assert_eq!(outcome[0], json!(["ko", "코어가 8개라고 8배 빨라지지는 않는다", "76,205,685", "?lang=ko"]));
        assert_eq!(outcome[1], json!(["en", "8 cores is not 8×", "76,205,685", "?lang=en"]));
        assert_eq!((&outcome[2], &outcome[3], &outcome[4]), (&json!(true), &json!("8 cores is not 8×"), &json!("en")));
    });
}

#[test]
fn the_address_takes_the_arguments_of_the_posts_script_and_says_which_is_wrong() {
    on_page(async |page| {
        let address = page.driver.current_url().await.unwrap();
        let set = "return [element.getAttribute('n'), element.getAttribute('threads'),
                     ...[...document.querySelectorAll('[data-asked]')].filter((it) => it.checkVisibility()).map((it) => it.textContent.replaceAll(/\\s+/g, ' ').trim())]";
        for (mode, line) in [
            ("single", "This address asks for one thread. Run it"),
            ("multi", "This address asks for several threads. Run it"),
        ] {
            page.open(&format!("{address}?mode={mode}&cores=2&n=12345")).await;
            assert_eq!(page.eval(set).await, json!(["12345", "2", line]));
            let result = page
                .eval(
                    "const result = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail)));
                     [...document.querySelectorAll('[data-asked] button')].find((it) => it.checkVisibility()).click();
                     return await result;",
                )
                .await;
            assert_eq!(result["mode"], if mode == "single" { "serial" } else { "parallel" });
            assert_eq!(result["sum"], "76205685");
        }
        page.open(&format!("{address}?mode=all&cores=0&n=many")).await;
        let shown = page.eval(set).await;
        assert_eq!(shown[2], "Wrong argument: mode must be “single” or “multi”; got all");
        let errors =
            page.eval("return ['n', 'threads'].map((name) => root.getElementById(`${name}-error`).textContent)").await;
        assert_eq!(
            errors,
            json!([
                "n must be a whole number from 1 to 1,000,000,000,000; got \"many\"",
                "threads must be a whole number from 1 to 256; got \"0\""
            ])
        );
    });
}

#[test]
fn the_page_is_painted_and_reads_while_the_wasm_is_still_on_its_way_and_fetches_from_nobody_else() {
    in_browser(async |page| {
        let host = Host::start(true).await;
        host.spoil_for(For::All, "parallel_sum_bg.wasm", Fault::Late);
        page.open(&host.address).await;
        let painted = page
            .eval(
                "const painted = performance.getEntriesByName('first-contentful-paint').length === 1;
                 return [painted, element.engine, root.querySelector('[part~=compare]').checkVisibility()]",
            )
            .await;
        assert_eq!(painted, json!([true, null, true]));
        host.mend();
        let (interactive, first_of_wasm, hosts) = {
            let it = page
                .eval(
                    "await element.run({ mode: 'parallel', n: 1e6 });
                     const entries = performance.getEntriesByType('resource');
                     return [performance.getEntriesByType('navigation')[0].domInteractive,
                       entries.find(({ name }) => name.endsWith('.wasm')).startTime,
                       [...new Set(entries.map(({ name }) => name.startsWith('blob:') ? location.host : new URL(name).host))].length];",
                )
                .await;
            (it[0].as_f64().unwrap(), it[1].as_f64().unwrap(), it[2].as_u64().unwrap())
        };
        assert!(interactive <= first_of_wasm);
        assert_eq!(hosts, 1);
    });
}

/// As Chromium counts it; shifts within half a second of a click are the reader's doing and not counted.
#[test]
fn nothing_on_the_page_moves_while_it_comes_up_or_when_results_come() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        let address = &host.address;
        for (width, language) in
            [(360, "en"), (360, "ko"), (800, "en"), (800, "ko"), (1280, "en"), (1280, "ko"), (2560, "en")]
        {
            page.set_width(width).await;
            page.open(&format!("{address}?lang={language}")).await;
            let shifts = page
                .eval(
                    "const shifts = [];
                     const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
                     observer.observe({ type: 'layout-shift', buffered: true });
                     await element.ready;
                     element.scrollIntoView();
                     await element.compare({ n: 1e7 });
                     await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
                     shifts.push(...observer.takeRecords());
                     const name = (node) => node?.data ?? node?.outerHTML?.slice(0, 80);
                     return shifts.map(({ value, sources }) => [value, sources.map(({ node, previousRect: a, currentRect: b }) => [name(node), a.x, a.y, a.width, a.height, b.x, b.y, b.width, b.height])]);",
                )
                .await;
            assert_eq!(shifts, json!([]), "{width} px, {language}");
        }
    });
}

#[test]
fn the_page_fits_from_320_to_2560_pixels_and_at_400_percent() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        let address = &host.address;
        page.open(address).await;
        page.eval("await element.compare({ n: 1e7, chunks: 500 })").await;
        for language in ["en", "ko"] {
            page.eval(&format!("document.querySelector('[hreflang={language}]').click()")).await;
            for width in [320, 360, 480, 640, 768, 1024, 1100, 1280, 1920, 2560] {
                page.set_width(width).await;
                let fits = page.eval("return document.documentElement.scrollWidth <= innerWidth").await;
                assert_eq!(fits, true, "{width} px, {language}");
            }
        }
    });
}

#[test]
fn a_printed_page_has_the_text_and_the_last_result_and_nothing_to_press() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        let address = &host.address;
        page.open(address).await;
        page.eval("await element.compare({ n: 3e7 })").await;
        let media = json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        page.driver.cdp().send_raw("Emulation.setEmulatedMedia", media).await.unwrap();
        let seen = page
            .eval(
                "const visible = (nodes) => [...nodes].filter((it) => it.checkVisibility()).map((it) => it.textContent);
                 return { buttons: [...visible(document.querySelectorAll('button')), ...visible(root.querySelectorAll('button:not([part=account] *)'))],
                   sum: visible(root.querySelectorAll('[part=sum], [part=account]')).length, text: visible(document.querySelectorAll('h2')).length,
                   ground: getComputedStyle(document.documentElement).colorScheme };",
            )
            .await;
        assert_eq!(seen["buttons"], json!([]));
        assert_eq!((&seen["sum"], &seen["ground"]), (&json!(2), &json!("light")));
        assert!(seen["text"].as_u64().unwrap() >= 7, "{seen}");
    });
}

/// Not in WebKitGTK, whose driver does not print.
#[test]
fn what_comes_out_on_paper_is_the_lesson_and_the_last_result() {
    on_page_in(&[Browser::Chromium, Browser::Firefox], async |page| {
        page.eval("await element.compare({ n: 1e7 })").await;
        let paper = page.driver.print_page(PrintParameters::default()).await.unwrap();
        let text = pdf_extract::extract_text_from_mem(&paper).unwrap();
        let words: String = text.split_whitespace().collect();
        for seen in ["8 cores is not 8×", "50,000,005,000,000", "What became of", "Better than more cores"] {
            assert!(words.contains(&seen.replace(' ', "")), "{} does not print {seen}: {text}", page.browser);
        }
        assert!(!words.contains("Sweep") && !words.contains("Addbyvectors"), "{}: {text}", page.browser);
    });
}

#[test]
fn the_theme_is_the_readers() {
    for (wish, is_right) in
        [(None, (|ground| ground > 600.0) as fn(f64) -> bool), (Some(Wish::Dark), |ground| ground < 150.0)]
    {
        on_page_in_each_browser_for(wish, async |page| {
            let grounds = page
                .eval(
                    "return [document.documentElement, root.querySelector('.card')].map((it) => {
                       const [r, g, b] = getComputedStyle(it).backgroundColor.match(/[\\d.]+/g).map(Number);
                       return r + g + b;
                     });",
                )
                .await;
            assert!(grounds.as_array().unwrap().iter().all(|it| is_right(it.as_f64().unwrap())), "{wish:?}: {grounds}");
        });
    }
}
