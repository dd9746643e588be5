//! The lesson's section on the race: what its button runs, and what it says of the trip to the GPU, or would.

use serde_json::{Value, json};

use crate::driver::{on_page, on_page_in_each_browser};
use crate::lesson::tried;

/// A lane with this median, in seconds.
fn lane(name: &str, n: f64, median: f64) -> Value {
    json!({ "name": name, "seconds": { "median": median }, "perSecond": n / median })
}

/// A race of 1,000,000,000 that all threads with vectors win in 10 ms, but for what the GPU takes, with a trip of 2 ms.
fn raced(gpu: f64, even: &str, is_software: bool) -> Value {
    let n = 1e9;
    let mut gpu = lane("gpu", n, gpu);
    gpu["gpu"] = json!({ "isSoftware": is_software, "floor": 0.002 });
    let even = if even.is_empty() { Value::Null } else { json!(even) };
    json!({
        "n": "1000000000", "correct": true, "total": "private", "source": "counter", "environment": { "crossOriginIsolated": true },
        "lanes": [lane("serial", n, 0.3), lane("parallel-simd", n, 0.01), gpu], "absent": [], "breakEven": even,
    })
}

/// The same race with the GPU absent, for a reason.
fn without(reason: &str) -> Value {
    let mut race = raced(0.005, "", false);
    race["lanes"].as_array_mut().unwrap().pop();
    race["absent"] = json!([{ "name": "gpu", "reason": reason }]);
    race
}

#[test]
fn a_race_says_from_which_n_on_the_trip_pays_and_no_more_than_was_measured() {
    let with = |mut race: Value, pointer: &str, value: Value| {
        *race.pointer_mut(pointer).unwrap() = value;
        race
    };
    let never = || raced(0.02, "", false);
    let cases = [
        (raced(0.005, "285714286", false), json!("raceEven")),
        (raced(0.02, "1500000000", false), json!("raceEven")),
        (never(), json!("raceNever")),
        // Too short for the clock, or nothing to compare with.
        (with(never(), "/lanes/2/perSecond", Value::Null), Value::Null),
        (with(never(), "/lanes/1/perSecond", Value::Null), Value::Null),
        (with(never(), "/lanes/1/name", json!("parallel")), Value::Null),
        // Whatever came out.
        (raced(0.005, "285714286", true), json!("raceSoftware")),
        (raced(2.0, "", true), json!("raceSoftware")),
        (without("noAdapter"), json!("raceWithout")),
        (without("gpuDevice"), json!("raceWithout")),
        (Value::Null, Value::Null),
    ];
    on_page(async |page| {
        for (race, expected) in cases {
            let said = page.eval(&format!("return (await import('/www/lesson/race.js')).saying({race})")).await;
            assert_eq!(said, expected, "{race:#}");
        }
    });
}

/// What the section shows: its cells, and what it says.
const SHOWN: &str = "
    const cells = () => [...document.querySelectorAll('#race :is([data-race=n], [data-lane])')].map((it) => it.textContent);
    const says = () => [...document.querySelectorAll('#race [data-race=says]')].filter((it) => it.checkVisibility());
    const spoken = () => says().map((it) => it.innerText).join(' ');
    const speak = async (language) => {
      document.querySelector(`[hreflang=${language}]`).click();
      while (document.documentElement.lang !== language) await new Promise(requestAnimationFrame);
    };";

#[test]
fn the_section_has_the_numbers_of_the_race_in_either_language() {
    let race = raced(0.005, "285714286", false);
    on_page(async |page| {
        let shown = page
            .eval(&format!(
                "{SHOWN}
                 await speak('en');
                 element.dispatchEvent(new CustomEvent('parallel-sum-result', {{ detail: {race} }}));
                 const english = [cells(), spoken()];
                 await speak('ko');
                 return [english, [cells(), spoken()]];"
            ))
            .await;
        let none = "–";
        let lanes = ["1.00", none, none, none, none, "10.0ms", "30.0", "5.00ms", "60.0", "2.00ms"];
        let cells = [&["n = 1,000,000,000", "300ms"], &lanes[..]].concat();
        let spaced = cells.iter().map(|it| it.replace("ms", " ms")).collect::<Vec<_>>();
        assert_eq!(
            shown[0],
            json!([
                spaced,
                "By these times, the GPU is faster than all threads with vectors from about n = 290,000,000 on."
            ])
        );
        assert_eq!(
            shown[1],
            json!([cells, "이 시간들로 보면 n이 290,000,000쯤일 때부터 GPU가 벡터를 쓰는 모든 스레드보다 빠릅니다."])
        );
    });
}

#[test]
fn its_button_races_the_lanes_that_there_are_and_without_a_gpu_it_says_what_it_would_tell() {
    on_page_in_each_browser(async |page| {
        // WebKit counts processors that a container does not get.
        page.eval("Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 })").await;
        let [race] = &tried(page, "race", 1).await[..] else { panic!() };
        let lanes = race["lanes"].as_array().unwrap();
        let names: Vec<_> = lanes.iter().map(|it| &it["name"]).collect();
        let expected = ["serial", "serial-simd", "parallel", "parallel-simd"];
        assert_eq!((&race["n"], json!(names)), (&json!("1000000000"), json!(expected)));
        let shown = page
            .eval(&format!(
                "{SHOWN}
                 const english = cells();
                 await speak('ko');
                 return [english, cells(), says().map((it) => it.dataset.text), spoken()];"
            ))
            .await;
        let [english, korean] = [0, 1].map(|i| shown[i].as_array().unwrap());
        assert_eq!((&english[0], &english[2]), (&json!("n = 1,000,000,000"), &json!("1.00")));
        for cells in [english, korean] {
            assert!(cells[1..9].iter().all(|it| it != "–") && cells[9..].iter().all(|it| it == "–"), "{shown}");
        }
        let rate = |lane: &Value| lane["perSecond"].as_f64().unwrap();
        for (lane, times) in lanes.iter().zip(english[2..].iter().step_by(2)) {
            let times: f64 = times.as_str().unwrap().parse().unwrap();
            assert!((times / (rate(lane) / rate(&lanes[0])) - 1.0).abs() <= 0.005, "{shown} {lane}");
        }
        assert_eq!(shown[2], json!(["raceWithout"]));
        assert!(shown[3].as_str().unwrap().contains("왕복"), "{shown}");
    });
}

#[test]
fn where_the_browser_lacks_webgpu_it_says_so_before_anything_has_run() {
    on_page_in_each_browser(async |page| {
        let said = page
            .eval(&format!(
                "{SHOWN}
                 Object.defineProperty(navigator, 'gpu', {{ value: undefined }});
                 (await import('/www/lesson/race.js')).drawRace();
                 const keys = says().map((it) => it.dataset.text);
                 return [keys, says().every((it) => it.innerText !== ''), document.querySelector('[data-preset=race]').checkVisibility()];"
            ))
            .await;
        assert_eq!(said, json!([["raceWithout"], true, true]));
    });
}
