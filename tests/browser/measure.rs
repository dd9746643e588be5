//! What a measurement says: enough samples, intervals, warnings, the account, the timeline, the sweep, and how to take
//! it all along.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Browser, Page, in_browser, on_page, on_page_in_each_browser};
use crate::gpu::on_page_with_gpu;
use crate::host::{Constants, Fault, Host};

/// Whether a result is what the published schema says.
fn assert_valid(result: &Value) {
    let schema = serde_json::from_str(include_str!("../../www/result.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(result).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_result_is_as_its_schema_says_for_few_and_many_threads_and_integers() {
    on_page_in_each_browser(async |page| {
        // Browsers differ in their clocks, if in anything.
        let is_first = page.browser == Browser::Chromium;
        let (counts, ns) =
            if is_first { (&[1, 2, 7, 64][..], &["1", "2", "30000000"][..]) } else { (&[2][..], &["30000000"][..]) };
        for threads in counts {
            for n in ns {
                for call in ["run({ mode: 'serial', ", "run({ mode: 'parallel', ", "compare({ "] {
                    let result = page.eval(&format!("return await element.{call}n: {n}, threads: {threads} }})")).await;
                    assert_valid(&result);
                }
            }
        }
        for sweep in ["n: 3e7, maxThreads: 3", "n: 1e7, scaling: 'weak', maxThreads: 3", "over: 'n', maxN: 1e6"] {
            assert_valid(&page.eval(&format!("return await element.sweep({{ {sweep}, repeats: 3 }})")).await);
        }
        for race in ["n: 1e7, repeats: 3", "n: 10, threads: 1, repeats: 1, lanes: ['parallel', 'serial']"] {
            assert_valid(&page.eval(&format!("return await element.race({{ {race} }})")).await);
        }
    });
}

#[test]
fn what_a_gpu_comes_to_is_as_the_schema_says_alone_and_in_a_race() {
    on_page_with_gpu(async |page, _| {
        for call in ["run({ mode: 'gpu', n: 1, repeats: 1 })", "run({ mode: 'gpu', n: 3e7 })", "race({ n: 1e7 })"] {
            assert_valid(&page.eval(&format!("return await element.{call}")).await);
        }
    });
}

#[test]
fn the_parts_of_the_account_sum_to_the_number_of_threads() {
    on_page_in_each_browser(async |page| {
        for (threads, chunks) in [(1, 1), (2, 65_536), (3, 2), (7, 50)] {
            let script = format!("return await element.compare({{ n: 1e8, threads: {threads}, chunks: {chunks} }})");
            let comparison = page.eval(&script).await;
            let parts = comparison["account"].as_object().unwrap();
            let total: f64 = parts.values().filter_map(Value::as_f64).sum();
            assert!((total - f64::from(threads)).abs() < 1e-9, "{threads} threads: {parts:?}");
            assert_opened_up(&comparison);
            let shown = page
                .eval("await openTables(); return [...root.querySelectorAll('.tables th:has(.swatch) + td')].map((it) => it.textContent)")
                .await;
            // With one thread there is nothing to account for.
            assert_eq!(shown.as_array().unwrap().len(), if threads == 1 { 0 } else { 6 }, "{threads} threads");
        }
    });
}

/// Slower threads are the two that they open up to, and speeds those of the spans that are told of: chunks differ by one
/// integer at most.
fn assert_opened_up(comparison: &Value) {
    let Value::Object(account) = &comparison["account"] else { panic!("{comparison}") };
    let slower = |part: &str| account["slower"][part].as_f64().unwrap();
    let all = account["slowerThreads"].as_f64().unwrap();
    assert!((slower("all") + slower("some") - all).abs() < 1e-9 && slower("some") >= 0.0, "{account:?}");

    let parallel = &comparison["parallel"];
    let number = |it: &Value| it.as_f64().unwrap();
    let chunk = number(&json!(parallel["n"].as_str().unwrap().parse::<u64>().unwrap())) / number(&parallel["chunks"]);
    let mut threads = vec![(0.0, 0.0); parallel["threads"].as_u64().unwrap() as usize];
    for span in parallel["spans"].as_array().unwrap() {
        let (integers, busy) = &mut threads[span["thread"].as_u64().unwrap() as usize];
        *integers += chunk;
        *busy += number(&span["end"]) - number(&span["start"]);
    }
    let step = number(&comparison["serial"]["environment"]["timerStep"]);
    let pace = |(integers, busy): &(f64, f64)| (*integers > 0.0 && *busy >= 10.0 * step).then(|| busy / integers);
    let fastest = threads.iter().filter_map(pace).fold(f64::INFINITY, f64::min);
    let speeds = account["speeds"].as_array().unwrap();
    assert_eq!(speeds.len(), threads.len());
    for (told, thread) in speeds.iter().zip(&threads) {
        let speed = pace(thread).map(|pace| fastest / pace);
        let is_same = told.as_f64().zip(speed).map_or(told.is_null() && speed.is_none(), |(a, b)| (a - b).abs() < 1e-3);
        assert!(is_same, "{told} instead of {speed:?} in {account:?}");
    }
}

#[test]
fn samples_are_as_many_as_asked_for_where_they_are_sure_else_a_hundred_or_those_of_three_seconds() {
    let asked = "wasm.isSure(secondsOf(samples))";
    let never = Fault::Replaced(asked, "false");
    let always = Fault::Replaced(asked, "true");
    in_browser(async |page| {
        let host = Host::as_served(Constants::True).await;
        let counted = async |agree, options: &str| {
            host.mend();
            host.spoil("/sampling.js", agree);
            page.open(&host.address).await;
            let run = format!("return (await element.run({{ mode: 'serial', {options} }})).seconds.samples.length");
            page.eval(&run).await.as_u64().unwrap()
        };
        // An even number, so that each of two plans has gone first as often as the other.
        assert_eq!(counted(always, "n: 1e6, repeats: 23").await, 24);
        assert_eq!(counted(never, "n: 1e6, repeats: 1").await, 100);
        let in_three_seconds = counted(never, "n: 1e9, repeats: 1").await;
        assert!((1..100).contains(&in_three_seconds), "{in_three_seconds}");
        assert_eq!(counted(never, "n: 1e9, repeats: 17").await, 17);
    });
}

#[test]
fn a_run_too_short_for_the_timer_gets_no_ratio_and_the_advice_to_choose_a_larger_n() {
    on_page_in_each_browser(async |page| {
        let comparison = page.eval("return await element.compare({ n: 100 })").await;
        assert_eq!((&comparison["speedup"], &comparison["account"]), (&Value::Null, &Value::Null));
        assert!(comparison["serial"]["warnings"].as_array().unwrap().contains(&json!("timer")));
        let warnings = page.eval("return root.querySelector('[part=warnings]').textContent").await;
        assert!(warnings.as_str().unwrap().contains("Choose a larger n"), "{warnings}");
        let offered = page
            .eval(
                "root.querySelector('[part=warnings] button').click();
                 const { parallel, speedup } = await element.compare();
                 return { n: element.n, speedup, warnings: parallel.warnings };",
            )
            .await;
        assert!(offered["n"].as_str().unwrap().parse::<u64>().unwrap() >= 10_000_000, "{offered}");
        assert!(offered["speedup"].is_number() && !offered["warnings"].as_array().unwrap().contains(&json!("timer")));
    });
}

/// As in Firefox and Safari without isolation, and coarser where a reader resists fingerprinting.
#[test]
fn where_nobody_chose_an_n_the_first_comparison_takes_one_that_a_coarse_clock_can_time() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        host.spoil("/parallel_sum.js", Fault::Replaced("arg0.now()", "Math.floor(arg0.now() / 2) * 2"));
        page.open(&host.address).await;
        let compared = page
            .eval(
                "element.removeAttribute('n');
                 const { serial, speedup } = await element.compare();
                 const again = await element.run({ mode: 'serial' });
                 const chosen = await element.compare({ n: 1e6 });
                 const field = root.querySelector('#n').value;
                 return { n: serial.n, field, step: serial.environment.timerStep, speedup, again: again.n, chosen: chosen.speedup };",
            )
            .await;
        let n: u64 = compared["n"].as_str().unwrap().parse().unwrap();
        assert!(compared["step"].as_f64().unwrap() > 0.001 && n > 100_000_000, "{compared}");
        assert!(compared["speedup"].is_number() && compared["chosen"].is_null(), "{compared}");
        let again: u64 = compared["again"].as_str().unwrap().parse().unwrap();
        let field: u64 = compared["field"].as_str().unwrap().replace(',', "").parse().unwrap();
        assert!(again >= n && field >= n, "{compared}");
    });
}

#[test]
fn more_threads_than_the_hardware_has_are_warned_of() {
    on_page_in_each_browser(async |page| {
        let warnings = "(await element.run({ mode: 'parallel', n: 1e6, threads })).warnings.includes('threads')";
        let script = format!(
            "const test = async (threads) => {warnings}; const all = navigator.hardwareConcurrency; return [await test(all), await test(all + 1)]"
        );
        assert_eq!(page.eval(&script).await, json!([false, true]));
    });
}

#[test]
fn a_page_that_was_hidden_or_kept_busy_during_a_run_is_warned_of() {
    on_page_in_each_browser(async |page| {
        // A machine that is busy keeps the page busy, too: `longest` is for how long its own timer had to wait.
        let observed = async |disturbance: &str| {
            let script = format!(
                "await element.ready;
                 let [longest, last] = [0, performance.now()];
                 const look = () => {{ longest = Math.max(longest, performance.now() - last); last = performance.now(); }};
                 const timer = setInterval(look, 20);
                 const run = element.run({{ mode: 'parallel', n: 3e9, repeats: 1 }});
                 await new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, {{ once: true }}));
                 {disturbance}
                 const {{ warnings }} = await run;
                 look();
                 clearInterval(timer);
                 return {{ longest, warnings: warnings.filter((name) => name === 'hidden' || name === 'stalled') }};"
            );
            page.eval(&script).await
        };
        let during = async |disturbance: &str| observed(disturbance).await["warnings"].clone();
        let quiet = async || {
            loop {
                let seen = observed("").await;
                if seen["longest"].as_f64().unwrap() < 400.0 {
                    break seen["warnings"].clone();
                }
            }
        };
        let quiet =
            tokio::time::timeout(Duration::from_secs(90), quiet()).await.expect("the machine is quiet for a second");
        assert_eq!(quiet, json!([]));
        let busy = "const end = performance.now() + 1500; while (performance.now() < end);";
        assert_eq!(during(busy).await, json!(["stalled"]));
        // Headless browsers hide no page, so the page is told that it is.
        let hidden = "Object.defineProperty(document, 'hidden', { value: true }); document.dispatchEvent(new Event('visibilitychange'));";
        assert_eq!(during(hidden).await, json!(["hidden"]));
    });
}

#[test]
fn cancel_works_within_100_ms_in_the_warm_up_among_samples_and_in_a_sweep() {
    on_page_in_each_browser(async |page| {
        for (call, condition) in [
            ("compare({ n: 2e9 })", "detail.phase === 'warm-up'"),
            ("compare({ n: 2e9 })", "detail.fraction > 0.3"),
            ("sweep({ n: 5e8, maxThreads: 4 })", "detail.phase === 'warm-up'"),
            ("sweep({ n: 5e8, maxThreads: 4 })", "detail.fraction > 0.2"),
        ] {
            let script = format!(
                "await element.ready;
                 const moment = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({{ detail }}) => {condition} && resolve()));
                 const run = element.{call};
                 await Promise.race([moment, run]);
                 element.cancel();
                 return {{ name: await soon(run), sum: (await element.run({{ mode: 'serial', n: 1e6, repeats: 1 }})).sum }};"
            );
            let outcome = page.eval(&script).await;
            let expected = (&json!("AbortError"), &json!("500000500000"));
            assert_eq!((&outcome["name"], &outcome["sum"]), expected, "{call} {condition}");
        }
    });
}

#[test]
fn progress_of_a_sweep_rises_and_tells_what_is_left() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "const seen = [];
                 element.addEventListener('parallel-sum-progress', ({ detail }) => seen.push(detail));
                 await element.sweep({ n: 2e8, maxThreads: 4 });
                 const fractions = seen.map(({ fraction }) => fraction);
                 return {
                   steps: new Set(fractions).size, isRising: fractions.every((it, i) => i === 0 || it >= fractions[i - 1]),
                   tellsLeft: seen.filter(({ fraction }) => fraction > 0).every(({ left }) => left >= 0),
                 };",
            )
            .await;
        assert!(seen["steps"].as_u64().unwrap() > 3, "{seen}");
        assert_eq!((&seen["isRising"], &seen["tellsLeft"]), (&json!(true), &json!(true)), "{seen}");
    });
}

#[test]
fn a_sweep_has_a_point_for_every_few_threads_and_fits_laws_only_where_the_hardware_runs_three_at_once() {
    const MEASURED: &str = "threads: points.map(({ threads }) => threads), rows: root.querySelectorAll('.tables .scroll:last-child tbody tr').length,
         text: root.querySelector('[part=curve]').textContent, lines: root.querySelectorAll('.curve.wide polyline').length";
    on_page_in_each_browser(async |page| {
        let script = format!(
            "const {{ points, ...laws }} = await element.sweep({{ n: 1e8, maxThreads: 4 }});
             await openTables();
             return {{ ...laws, {MEASURED} }};"
        );
        let sweep = page.eval(&script).await;
        assert_eq!((&sweep["threads"], &sweep["rows"]), (&json!([1, 2, 3, 4]), &json!(4)));
        let fits = sweep["reason"].is_null();
        assert_eq!((sweep["amdahl"].is_object(), sweep["usl"].is_object()), (fits, fits), "{sweep}");
        assert_eq!(
            sweep["lines"],
            if fits { 4 } else { 2 },
            "the ideal line, what threads gave while adding, and those of the laws"
        );
        if sweep["environment"]["hardwareConcurrency"].as_u64().unwrap() < 3 {
            assert_eq!(sweep["reason"], "tooFewHardwareThreads");
            assert!(sweep["text"].as_str().unwrap().contains("fewer than three threads at once"), "{sweep}");
        }
    });
    on_page(async |page| {
        page.eval("Object.defineProperty(navigator, 'hardwareConcurrency', { value: 8 })").await;
        let swept = async |options: &str| {
            let script = format!(
                "const {{ points, ...laws }} = await element.sweep({{ n: 1e8, {options} }});
                 await openTables();
                 return {{ ...laws, {MEASURED} }};"
            );
            page.eval(&script).await
        };
        assert_eq!(swept("counts: [1, 8]").await["reason"], "tooFewPoints");
        let many = swept("n: 1e6, maxThreads: 64, repeats: 1").await["threads"].clone();
        let many: Vec<_> = many.as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
        assert_eq!(
            (many.len() <= 16, many[..8].to_vec(), many.last()),
            (true, (1..=8).collect(), Some(&64)),
            "{many:?}"
        );
    });
}

#[test]
fn the_timeline_tells_by_arrow_keys_and_under_the_pointer_which_integers_a_chunk_has() {
    on_page_in_each_browser(async |page| {
        page.eval(
            "await element.run({ mode: 'parallel', n: 1e8, threads: 2, chunks: 4, schedule: 'static' });
             root.querySelector('.timeline').focus()",
        )
        .await;
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('.player input')").await;
        let info = async || page.eval("return root.querySelector('[part=timeline] .info').textContent").await;
        let starts = async |with: &str| {
            let info = info().await;
            assert!(info.as_str().unwrap().starts_with(with), "{info}");
        };
        starts("Thread 1, chunk 1: 1 to 25,000,000, from").await;
        page.driver.action_chain().send_keys(Key::Right.value().to_string()).perform().await.unwrap();
        starts("Thread 1, chunk 2: 25,000,001 to 50,000,000, from").await;
        page.driver.action_chain().send_keys(Key::Down.value().to_string()).perform().await.unwrap();
        starts("Thread 2, chunk 4: 75,000,001 to 100,000,000, from").await;

        page.eval(
            "const { left, top, width, height } = root.querySelector('.timeline [class^=bar]').getBoundingClientRect();
             const at = { clientX: left + width / 2, clientY: top + height / 2 };
             root.querySelector('.timeline').dispatchEvent(new PointerEvent('pointermove', at));",
        )
        .await;
        starts("Thread 1, chunk 1: 1 to 25,000,000, from").await;
    });
}

#[test]
fn four_thousand_chunks_are_drawn_by_no_more_bars_than_there_are_pixels_and_counted_exactly() {
    on_page_in_each_browser(async |page| {
        let drawn = page
            .eval(
                "await element.run({ mode: 'parallel', n: 1e8, threads: 2, chunks: 4096 });
                 await openTables();
                 const counts = [...root.querySelectorAll('.tables .scroll:last-child tbody td:nth-child(2)')].map((it) => Number(it.textContent.replace(',', '')));
                 const bars = [...root.querySelectorAll('.timeline [class^=bar]')].flatMap((it) => it.getAttribute('d').match(/M/g) ?? []);
                 return { bars: bars.length, chunks: counts.reduce((a, b) => a + b) };",
            )
            .await;
        assert!(drawn["bars"].as_u64().unwrap() <= 2000, "{drawn}");
        assert_eq!(drawn["chunks"], 4096);
    });
}

#[test]
fn a_result_is_copied_as_json_and_downloaded_as_csv() {
    on_page(async |page| {
        let shared = page
            .eval(
                "const result = await element.compare({ n: 1e7 });
                 const copied = new Promise((resolve) => {
                   Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => resolve(text) } });
                 });
                 const downloaded = new Promise((resolve) => (URL.createObjectURL = (blob) => (resolve(blob.text()), 'blob:none')));
                 const press = (text) => [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === text).click();
                 press('Copy JSON'); press('Download CSV');
                 return { isSame: JSON.stringify(JSON.parse(await copied)) === JSON.stringify(result), csv: await downloaded,
                   samples: result.serial.seconds.samples.length + result.parallel.seconds.samples.length };",
            )
            .await;
        assert_eq!(shared["isSame"], true);
        let csv = shared["csv"].as_str().unwrap();
        assert!(
            csv.starts_with("mode,threads,n,sample,seconds,total,source,kernel\r\nserial,1,10000000,1,0.0"),
            "{csv}"
        );
        assert_eq!(csv.lines().count() as u64, 1 + shared["samples"].as_u64().unwrap());
    });
}

#[test]
fn a_text_that_cannot_be_copied_is_shown_for_copying_by_hand() {
    on_page(async |page| {
        let shown = page
            .eval(
                "await element.run({ mode: 'serial', n: 1e6 });
                 Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new Error('denied'); } } });
                 const area = () => root.querySelector('[part=share] textarea:not([hidden])');
                 const shown = new Promise((resolve) => new MutationObserver(() => area() && resolve()).observe(root, { attributes: true, childList: true, subtree: true }));
                 root.querySelector('[part=share] button').click();
                 await shown;
                 return [area().checkVisibility(), JSON.parse(area().value).sum];",
            )
            .await;
        assert_eq!(shown, json!([true, "500000500000"]));
    });
}

#[test]
fn a_link_restores_all_settings_and_runs_nothing() {
    on_page(async |page| {
        let link = link_of(page, "element.n = '2e7'; element.threads = 3; element.chunks = 9; element.schedule = 'static'; element.kernel = 'simd'; element.repeats = 2;").await;
        page.open("about:blank").await;
        page.open(&link).await;
        let restored = page
            .eval(
                "let hasRun = false;
                 element.addEventListener('parallel-sum-progress', () => (hasRun = true));
                 await element.ready;
                 const { n, threads, chunks, schedule, kernel, repeats } = element;
                 return { settings: [n, threads, chunks, schedule, kernel, repeats], hasRun, canRun: !root.querySelector('[part~=serial]').disabled };",
            )
            .await;
        assert_eq!(
            restored,
            json!({ "settings": ["20000000", 3, 9, "static", "simd", 2], "hasRun": false, "canRun": true })
        );
    });
}

async fn link_of(page: &Page, settings: &str) -> String {
    let script = format!(
        "{settings}
         await element.run({{ mode: 'serial', n: 1000 }});
         const copied = new Promise((resolve) => Object.defineProperty(navigator, 'clipboard', {{ value: {{ writeText: async (text) => resolve(text) }} }}));
         [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Copy link').click();
         return await copied;"
    );
    tokio::time::timeout(Duration::from_secs(90), page.eval(&script)).await.unwrap().as_str().unwrap().to_owned()
}
