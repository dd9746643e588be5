//! The lesson's section on the race: what its button runs, and what it says of the trip to the GPU, or why it cannot.

use serde_json::{Value, json};

use crate::driver::{Page, on_page, on_page_in_each_browser};
use crate::lesson::tried;

/// A lane with this median, in seconds, and an interval that reaches so far to either side.
fn lane(name: &str, n: f64, median: f64, spread: f64) -> Value {
    let ci95 = [median * (1.0 - spread), median * (1.0 + spread)];
    json!({ "name": name, "seconds": { "median": median, "ci95": ci95 }, "perSecond": n / median })
}

/// A race of 1,000,000,000 that all threads with vectors win in 10 ms, but for what the GPU takes, with a trip of 2 ms.
fn raced(gpu: f64, spread: f64, even: &str, is_software: bool) -> Value {
    let n = 1e9;
    let mut gpu = lane("gpu", n, gpu, spread);
    gpu["gpu"] = json!({ "isSoftware": is_software, "floor": 0.002 });
    let even = if even.is_empty() { Value::Null } else { json!(even) };
    json!({
        "n": "1000000000", "correct": true, "total": "private", "source": "counter", "environment": { "crossOriginIsolated": true },
        "lanes": [lane("serial", n, 0.3, 0.01), lane("parallel-simd", n, 0.01, spread), gpu], "absent": [], "breakEven": even,
    })
}

/// The same race with the GPU absent, for a reason.
fn without(reason: &str) -> Value {
    let mut race = raced(0.005, 0.01, "", false);
    race["lanes"].as_array_mut().unwrap().pop();
    race["absent"] = json!([{ "name": "gpu", "reason": reason }]);
    race
}

#[test]
fn a_race_says_whether_the_trip_paid_and_no_more_than_was_measured() {
    let with = |mut race: Value, changes: &[(&str, Value)]| {
        for (pointer, value) in changes {
            *race.pointer_mut(pointer).unwrap() = value.clone();
        }
        race
    };
    let paid = || raced(0.005, 0.01, "285714286", false);
    let too_few = [("/lanes/1/seconds/ci95", Value::Null), ("/lanes/2/seconds/ci95", Value::Null)];
    let untold = json!(["raceUntold"]);
    let cases = [
        (paid(), json!(["racePaid"])),
        (with(paid(), &too_few), json!(["racePaid"])),
        (raced(0.02, 0.01, "1500000000", false), json!(["raceNotYet"])),
        (raced(0.02, 0.01, "", false), json!(["raceNever"])),
        (raced(0.0099, 0.1, "980000000", false), untold.clone()),
        (raced(0.0101, 0.1, "", false), untold.clone()),
        (with(paid(), &[("/lanes/2/perSecond", Value::Null)]), untold.clone()),
        (with(paid(), &[("/lanes/1/perSecond", Value::Null)]), untold),
        // Whatever came out.
        (raced(0.005, 0.01, "285714286", true), json!(["raceSoftware"])),
        (raced(2.0, 0.01, "", true), json!(["raceSoftware"])),
        // Nothing to compare with.
        (with(paid(), &[("/lanes/1/name", json!("parallel"))]), json!([])),
        (without("noGpu"), json!(["raceWithout", "raceNoGpu"])),
        (without("insecure"), json!(["raceWithout", "raceInsecure"])),
        (without("noAdapter"), json!(["raceWithout", "raceNoAdapter"])),
        (without("gpuDevice"), json!(["raceWithout", "raceNoAdapter"])),
    ];
    on_page(async |page| {
        for (race, expected) in cases {
            let said = page.eval(&format!("return (await import('/www/lesson/race.js')).sayings({race}, null)")).await;
            assert_eq!(said, expected, "{race:#}");
        }
        let before = "const { sayings } = await import('/www/lesson/race.js');
            return [null, 'noGpu', 'insecure'].map((reason) => sayings(null, reason))";
        let expected = json!([[], ["raceWithout", "raceNoGpu"], ["raceWithout", "raceInsecure"]]);
        assert_eq!(page.eval(before).await, expected);
    });
}

/// What the section shows: its cells, and what it says.
const SHOWN: &str = "
    const cells = () => [...document.querySelectorAll('#race :is([data-race=n], [data-lane])')].map((it) => it.textContent);
    const says = () => [...document.querySelectorAll('#race [data-race=says]')].filter((it) => it.checkVisibility());
    const speak = async (language) => {
      document.querySelector(`[hreflang=${language}]`).click();
      while (document.documentElement.lang !== language) await new Promise(requestAnimationFrame);
    };";

#[test]
fn the_words_have_the_numbers_of_the_race_in_either_language() {
    on_page(async |page| {
        for (race, english, korean) in [
            (
                raced(0.005, 0.01, "285714286", false),
                "The trip paid: it takes 2.00 ms with nothing to add, and still the GPU was faster than all threads with vectors. \
                 By these times, it is faster from about n = 290,000,000 on.",
                "왕복할 만했습니다. 더할 것이 없어도 왕복에 2.00ms가 걸리지만, 그러고도 GPU가 벡터를 쓰는 모든 스레드보다 빨랐습니다. \
                 이 시간들로 보면 n이 290,000,000쯤일 때부터 그렇습니다.",
            ),
            (
                raced(0.02, 0.01, "1500000000", false),
                "The trip did not pay: it takes 2.00 ms with nothing to add, and all threads with vectors were faster than the GPU. \
                 By these times, the GPU would be faster from about n = 1,500,000,000 on.",
                "왕복할 만하지 않았습니다. 더할 것이 없어도 왕복에 2.00ms가 걸리고, 벡터를 쓰는 모든 스레드가 GPU보다 빨랐습니다. \
                 이 시간들로 보면 n이 1,500,000,000쯤일 때부터 GPU가 더 빠를 것입니다.",
            ),
        ] {
            let shown = page
                .eval(&format!(
                    "{SHOWN}
                     await speak('en');
                     element.dispatchEvent(new CustomEvent('parallel-sum-result', {{ detail: {race} }}));
                     const english = [cells(), says().map((it) => it.innerText)];
                     await speak('ko');
                     return [english, says().map((it) => it.innerText)];"
                ))
                .await;
            let times = if english.starts_with("The trip paid") { ["5.00 ms", "60.0"] } else { ["20.0 ms", "15.0"] };
            let none = "–";
            assert_eq!(
                shown[0][0],
                json!([
                    "n = 1,000,000,000",
                    "300 ms",
                    "1.00",
                    none,
                    none,
                    none,
                    none,
                    "10.0 ms",
                    "30.0",
                    times[0],
                    times[1]
                ])
            );
            assert_eq!(shown[0][1], json!([english]));
            assert_eq!(shown[1], json!([korean]));
        }
    });
}

/// What the section says of these tests' browsers, none of which has a GPU.
async fn reasons(page: &Page) -> Value {
    page.eval(&format!("{SHOWN} return says().map((it) => it.dataset.text)")).await
}

#[test]
fn its_button_races_the_lanes_that_there_are_and_it_says_why_the_gpu_is_none_of_them() {
    on_page_in_each_browser(async |page| {
        // WebKit counts processors that a container does not get.
        page.eval("Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 })").await;
        let lacks = page.eval("return !navigator.gpu").await == true;
        let none = json!(["raceWithout", "raceNoGpu"]);
        assert_eq!(reasons(page).await, if lacks { none } else { json!([]) });

        let [race] = &tried(page, "race", 1).await[..] else { panic!() };
        let names: Vec<_> = race["lanes"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
        assert_eq!(
            (&race["n"], json!(names)),
            (&json!("1000000000"), json!(["serial", "serial-simd", "parallel", "parallel-simd"]))
        );
        assert_eq!(race["absent"], json!([{ "name": "gpu", "reason": if lacks { "noGpu" } else { "noAdapter" } }]));
        let key = if lacks { "raceNoGpu" } else { "raceNoAdapter" };
        assert_eq!(reasons(page).await, json!(["raceWithout", key]));

        let shown =
            page.eval(&format!("{SHOWN} const english = cells(); await speak('ko'); return [english, cells()]")).await;
        let english = shown[0].as_array().unwrap();
        assert_eq!(english[0], "n = 1,000,000,000");
        assert!(english[1..9].iter().all(|it| it != "–") && english[9..].iter().all(|it| it == "–"), "{shown}");
        assert_eq!(english[2], "1.00");
        for (i, lane) in race["lanes"].as_array().unwrap().iter().enumerate() {
            let number = |it: &Value| it["perSecond"].as_f64().unwrap();
            let times: f64 = english[2 * i + 2].as_str().unwrap().parse().unwrap();
            assert!((times / (number(lane) / number(&race["lanes"][0])) - 1.0).abs() <= 0.005, "{shown} {lane}");
        }
        assert!(shown[1].as_array().unwrap()[1..9].iter().all(|it| it != "–"), "{shown}");
        let korean = page.eval(&format!("{SHOWN} return says().map((it) => it.innerText).join(' ')")).await;
        assert!(korean.as_str().unwrap().contains("WebGPU"), "{korean}");
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
        assert_eq!(said, json!([["raceWithout", "raceNoGpu"], true, true]));
    });
}
