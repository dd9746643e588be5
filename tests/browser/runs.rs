//! What is run is right, real, and in as many threads as it says.

use parallel_sum::total::Total;
use serde_json::{Value, json};

use crate::driver::{Browser, alone, on_page_in_each_browser};

const SUM_TO_1E9: &str = "500000000500000000";

#[test]
fn both_modes_sum_1_to_1e9_right_with_either_kernel() {
    on_page_in_each_browser(async |page| {
        for kernel in ["scalar", "simd"] {
            for mode in ["serial", "parallel"] {
                let script =
                    format!("return await element.run({{ mode: '{mode}', n: 1e9, kernel: '{kernel}', repeats: 1 }})");
                let measurement = page.eval(&script).await;
                assert_eq!(measurement["sum"], SUM_TO_1E9, "{mode} {kernel}");
                assert_eq!(measurement["correct"], true, "{mode} {kernel}");
            }
        }
    });
}

#[test]
fn two_threads_work_at_the_same_time() {
    on_page_in_each_browser(async |page| {
        for schedule in ["static", "dynamic"] {
            let script = format!(
                "return await element.run({{ mode: 'parallel', n: 1e9, threads: 2, schedule: '{schedule}', repeats: 1 }})"
            );
            let measurement = page.eval(&script).await;
            let spans = measurement["spans"].as_array().unwrap();
            let of = |thread: u64| spans.iter().filter(move |span| span["thread"] == thread);
            let overlap = |a: &Value, b: &Value| {
                a["start"].as_f64() < b["end"].as_f64() && b["start"].as_f64() < a["end"].as_f64()
            };
            assert!(of(0).any(|a| of(1).any(|b| overlap(a, b))), "{schedule}");
            assert_eq!(of(0).count() + of(1).count(), 32, "{schedule}");
        }
    });
}

#[test]
fn a_measurement_has_the_fields_of_the_contract() {
    on_page_in_each_browser(async |page| {
        let measurement = page
            .eval("return await element.run({ mode: 'parallel', n: '1_000_000', threads: 2, chunks: 5, schedule: 'static', kernel: 'simd' })")
            .await;
        let expected = json!({
            "mode": "parallel", "n": "1000000", "threads": 2, "chunks": 5, "schedule": "static", "kernel": "simd",
            "total": "private", "source": "counter", "engine": "shared-memory", "sum": "500000500000", "correct": true, "missing": "0",
        });
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&measurement[name], value, "{name}");
        }
        let names: Vec<_> = measurement.as_object().unwrap().keys().collect();
        assert_eq!(names.len(), expected.as_object().unwrap().len() + 4, "{names:?}");

        let median = measurement["seconds"]["median"].as_f64().unwrap();
        let step = measurement["environment"]["timerStep"].as_f64().unwrap();
        let spans = measurement["spans"].as_array().unwrap();
        assert_eq!(spans.len(), 5);
        for (index, span) in spans.iter().enumerate() {
            assert_eq!(span["chunk"], index);
            let [start, end] = ["start", "end"].map(|name| span[name].as_f64().unwrap());
            // The clocks of two workers agree to within a step, and that of the double that a time is.
            let off = step + 1e-6;
            assert!(-off <= start && start <= end && end <= 2.0 * median + off, "{span} within about {median}");
        }
        assert_eq!(measurement["environment"]["crossOriginIsolated"], true);
    });
}

#[test]
fn a_comparison_relates_the_medians_of_both_modes() {
    on_page_in_each_browser(async |page| {
        let comparison = page.eval("return await element.compare({ n: 2e8, threads: 2 })").await;
        let median = |mode: &str| comparison[mode]["seconds"]["median"].as_f64().unwrap();
        let figure = |name: &str| comparison[name].as_f64().unwrap();
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs();
        let speedup = median("serial") / median("parallel");
        assert!(close(figure("speedup"), speedup), "{comparison}");
        assert!(close(figure("efficiency"), speedup / 2.0));
        assert!(close(figure("karpFlatt"), (1.0 / speedup - 0.5) / 0.5));
        assert_eq!((&comparison["serial"]["threads"], &comparison["serial"]["chunks"]), (&json!(1), &json!(1)));
        assert_eq!(comparison["serial"]["sum"], comparison["parallel"]["sum"]);
    });
}

/// A loop that the compiler had replaced by a formula would take the same time for any n. The least of several times is
/// the one that other programs have disturbed least.
#[test]
fn four_times_the_integers_take_at_least_twice_the_time() {
    let _alone = alone();
    on_page_in_each_browser(async |page| {
        let kernels = ["scalar", "simd"].map(|kernel| (1e8, format!("kernel: '{kernel}'")));
        let totals = Total::ALL.into_iter().skip(1).map(|total| (1e6, format!("total: '{}'", total.name())));
        let arrays = ["scalar", "simd"].map(|kernel| (4e6, format!("source: 'array', kernel: '{kernel}'")));
        for (n, options) in kernels.into_iter().chain(totals).chain(arrays) {
            for mode in ["serial", "parallel"] {
                let script = format!(
                    "const least = async (n) => (await element.run({{ mode: '{mode}', n, {options} }})).seconds.min;
                     const [at_n, at_4n] = [await least({n}), await least({})];
                     return at_4n / at_n;",
                    4.0 * n
                );
                let ratio = page.eval(&script).await.as_f64().unwrap();
                assert!(ratio >= 2.0, "{mode} {options}: {ratio}");
            }
        }
    });
}

#[test]
fn any_number_of_threads_sums_any_n_and_no_chunk_is_empty() {
    on_page_in_each_browser(async |page| {
        // Which numbers there are is the same in all browsers; that all 256 threads come up is another test's.
        let counts = if page.browser == Browser::Chromium { &[1, 2, 7, 64, 256][..] } else { &[2, 64] };
        for &threads in counts {
            for n in [1u64, 2, 1_000_003] {
                let script = format!(
                    "return await element.run({{ mode: 'parallel', n: {n}, threads: {threads}, chunks: 300 }})"
                );
                let measurement = page.eval(&script).await;
                assert_eq!(measurement["sum"], (n * (n + 1) / 2).to_string(), "{threads} threads, n = {n}");
                assert_eq!(measurement["threads"], threads);
                assert_eq!(measurement["chunks"], n.min(300));
                assert_eq!(measurement["spans"].as_array().unwrap().len() as u64, n.min(300));
            }
        }
    });
}

#[test]
fn static_shares_go_to_as_many_threads_as_asked_for_below_the_size_of_the_pool() {
    on_page_in_each_browser(async |page| {
        let measurement = page
            .eval(
                "await element.run({ mode: 'parallel', n: 1e6, threads: 2 }); // a pool of two at least
                 return await element.run({ mode: 'parallel', n: 1e6, threads: 1, chunks: 9, schedule: 'static' });",
            )
            .await;
        assert!(measurement["spans"].as_array().unwrap().iter().all(|span| span["thread"] == 0), "{measurement}");
    });
}

#[test]
fn a_run_of_1e12_is_cancelled_within_100_ms_and_the_next_is_right() {
    on_page_in_each_browser(async |page| {
        for start in ["run({ mode: 'serial', n: 1e12 })", "run({ mode: 'parallel', n: 1e12 })", "compare({ n: 1e12 })"]
        {
            let script = format!(
                "await element.ready;
                 const fraction = new Promise((resolve) => {{
                   element.addEventListener('parallel-sum-progress', ({{ detail }}) => detail.fraction > 0 && resolve(detail.fraction));
                 }});
                 const run = element.{start};
                 await Promise.race([fraction, run]);
                 element.cancel();
                 const name = await soon(run);
                 const next = await element.run({{ mode: 'parallel', n: 1e8 }});
                 return {{ name, sum: next.sum }};"
            );
            let outcome = page.eval(&script).await;
            assert_eq!(outcome["name"], "AbortError", "{start}");
            assert_eq!(outcome["sum"], "5000000050000000", "{start}");
        }
    });
}

#[test]
fn cancelling_at_once_stops_a_run_whose_threads_are_still_starting() {
    on_page_in_each_browser(async |page| {
        let outcome = page
            .eval(
                "const run = element.run({ mode: 'parallel', n: 1e12, threads: 5 });
                 element.cancel();
                 const { name } = await run.then(() => null, (error) => error);
                 const next = await element.run({ mode: 'parallel', n: 1e6, threads: 3 });
                 return { name, sum: next.sum };",
            )
            .await;
        assert_eq!(outcome, json!({ "name": "AbortError", "sum": "500000500000" }));
    });
}

/// The page hears of the engine before the run does, and an abort in between must not be lost.
#[test]
fn cancelling_when_the_engine_has_just_come_up_stops_the_run() {
    on_page_in_each_browser(async |page| {
        let name = page
            .eval(
                "const run = element.run({ mode: 'serial', n: 1e12 });
                 run.catch(() => {});
                 await element.ready;
                 await element.cancel();
                 return await run.then(() => null, (error) => error.name);",
            )
            .await;
        assert_eq!(name, "AbortError");
    });
}

/// With more threads than cores, some of them are not running when the flag is set and must see it all the same.
#[test]
fn a_cancelled_run_on_many_threads_leaves_none_that_runs_on() {
    on_page_in_each_browser(async |page| {
        let sums = page
            .eval(
                "const sums = [];
                 for (let i = 0; i < 5; i++) {
                   const progress = new Promise((resolve) => {
                     element.addEventListener('parallel-sum-progress', ({ detail }) => detail.fraction > 0 && resolve());
                   });
                   const run = element.run({ mode: 'parallel', n: 1e12, threads: 8 });
                   await Promise.race([progress, run]);
                   element.cancel();
                   await run.catch(() => {});
                   sums.push((await element.run({ mode: 'parallel', n: 1e6, threads: 8, repeats: 1 })).sum);
                 }
                 return sums;",
            )
            .await;
        assert_eq!(sums, json!(vec!["500000500000"; 5]));
    });
}

#[test]
fn an_animation_keeps_its_frames_while_all_threads_add() {
    let _alone = alone();
    on_page_in_each_browser(async |page| {
        let [idle, running] =
            ["new Promise((resolve) => setTimeout(resolve, 1000))", "element.compare({ n: 2e9, repeats: 1 })"];
        let frames_per_second = async |during: &str| {
            let script = format!(
                "await element.ready;
                 let [frames, isOver] = [0, false];
                 const count = () => {{ frames++; if (!isOver) requestAnimationFrame(count); }};
                 const start = performance.now();
                 requestAnimationFrame(count);
                 await {during};
                 isOver = true;
                 return frames / (performance.now() - start);"
            );
            page.eval(&script).await.as_f64().unwrap()
        };
        let ratio = frames_per_second(running).await / frames_per_second(idle).await;
        assert!(ratio > 0.5, "{ratio} of the frames of an idle page");
    });
}
