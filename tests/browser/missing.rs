//! Where a browser or a page lacks what the element needs, a sentence says so, and what can still work does.

use serde_json::{Value, json};

use crate::driver::{Page, in_browser, in_browser_with, in_each_browser};
use crate::host::{Constants, Fault, Host};

/// What the element says has failed, in English and in Korean.
async fn failures(page: &Page) -> Value {
    page.eval(
        "await element.ready.catch(() => {});
         const failure = () => root.querySelector('[part=failure]').textContent;
         const english = failure();
         element.lang = 'ko';
         while (failure() === english) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));
         return [english, failure()];",
    )
    .await
}

#[test]
fn without_webassembly_a_sentence_says_so_in_the_readers_language() {
    in_browser_with(&["--js-flags=--jitless"], async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        let said = failures(page).await;
        assert!(said[0].as_str().unwrap().contains("cannot run WebAssembly"), "{said}");
        assert!(said[1].as_str().unwrap().contains("WebAssembly를 실행할 수 없"), "{said}");
        let thrown = page.attempt("await element.run({ mode: 'serial', n: 10 })").await.unwrap_err();
        assert!(thrown.message.contains("cannot run WebAssembly"), "{thrown:?}");
    });
}

/// V8 has no vectors for processors that lack SSE 4.1.
#[test]
fn without_vectors_the_scalar_kernel_still_works_on_either_engine() {
    in_browser_with(&["--js-flags=--no-enable-sse4-1"], async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        for engine in ["shared-memory", "messages"] {
            let run = format!("await element.run({{ mode: 'parallel', n: 1e8, threads: 2, engine: '{engine}' }})");
            assert_eq!(page.eval(&format!("return ({run}).sum")).await, "5000000050000000");
        }
        let thrown = page.attempt("await element.run({ mode: 'serial', n: 10, kernel: 'simd' })").await.unwrap_err();
        assert_eq!(thrown.name, "NotSupportedError");
        assert!(thrown.message.contains("Only the kernel scalar"), "{thrown:?}");
        let shown = page
            .eval("return [root.querySelector('[part=notice]').textContent, root.querySelector('option[value=simd]').disabled]")
            .await;
        assert!(shown[0].as_str().unwrap().contains("no vectors"), "{shown}");
        assert_eq!(shown[1], true);
    });
}

#[test]
fn a_policy_that_forbids_workers_leaves_one_thread_and_a_page_that_answers() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.send("/", "content-security-policy", "worker-src 'none'");
        page.open(&host.address).await;
        let outcome = page
            .eval(
                "await element.ready;
                 let answers = 0;
                 const timer = setInterval(() => answers++, 20);
                 const { sum } = await element.run({ mode: 'serial', n: 1e9, repeats: 1 });
                 clearInterval(timer);
                 const isDisabled = (mode) => root.querySelector(`[part~=${mode}]`).disabled;
                 const begun = new Promise((resolve) => addEventListener('parallel-sum-progress', resolve, { once: true }));
                 const run = element.run({ mode: 'serial', n: 1e12 });
                 await begun;
                 element.cancel();
                 const cancelled = await run.catch(({ name }) => name);
                 return { answers, sum, cancelled, disabled: ['serial', 'parallel', 'compare', 'sweep'].map(isDisabled),
                   notice: root.querySelector('[part=notice]').textContent };",
            )
            .await;
        assert_eq!((&outcome["sum"], &outcome["cancelled"]), (&json!("500000000500000000"), &json!("AbortError")));
        assert!(outcome["answers"].as_u64().unwrap() > 1, "{outcome}");
        assert_eq!(outcome["disabled"], json!([false, true, true, true]));
        assert!(outcome["notice"].as_str().unwrap().contains("Only one thread can run"), "{outcome}");
        let thrown = page.attempt("await element.compare({ n: 10 })").await.unwrap_err();
        assert_eq!(thrown.name, "NotSupportedError");
    });
}

#[test]
fn a_policy_that_forbids_webassembly_is_named() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.send("/", "content-security-policy", "script-src 'self'; worker-src 'self' blob:");
        page.open(&host.address).await;
        let said = failures(page).await;
        assert!(said[0].as_str().unwrap().contains("'wasm-unsafe-eval'"), "{said}");
        assert!(said[1].as_str().unwrap().contains("'wasm-unsafe-eval'"), "{said}");
    });
}

#[test]
fn a_page_that_has_loaded_runs_without_a_network() {
    in_each_browser(async |page| {
        for isolated in [true, false] {
            let host = Host::start(isolated).await;
            page.open(&host.address).await;
            page.eval("await element.ready").await;
            host.spoil("", Fault::NotFound); // every file
            let sum = page.eval("return (await element.compare({ n: 1e6, threads: 2 })).parallel.sum").await;
            assert_eq!(sum, "500000500000");
        }
    });
}

#[test]
fn where_the_script_does_not_load_the_authors_own_content_shows() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        let html = "<!doctype html><script type=module src=www/parallel-sum.js></script>
                    <parallel-sum><p id=own>8 cores are not 8 times as fast.</p></parallel-sum>";
        host.put("page.html", html);
        host.spoil("core.js", Fault::NotFound);
        let shown = "return document.getElementById('own').checkVisibility()";
        page.open(&format!("{}/page.html", host.address)).await;
        assert_eq!(page.eval(shown).await, true);
        host.mend();
        page.open(&format!("{}/page.html", host.address)).await;
        page.until("return customElements.get('parallel-sum') !== undefined").await;
        assert_eq!(page.eval(shown).await, false);
    });
}

/// Browsers run no module of another type, and tell nobody.
#[test]
fn where_the_host_serves_scripts_as_another_type_a_sentence_says_so_after_a_while() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        for path in ["", "www/embed.html"] {
            page.open(&format!("{}/{path}", host.address)).await;
            page.until("return customElements.get('parallel-sum') !== undefined").await;
            assert_eq!(page.eval("return document.querySelector('.unloaded').getClientRects().length").await, 0);
        }
        for folder in ["/www/lesson", "/www/core.js", "/www/embed.js", "/www/parallel-sum.js"] {
            host.send(folder, "content-type", "text/plain");
        }
        host.send("/www/lesson/page.css", "content-type", "text/css");
        for path in ["?plain", "www/embed.html?plain"] {
            page.open(&format!("{}/{path}", host.address)).await;
            let seen = page
                .eval(
                    "const place = document.querySelector('.unloaded');
                     const seen = () => [getComputedStyle(place).visibility, place.getClientRects().length];
                     const before = seen();
                     for (const animation of place.getAnimations()) animation.finish();
                     return [before, seen(), place.innerText, customElements.get('parallel-sum') === undefined];",
                )
                .await;
            assert_eq!(
                (&seen[0], &seen[1], &seen[3]),
                (&json!(["hidden", 1]), &json!(["visible", 1]), &json!(true)),
                "{path}"
            );
            assert!(seen[2].as_str().unwrap().contains("text/javascript"), "{seen}");
        }
    });
}

/// Only Chromium can be told to run no script and still be asked what it shows.
#[test]
fn without_javascript_a_sentence_says_that_it_takes_some() {
    in_browser(async |page| {
        let host = Host::start(false).await;
        page.driver.cdp().send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await.unwrap();
        for path in ["index.html", "www/embed.html"] {
            page.driver.goto(format!("{}/{path}", host.address)).await.unwrap();
            let text = page.driver.find(thirtyfour::By::Tag("parallel-sum")).await.unwrap().text().await.unwrap();
            assert!(text.contains("needs JavaScript") && text.contains("JavaScript가 필요합니다"), "{path}: {text}");
        }
    });
}
