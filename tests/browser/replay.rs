//! The timeline in slow motion: what it shows is what was measured, and it moves nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Page, Wish, on_page_in_each_browser, on_page_in_each_browser_for};

/// A timeline of its own in the element, `view`, which tells in `told` what its hooks were called with; and `frames`, how many
/// frames were asked for.
const SET_UP: &str = "
    await element.ready; // its style comes with that
    const { Timeline } = await import('/www/view/timeline.js');
    const { inEnglish, complete } = await import('/www/lang/texts.js');
    window.told = { moments: [], parts: [] };
    window.view = new Timeline(inEnglish(), { onMoment: (spent) => told.moments.push(spent), onLight: (part) => told.parts.push(part) });
    const more = await import('/www/more.js');
    await complete(inEnglish(), more.english);
    const style = new CSSStyleSheet();
    style.replaceSync(more.css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
    view.furnish(more);
    view.element.classList.add('made-up');
    root.querySelector('.card').prepend(view.element);
    window.frames_ = 0;
    const ask = (window.asked ??= window.requestAnimationFrame);
    window.nextFrame = () => new Promise((resolve) => ask.call(window, resolve));
    window.requestAnimationFrame = (...it) => (frames_++, ask.call(window, ...it));
    window.timeline = (seconds, spans, count, lanes) => ({ seconds, spans: Float64Array.from(spans.flat()), lanes, cuts: Float64Array.from({ length: count + 1 }, (_, i) => 1 + 25 * i) });
    window.evenly = (threads) => timeline(0.1, Array.from({ length: threads }, (_, i) => [i, i, 0.01, 0.09]), threads,
      Array.from({ length: threads }, () => ({ start: 0.01, gaps: 0, imbalance: 0, join: 0.01, busy: 0.08, chunks: 1, speed: 1 })));";

/// Thread, chunk, start and end of each span of a run of 0.1 s that adds 1 to 100 on two threads.
const SPANS: [(usize, u64, f64, f64); 4] =
    [(0, 0, 0.01, 0.03), (1, 1, 0.02, 0.05), (0, 2, 0.035, 0.062), (1, 3, 0.05, 0.09)];
const SECONDS: f64 = 0.1;
const LAST_END: f64 = 0.09;

async fn set_up(page: &Page) {
    page.eval(SET_UP).await;
    let spans = json!(SPANS);
    let lanes = json!([
        { "start": 0.01, "gaps": 0.005, "imbalance": 0.028, "join": 0.01, "busy": 0.047, "chunks": 2, "speed": 1 },
        { "start": 0.02, "gaps": 0, "imbalance": 0, "join": 0.01, "busy": 0.07, "chunks": 2, "speed": 0.671 },
    ]);
    page.eval(&format!("view.show(timeline({SECONDS}, {spans}, 4, {lanes}))")).await;
}

/// What both threads had spent by a moment, by adding up the overlaps of the run's beginning with each stretch.
fn spent_by(time: f64) -> BTreeMap<&'static str, f64> {
    let mut spent: BTreeMap<_, _> =
        ["start", "gaps", "imbalance", "join", "busy"].into_iter().map(|part| (part, 0.0)).collect();
    let mut add = |part, from: f64, to: f64| *spent.get_mut(part).unwrap() += (to.min(time) - from).max(0.0);
    for thread in 0..2 {
        let spans: Vec<_> = SPANS.iter().filter(|span| span.0 == thread).collect();
        add("start", 0.0, spans[0].2);
        spans.iter().for_each(|span| add("busy", span.2, span.3));
        spans.windows(2).for_each(|pair| add("gaps", pair[0].3, pair[1].2));
        add("imbalance", spans[1].3, LAST_END);
        add("join", LAST_END, SECONDS);
    }
    spent.insert("seconds", time);
    spent
}

/// What each thread had added by a moment, one integer after the other.
fn added_by(time: f64) -> Vec<u64> {
    let added = |&(_, chunk, start, end): &(usize, u64, f64, f64)| -> u64 {
        let count = (25.0 * ((time - start) / (end - start)).clamp(0.0, 1.0)).floor() as u64;
        (1 + 25 * chunk..).take(count as usize).sum()
    };
    (0..2).map(|thread| SPANS.iter().filter(|span| span.0 == thread).map(added).sum()).collect()
}

async fn press(page: &Page, timeline: &str) {
    page.find(&format!("{timeline} .player button")).await.click().await.unwrap();
    let is_on =
        format!("return document.querySelector('parallel-sum').shadowRoot.querySelector('{timeline} .player.on')");
    page.until(&is_on).await;
}

async fn type_into_slider(page: &Page, key: Key) {
    page.find(".made-up .player input").await.send_keys(key.value().to_string()).await.unwrap();
}

/// What is seen: the name of the button, where the slider is, the integers in the lanes and what is said below.
async fn seen(page: &Page, timeline: &str) -> Value {
    let script = format!(
        "const all = (selector) => [...root.querySelectorAll(`{timeline} ${{selector}}`)];
         const slider = all('.player input')[0];
         return {{ name: all('.player button')[0].innerText.replace(/^\\W+/, ''), value: slider.valueAsNumber, at: slider.getAttribute('aria-valuetext'),
           sums: all('.sums span').map((it) => it.textContent.replaceAll(',', '')), info: all('.info')[0].textContent.replaceAll(',', '') }};"
    );
    page.eval(&script).await
}

#[test]
fn at_each_event_of_a_replay_the_account_and_the_lanes_hold_what_was_spent_and_added_by_then() {
    on_page_in_each_browser(async |page| {
        set_up(page).await;
        press(page, ".made-up").await;
        type_into_slider(page, Key::Home).await;
        for time in [0.01, 0.02, 0.03, 0.035, 0.05, 0.062, 0.09] {
            type_into_slider(page, Key::Right).await;
            let told = page.eval("return told.moments.at(-1)").await;
            for (part, seconds) in spent_by(time) {
                let it = told[part].as_f64().unwrap();
                assert!((it - seconds).abs() < 1e-12, "{part} after {time}: {it} instead of {seconds}");
            }
            let seen = seen(page, ".made-up").await;
            let sums = added_by(time);
            assert_eq!(seen["sums"], json!(sums.iter().map(u64::to_string).collect::<Vec<_>>()), "after {time}");
            let all = sums.iter().sum::<u64>();
            assert!(seen["info"].as_str().unwrap().ends_with(&format!(": {all}")), "{seen}");
            assert_eq!(seen["name"], "Play");
        }
        type_into_slider(page, Key::Right).await;
        let end = seen(page, ".made-up").await;
        assert_eq!((&end["sums"], end["value"].as_f64()), (&json!(["1900", "3150"]), Some(1.0)), "{end}");
        assert_eq!(page.eval("return told.moments.at(-1)").await, Value::Null, "the finished account is shown again");
        type_into_slider(page, Key::Left).await;
        assert_eq!(seen(page, ".made-up").await["at"], "90.0 ms");
    });
}

#[test]
fn a_replay_ends_with_what_every_thread_has_added_and_all_of_it_is_the_sum() {
    on_page_in_each_browser(async |page| {
        let result = page.eval("return await element.run({ mode: 'parallel', n: 9e7, threads: 3, chunks: 12 })").await;
        page.eval(
            "window.totals = [];
             const info = root.querySelector('[part=timeline] .info');
             new MutationObserver(() => totals.push(info.textContent)).observe(info, { childList: true });",
        )
        .await;
        press(page, "[part=timeline]").await;
        let replays = "return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=timeline] .player button').textContent.includes('Replay')";
        assert_eq!(page.eval(replays).await, false);
        page.until(replays).await;
        let mut sums = [0u128; 3];
        for span in result["spans"].as_array().unwrap() {
            let first = 7_500_000 * u128::from(span["chunk"].as_u64().unwrap()) + 1;
            sums[span["thread"].as_u64().unwrap() as usize] += (first..first + 7_500_000).sum::<u128>();
        }
        let seen = seen(page, "[part=timeline]").await;
        assert_eq!(seen["sums"], json!(sums.map(|sum| sum.to_string())));
        let sum = result["sum"].as_str().unwrap();
        assert_eq!(sums.iter().sum::<u128>().to_string(), sum);
        assert!(seen["info"].as_str().unwrap().ends_with(&format!(": {sum}")), "{seen}");

        let totals = page.eval("return totals.map((it) => it.split(': ')[1].replaceAll(',', ''))").await;
        let totals: Vec<u128> =
            totals.as_array().unwrap().iter().map(|it| it.as_str().unwrap().parse().unwrap()).collect();
        assert!(totals.len() > 3 && totals.is_sorted(), "{totals:?}");
    });
}

/// By the overlaps of the spans with the run's beginning: all threads' time so far, and where the threads together were faster
/// than one the gain, which the speedup has in addition.
#[test]
fn the_cells_of_the_account_fill_as_far_as_the_replay_has_got() {
    on_page_in_each_browser(async |page| {
        let compared = page.eval("return window.compared = await element.compare({ n: 9e7, threads: 2 })").await;
        press(page, "[part=timeline]").await;
        let slider = page.find("[part=timeline] .player input").await;
        for (key, steps) in [(Key::Home, 1), (Key::Right, 9), (Key::Right, 9), (Key::End, 1)] {
            for _ in 0..steps {
                slider.send_keys(key.value().to_string()).await.unwrap();
            }
            let filled = page
                .eval(
                    "const { account: { speedup, slowerThreads, ...rest }, parallel: { spans } } = compared;
                     const busy = (to) => spans.reduce((sum, { start, end }) => sum + Math.max(Math.min(end, to) - start, 0), 0);
                     const total = busy(Infinity) / (speedup + slowerThreads);
                     const value = root.querySelector('[part=timeline] .player input').valueAsNumber;
                     const gain = Math.max(-slowerThreads, 0) * (busy(value * total) / busy(Infinity));
                     const scale = 2 + Math.max(-slowerThreads, 0);
                     const cells = [...root.querySelectorAll('.account:not(.behind) .segment')].map((it) => parseFloat(it.style.flexBasis));
                     return { value, filled: cells.reduce((sum, it) => sum + it) / 100, wanted: (2 * value + gain) / scale };",
                )
                .await;
            let [part, wanted] = ["filled", "wanted"].map(|it| filled[it].as_f64().unwrap());
            assert!((part - wanted).abs() < 1e-3, "{filled} of {compared}");
        }
    });
}

#[test]
fn a_run_of_one_thread_beside_one_is_replayed_though_it_has_no_account() {
    on_page_in_each_browser(async |page| {
        page.eval(
            "window.errors = [];
             addEventListener('error', ({ message }) => errors.push(message));
             await element.compare({ n: 1e7, threads: 1 })",
        )
        .await;
        press(page, "[part=timeline]").await;
        let slider = page.find("[part=timeline] .player input").await;
        slider.send_keys(Key::End.value().to_string()).await.unwrap();
        assert_eq!(seen(page, "[part=timeline]").await["sums"], json!(["50000005000000"]));
        assert_eq!(page.eval("return errors").await, json!([]));
    });
}

#[test]
fn a_click_on_the_slider_goes_there_and_every_one_of_ten_thousand_thin_chunks_counts() {
    on_page_in_each_browser(async |page| {
        page.eval(SET_UP).await;
        page.eval(
            "const spans = Array.from({ length: 10_000 }, (_, i) => [0, i, i / 1e4, (i + 0.5) / 1e4]);
             view.show(timeline(1, spans, 10_000, [{ start: 0, gaps: 0.49995, imbalance: 0, join: 0.00005, busy: 0.5, chunks: 10_000 }]))",
        )
        .await;
        press(page, ".made-up").await;
        // WebKit's driver takes the slider's thumb for something above it, and would not click on the slider itself.
        let middle = page
            .eval(
                "const slider = root.querySelector('.made-up .player input');
                 slider.scrollIntoView({ block: 'center', behavior: 'instant' });
                 const { left, top, width, height } = slider.getBoundingClientRect();
                 return [left + width / 2, top + height / 2].map(Math.round);",
            )
            .await;
        let [x, y] = [0, 1].map(|i| middle[i].as_i64().unwrap());
        page.driver.action_chain().move_to(x, y).click().perform().await.unwrap();
        let seen = seen(page, ".made-up").await;
        let value = seen["value"].as_f64().unwrap();
        assert!((0.3..0.7).contains(&value), "{seen}");
        let spent = page.eval("return told.moments.at(-1)").await;
        let [seconds, busy, gaps] = ["seconds", "busy", "gaps"].map(|part| spent[part].as_f64().unwrap());
        assert!((seconds - value).abs() < 1e-9 && (busy + gaps - seconds).abs() < 1e-9, "{spent}");
        assert!((busy - gaps).abs() < 1e-4, "half of the time each: {spent}");
        // So many chunks have ended, and perhaps a part of another is added.
        let ended = ((value - 0.5e-4) * 1e4).floor() as u128;
        let sum = |chunks: u128| 25 * chunks * (25 * chunks + 1) / 2;
        let added: u128 = seen["sums"][0].as_str().unwrap().parse().unwrap();
        assert!((sum(ended)..=sum(ended + 2)).contains(&added), "{added} {ended}");

        let parts = page
            .eval(
                "const heights = (of) => [...root.querySelector(`.made-up ${of}`).getAttribute('d').matchAll(/v-([\\d.]+)/g)].map(([, it]) => Number(it));
                 const [whole] = heights('.ground');
                 return heights('.bar-0').map((it) => it / whole);",
            )
            .await;
        let parts: Vec<_> = parts.as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect();
        assert!(
            parts.iter().all(|part| (0.45..0.6).contains(part)),
            "a merged bar's area is the time it stands for: {parts:?}"
        );
    });
}

#[test]
fn with_less_motion_a_button_steps_from_event_to_event_and_nothing_is_animated() {
    on_page_in_each_browser_for(Some(Wish::LessMotion), async |page| {
        set_up(page).await;
        for time in ["10.0 ms", "20.0 ms", "30.0 ms"] {
            assert_eq!(seen(page, ".made-up").await["name"], "Next event");
            press(page, ".made-up").await;
            assert_eq!(seen(page, ".made-up").await["at"], time);
        }
        type_into_slider(page, Key::End).await;
        assert_eq!(seen(page, ".made-up").await["sums"], json!(["1900", "3150"]));
        press(page, ".made-up").await;
        assert_eq!(seen(page, ".made-up").await["at"], "10.0 ms", "it begins anew");

        let steps = page
            .eval(
                "const spans = Array.from({ length: 1000 }, (_, i) => [0, i, i / 1e4, (i + 1) / 1e4]);
                 view.show(timeline(0.1, spans, 1000, [{ start: 0, gaps: 0, imbalance: 0, join: 0, busy: 0.1, chunks: 1000 }]));
                 const [button, slider] = ['button', 'input'].map((it) => root.querySelector(`.made-up .player ${it}`));
                 let steps = 0;
                 do button.click(); while (++steps < 1000 && slider.valueAsNumber < 1);
                 return { steps, frames: frames_, isLast: told.moments.at(-1) };",
            )
            .await;
        let count = steps["steps"].as_u64().unwrap();
        assert!((50..=101).contains(&count), "{steps}");
        assert_eq!((&steps["frames"], &steps["isLast"]), (&json!(0), &Value::Null));
    });
}

#[test]
fn a_pause_keeps_the_moment_and_asks_for_no_more_frames_and_play_goes_on_from_there() {
    on_page_in_each_browser(async |page| {
        set_up(page).await;
        assert_eq!(seen(page, ".made-up").await["name"], "Replay 100× slower");
        press(page, ".made-up").await;
        assert_eq!(seen(page, ".made-up").await["name"], "Pause");
        let goes_on = async |from: &Value| {
            let beyond = format!(
                "return document.querySelector('parallel-sum').shadowRoot.querySelector('.made-up .player input').valueAsNumber > {from}"
            );
            page.until(&beyond).await;
        };
        goes_on(&json!(0)).await;
        press(page, ".made-up").await;
        let paused = seen(page, ".made-up").await;
        let before = page.eval("return frames_").await;
        page.eval("await nextFrame(); await nextFrame()").await;
        assert_eq!((seen(page, ".made-up").await, page.eval("return frames_").await), (paused.clone(), before));
        assert_eq!(paused["name"], "Play");
        press(page, ".made-up").await;
        goes_on(&paused["value"]).await;
        type_into_slider(page, Key::End).await;
        assert_eq!(seen(page, ".made-up").await["name"], "Replay 100× slower");
    });
}

#[test]
fn what_the_button_offers_lasts_three_to_ten_seconds_and_it_says_how_slow_that_is() {
    on_page_in_each_browser(async |page| {
        page.eval(SET_UP).await;
        for (seconds, name) in [
            (0.0001, "Replay 30,000× slower"),
            (0.005, "Replay 600× slower"),
            (0.05, "Replay 100× slower"),
            (0.37, "Replay 27× slower"),
            (4.0, "Replay 2.5× slower"),
            (9.9, "Replay in 10 sec"),
            (25.0, "Replay in 10 sec"),
        ] {
            let show = format!(
                "view.show(timeline({seconds}, [[0, 0, 0, {seconds}]], 1, [{{ start: 0, gaps: 0, imbalance: 0, join: 0, busy: {seconds}, chunks: 1 }}]))"
            );
            page.eval(&show).await;
            assert_eq!(seen(page, ".made-up").await["name"], name);
        }
        let off = "const player = root.querySelector('.made-up .player');
             const look = () => [getComputedStyle(player).visibility, player.querySelector('button').disabled];";
        for nothing in [
            "null",
            "timeline(0, [[0, 0, 0, 0]], 1, [{ start: 0, gaps: 0, imbalance: 0, join: 0, busy: 0, chunks: 1 }])",
        ] {
            let look = page.eval(&format!("view.show({nothing}); {off} return look()")).await;
            assert_eq!(look, json!(["hidden", true]), "{nothing}");
        }
    });
}

#[test]
fn a_replay_ends_where_a_run_begins_another_result_comes_or_the_element_goes() {
    on_page_in_each_browser(async |page| {
        for end in [
            "view.showRunning([0.25, 0.5], false)",
            "view.show(null)",
            "view.show(evenly(3))",
            "view.element.remove()",
            "element.hidden = true",
        ] {
            set_up(page).await;
            press(page, ".made-up").await;
            page.until("return told.moments.length > 2").await;
            let ended = page
                .eval(&format!(
                    "{end};
                     await nextFrame();
                     await nextFrame();
                     const told_ = told.moments.length;
                     const before = frames_;
                     await nextFrame();
                     await nextFrame();
                     const isSame = told.moments.length === told_;
                     const look = {{ asked: frames_ - before, isSame, isWhole: told.moments.at(-1) === null, sums: view.element.querySelectorAll('.sums span').length }};
                     element.hidden = false;
                     view.element.remove();
                     return look;"
                ))
                .await;
            assert_eq!((&ended["asked"], &ended["isSame"]), (&json!(0), &json!(true)), "{end}: {ended}");
            let is_shown_anew = end.contains("show");
            assert_eq!(
                (&ended["isWhole"], ended["sums"] == 0),
                (&json!(is_shown_anew), is_shown_anew),
                "{end}: {ended}"
            );
        }
    });
}

#[test]
fn the_timeline_is_as_high_with_nothing_as_with_256_threads_in_a_run_and_in_a_replay() {
    on_page_in_each_browser(async |page| {
        page.eval(SET_UP).await;
        for width in [520, 1280] {
            page.set_width(width).await;
            let places = page
                .eval(
                    "const places = [];
                     const look = (state) => {
                       const { top, height } = view.element.getBoundingClientRect();
                       const parts = ['h3', '.timeline', '.scale'].map((it) => view.element.querySelector(it).getBoundingClientRect());
                       const next = view.element.nextElementSibling.getBoundingClientRect().top;
                       places.push([state, JSON.stringify([height, next - top, ...parts.flatMap((it) => [it.top - top, it.height])])]);
                     };
                     look('nothing');
                     for (const threads of [1, 2, 3, 8, 9, 64, 256]) {
                       view.showRunning(Array(threads).fill(0.5), true);
                       look(`running on ${threads}`);
                       view.showRunning([]);
                       view.show(evenly(threads));
                       look(`shown on ${threads}`);
                       view.element.querySelector('.player button').click();
                       await nextFrame();
                       look(`replayed on ${threads}`);
                       view.element.querySelector('.player button').click();
                       look(`paused on ${threads}`);
                       const svg = view.element.querySelector('.timeline');
                       const { left, bottom, width } = svg.getBoundingClientRect();
                       svg.dispatchEvent(new PointerEvent('pointermove', { clientX: left + width / 2, clientY: bottom - 1 }));
                       if (!view.element.querySelector('.info').textContent.startsWith('Thread')) places.push(['not pointed at', '']);
                       look(`pointed at on ${threads}`);
                     }
                     view.show(null);
                     return places;",
                )
                .await;
            let places = places.as_array().unwrap();
            assert_eq!(places.len(), 1 + 5 * 7);
            let moved: Vec<_> = places.iter().filter(|place| place[1] != places[0][1]).collect();
            assert!(moved.is_empty(), "{moved:?} instead of {}", places[0]);
        }
    });
}

#[test]
fn a_part_of_the_account_lights_its_stretches_and_a_stretch_under_the_pointer_tells_its_part() {
    on_page_in_each_browser(async |page| {
        set_up(page).await;
        // Of each lane, start, gaps, imbalance, join, and the bars in two colours; 1 is lit.
        let lit = async |part: &str| {
            let script = format!(
                "view.light({part});
                 return [...view.element.querySelectorAll('.timeline svg > path')].map((it) => Number(!it.classList.contains('unlit')))"
            );
            page.eval(&script).await
        };
        for (part, first, second) in [
            ("'start'", [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]),
            ("'gaps'", [0, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]),
            ("'imbalance'", [0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0]),
            ("'join'", [0, 0, 0, 1, 0, 0], [0, 0, 0, 1, 0, 0]),
            ("'speedup'", [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1]),
            ("'slowerThreads'", [0; 6], [0, 0, 0, 0, 1, 1]),
            ("null", [1; 6], [1; 6]),
        ] {
            assert_eq!(lit(part).await, json!([first, second].concat()), "{part}");
        }
        page.eval("view.show(evenly(2))").await;
        assert_eq!(lit("'slowerThreads'").await, json!([[0, 0, 0, 0, 1, 1]; 2].concat()), "where all are, all");

        let parts = page
            .eval(&format!(
                "view.show(timeline({SECONDS}, {}, 4, [{{ start: 0.01, gaps: 0.005, imbalance: 0.028, join: 0.01, busy: 0.047, chunks: 2, speed: 1 }},
                   {{ start: 0.02, gaps: 0, imbalance: 0, join: 0.01, busy: 0.07, chunks: 2, speed: 0.671 }}]));
                 told.parts.length = 0;
                 const svg = view.element.querySelector('.timeline');
                 const {{ left, width }} = svg.getBoundingClientRect();
                 const bar = svg.querySelector('.bar-0').getBoundingClientRect();
                 const at = (time) => ({{ clientX: left + (width * time) / {SECONDS}, clientY: bar.top + bar.height / 2 }});
                 for (const time of [0.005, 0.006, 0.02, 0.0325, 0.04, 0.075, 0.095]) svg.dispatchEvent(new PointerEvent('pointermove', at(time)));
                 svg.dispatchEvent(new PointerEvent('pointerleave'));
                 return told.parts;",
                json!(SPANS)
            ))
            .await;
        assert_eq!(parts, json!(["start", "speedup", "gaps", "speedup", "imbalance", "join", null]));
    });
}

#[test]
fn lanes_of_a_run_fill_as_far_as_their_threads_have_got_unless_less_motion_is_wanted() {
    for (wish, visibility) in [(None, "visible"), (Some(Wish::LessMotion), "hidden")] {
        on_page_in_each_browser_for(wish, async |page| {
            page.eval(SET_UP).await;
            let lanes = page
                .eval(
                    "view.showRunning([0, 0.25, 1], true);
                     const fills = [...view.element.querySelectorAll('.timeline .fill')];
                     const { width } = view.element.querySelector('.timeline').getBoundingClientRect();
                     return { alone: fills.map((it) => it.matches('.alone')), visibility: getComputedStyle(fills[1]).visibility,
                       parts: fills.map((it) => Math.round((100 * it.getBoundingClientRect().width) / width)) };",
                )
                .await;
            assert_eq!(
                lanes,
                json!({ "alone": [true, false, false], "visibility": visibility, "parts": [0, 25, 100] })
            );
        });
    }
}
