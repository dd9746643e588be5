//! Sweeps that grow: over n, from which on several threads pay, and with n that grows with the threads.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Page, on_page, on_page_in_each_browser};

/// The text of an integer as a number.
fn whole(value: &Value) -> Option<f64> {
    value.as_str().map(|digits| digits.parse().expect("an integer"))
}

/// Where the medians of points say that several threads overtake one for good: after the first n, and up to the second.
fn crossing(points: &[Value]) -> Option<(f64, f64)> {
    let n = |point: &Value| whole(&point["n"]).unwrap();
    let is_ahead = |point: &Value| point["serial"]["median"].as_f64() > point["parallel"]["median"].as_f64();
    let behind = points.iter().rposition(|point| !is_ahead(point));
    let ahead = points.get(behind.map_or(0, |behind| behind + 1))?;
    Some((behind.map_or(n(ahead), |behind| n(&points[behind])), n(ahead)))
}

#[test]
fn a_sweep_over_n_times_even_a_thousand_integers_and_finds_from_where_on_threads_pay() {
    on_page_in_each_browser(async |page| {
        for engine in ["shared-memory", "messages"] {
            let swept = page
                .eval(&format!(
                    "const {{ points, ...result }} = await element.sweep({{ over: 'n', maxN: 3e7, threads: 2, engine: '{engine}' }});
                     await openTables();
                     const marks = root.querySelectorAll('.curve.wide .crossing').length;
                     const drawn = root.querySelectorAll('.curve.wide .point').length;
                     const rows = root.querySelectorAll('.tables .scroll:last-child tbody tr').length;
                     return {{ ...result, points, marks, drawn, rows, words: root.querySelector('[part=words]').textContent,
                       title: root.querySelector('[part=curve] h3').textContent, sums: root.querySelector('[part=sum]').textContent }};"
                ))
                .await;
            let points = swept["points"].as_array().unwrap();
            let sizes: Vec<_> = points.iter().map(|point| point["n"].as_str().unwrap()).collect();
            let expected =
                ["1000", "3000", "10000", "30000", "100000", "300000", "1000000", "3000000", "10000000", "30000000"];
            assert_eq!(sizes, expected);
            assert_eq!((&swept["correct"], &swept["engine"]), (&json!(true), &json!(engine)));
            assert_eq!(swept["sums"], "450,000,015,000,000");
            let timed = points.iter().filter(|point| point["speedup"].is_number()).count();
            assert_eq!(timed, points.len(), "all can be timed: {:?}", swept["warnings"]);
            assert_eq!((&swept["drawn"], &swept["rows"]), (&json!(timed), &json!(timed)));
            let even = whole(&swept["breakEven"]);
            assert_eq!(even.is_some(), crossing(points).is_some(), "{even:?}");
            // Where it cannot be told whether the largest n is added faster, nor can from which n on that is so.
            let last = points.last().expect("there are points");
            let is_ahead = last["speedupCi95"][0].as_f64().or(last["speedup"].as_f64()) > Some(1.0);
            assert_eq!(swept["marks"], u32::from(even.is_some() && is_ahead), "{swept}");
            if let (Some(even), Some((from, to))) = (even, crossing(points)) {
                assert!((from..=to).contains(&even), "{even} is not within {from} and {to}");
            }
            assert_eq!(swept["halfEfficiency"], swept["breakEven"], "half of two threads are one");
            assert!(
                points[0]["speedup"].as_f64() < Some(1.0),
                "to wake a thread takes longer than to add 1,000: {swept}"
            );
            assert_eq!(swept["title"], "From which n on");
            assert!(swept["words"].as_str().unwrap().contains("2 threads"), "{}", swept["words"]);
        }
    });
}

#[test]
fn n_may_grow_with_the_threads_which_are_compared_with_as_many_times_the_seconds_of_one() {
    on_page_in_each_browser(async |page| {
        page.eval("element.reference = '7.964,2.237,8'").await;
        let swept = page.eval("return await element.sweep({ scaling: 'weak', n: 2e7, counts: [1, 2, 4] })").await;
        assert_eq!(
            (&swept["correct"], &swept["n"], &swept["scaling"]),
            (&json!(true), &json!("20000000"), &json!("weak"))
        );
        let serial = swept["serial"]["median"].as_f64().unwrap();
        for (point, threads) in swept["points"].as_array().unwrap().iter().zip([1.0, 2.0, 4.0]) {
            assert_eq!((point["threads"].as_f64(), whole(&point["n"])), (Some(threads), Some(2e7 * threads)));
            let speedup = threads * serial / point["seconds"]["median"].as_f64().unwrap();
            assert!((point["speedup"].as_f64().unwrap() / speedup - 1.0).abs() < 1e-9, "{point}");
            assert!(point["karpFlatt"].is_null(), "it is of a fixed n: {point}");
        }
        assert_eq!((&swept["amdahl"], &swept["usl"]), (&Value::Null, &Value::Null));
        if swept["environment"]["hardwareConcurrency"].as_u64().unwrap() < 3 {
            assert_eq!((&swept["gustafson"], &swept["reason"]), (&Value::Null, &json!("tooFewHardwareThreads")));
        }
        let drawn = page
            .eval("await openTables(); return { lines: root.querySelectorAll('.curve.wide :is(.ideal, .amdahl, .usl, .gustafson)').length, points: root.querySelectorAll('.curve.wide .point').length,
                     others: root.querySelectorAll('.there').length, last: root.querySelector('.tables .scroll:last-child tbody tr:last-child').textContent }")
            .await;
        let lines = 1 + u32::from(swept["reason"].is_null());
        assert_eq!(
            (&drawn["lines"], &drawn["points"]),
            (&json!(lines), &json!(3)),
            "the ideal line, and Gustafson's if there is one"
        );
        assert_eq!(drawn["others"], 0, "an author's numbers are of one n");
        assert!(drawn["last"].as_str().unwrap().contains("80,000,000"), "each has an n of its own: {drawn}");
    });
}

/// Where hardware runs four threads, or says so; what it gains is then one fraction between none and all.
#[test]
fn gustafsons_law_is_fitted_to_three_points_and_more_within_the_hardwares_threads_or_refused_with_the_reason() {
    on_page(async |page| {
        page.eval("Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 })").await;
        let swept = async |counts: &str| {
            page.eval(&format!("return await element.sweep({{ scaling: 'weak', n: 3e7, counts: {counts} }})")).await
        };
        assert_eq!(swept("[1, 4]").await["reason"], "tooFewPoints");
        assert_eq!(swept("[1, 4, 8]").await["reason"], "tooFewPoints");
        let fitted = swept("[1, 2, 3, 4]").await;
        match fitted["gustafson"]["serialFraction"].as_f64() {
            Some(fraction) => assert!((0.0..=1.0).contains(&fraction) && fitted["reason"].is_null(), "{fitted}"),
            None => assert_eq!(fitted["reason"], "tooUncertain"),
        }
        assert_eq!((&fitted["amdahl"], &fitted["usl"]), (&Value::Null, &Value::Null));
    });
}

#[test]
fn what_a_sweep_cannot_be_asked_for_is_refused_by_name_with_what_can() {
    on_page(async |page| {
        for (options, name, message) in [
            ("scaling: 'ideal'", "TypeError", "scaling must be \"strong\" or \"weak\"; got \"ideal\""),
            ("over: 'chunks'", "TypeError", "over must be \"threads\" or \"n\"; got \"chunks\""),
            ("over: 'n', maxN: 0", "RangeError", "maxN must be a whole number from 1 to 1,000,000,000,000; got 0"),
            (
                "over: 'n', maxN: 1e13",
                "RangeError",
                "maxN must be a whole number from 1 to 1,000,000,000,000; got 10000000000000",
            ),
            (
                "over: 'n', maxN: 'many'",
                "TypeError",
                "maxN must be a whole number from 1 to 1,000,000,000,000; got \"many\"",
            ),
            ("maxN: 1e6", "RangeError", "With maxN, over must be \"n\"; got \"threads\""),
            ("over: 'n', counts: [1, 2]", "RangeError", "With counts, over must be \"threads\"; got \"n\""),
            ("over: 'n', maxThreads: 2", "RangeError", "With maxThreads, over must be \"threads\"; got \"n\""),
            ("over: 'n', scaling: 'weak'", "RangeError", "With over=n, scaling must be \"strong\"; got \"weak\""),
            (
                "scaling: 'weak', n: 1e12, maxThreads: 4",
                "RangeError",
                "With scaling=weak, n must be a whole number from 1 to 250,000,000,000; got 1000000000000",
            ),
            (
                "scaling: 'weak', total: 'atomic', n: 6e9, counts: [1, 2]",
                "RangeError",
                "With scaling=weak, n must be a whole number from 1 to 3,037,000,499; got 6000000000",
            ),
            (
                "over: 'n', source: 'array', maxN: 2e7",
                "RangeError",
                "With source=array, maxN must be a whole number from 1 to 16,777,216; got 20000000",
            ),
        ] {
            let thrown = page.attempt(&format!("await element.sweep({{ {options} }})")).await.unwrap_err();
            assert_eq!((&*thrown.name, &*thrown.message), (name, message), "{options}");
        }
        let point = page.eval("return (await element.sweep({ over: 'n', maxN: 700, repeats: 1 })).points[0].n").await;
        assert_eq!(point, "700", "a small one is one point");
    });
}

/// Totals in memory and arrays grow, too.
#[test]
fn sweeps_that_grow_take_totals_in_memory_and_arrays() {
    on_page(async |page| {
        for options in ["total: 'atomic'", "source: 'array'"] {
            for sweep in ["over: 'n', maxN: 1e5", "scaling: 'weak', n: 1e5, counts: [1, 2]"] {
                let swept =
                    page.eval(&format!("return await element.sweep({{ {options}, {sweep}, repeats: 1 }})")).await;
                assert_eq!(
                    (&swept["correct"], swept["points"].is_array()),
                    (&json!(true), true),
                    "{options} {sweep}: {swept}"
                );
            }
        }
        let free = page.eval("element.removeAttribute('n'); const { n } = await element.sweep({ source: 'array', scaling: 'weak', counts: [1, 2], repeats: 1 }); return n").await;
        assert_eq!(free, "8388608", "what two threads need fits an array");
    });
}

#[test]
fn a_sweep_that_grows_is_cancelled_within_100_ms_and_the_next_run_works() {
    on_page_in_each_browser(async |page| {
        for engine in ["shared-memory", "messages"] {
            for call in ["over: 'n', maxN: 1e9", "scaling: 'weak', n: 5e8, maxThreads: 2"] {
                for condition in ["detail.phase === 'warm-up'", "detail.fraction > 0"] {
                    let script = format!(
                        "await element.ready;
                         const moment = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({{ detail }}) => {condition} && resolve()));
                         const run = element.sweep({{ {call}, engine: '{engine}' }});
                         await Promise.race([moment, run]);
                         element.cancel();
                         return {{ name: await soon(run), sum: (await element.run({{ mode: 'serial', n: 1e6, repeats: 1 }})).sum }};"
                    );
                    let outcome = page.eval(&script).await;
                    let expected = (&json!("AbortError"), &json!("500000500000"));
                    assert_eq!((&outcome["name"], &outcome["sum"]), expected, "{engine} {call} {condition}");
                }
            }
        }
    });
}

#[test]
fn what_is_known_of_a_sweep_over_n_grows_while_it_runs() {
    on_page(async |page| {
        let seen = page
            .eval(
                "const seen = [];
                 const told = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({ detail: { partial } }) => {
                   if (!partial) return;
                   seen.push({ points: partial.points.map(({ n }) => n), drawn: root.querySelectorAll('.curve.wide .point').length });
                   resolve();
                 }));
                 const run = element.sweep({ over: 'n', maxN: 1e8, repeats: 20 });
                 await Promise.race([told, run]);
                 element.cancel();
                 await run.catch(() => {});
                 return seen[0];",
            )
            .await;
        let points = seen["points"].as_array().expect("something is known before it ends");
        assert!(!points.is_empty() && seen["drawn"] == points.len(), "{seen}");
    });
}

/// Opens Settings and chooses by the keys alone.
async fn choose_by_keys(page: &Page, presses: usize) {
    page.eval("const opener = root.querySelector('[aria-controls=settings]'); if (opener.ariaExpanded !== 'true') opener.click(); root.getElementById('sweep').focus()").await;
    for _ in 0..presses {
        page.driver.action_chain().send_keys(Key::Down).perform().await.unwrap();
    }
}

#[test]
fn what_sweep_goes_over_is_chosen_without_a_script_or_a_mouse() {
    on_page(async |page| {
        page.eval("await element.ready; element.setAttribute('n', '1e6'); element.setAttribute('threads', '2')").await;
        let labelled = page
            .eval("const field = root.getElementById('sweep'); return { label: field.labels[0].textContent, choices: [...field.options].map((it) => it.textContent),
                     help: root.getElementById('sweep-help').textContent.length, isHidden: root.getElementById('settings').hidden }")
            .await;
        assert_eq!(labelled["label"], "Sweep over");
        assert_eq!(labelled["choices"], json!(["threads, same n", "threads, n with them", "n"]));
        assert!(labelled["help"].as_u64() > Some(20) && labelled["isHidden"] == json!(true), "{labelled}");
        for (presses, expected) in [(0, json!([null, "strong"])), (1, json!([null, "weak"])), (1, json!(["n", null]))] {
            choose_by_keys(page, presses).await;
            page.eval("window.ended = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail), { once: true })); root.querySelector('[part~=sweep]').focus()").await;
            page.driver.action_chain().send_keys(Key::Enter).perform().await.unwrap();
            let swept = page.eval("const { over = null, scaling = null } = await ended; return [over, scaling]").await;
            assert_eq!(swept, expected);
        }
        let spoken = page.eval("element.lang = 'ko'; await new Promise((resolve) => setTimeout(resolve)); return root.getElementById('sweep').value").await;
        assert_eq!(spoken, "n", "another language changes no choice");
    });
}

#[test]
fn an_n_that_cannot_grow_with_the_threads_is_refused_where_the_reader_sees_it() {
    on_page(async |page| {
        let shown = page
            .eval(
                "await element.ready;
                 element.setAttribute('n', '1e12'); element.setAttribute('threads', '4');
                 const field = root.getElementById('sweep');
                 field.value = 'weak';
                 field.dispatchEvent(new Event('input', { bubbles: true }));
                 root.querySelector('[part~=sweep]').click();
                 await new Promise((resolve) => setTimeout(resolve));
                 return root.querySelector('[part=failure]').textContent;",
            )
            .await;
        assert_eq!(
            shown,
            "With scaling=weak, n must be a whole number from 1 to 250,000,000,000; got \"1000000000000\""
        );
    });
}

#[test]
fn what_grew_can_be_taken_along_as_lines_and_as_a_picture() {
    on_page(async |page| {
        for (options, n, count) in
            [("over: 'n', maxN: 1e4", "3000", 3), ("scaling: 'weak', n: 1e6, counts: [1, 2, 3]", "3000000", 3)]
        {
            let taken = page
                .eval(&format!(
                    "const {{ points }} = await element.sweep({{ {options}, threads: 2, repeats: 1 }});
                     const downloaded = new Promise((resolve) => (URL.createObjectURL = (blob) => (resolve(blob.text()), 'blob:none')));
                     [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Download CSV').click();
                     const lines = (await downloaded).split('\\r\\n').filter(Boolean);
                     const picture = new DOMParser().parseFromString(await (await element.picture()).text(), 'image/svg+xml');
                     const told = picture.querySelector('desc').textContent;
                     return {{ points: points.length, lines, told, circles: picture.querySelectorAll('circle[r=\"6\"]').length,
                       title: picture.querySelector('title').textContent, links: root.querySelectorAll('[part=share] button').length }};"
                ))
                .await;
            assert_eq!((&taken["points"], &taken["circles"]), (&json!(count), &json!(count)), "{taken}");
            let lines: Vec<_> = taken["lines"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
            assert!(lines[0].starts_with("mode,threads,n,sample,seconds"), "{lines:?}");
            let columns = |line: &str| line.split(',').count();
            assert!(lines.iter().all(|line| columns(line) == columns(lines[0])), "{lines:?}");
            assert!(
                lines.iter().any(|line| line.starts_with("parallel,") && line.split(',').nth(2) == Some(n)),
                "{lines:?}"
            );
            assert!(
                taken["told"].as_str().unwrap().contains("times")
                    || taken["told"].as_str().unwrap().contains("than one"),
                "{taken}"
            );
        }
    });
}
