//! Whatever becomes of an element and its page: none waits for ever, no worker is left, the next run is right.

use serde_json::json;

use crate::driver::{in_browser, in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Fault, Host};

const TWO: &str = "<!doctype html><html lang=en><script type=module src=www/parallel-sum.js></script>
     <parallel-sum></parallel-sum><parallel-sum></parallel-sum>";

#[test]
fn who_cancels_while_the_engine_starts_takes_it_from_nobody() {
    in_each_browser(async |page| {
        for threads in [2, 40] {
            let host = Host::start(true).await;
            host.put("two.html", TWO);
            host.spoil(".wasm", Fault::Late);
            page.open(&format!("{}/two.html", host.address)).await;
            page.eval(
                "window.other = document.querySelectorAll('parallel-sum')[1];
                 window.said = () => other.shadowRoot.querySelector('.status').textContent;
                 window.wasReady = other.ready.then(() => true);",
            )
            .await;
            let cancelled = page
                .eval(&format!(
                    "const run = element.run({{ mode: 'parallel', n: 1e6, threads: {threads} }});
                     run.catch(() => {{}});
                     await new Promise(requestAnimationFrame);
                     root.querySelector('[part~=cancel]').click();
                     return [await run.catch(({{ name }}) => name), said()];"
                ))
                .await;
            assert_eq!(cancelled, json!(["AbortError", "Starting the threads…"]));
            host.mend();
            let seen = page
                .eval(
                    "const ready = await wasReady;
                     while (!said().startsWith('Ready')) await new Promise(requestAnimationFrame);
                     const sums = await Promise.all([element, other].map((it) => it.run({ mode: 'parallel', n: 1e6 }).then(({ sum }) => sum)));
                     return [ready, ...sums];",
                )
                .await;
            assert_eq!(seen, json!([true, "500000500000", "500000500000"]));
        }
    });
}

#[test]
fn whoever_asks_at_whatever_moment_gets_the_engine_or_hears_why_there_is_none() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.put("two.html", TWO);
        host.spoil(".wasm", Fault::NotFound);
        page.open(&format!("{}/two.html", host.address)).await;
        // Some ask before, some while, and some after others hear of the failure, for teams of all sizes.
        let ask = "const all = [...document.querySelectorAll('parallel-sum')];
             const asked = [];
             const run = (it, threads) => it.run({ mode: 'parallel', n: 1e6, threads, repeats: 1 }).then(({ sum }) => sum, ({ name }) => name);
             const ready = (it) => it.ready.then(() => 'ready', ({ name }) => name);
             for (let turn = 0; turn < 12; turn++) {
               const it = all[turn % 2];
               asked.push(turn % 3 ? ready(it) : run(it, turn % 2 ? 3 : 40));
               if (turn % 4 === 3) await asked.at(-3);
               else await null;
             }
             const heard = new Set(await Promise.all(asked));
             heard.delete('InvalidStateError');
             return [...heard].sort();";
        assert_eq!(page.eval(ask).await, json!(["Error"]));
        host.mend();
        assert_eq!(page.eval(ask).await, json!(["500000500000", "ready"]));
    });
}

/// As frameworks do that render anew, in a microtask of their own.
#[test]
fn an_element_that_is_put_back_in_the_same_task_runs_on_and_one_that_is_not_leaves_nothing() {
    on_page_in_each_browser(async |page| {
        let outcomes = page
            .eval(
                "const begun = () => new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
                 let [first, run] = [begun(), element.run({ mode: 'parallel', n: 1e9 })];
                 await first;
                 const place = element.parentElement;
                 element.remove();
                 for (let i = 0; i < 9; i++) await null;
                 place.append(element);
                 const { sum } = await run;
                 const clone = element.cloneNode(true);
                 element.replaceWith(clone);
                 const cloned = (await clone.run({ mode: 'parallel', n: 1e6 })).sum;
                 [first, run] = [new Promise((resolve) => addEventListener('parallel-sum-progress', resolve, { once: true })), clone.run({ mode: 'parallel', n: 1e12 })];
                 await first;
                 clone.remove();
                 return [sum, cloned, await run.catch(({ name }) => name)];",
            )
            .await;
        assert_eq!(outcomes, json!(["500000000500000000", "500000500000", "AbortError"]));
        page.until_workers(0).await;
    });
}

/// Only Chromium tells of its workers.
#[test]
fn workers_that_have_not_greeted_yet_end_with_the_element() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        host.spoil("workers/coordinator.js", Fault::Late);
        page.open(&host.address).await;
        page.until_workers(1).await;
        page.eval("element.remove()").await;
        page.until_workers(0).await;
    });
}

/// Only Chromium can be told to.
#[test]
fn a_page_that_is_frozen_in_a_run_goes_on_when_it_is_thawed() {
    on_page(async |page| {
        page.eval(
            "const begun = new Promise((resolve) => addEventListener('parallel-sum-progress', resolve, { once: true }));
             window.run = element.run({ mode: 'parallel', n: 3e9, repeats: 1 });
             await begun;
             for (const name of ['freeze', 'resume']) document.addEventListener(name, () => (window.heard = [...(window.heard ?? []), name]));",
        )
        .await;
        for state in ["frozen", "active"] {
            page.driver.cdp().send_raw("Page.setWebLifecycleState", json!({ "state": state })).await.unwrap();
        }
        let outcome = page.eval("return [(await run).sum, heard]").await;
        assert_eq!(outcome, json!(["4500000001500000000", ["freeze", "resume"]]));
    });
}
