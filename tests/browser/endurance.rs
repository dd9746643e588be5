//! However often it runs, and whenever it is cancelled: sums stay right, nothing hangs, and nothing is left behind. How
//! often that is here, `PARALLEL_SUM_ENDURANCE=long` makes a lot more.

use serde_json::json;

use crate::driver::{in_browser_with, on_page_in_each_browser};
use crate::host::{Constants, Host};

/// The first of two numbers in the tests of every day, the second where time does not matter.
pub fn either(short: u32, long: u32) -> u32 {
    match std::env::var("PARALLEL_SUM_ENDURANCE").as_deref() {
        Err(_) => short,
        Ok("long") => long,
        Ok(other) => panic!("PARALLEL_SUM_ENDURANCE is long or not set; got {other}"),
    }
}

#[test]
fn cancelled_at_many_random_moments_every_run_ends_in_100_ms_and_the_next_is_right() {
    let count = either(20, 100);
    on_page_in_each_browser(async |page| {
        for engine in ["shared-memory", "messages"] {
            let outcome = page
                .eval(&format!(
                    "let seed = 20_261;
                     const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
                     const modes = ['run', 'run', 'compare', 'sweep'];
                     const [odd, slow] = [[], []];
                     let cancelled = 0;
                     for (let i = 0; i < {count}; i++) {{
                       const method = modes[Math.floor(random() * 4)];
                       const options = {{ mode: i % 2 ? 'serial' : 'parallel', n: 10 ** (2 + Math.floor(random() * 9)), threads: 2, repeats: 1, engine: '{engine}' }};
                       const run = element[method](options).then(
                         (result) => (result.correct ?? result.parallel.correct) || odd.push(result),
                         (error) => (error.name === 'AbortError' ? cancelled++ : odd.push(`${{error}}`)),
                       );
                       const moment = new Promise((resolve) => setTimeout(resolve, 250 * random() ** 2));
                       await Promise.race([run, moment]);
                       const told = element.cancel();
                       if ((await soon(run)) === 'late') slow.push([method, options.n]);
                       await told;
                       await run;
                     }}
                     const {{ sum }} = await element.run({{ mode: 'parallel', n: 1e8, threads: 2, engine: '{engine}' }});
                     return {{ odd, slow, cancelled, sum }};"
                ))
                .await;
            assert_eq!(outcome["odd"], json!([]), "{engine}");
            assert_eq!(outcome["slow"], json!([]), "{engine}");
            assert!(outcome["cancelled"].as_u64().unwrap() > 0, "{engine}: all have come before");
            assert_eq!(outcome["sum"], "5000000050000000", "{engine}");
        }
    });
}

/// Only Chromium tells how many workers there are and how much memory they take.
#[test]
fn after_many_runs_on_two_engines_there_are_as_many_workers_as_before_and_hardly_more_memory() {
    let rounds = either(1, 4);
    // Memory is measured at once, rather than when it suits the browser.
    in_browser_with(&["--enable-blink-features=ForceEagerMeasureMemory"], async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        for engine in ["shared-memory", "messages"] {
            let fifty_runs = format!(
                "for (let i = 0; i < 50; i++) {{
                   const {{ correct }} = await element.run({{ mode: 'parallel', n: 1000, threads: 2, repeats: 1, engine: '{engine}' }});
                   if (!correct) throw new Error('wrong');
                 }}"
            );
            // The browser asks every worker what it takes, and waits a minute for threads that sleep in shared memory.
            let memory = async || {
                let other = "await element.run({ mode: 'serial', n: 10, engine: 'messages' }); return navigator.hardwareConcurrency";
                let threads = page.eval(other).await.as_u64().unwrap();
                page.until_workers(1 + threads as usize).await; // a coordinator and its threads
                page.eval("return (await performance.measureUserAgentSpecificMemory()).bytes").await
            };
            page.eval(&fifty_runs).await;
            let workers = page.workers().await;
            let before = memory().await;
            for _ in 0..rounds {
                page.eval(&fifty_runs).await;
            }
            page.until_workers(workers).await;
            let after = memory().await;
            let [before, after] = [before, after].map(|bytes| bytes.as_f64().unwrap() / 1e6);
            assert!(after < before + 3.0, "{engine}: {before} MB before, {after} MB after");
        }
    });
}

/// Whether a browser keeps the page that is left, or loads it anew, is its own affair.
#[test]
fn a_page_that_is_left_mid_run_and_comes_back_runs_again() {
    on_page_in_each_browser(async |page| {
        page.eval(
            "await element.ready;
             addEventListener('pageshow', ({ persisted }) => (window.wasKept = persisted));
             element.run({ mode: 'parallel', n: 1e11 }).catch(() => {});",
        )
        .await;
        let address = page.driver.current_url().await.unwrap();
        page.open(address.join("www/embed.html").unwrap().as_str()).await;
        page.driver.back().await.unwrap();
        page.until("return location.pathname === '/' && customElements.get('parallel-sum') !== undefined").await;
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
        assert_eq!(sum, "500000500000");
        let shown = page
            .eval("return { kept: window.wasKept === true, failure: root.querySelector('[part=failure]').textContent }")
            .await;
        assert_eq!(shown["failure"], "");
        eprintln!("{}: the page was kept: {}", page.browser, shown["kept"]);
    });
}
