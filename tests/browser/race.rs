//! A race as it is drawn, replayed, told of and taken along; and a run on the GPU.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Page, Wish, on_page, on_page_in_each_browser, on_page_in_each_browser_for};

/// What is made of results that nobody has measured.
async fn made_up(page: &Page, script: &str) -> Value {
    page.eval(&format!("await element.ready; {} {script}", include_str!("race.js"))).await
}

/// Presses Race, and returns what that comes to: the seconds of the lanes that could run, and how far their bars reach.
async fn raced(page: &Page) -> (Vec<f64>, Vec<f64>) {
    page.eval(
        "await element.ready;
         Object.assign(element, { n: 3e7, threads: 2, lang: 'en' });
         window.raced = new Promise((resolve) => element.addEventListener('parallel-sum-result', ({ detail }) => resolve(detail), { once: true }));",
    )
    .await;
    page.find("[part~=race]").await.click().await.unwrap();
    let seen = page
        .eval(
            "const { lanes } = await raced;
             const bars = [...root.querySelectorAll('.race .bar')].filter((bar) => bar.querySelector('.fill'));
             return [lanes.map(({ seconds }) => seconds.median), bars.map((bar) => bar.firstChild.getBoundingClientRect().width / bar.getBoundingClientRect().width)];",
        )
        .await;
    serde_json::from_value(seen).unwrap()
}

/// Where each is, as a part of its way, when the first is done.
fn ways_of(seconds: &[f64]) -> Vec<f64> {
    let first = seconds.iter().copied().fold(f64::INFINITY, f64::min);
    seconds.iter().map(|it| first / it).collect()
}

fn are_near(these: &[f64], those: &[f64]) -> bool {
    these.len() == those.len() && these.iter().zip(those).all(|(a, b)| (a - b).abs() < 0.01)
}

#[test]
fn in_the_picture_of_a_race_bars_are_as_long_as_their_lanes_were_fast() {
    on_page_in_each_browser(async |page| {
        let (seconds, drawn) = raced(page).await;
        assert!(seconds.len() >= 4, "{seconds:?}");
        assert!(are_near(&drawn, &ways_of(&seconds)), "{seconds:?} {drawn:?}");
    });
}

#[test]
fn its_replay_brings_in_one_lane_after_the_other_in_the_order_of_their_times_and_ends_with_all_at_the_line() {
    on_page_in_each_browser(async |page| {
        let (seconds, _) = raced(page).await;
        page.eval(
            "window.arrived = [];
             const rows = [...root.querySelectorAll('.race .row')].filter((row) => row.querySelector('.fill'));
             const look = () => {
               rows.forEach((row, i) => row.classList.contains('in') && !arrived.includes(i) && arrived.push(i));
               if (arrived.length < rows.length) requestAnimationFrame(look);
             };
             rows.forEach((row) => new MutationObserver(() => (window.began ??= (look(), true))).observe(row.querySelector('.fill'), { attributes: true }));",
        )
        .await;
        page.find("[part=lanes] .player button").await.click().await.unwrap();
        let ended = "return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=lanes] .player button').textContent";
        assert!(page.eval(ended).await.as_str().unwrap().contains("Pause"));
        page.until(&format!("{ended}.includes('Replay')")).await;
        page.until(&format!("return window.arrived.length === {}", seconds.len())).await;
        let arrived: Vec<usize> = serde_json::from_value(page.eval("return arrived").await).unwrap();
        let times: Vec<_> = arrived.iter().map(|&lane| seconds[lane]).collect();
        // Those that come in within a frame are seen at once.
        let longest = seconds.iter().copied().fold(0.0, f64::max);
        assert!(times.windows(2).all(|pair| pair[0] <= pair[1] + 0.05 * longest), "{times:?}");
        let widths = page.eval("return [...root.querySelectorAll('.race .fill')].map((it) => it.style.width)").await;
        assert!(widths.as_array().unwrap().iter().all(|it| it == "100%"), "{widths}");
    });
}

#[test]
fn at_each_step_of_the_slider_the_next_lane_is_at_the_line_and_the_others_are_as_far_as_they_had_come() {
    on_page_in_each_browser_for(Some(Wish::LessMotion), async |page| {
        made_up(page, "window.view = await drawn(race()); window.ways_ = () => ways(view);").await;
        let seconds = [0.33, 0.12, 0.06, 0.018, 0.004];
        let button = page.find("[part=lanes] .player button").await;
        for time in [0.004, 0.018, 0.06, 0.12, 0.33, 0.004] {
            button.click().await.unwrap();
            let seen: Vec<f64> = serde_json::from_value(page.eval("return ways_()").await).unwrap();
            let expected: Vec<_> = seconds.iter().map(|it| f64::min(1.0, time / it)).collect();
            assert!(are_near(&seen, &expected), "after {time}: {seen:?}");
        }
        let slider = page.find("[part=lanes] .player input").await;
        slider.send_keys(Key::End.value().to_string()).await.unwrap();
        slider.send_keys(Key::Left.value().to_string()).await.unwrap();
        assert_eq!(slider.attr("aria-valuetext").await.unwrap().as_deref(), Some("120 ms"));
    });
}

#[test]
fn what_is_known_of_a_race_that_is_on_is_drawn_and_nothing_moves_when_it_is_over() {
    on_page(async |page| {
        page.eval("await element.ready; element.lang = 'en'").await;
        for width in [320, 600] {
            page.set_width(width).await;
            let seen = page
                .eval(
                    "const top = (it) => root.querySelector(it).getBoundingClientRect().top - root.querySelector('.outcome').getBoundingClientRect().top;
                     const places = () => ['.bars', '[part=lanes]', '.race', '.warnings'].map((it) => [Math.round(top(it)), root.querySelector(it).offsetWidth]);
                     const seen = [];
                     const look = ({ detail: { phase } }) => phase === 'samples' && seen.push([JSON.stringify(places()), [...root.querySelectorAll('.race .time')].map((it) => it.textContent)]);
                     element.addEventListener('parallel-sum-progress', look);
                     const { lanes } = await element.race({ n: 3e8, threads: 2, repeats: 3 });
                     element.removeEventListener('parallel-sum-progress', look);
                     return { places: [...new Set([...seen.map(([it]) => it), JSON.stringify(places())])], known: Math.max(...seen.map(([, it]) => it.filter((time) => time !== '–').length)), lanes: lanes.length };",
                )
                .await;
            assert_eq!(seen["places"].as_array().unwrap().len(), 1, "{width}: {seen}");
            assert!(seen["known"].as_u64() > Some(0), "{seen}");
        }
    });
}

/// Nothing is known of it before that.
#[test]
fn nothing_moves_when_a_run_on_the_gpu_is_over() {
    on_page(async |page| {
        for width in [320, 600] {
            page.set_width(width).await;
            for language in ["en", "ko"] {
                let heights = made_up(
                    page,
                    &format!(
                        "const running = {{ mode: 'gpu', plan: {{ threads: 8, n: BigInt(N) }}, progress: {{ phase: 'samples', fraction: 0.5, lanes: [] }} }};
                         const heights = [];
                         for (const it of [{{ running }}, onGpu(0.004), onGpu(0.004, {{ gpu: SOFTWARE }}), onGpu(0.004, {{ gpu: UNTOLD }})]) heights.push((await drawn(it, '{language}')).querySelector('.warnings').offsetTop);
                         return heights.map((it) => it - heights[0]);"
                    ),
                )
                .await;
                assert_eq!(heights, json!([0, 0, 0, 0]), "{width} {language}");
            }
        }
    });
}

#[test]
fn the_head_names_one_thread_and_the_fastest_of_the_others_and_says_how_many_times_as_fast_that_was() {
    on_page(async |page| {
        for (result, expected) in [
            ("race()", json!(["82.5×", "One thread", "GPU", "330 ms", "4.00 ms"])),
            (
                "race({ ...USUAL, gpu: [1.2, { gpu: SOFTWARE }] })",
                json!(["18.3×", "One thread", "8 threads, vectors", "330 ms", "18.0 ms"]),
            ),
            ("race({ serial: 0.01, gpu: 0.02 })", json!(["–", "One thread", "GPU", "10.0 ms", "20.0 ms"])),
            ("race({ parallel: 0.01, gpu: 0.02 })", json!(["–", "One thread", "8 threads", "–", "10.0 ms"])),
            ("race({ serial: 0.01 })", json!(["–", "One thread", "The fastest", "10.0 ms", "–"])),
            ("onGpu(0.004)", json!(["–", "One thread", "GPU", "–", "4.00 ms"])),
            ("onGpu(0.004, { gpu: SOFTWARE })", json!(["–", "One thread", "GPU (software)", "–", "4.00 ms"])),
        ] {
            let seen = made_up(
                page,
                &format!(
                    "const view = await drawn({result});
                     return ['[part=speedup]', '.row.serial .name', '.row.parallel .name', '.row.serial .time', '.row.parallel .time'].map((it) => view.querySelector(it).textContent);"
                ),
            )
            .await;
            assert_eq!(seen, expected, "{result}");
        }
    });
}

/// In English and in Korean.
#[test]
fn the_words_say_who_won_and_whether_the_trip_to_the_gpu_pays_as_far_as_the_times_say_so() {
    let won = "The race goes to the GPU, 4.50 times as fast as 8 threads with vectors.";
    let lost = "The race goes to 8 threads with vectors, 3.33 times as fast as 8 threads.";
    let software = "This GPU is software: the processor plays it, so it says nothing about a real one.";
    let cases = [
        ("race(USUAL, { breakEven: '243210987' })", format!("{won} From about n = 240,000,000 on, the GPU was faster than your 8 threads with vectors: below that, the trip there and back, 900 µs, takes longer."), "1등은 GPU, 2등인 벡터를 쓴 스레드 8개보다 4.50배 빨랐습니다. n이 240,000,000쯤일 때부터 GPU가 벡터를 쓴 스레드 8개보다 빨랐습니다. 그보다 작으면 GPU에 다녀오는 데(900µs) 더 오래 걸립니다."),
        ("race({ ...USUAL, gpu: 0.04 }, { breakEven: '2600000000' })", "The race goes to 8 threads with vectors, 2.22 times as fast as the GPU. The GPU would be faster than your 8 threads with vectors from about n = 2,600,000,000 on; here the trip there and back alone took 900 µs.".into(), "1등은 벡터를 쓴 스레드 8개, 2등인 GPU보다 2.22배 빨랐습니다. GPU가 벡터를 쓴 스레드 8개보다 빨라지는 것은 n이 2,600,000,000쯤일 때부터입니다. 여기서는 GPU에 다녀오는 데만 900µs 걸렸습니다."),
        ("race({ ...USUAL, gpu: 0.09 })", format!("{lost} The GPU adds no faster than your 8 threads with vectors, so no n pays for the trip there and back, 900 µs."), "1등은 벡터를 쓴 스레드 8개, 2등인 스레드 8개보다 3.33배 빨랐습니다. GPU의 덧셈이 벡터를 쓴 스레드 8개보다 빠르지 않으니, n이 얼마든 GPU에 다녀올(900µs) 만하지 않습니다."),
        // What cannot be told is not told.
        ("race({ ...USUAL, gpu: 0.0181 }, { breakEven: '1100000000' })", "As far as can be told, 8 threads with vectors and the GPU were equally fast. Of the GPU's time, 900 µs are the trip there and back with nothing to add.".into(), "벡터를 쓴 스레드 8개, GPU: 어느 쪽이 더 빨랐다고 할 수 없습니다. GPU의 시간 가운데 900µs 동안은 더하는 것 없이 다녀오기만 한 시간입니다."),
        ("race({ ...USUAL, parallel: 0.01, gpu: 0.0181 }, { breakEven: '1100000000' })", "The race goes to 8 threads, 1.80 times as fast as 8 threads with vectors. Whether the GPU is faster than your 8 threads with vectors cannot be told at this n. The trip there and back alone took 900 µs.".into(), "1등은 스레드 8개, 2등인 벡터를 쓴 스레드 8개보다 1.80배 빨랐습니다. 이 n으로는 GPU가 벡터를 쓴 스레드 8개보다 빠른지 알 수 없습니다. GPU에 다녀오는 데만 900µs 걸렸습니다."),
        ("race({ ...USUAL, gpu: [1.1, { gpu: SOFTWARE }] }, { breakEven: '5' })", format!("{lost} {software}"), "1등은 벡터를 쓴 스레드 8개, 2등인 스레드 8개보다 3.33배 빨랐습니다. 이 GPU는 프로세서가 흉내 내는 소프트웨어라서, 진짜 GPU에 대해서는 아무것도 말해 주지 않습니다."),
        ("race({ serial: 0.3, gpu: 0.1 })", "The race goes to the GPU, 3.00 times as fast as one thread. Of the GPU's time, 900 µs are the trip there and back with nothing to add.".into(), "1등은 GPU, 2등인 스레드 하나보다 3.00배 빨랐습니다. GPU의 시간 가운데 900µs 동안은 더하는 것 없이 다녀오기만 한 시간입니다."),
        ("race({ serial: 0.3, 'serial-simd': 0.1 })", "The race goes to one thread with vectors, 3.00 times as fast as one thread.".into(), "1등은 벡터를 쓴 스레드 하나, 2등인 스레드 하나보다 3.00배 빨랐습니다."),
        ("race({ parallel: 0.3 })", "In a race of its own, 8 threads took 300 ms.".into(), "혼자 달린 스레드 8개: 300ms 걸렸습니다."),
        ("without('noGpu')", format!("{lost} The GPU's lane is empty: this browser has no WebGPU."), "1등은 벡터를 쓴 스레드 8개, 2등인 스레드 8개보다 3.33배 빨랐습니다. GPU 레인은 비어 있습니다. 이 브라우저에는 WebGPU가 없습니다."),
        ("without('insecure')", format!("{lost} The GPU's lane is empty: browsers give WebGPU only to pages that come over https or from localhost."), "1등은 벡터를 쓴 스레드 8개, 2등인 스레드 8개보다 3.33배 빨랐습니다. GPU 레인은 비어 있습니다. 브라우저는 https나 localhost의 페이지에서만 WebGPU를 쓰게 합니다."),
        ("without('noAdapter')", format!("{lost} The GPU's lane is empty: this browser has WebGPU, but no GPU that it lets pages use."), "1등은 벡터를 쓴 스레드 8개, 2등인 스레드 8개보다 3.33배 빨랐습니다. GPU 레인은 비어 있습니다. 이 브라우저에 WebGPU는 있지만, 페이지가 쓸 수 있는 GPU가 없습니다."),
        ("without('gpuDevice')", format!("{lost} The GPU's lane is empty: the GPU could not be used."), "1등은 벡터를 쓴 스레드 8개, 2등인 스레드 8개보다 3.33배 빨랐습니다. GPU 레인은 비어 있습니다. GPU를 쓸 수 없었습니다."),
        ("race({ ...USUAL, gpu: 0 })", "Not every run took long enough for this browser's timer to tell what was gained. Choose a larger n.".into(), "이 브라우저의 타이머로 재기에 너무 짧은 실행이 있어서 얼마나 빨라졌는지 알 수 없습니다. n을 더 크게 하세요."),
        ("race(USUAL, { correct: false })", "A sum is wrong, so its time means nothing. Please report this.".into(), "틀린 합이 있으므로 시간도 의미가 없습니다. 이 문제를 알려 주세요."),
        ("onGpu(0.004)", "The GPU added them in 4.00 ms, of which the trip there and back with nothing to add takes 900 µs. Race sets it beside your threads.".into(), "GPU로 더하는 데 걸린 시간은 4.00ms, 더할 것 없이 다녀오기만 해도 900µs입니다. 경주를 누르면 스레드와 나란히 볼 수 있습니다."),
        ("onGpu(0.00095)", "The GPU took 950 µs, hardly more than the trip there and back with nothing to add, 900 µs. Race sets it beside your threads.".into(), "GPU로 걸린 시간은 950µs, 더할 것 없이 다녀오기만 한 900µs보다 그리 길지 않습니다. 경주를 누르면 스레드와 나란히 볼 수 있습니다."),
        ("onGpu(1.1, { gpu: SOFTWARE })", format!("The GPU added them in 1.10 sec, of which the trip there and back with nothing to add takes 900 µs. {software}"), "GPU로 더하는 데 걸린 시간은 1.10초, 더할 것 없이 다녀오기만 해도 900µs입니다. 이 GPU는 프로세서가 흉내 내는 소프트웨어라서, 진짜 GPU에 대해서는 아무것도 말해 주지 않습니다."),
        ("onGpu(0.004, { correct: false })", "A sum is wrong, so its time means nothing. Please report this.".into(), "틀린 합이 있으므로 시간도 의미가 없습니다. 이 문제를 알려 주세요."),
    ];
    on_page(async |page| {
        let list = cases.iter().map(|(result, ..)| *result).collect::<Vec<_>>().join(", ");
        let said = made_up(
            page,
            &format!(
                "const {{ gpu, ...others }} = USUAL;
                 const without = (reason) => race(others, {{ absent: [{{ name: 'gpu', reason }}] }});
                 const languages = await Promise.all(['en', 'ko'].map(textsOf));
                 return [{list}].map((result) => languages.map((texts) => more.kindWords(result, texts).join(' ').replaceAll('\u{3bc}', '\u{b5}')));"
            ),
        )
        .await;
        for ((result, english, korean), said) in cases.iter().zip(said.as_array().unwrap()) {
            assert_eq!((&said[0], &said[1]), (&json!(english), &json!(korean)), "{result}");
        }
    });
}

#[test]
fn all_that_is_drawn_and_said_has_room_from_320_pixels_on_in_both_languages() {
    on_page(async |page| {
        for width in [320, 600] {
            page.set_width(width).await;
            for (result, language) in ["race(USUAL, { breakEven: '243210987654' })", "race({ serial: 0.3 }, { absent: ['serial-simd', 'parallel', 'parallel-simd', 'gpu'].map((name) => ({ name, reason: 'noGpu' })) })", "onGpu(0.004)", "onGpu(1, { gpu: UNTOLD })"]
                .into_iter()
                .flat_map(|result| ["en", "ko"].map(|language| (result, language)))
            {
                let seen = made_up(
                    page,
                    &format!(
                        "const view = await drawn({result}, '{language}');
                         const opener = view.querySelector('.out .opener');
                         opener.click();
                         while (opener.ariaExpanded !== 'true') await new Promise(requestAnimationFrame);
                         const {{ left, right }} = root.querySelector('.card').getBoundingClientRect();
                         const outside = [...view.querySelectorAll(':not(.scroll *)')].filter((it) => {{
                           const box = it.getBoundingClientRect();
                           return box.width > 1 && (box.left < left || box.right > right);
                         }});
                         const boxes = [...view.querySelectorAll('.race :is(.name, .time, .formula)')].map((it) => it.getBoundingClientRect());
                         const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
                         return {{ outside: outside.map((it) => it.outerHTML.slice(0, 80)), overlaps: boxes.filter((a, i) => boxes.slice(i + 1).some((b) => overlap(a, b))).length,
                           odd: /NaN|undefined|Infinity/.test(view.outerHTML), more: Math.max(0, view.querySelector('.head').offsetHeight - Math.ceil(parseFloat(getComputedStyle(view.querySelector('.head')).minHeight))) }};"
                    ),
                )
                .await;
                assert_eq!(seen, json!({ "outside": [], "overlaps": 0, "odd": false, "more": 0 }), "{width} {language} {result}");
            }
        }
    });
}

#[test]
fn where_a_clock_cannot_tell_times_from_none_nothing_is_drawn_or_said_that_it_did_not_tell() {
    on_page(async |page| {
        for result in [
            "race({ ...USUAL, gpu: 0 })",
            "race({ serial: 0, parallel: 0 })",
            "race({ serial: [0.0001, { perSecond: null }], parallel: 0.1 })",
            "onGpu(0)",
        ] {
            let seen = made_up(
                page,
                &format!(
                    "const result = {result};
                     const view = await drawn(result);
                     const opener = view.querySelector('.out .opener');
                     opener.click();
                     while (opener.ariaExpanded !== 'true') await new Promise(requestAnimationFrame);
                     const {{ pictureFile }} = await import('/www/view/picture-file.js');
                     const picture = await (await pictureFile('svg', {{ result, at: new Date() }}, await textsOf('en'), null)).text();
                     return {{ odd: (view.outerHTML + picture).match(/NaN|undefined|Infinity/)?.[0] ?? null, ways: ways(view).filter((it) => it > 0).length,
                       canReplay: view.querySelector('[part=lanes] .player button')?.disabled === false, speedup: view.querySelector('[part=speedup]').textContent }};"
                ),
            )
            .await;
            assert_eq!(seen, json!({ "odd": null, "ways": 0, "canReplay": false, "speedup": "–" }), "{result}");
        }
    });
}

#[test]
fn to_those_who_do_not_see_it_the_picture_tells_every_time_and_place_and_why_a_lane_is_empty() {
    on_page(async |page| {
        let label = made_up(
            page,
            "const { gpu, ...others } = USUAL;
             return (await drawn(race(others, { absent: [{ name: 'gpu', reason: 'noGpu' }] }))).querySelector('.race').getAttribute('aria-label')",
        )
        .await;
        assert_eq!(
            label,
            "How long each lane took, and how much of its way it had come when the first was done. One thread: 330 ms, 5%; One thread, vectors: 120 ms, 15%; 8 threads: 60.0 ms, 30%; 8 threads, vectors: 18.0 ms, 100%; GPU: no WebGPU here"
        );
    });
}

/// A row for each, and what is known of the GPU.
#[test]
fn tables_hold_the_lanes_and_what_the_gpus_time_was_spent_on_or_why_that_is_not_known() {
    on_page(async |page| {
        let tables = async |result: &str| {
            made_up(
                page,
                &format!(
                    "return more.tablesOf({{ result: {result}, drawing: {{}} }}, null, await textsOf('en')).filter((it) => it.matches('.scroll'))
                       .map((it) => [...it.querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.textContent.replace('\u{3bc}', '\u{b5}'))));"
                ),
            )
            .await
        };
        let raced = tables("race()").await;
        let lanes = json!([
            ["Lane", "Time", "Integers per second", "times as fast as one thread"],
            ["One thread", "330 ms", "3.03 billion", "1.00×"],
            ["One thread, vectors", "120 ms", "8.33 billion", "2.75×"],
            ["8 threads", "60.0 ms", "16.7 billion", "5.50×"],
            ["8 threads, vectors", "18.0 ms", "55.6 billion", "18.3×"],
            ["GPU", "4.00 ms", "250 billion", "82.5×"],
        ]);
        assert_eq!(raced[0], lanes);
        let gpu = json!([
            ["GPU", "Here"],
            ["Adapter", "a vendor, an architecture"],
            ["finding the adapter, once", "12.0 ms"],
            ["opening the device, once", "18.0 ms"],
            ["compiling the kernel, once", "70.0 ms"],
            ["upload", "200 µs"],
            ["adding", "3.00 ms"],
            ["fetching the sum", "800 µs"],
            ["The trip alone", "900 µs"],
        ]);
        assert_eq!(raced[1], gpu);
        let alone = tables("onGpu(0.004, { gpu: { ...UNTOLD, isSoftware: true } })").await;
        assert_eq!(
            alone[0],
            json!([["Lane", "Time", "Integers per second"], ["GPU (software)", "4.00 ms", "250 billion"]])
        );
        assert_eq!(
            (&alone[1][1][1], &alone[1][6][1]),
            (&json!("a vendor, an architecture, software"), &json!("–this browser tells no time on the GPU"))
        );
    });
}

#[test]
fn a_race_is_taken_along_as_a_picture_with_all_times_and_as_csv_with_a_line_for_each_sample() {
    on_page_in_each_browser(async |page| {
        let (seconds, _) = raced(page).await;
        let taken = page
            .eval(
                "const result = await raced;
                 const svg = await (await element.picture()).text();
                 const picture = new DOMParser().parseFromString(svg, 'image/svg+xml');
                 const downloaded = new Promise((resolve) => (URL.createObjectURL = (blob) => (resolve(blob.text()), 'blob:none')));
                 const buttons = [...root.querySelectorAll('[part=share] button')];
                 buttons.find((it) => it.textContent === 'Download CSV').click();
                 return { told: picture.querySelector('desc').textContent, odd: svg.match(/NaN|undefined|null/)?.[0] ?? null, csv: (await downloaded).split('\\r\\n').filter(Boolean),
                   ways: result.lanes.map(({ name }) => picture.querySelector(`[data-lane=${name}]`).getAttribute('width') / 660), samples: result.lanes.map(({ seconds }) => seconds.samples.length),
                   buttons: buttons.map((it) => it.textContent), times: [...root.querySelectorAll('.race .time')].map((it) => it.textContent) };",
            )
            .await;
        let told = taken["told"].as_str().unwrap();
        assert!(told.starts_with("The race · Sum of 1 to 30,000,000. "), "{told}");
        assert!(taken["times"].as_array().unwrap().iter().all(|it| told.contains(it.as_str().unwrap())), "{taken}");
        assert_eq!(taken["odd"], Value::Null);
        assert!(
            are_near(&serde_json::from_value::<Vec<_>>(taken["ways"].clone()).unwrap(), &ways_of(&seconds)),
            "{taken}"
        );
        let lines: Vec<_> = taken["csv"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert_eq!(lines[0], "mode,threads,n,sample,seconds,total,source,kernel");
        let of = |start: &str, end: &str| lines.iter().filter(|it| it.starts_with(start) && it.ends_with(end)).count();
        let counted = ["serial,1", "parallel,2"].map(|lane| {
            ["scalar", "simd"].map(|kernel| of(&format!("{lane},30000000,"), &format!(",private,counter,{kernel}")))
        });
        assert_eq!(json!(counted.concat()), json!(taken["samples"].as_array().unwrap()[..4]));
        assert!(!taken["buttons"].as_array().unwrap().contains(&json!("Link with my result")), "{taken}");
    });
}

#[test]
fn a_run_on_the_gpu_becomes_a_picture_that_names_the_gpu_and_csv_that_counts_no_threads() {
    on_page(async |page| {
        let taken = made_up(
            page,
            "const { pictureFile } = await import('/www/view/picture-file.js');
             const result = onGpu(0.004);
             const svg = await (await pictureFile('svg', { result, at: new Date() }, await textsOf('en'), null)).text();
             const picture = new DOMParser().parseFromString(svg, 'image/svg+xml');
             const view = await drawn(result);
             const downloaded = new Promise((resolve) => (URL.createObjectURL = (blob) => (resolve(blob.text()), 'blob:none')));
             [...view.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Download CSV').click();
             return { told: picture.querySelector('desc').textContent, odd: svg.match(/NaN|undefined|null/)?.[0] ?? null, csv: (await downloaded).split('\\r\\n')[1], verdict: view.querySelector('[part=verdict]').textContent };",
        )
        .await;
        let told = taken["told"].as_str().unwrap();
        assert!(
            told.starts_with(
                "1 to 1,000,000,000 on the GPU. 4.00 ms, 250 billion integers per second. The GPU added them in 4.00 ms"
            ),
            "{told}"
        );
        assert!(told.contains(" · a vendor an architecture · webgpu."), "{told}");
        assert_eq!((&taken["odd"], &taken["verdict"]), (&Value::Null, &json!("Right: it equals n(n+1)/2")));
        assert_eq!(taken["csv"], "gpu,,1000000000,1,0.00396,private,counter,");
    });
}
