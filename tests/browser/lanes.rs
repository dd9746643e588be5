//! The picture of a run in progress: a lane a thread, filled as far as the thread has done its share of the work.

use serde_json::{Value, json};

use crate::driver::{Page, Wish, on_page, on_page_in_each_browser, on_page_in_each_browser_for};

/// Starts a run far too long to end, and cancels it when it has told of progress three times. Resolves to what was
/// told, with what `look` saw each time.
async fn watch(page: &Page, call: &str, look: &str) -> Vec<Value> {
    let script = format!(
        "await element.ready;
         const seen = [];
         const enough = new Promise((resolve) => {{
           element.addEventListener('parallel-sum-progress', ({{ detail }}) => {{
             seen.push({{ ...detail, look: {look} }});
             if (seen.filter(({{ fraction }}) => fraction > 0).length === 3) resolve();
           }});
         }});
         const run = element.{call};
         await Promise.race([enough, run]);
         element.cancel();
         await run.catch(() => {{}});
         return seen;"
    );
    page.eval(&script).await.as_array().unwrap().clone()
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

#[test]
fn each_thread_has_a_lane_that_rises_and_the_serial_sum_has_one_of_its_own() {
    on_page_in_each_browser(async |page| {
        for engine in ["shared-memory", "messages"] {
            for (call, count) in [
                ("run({ mode: 'serial', threads: 2,", 1),
                ("run({ mode: 'parallel', threads: 3,", 3),
                ("compare({ threads: 2,", 3),
            ] {
                let drawn = "[...root.querySelectorAll('.timeline .fill')].map((it) => Number(/H([\\d.]+)/.exec(it.getAttribute('d'))?.[1] ?? 0) / 1000)";
                let seen = watch(page, &format!("{call} n: 1e11, engine: '{engine}' }})"), drawn).await;
                let lanes: Vec<_> = seen.iter().map(|told| numbers(&told["lanes"])).collect();
                for (told, lanes) in seen.iter().zip(&lanes) {
                    assert_eq!(lanes.len(), count, "{engine} {call} {told}");
                    assert!(lanes.iter().all(|lane| (0.0..=1.0).contains(lane)), "{engine} {call} {told}");
                    let drawn = numbers(&told["look"]);
                    assert_eq!(drawn.len(), count, "{engine} {call} {told}");
                    assert!(drawn.iter().zip(lanes).all(|(a, b)| (a - b).abs() < 1e-3), "{engine} {call} {told}");
                }
                for pair in lanes.windows(2) {
                    assert!(pair[0].iter().zip(&pair[1]).all(|(before, after)| before <= after), "{pair:?}");
                }
                let last = lanes.last().unwrap();
                // Of a sweep anyone may be first.
                let is_first_serial = call.contains("'serial'") || call.contains("compare");
                let filled = last.iter().enumerate().filter(|(_, lane)| **lane > 0.0).map(|(i, _)| i);
                assert!(if is_first_serial { filled.eq([0]) } else { filled.count() > 0 }, "{engine} {call} {last:?}");
            }
        }
    });
}

/// However busy the machine: no thread begins a sample before all have ended the one before. So threads that share the
/// work evenly are never further apart than the sample that they work on, and the one that they worked on when counting
/// began.
#[test]
fn lanes_of_an_even_run_fill_together() {
    on_page_in_each_browser(async |page| {
        for engine in ["shared-memory", "messages"] {
            let script = format!(
                "const seen = [];
                 element.addEventListener('parallel-sum-progress', ({{ detail }}) => seen.push(detail));
                 const plan = {{ n: 2e8, threads: 2, schedule: 'static', repeats: 20 }};
                 await element.run({{ mode: 'parallel', ...plan, engine: '{engine}' }});
                 return seen;"
            );
            let seen = page.eval(&script).await;
            let seen = seen.as_array().unwrap();
            assert!(seen.last().unwrap()["fraction"].as_f64().unwrap() > 0.0, "{seen:?}");
            for told in seen {
                let lanes = numbers(&told["lanes"]);
                assert!((lanes[0] - lanes[1]).abs() <= 2.0 / 20.0, "{engine} {told}");
            }
        }
    });
}

#[test]
fn any_number_of_lanes_fits_the_room_that_is_kept_for_them_and_moves_nothing() {
    on_page(async |page| {
        for threads in [1, 2, 7, 16, 64, 256] {
            let script = format!(
                "await element.ready;
                 const lanes = root.querySelector('.timeline');
                 const look = () => ({{
                   count: root.querySelectorAll('.timeline .fill').length,
                   fits: lanes.getBoundingClientRect().height,
                   below: root.querySelector('.foot').getBoundingClientRect().top - element.getBoundingClientRect().top,
                 }});
                 const before = look();
                 const begun = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, {{ once: true }}));
                 const run = element.run({{ mode: 'parallel', n: 1e12, threads: {threads} }});
                 await Promise.race([begun, run]);
                 const during = look();
                 element.cancel();
                 await run.catch(() => {{}});
                 return [before, during, look()];"
            );
            let looks = page.eval(&script).await;
            let looks: Vec<_> = looks.as_array().unwrap().iter().collect();
            assert_eq!(
                looks.iter().map(|look| &look["count"]).collect::<Vec<_>>(),
                [&json!(0), &json!(threads), &json!(0)]
            );
            assert!(looks.iter().all(|look| look["fits"] == looks[0]["fits"]), "{threads} threads: {looks:?}");
            assert!(looks.iter().all(|look| look["below"] == looks[0]["below"]), "{threads} threads: {looks:?}");
        }
    });
}

/// Only the bar's value tells how far the run is.
#[test]
fn nothing_moves_in_the_lanes_where_the_reader_wants_less_motion() {
    for (wish, are_shown) in [(None, true), (Some(Wish::LessMotion), false)] {
        on_page_in_each_browser_for(wish, async |page| {
            let look = "{
                lanes: root.querySelector('.timeline .fill')?.checkVisibility({ visibilityProperty: true }) ?? null,
                bar: root.querySelector('progress').checkVisibility({ visibilityProperty: true, opacityProperty: true }),
                value: root.querySelector('progress').value,
            }";
            let seen = watch(page, "run({ mode: 'parallel', n: 1e11, threads: 2 })", look).await;
            for told in &seen {
                let look = &told["look"];
                assert_eq!((&look["lanes"], &look["bar"]), (&json!(are_shown), &json!(true)), "{wish:?}");
                assert_eq!(look["value"], told["fraction"], "{wish:?}");
            }
        });
    }
}
