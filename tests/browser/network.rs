//! Whatever the network brings: no file is fetched twice, an old copy among new files is found out, and what is wrong with
//! a file is told by its address and what that answered.

use serde_json::json;

use crate::driver::{Browser, in_browser, in_each_browser};
use crate::host::{Constants, Fault, For, Host};

const WASM: &str = "parallel_sum_bg.wasm";

#[test]
fn many_threads_fetch_nothing_that_the_page_has_and_neither_do_later_ones_without_a_network() {
    in_each_browser(async |page| {
        let both = [false, true];
        for isolated in both.into_iter().take(if page.browser == Browser::Chromium { 2 } else { 1 }) {
            let host = Host::start(isolated).await;
            host.put(
                "many.html",
                "<!doctype html><script type=module src=www/parallel-sum.js></script><parallel-sum threads=32></parallel-sum>",
            );
            page.open(&format!("{}/many.html", host.address)).await;
            let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6, repeats: 1 })).sum").await;
            assert_eq!(sum, "500000500000");
            let twice: Vec<_> = host.all_requests().into_iter().filter(|(_, count)| *count > 1).collect();
            assert_eq!(twice, []);

            host.spoil("", Fault::NotFound); // every file
            let requests = host.all_requests();
            // Each of another kind, or with more threads, than the one before.
            let sums = page
                .eval(
                    "const sums = [];
                     for (const options of [{ engine: 'messages', threads: 3 }, { threads: 34 }, { threads: 2 }]) {
                       sums.push((await element.run({ mode: 'parallel', n: 1e6, repeats: 1, ...options })).sum);
                     }
                     return sums;",
                )
                .await;
            assert_eq!(sums, json!(["500000500000", "500000500000", "500000500000"]));
            assert_eq!(host.all_requests(), requests);
        }
    });
}

/// As where the browser has kept a file of the version before.
#[test]
fn a_copy_of_an_older_version_is_fetched_anew_past_the_caches() {
    in_each_browser(async |page| {
        for (file, isolated) in [(WASM, true), (WASM, false), ("pkg/worker.js", true), ("pkg/worker.js", false)] {
            let host = Host::start(isolated).await;
            host.spoil_for(For::Cached, file, Fault::Older);
            page.open(&host.address).await;
            let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6, threads: 3 })).sum").await;
            assert_eq!(sum, "500000500000", "{file}");
        }
    });
}

#[test]
fn where_a_file_stays_of_another_version_the_element_says_so_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        for file in [WASM, "pkg/worker.js"] {
            let host = Host::start(true).await;
            host.spoil(file, Fault::Older);
            page.open(&host.address).await;
            let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e6 })").await.unwrap_err();
            assert!(thrown.message.contains("old copy") && thrown.message.contains(file), "{thrown:?}");
            host.mend();
            let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
            assert_eq!(sum, "500000500000", "{file}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_file_is_told_by_its_address_and_what_that_answered() {
    in_browser(async |page| {
        for (file, fault, problem) in [
            (WASM, Fault::NotFound, "answered with status 404"),
            (WASM, Fault::Html, "answered with text/html"),
            (WASM, Fault::Truncated(20_000), "is not whole"),
            (WASM, Fault::Dropped(20_000), "cannot be reached"),
            ("pkg/worker.js", Fault::NotFound, "answered with status 404"),
            ("pkg/worker.js", Fault::Html, "answered with text/html"),
        ] {
            let host = Host::start(true).await;
            host.spoil(file, fault);
            page.open(&host.address).await;
            let thrown = page.attempt("await element.ready").await.unwrap_err();
            let address = format!("{}/www/", host.address);
            assert!(thrown.message.contains(&address), "{thrown:?}");
            assert!(thrown.message.contains(&format!("{file} {problem}")), "{thrown:?}");
            let shown = page.eval("return root.querySelector('[part=failure]').textContent").await;
            assert_eq!(shown, thrown.message.as_str());
        }
        // A file that has moved is followed.
        let host = Host::start(true).await;
        host.put("moved.wasm", std::fs::read(crate::host::built().join("www/pkg").join(WASM)).unwrap());
        host.spoil(&format!("pkg/{WASM}"), Fault::Moved("/moved.wasm"));
        page.open(&host.address).await;
        assert_eq!(page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await, "500000500000");
    });
}

#[test]
fn what_comes_when_it_is_asked_for_says_in_its_place_why_it_does_not_and_the_next_press_works() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        page.open(&format!("{}/?lang=en&parallel-sum=n:1e7,threads:2", host.address)).await;
        host.spoil("more.js", Fault::NotFound);
        let press = "const press = async (button, place, told) => {
             const seen = () => told(root.querySelector(place));
             const said = new Promise((resolve) => new MutationObserver((_, it) => seen() && (it.disconnect(), resolve()))
               .observe(root, { subtree: true, childList: true, attributes: true, characterData: true }));
             root.querySelector(button).click();
             await said;
             return root.querySelector(place).textContent;
           };
           const [TABLES, PLAY, COPY] = ['.out .opener', '.player button', '.share button'];
           Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} }, configurable: true });";
        let failed = page
            .eval(&format!(
                "{press}
                 await element.compare();
                 const isTold = (it) => it.textContent.includes('more.js');
                 return [await press(TABLES, '.tables', isTold), await press(PLAY, '.info', isTold), await press(COPY, '.said', isTold), root.querySelector(TABLES).ariaExpanded];"
            ))
            .await;
        let failed = failed.as_array().unwrap();
        assert!(failed[..3].iter().all(|it| it.as_str().unwrap().contains("cannot be reached")), "{failed:?}");
        assert_eq!(failed[3], "false");
        host.mend();
        let mended = page
            .eval(&format!(
                "{press}
                 const tables = await press(TABLES, '.tables', (it) => it.querySelector('table'));
                 await press(PLAY, '.player', (it) => it.matches('.on'));
                 return [tables.includes('more.js'), await press(COPY, '.said', (it) => it.textContent === 'Copied.')];"
            ))
            .await;
        assert_eq!(mended, json!([false, "Copied."]));
    });
}

/// As a browser that renders a page before its reader asks for it.
#[test]
fn a_prerendered_page_starts_nothing_before_it_is_shown() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        let started = page
            .eval(
                "await element.ready;
                 Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
                 const { Engine } = await import('./www/engine/engine.js');
                 const engine = new Engine();
                 let isUp = false;
                 const up = engine.start(2).then(() => (isUp = true));
                 for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
                 const before = [isUp, performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length];
                 delete document.prerendering;
                 document.dispatchEvent(new Event('prerenderingchange'));
                 await up;
                 engine.stop(new Error('it was a test'));
                 return [before, isUp];",
            )
            .await;
        assert_eq!(started, json!([[false, 1], true]));
    });
}
