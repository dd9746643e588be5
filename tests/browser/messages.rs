//! The messages engine: threads that share no memory. It is what pages without isolation get, and any page by name.

use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser, on_page_in_each_browser};
use crate::host::{Constants, Host};

/// Opens the page without the headers that isolate it, in each browser in turn.
#[track_caller]
fn without_isolation(test: impl AsyncFn(&Page)) {
    in_each_browser(async |page| {
        let host = Host::as_served_without_isolation(Constants::Quick).await;
        page.open(&host.address).await;
        test(page).await;
    });
}

#[test]
fn without_isolation_threads_exchange_messages_and_their_sums_are_right() {
    without_isolation(async |page| {
        let shown = page
            .eval("await element.ready; return { engine: element.engine, why: root.querySelector('[part=notice]').textContent }")
            .await;
        assert_eq!(shown["engine"], "messages");
        let why = shown["why"].as_str().unwrap();
        assert!(why.contains("exchange messages") && why.contains("not cross-origin isolated"), "{why}");

        for (kernel, schedule) in [("scalar", "dynamic"), ("simd", "static")] {
            let options = format!("n: 1e9, threads: 2, kernel: '{kernel}', schedule: '{schedule}', repeats: 1");
            let measurement = page.eval(&format!("return await element.run({{ mode: 'parallel', {options} }})")).await;
            assert_eq!(measurement["sum"], "500000000500000000", "{schedule}");
            assert_eq!((&measurement["correct"], &measurement["engine"]), (&json!(true), &json!("messages")));
            assert_eq!(measurement["environment"]["crossOriginIsolated"], false);
            assert!(do_overlap(&measurement), "{schedule}");
        }
    });
}

#[test]
fn every_chunk_is_added_once_whatever_the_plan() {
    without_isolation(async |page| {
        let seconds = 3.0e-3; // what the coarsest clock may be off
        for (n, threads, chunks, schedule) in
            [(1_u64, 1, 1, "dynamic"), (3, 7, 8, "static"), (100_000, 3, 17, "dynamic"), (9_999_999, 2, 1000, "static")]
        {
            let options = format!("n: {n}, threads: {threads}, chunks: {chunks}, schedule: '{schedule}', repeats: 1");
            let measurement = page.eval(&format!("return await element.run({{ mode: 'parallel', {options} }})")).await;
            assert_eq!(measurement["sum"], (n * (n + 1) / 2).to_string(), "{options}");
            let spans = measurement["spans"].as_array().unwrap();
            let expected: Vec<_> = (0..chunks.min(n)).map(Value::from).collect();
            assert_eq!(spans.iter().map(|span| span["chunk"].clone()).collect::<Vec<_>>(), expected, "{options}");
            for span in spans {
                let [start, end] = ["start", "end"].map(|name| span[name].as_f64().unwrap());
                assert!(-seconds <= start && start <= end, "{span}");
                assert!(span["thread"].as_u64().unwrap() < threads, "{span}");
            }
        }
    });
}

#[test]
fn a_comparison_has_an_account_and_a_sweep_its_points() {
    without_isolation(async |page| {
        let comparison = page.eval("return await element.compare({ n: 1e8, threads: 2, repeats: 1 })").await;
        let account = comparison["account"].as_object().unwrap();
        let sum: f64 = account.values().filter_map(Value::as_f64).sum();
        assert!((sum - 2.0).abs() < 1e-9, "{account:?}");
        let sweep = page.eval("return await element.sweep({ n: 1e8, maxThreads: 3, repeats: 1 })").await;
        assert_eq!(sweep["points"].as_array().unwrap().len(), 3);
        assert_eq!((&sweep["engine"], &sweep["correct"]), (&json!("messages"), &json!(true)));
    });
}

#[test]
fn a_run_of_1e12_tells_its_progress_and_is_cancelled_within_100_ms_and_the_next_is_right() {
    without_isolation(async |page| {
        for mode in ["serial", "parallel"] {
            for chunks in [2, 10_000] {
                let outcome = page
                    .eval(&format!(
                        "await element.ready;
                         const fractions = [];
                         const progress = new Promise((resolve) => {{
                           element.addEventListener('parallel-sum-progress', ({{ detail: {{ fraction }} }}) => fraction > 0 && fractions.push(fraction) > 2 && resolve());
                         }});
                         const run = element.run({{ mode: '{mode}', n: 1e12, threads: 2, chunks: {chunks} }});
                         await Promise.race([progress, run]);
                         element.cancel();
                         const name = await soon(run);
                         const {{ sum }} = await element.run({{ mode: '{mode}', n: 1e6, threads: 2 }});
                         return {{ name, sum, isRising: fractions[2] > fractions[0] }};"
                    ))
                    .await;
                assert_eq!(
                    (&outcome["name"], &outcome["sum"]),
                    (&json!("AbortError"), &json!("500000500000")),
                    "{mode} {chunks}"
                );
                assert_eq!(outcome["isRising"], true, "{mode} {chunks}");
            }
        }
    });
}

#[test]
fn an_isolated_page_runs_either_engine_by_name_and_the_better_one_by_itself() {
    on_page_in_each_browser(async |page| {
        for engine in ["messages", "shared-memory", "messages"] {
            for call in ["run({ mode: 'parallel',", "run({ mode: 'serial',", "sweep({ maxThreads: 1,"] {
                let result = page
                    .eval(&format!(
                        "return await element.{call} n: 1e7, threads: 2, repeats: 1, engine: '{engine}' }})"
                    ))
                    .await;
                assert_eq!((&result["engine"], &result["correct"]), (&json!(engine), &json!(true)), "{call}");
            }
            let comparison =
                page.eval(&format!("return await element.compare({{ n: 1e7, repeats: 1, engine: '{engine}' }})")).await;
            assert_eq!(comparison["parallel"]["engine"], engine);
            let notice = page.eval("return root.querySelector('[part=notice]').textContent").await;
            let said = if engine == "messages" { "as this run asked for" } else { "Your threads share memory" };
            assert!(notice.as_str().unwrap().contains(said), "{notice}");
            let result = page.eval("return await element.run({ mode: 'parallel', n: 1e7, repeats: 1 })").await;
            assert_eq!(result["engine"], "shared-memory");
        }
    });
}

#[test]
fn an_engine_that_is_not_one_or_not_to_be_had_is_refused_by_name() {
    without_isolation(async |page| {
        let thrown = page.attempt("await element.compare({ n: 10, engine: 'gpu' })").await.unwrap_err();
        assert_eq!(thrown.name, "TypeError");
        assert!(thrown.message.contains("engine must be \"shared-memory\" or \"messages\"; got \"gpu\""), "{thrown:?}");
        let thrown = page.attempt("await element.compare({ n: 10, engine: 'shared-memory' })").await.unwrap_err();
        assert_eq!(thrown.name, "NotSupportedError");
        assert!(thrown.message.contains("Cross-Origin-Opener-Policy: same-origin"), "{thrown:?}");
    });
}

/// Whether two threads added at the same time.
fn do_overlap(measurement: &Value) -> bool {
    let spans = measurement["spans"].as_array().unwrap();
    let of = |thread: u64| spans.iter().filter(move |span| span["thread"] == thread);
    let overlap =
        |a: &Value, b: &Value| a["start"].as_f64() < b["end"].as_f64() && b["start"].as_f64() < a["end"].as_f64();
    of(0).any(|a| of(1).any(|b| overlap(a, b)))
}
