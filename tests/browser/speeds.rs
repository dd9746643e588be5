//! How fast each thread was: as dots beside the lanes, in words for those who do not see them, and in a table.

use serde_json::{Value, json};

use crate::driver::on_page_in_each_browser;

#[test]
fn each_thread_that_added_has_a_dot_beside_its_lane_where_its_speed_is_whatever_their_number() {
    on_page_in_each_browser(async |page| {
        for threads in [1, 2, 8, 64, 256] {
            let seen = page
                .eval(&format!(
                    "const {{ account: {{ speeds }} }} = await element.compare({{ n: 1e8, threads: {threads}, repeats: 1 }});
                     const svg = root.querySelector('.speeds');
                     const around = svg.getBoundingClientRect();
                     const ends = svg.querySelector('.ends').getBBox();
                     const dots = [...svg.querySelectorAll('.dot')].map((it) => {{
                       const {{ x, y }} = it.getBBox();
                       return {{ lane: Math.floor((y / ends.height) * {threads}), speed: (x - ends.x) / ends.width, size: parseFloat(getComputedStyle(it).strokeWidth), title: it.textContent }};
                     }});
                     const lanes = root.querySelector('.timeline').getBoundingClientRect();
                     return {{ speeds, dots, label: svg.getAttribute('aria-label'), isBeside: around.left >= lanes.right && around.height === lanes.height,
                       isSeen: svg.checkVisibility(), caption: [...root.querySelectorAll('[part=timeline] .scale span')].at(-1).innerText }};"
                ))
                .await;
            let told: Vec<_> =
                seen["speeds"].as_array().unwrap().iter().enumerate().filter(|it| !it.1.is_null()).collect();
            let dots = seen["dots"].as_array().unwrap();
            assert_eq!(dots.len(), told.len(), "{seen}");
            assert!(!dots.is_empty(), "{seen}");
            for ((thread, speed), dot) in told.into_iter().zip(dots) {
                let speed = speed.as_f64().unwrap();
                let name = format!("Thread {}: {}%", thread + 1, (100.0 * speed).round());
                assert_eq!((&dot["lane"], &dot["title"]), (&json!(thread), &json!(name)), "{seen}");
                assert!((dot["speed"].as_f64().unwrap() - speed).abs() < 1e-3, "{dot} in {seen}");
                assert!(dot["size"].as_f64().unwrap() >= 2.0, "{dot}");
                assert!(seen["label"].as_str().unwrap().contains(&name), "{seen}");
            }
            assert_eq!(
                (&seen["isBeside"], &seen["isSeen"], &seen["caption"]),
                (&json!(true), &json!(true), &json!("Speed"))
            );
        }
    });
}

#[test]
fn without_a_timeline_there_are_no_dots_and_nothing_to_read_aloud() {
    on_page_in_each_browser(async |page| {
        let look = "const svg = root.querySelector('.speeds'); return [svg.querySelectorAll('.dot').length, svg.getAttribute('aria-hidden')]";
        page.eval("await element.ready").await;
        assert_eq!(page.eval(look).await, json!([0, "true"]));
        page.eval("await element.run({ mode: 'parallel', n: 1e8, threads: 2 })").await;
        assert_eq!(page.eval(look).await, json!([2, "false"]));
        page.eval("await element.run({ mode: 'serial', n: 1e8 })").await;
        assert_eq!(page.eval(look).await, json!([0, "true"]));
    });
}

#[test]
fn the_tables_open_up_slower_threads_and_tell_each_thread_s_speed() {
    on_page_in_each_browser(async |page| {
        let seen: Value = page
            .eval(
                "const { account } = await element.compare({ n: 1e8, threads: 2 });
                 root.querySelector('[aria-controls=tables]').click();
                 while (!root.querySelector('.tables table')) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));
                 const rows = [...root.querySelectorAll('.tables tr')].map((row) => [...row.cells].map((it) => it.textContent));
                 return { rows, account };",
            )
            .await;
        let rows = seen["rows"].as_array().unwrap();
        let row = |name: &str| rows.iter().find(|it| it[0] == name).unwrap_or_else(|| panic!("{name}: {seen}"));
        for (name, part) in [("slower threads: all of them", "all"), ("slower threads: some of them", "some")] {
            let told: f64 = row(name)[1].as_str().unwrap().replace('−', "-").parse().unwrap();
            assert!((told - seen["account"]["slower"][part].as_f64().unwrap()).abs() <= 0.0051, "{seen}");
        }
        assert_eq!(row("Thread").as_array().unwrap().last(), Some(&json!("Speed")));
        for (thread, speed) in seen["account"]["speeds"].as_array().unwrap().iter().enumerate() {
            let speed = speed.as_f64().map_or("–".to_owned(), |it| format!("{}%", (100.0 * it).round()));
            assert_eq!(
                row(&format!("Thread {}", thread + 1)).as_array().unwrap().last(),
                Some(&json!(speed)),
                "{seen}"
            );
        }
    });
}

#[test]
fn a_sweep_s_second_line_is_what_threads_gave_while_adding_and_nowhere_below_what_their_longest_run_gave() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "const { serial, points } = await element.sweep({ n: 1e8, maxThreads: 3, chunks: 2, repeats: 2 });
                 const plot = [...root.querySelectorAll('.curve')].find((it) => it.checkVisibility());
                 const middle = (it) => { const { x, y, width, height } = it.getBBox(); return [x + width / 2, y + height / 2]; };
                 const [[x1], [x2]] = [...plot.querySelectorAll('.point')].map(middle);
                 const zero = plot.querySelector('.axis').getBBox().y;
                 // The ideal line ends where as many threads are as many times as fast.
                 const { x, y: top, width } = plot.querySelector('.ideal').getBBox();
                 const most = 1 + (x + width - x1) / (x2 - x1);
                 const drawn = [...plot.querySelectorAll('rect.whileAdding')].map(middle).map(([x, y]) => [1 + (x - x1) / (x2 - x1), (most * (zero - y)) / (zero - top)]);
                 return { median: serial.median, points, drawn, label: plot.getAttribute('aria-label'), text: root.querySelector('[part=curve]').innerText };",
            )
            .await;
        let points = seen["points"].as_array().unwrap();
        assert_eq!(seen["drawn"].as_array().unwrap().len(), points.len());
        for (point, drawn) in points.iter().zip(seen["drawn"].as_array().unwrap()) {
            let gave = point["whileAdding"].as_f64().unwrap();
            let longest = point["seconds"]["max"].as_f64().unwrap();
            assert!(gave >= seen["median"].as_f64().unwrap() / longest - 1e-9, "{point}");
            let at = |i: usize| drawn[i].as_f64().unwrap();
            assert!(
                (at(0) - point["threads"].as_f64().unwrap()).abs() < 0.02 && (at(1) - gave).abs() < 0.05,
                "{drawn} of {point}"
            );
        }
        // Of two chunks the third thread gets none: it waits.
        assert!(points[2]["whileAdding"].as_f64() > points[2]["speedup"].as_f64().map(|it| 1.2 * it), "{points:#?}");
        assert!(seen["label"].as_str().unwrap().contains("What threads gave while adding: 1: "), "{seen}");
        assert!(seen["text"].as_str().unwrap().contains("they waited"), "{seen}");
    });
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "const { points } = await element.sweep({ n: 1000, maxThreads: 2, repeats: 1 });
                 return { gave: points.map(({ whileAdding }) => whileAdding), drawn: root.querySelectorAll('rect.whileAdding').length, text: root.querySelector('[part=curve]').innerText };",
            )
            .await;
        assert_eq!(
            (&seen["gave"], &seen["drawn"]),
            (&json!([null, null]), &json!(0)),
            "too short for any clock: {seen}"
        );
        assert!(!seen["text"].as_str().unwrap().contains("adding"), "{seen}");
    });
}
