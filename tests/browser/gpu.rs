//! The GPU's lane. Machines that test have none, so Chromium plays one on the processor: a software adapter, which is told to be one.

use std::fs;

use serde_json::{Value, json};

use crate::driver::{Page, alone, in_browser_with, in_each_browser, on_page_in_each_browser};
use crate::embed::OTHER_SITE;
use crate::endurance::either;
use crate::host::{Constants, Fault, Host, built};
use crate::transfer::gzipped;

/// What has Chromium play one, and give it the time that it takes then.
pub const SOFTWARE_GPU: [&str; 4] = [
    "--enable-unsafe-webgpu",
    "--enable-unsafe-swiftshader",
    "--use-webgpu-adapter=swiftshader",
    "--disable-gpu-watchdog",
];

/// Has `test` use the page as `cargo run` serves it, in a browser with a GPU.
#[track_caller]
pub fn on_page_with_gpu(test: impl AsyncFnOnce(&Page, &Host)) {
    in_browser_with(&SOFTWARE_GPU, async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        test(page, &host).await;
    });
}

fn gauss(n: u128) -> String {
    (n * (n + 1) / 2).to_string()
}

#[test]
fn the_gpu_adds_every_integer_right_also_where_blocks_groups_and_halves_of_integers_end() {
    on_page_with_gpu(async |page, _| {
        let sizes = [1, 2, 63, 64, 65, 4_094, 4_095, 4_096, 4_097, 262_143, 262_144, 4_194_303, 50_000_000];
        // Some minutes of a processor.
        let large = [(1 << 32) - 1, (1 << 32) + 1, 5_000_000_029];
        for n in [&sizes[..], &large[..either(1, 3) as usize]].concat() {
            let measured =
                page.eval(&format!("return await element.run({{ mode: 'gpu', n: '{n}', repeats: 1 }})")).await;
            let told = ["n", "sum", "correct", "missing", "mode", "engine", "threads", "kernel", "chunks", "schedule"];
            assert_eq!(
                told.map(|name| measured[name].clone()),
                [json!(n.to_string()), json!(gauss(n)), json!(true), json!("0"), json!("gpu"), json!("webgpu")]
                    .into_iter()
                    .chain([Value::Null, Value::Null, Value::Null, Value::Null])
                    .collect::<Vec<_>>()[..]
            );
        }
    });
}

/// All of them would take this GPU the better part of an hour.
#[test]
fn integers_up_to_a_million_millions_are_added_right_where_that_ends() {
    on_page_with_gpu(async |page, _| {
        let wrong = page
            .eval(
                "const [{ KERNEL, BLOCK }, { Trip }] = await Promise.all(['gpu-kernel', 'gpu-trip'].map((name) => import(`/www/workers/${name}.js`)));
                 const device = await (await navigator.gpu.requestAdapter()).requestDevice();
                 const compute = { module: device.createShaderModule({ code: KERNEL }) };
                 const trip = new Trip(device, device.createComputePipeline({ layout: 'auto', compute }));
                 const wrong = [];
                 for (const [last, whole] of [[1e12, 40_000], [1e12, 0], [1e12 - 1, 63], [2 ** 32 + 5, 3], [2 ** 39 + 4096, 64]]) {
                   const rest = (last + 1) % BLOCK;
                   const first = last + 1 - rest - whole * BLOCK;
                   const { sum } = await trip.add({ first, whole, rest });
                   const right = (BigInt(first) + BigInt(last)) * BigInt(last - first + 1) / 2n;
                   if (sum !== right) wrong.push([last, whole, String(sum), String(right)]);
                 }
                 device.destroy();
                 return wrong;",
            )
            .await;
        assert_eq!(wrong, json!([]));
    });
}

#[test]
fn what_a_trip_to_the_gpu_took_is_told_apart_and_adds_up_and_software_is_called_so() {
    on_page_with_gpu(async |page, _| {
        let measured = page.eval("return await element.run({ mode: 'gpu', n: 2e7, repeats: 3 })").await;
        let gpu = &measured["gpu"];
        assert_eq!((&gpu["isSoftware"], &gpu["architecture"]), (&json!(true), &json!("swiftshader")), "{gpu}");
        assert!(gpu["vendor"].is_string() && gpu["description"].is_string(), "{gpu}");
        let seconds = |value: &Value| value.as_f64().unwrap_or_else(|| panic!("{value} of {gpu}"));
        for name in ["adapter", "device", "pipeline"] {
            assert!(seconds(&gpu["setup"][name]) > 0.0, "{name}: {gpu}");
        }
        assert!(
            seconds(&gpu["floor"]) > 0.0 && seconds(&gpu["upload"]) > 0.0 && seconds(&gpu["kernel"]) > 0.0,
            "{gpu}"
        );
        let all = ["upload", "kernel", "readback"].map(|name| seconds(&gpu[name])).iter().sum::<f64>();
        let samples = measured["seconds"]["samples"].as_array().unwrap();
        let near = |sample: &Value| (seconds(sample) - all).abs() < 1e-9;
        assert!(samples.iter().any(near), "{all} is none of {samples:?}");
        assert!(seconds(&gpu["kernel"]) > seconds(&gpu["floor"]), "20 million take longer than nothing: {gpu}");
        assert_eq!(measured["spans"], json!([]));
    });
}

/// No compiler has made a formula of its loop.
#[test]
fn four_times_as_many_integers_take_the_gpu_about_four_times_as_long() {
    let _alone = alone();
    on_page_with_gpu(async |page, _| {
        let kernel = async |n: f64| {
            let run = format!("return (await element.run({{ mode: 'gpu', n: {n}, repeats: 5 }})).gpu.kernel");
            page.eval(&run).await.as_f64().unwrap()
        };
        let ratio = kernel(4e8).await / kernel(1e8).await;
        assert!((2.0..8.0).contains(&ratio), "{ratio}");
    });
}

/// As the computer's sleep or a driver's fault has it.
#[test]
fn a_gpu_that_is_lost_mid_run_is_told_with_what_to_do_and_the_next_run_works() {
    on_page_with_gpu(async |page, host| {
        let lost = "queue.submit([encoder.finish()]); if ((globalThis.trips = 1 + (globalThis.trips ?? 0)) === 9) this.#device.destroy();";
        host.spoil("/gpu-trip.js", Fault::Replaced("queue.submit([encoder.finish()]);", lost));
        let run = "return (await element.run({ mode: 'gpu', n: 3e8 })).sum";
        let thrown = page.attempt(run).await.unwrap_err();
        assert_eq!(thrown.name, "Error");
        assert!(thrown.message.starts_with("The GPU was lost") && thrown.message.contains("Run again"), "{thrown:?}");
        let shown = page.eval("return root.querySelector('[part=failure]').textContent").await;
        assert_eq!(shown, json!(thrown.message));
        let raced = page.attempt("return (await element.race({ n: 3e8 })).lanes.length").await.unwrap_err();
        assert_eq!(raced, thrown, "a race that has begun is over, too");
        assert_eq!(page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).correct").await, true);
        host.mend();
        assert_eq!(page.eval(run).await, "45000000150000000");
    });
}

#[test]
fn a_gpu_that_fails_is_told_with_what_to_do_and_the_next_run_works() {
    let faults = [
        (
            "/workers/gpu.js",
            "requestDevice({ requiredFeatures: wanted })",
            "requestDevice({ requiredLimits: { maxBindGroups: 999 } })",
            "could not be set up",
        ),
        ("/gpu-kernel.js", "fn plus(", "fn minus(", "The GPU's run failed"),
        ("/workers/gpu.js", "await gpu.start();", "await gpu.begin();", "The GPU's run failed"),
        (
            "/workers/gpu.js",
            "const sample = await gpu.sum(n, onAdded);",
            "setTimeout(() => { throw new Error('out'); }); const sample = await new Promise(() => {});",
            "The GPU's run failed: Uncaught Error: out",
        ),
        ("/gpu-trip.js", "buffer(MOST_GROUPS * SUM", "buffer(2 ** 50 * SUM", "The GPU's run failed"),
    ];
    in_browser_with(&SOFTWARE_GPU, async |page| {
        for (file, from, to, message) in faults {
            let host = Host::as_served(Constants::Quick).await;
            page.open(&host.address).await;
            host.spoil(file, Fault::Replaced(from, to));
            let thrown = page.attempt("await element.run({ mode: 'gpu', n: 1e6 })").await.unwrap_err();
            assert_eq!(thrown.name, "Error");
            assert!(thrown.message.contains(message), "{file}: {thrown:?}");
            if to == "await gpu.begin();" {
                let raced = page.eval("return await element.race({ n: 1e6, threads: 2 })").await;
                assert_eq!(raced["absent"], json!([{ "name": "gpu", "reason": "gpuFailed" }]));
            }
            host.mend();
            assert_eq!(page.eval("return (await element.run({ mode: 'gpu', n: 1e6 })).correct").await, true, "{file}");
        }
    });
}

/// Chromium has WebGPU here and no GPU for it, the others have none.
#[test]
fn where_there_is_no_gpu_that_is_told_with_what_to_do_the_race_has_the_other_lanes_and_the_next_run_works() {
    on_page_in_each_browser(async |page| {
        let thrown = page.attempt("await element.run({ mode: 'gpu', n: 1e6 })").await.unwrap_err();
        assert_eq!(thrown.name, "NotSupportedError");
        let has_webgpu = page.eval("return navigator.gpu !== undefined").await == true;
        let (reason, message) =
            if has_webgpu { ("noAdapter", "hardware acceleration") } else { ("noGpu", "no WebGPU") };
        assert!(thrown.message.contains(message), "{thrown:?}");
        let shown = page.eval("return root.querySelector('[part=failure]').textContent").await;
        assert_eq!(shown, json!(thrown.message));
        let is_offered = page.eval("return !root.querySelector('[part~=gpu]').hidden").await;
        assert_eq!(is_offered, has_webgpu, "a button that cannot do anything is not there");

        let raced = page.eval("return await element.race({ n: 1e6, threads: 2 })").await;
        assert_eq!(names(&raced), ["serial", "serial-simd", "parallel", "parallel-simd"]);
        assert_eq!(raced["absent"], json!([{ "name": "gpu", "reason": reason }]));
        assert_eq!(raced["breakEven"], Value::Null);
        let asked = page.attempt("await element.race({ lanes: ['serial', 'gpu'], n: 1e6 })").await.unwrap_err();
        assert_eq!(asked, thrown, "what is asked for and is not there is refused");
        assert_eq!(page.eval("return (await element.compare({ n: 1e6, threads: 2 })).parallel.correct").await, true);
    });
}

/// The words for it come only once they are asked for, and so they do in a language that is chosen afterwards.
#[test]
fn why_there_is_no_gpu_is_told_in_whatever_language_is_chosen_afterwards() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        for languages in [["en", "ko", "en"], ["ko", "en", "ko"]] {
            page.open(&format!("{}/www/embed.html?lang={}", host.address, languages[0])).await;
            let thrown = page.attempt("await element.run({ mode: 'gpu', n: 1e6 })").await.unwrap_err();
            assert!(thrown.message.starts_with("This browser"), "{thrown:?}");
            for language in languages {
                page.eval(&format!("element.lang = '{language}'")).await;
                let begins = if language == "en" { "This browser" } else { "이 브라우저" };
                page.until(&format!(
                    "const {{ shadowRoot: root }} = document.querySelector('parallel-sum');
                     return root.querySelector('form')?.lang === '{language}' && root.querySelector('[part=failure]').textContent.startsWith('{begins}')"
                ))
                .await;
                let speedup = page.eval("return root.querySelector('[part=speedup]').textContent").await;
                assert_eq!(speedup, "–", "the rest is drawn, too");
            }
        }
    });
}

fn names(raced: &Value) -> Vec<&str> {
    raced["lanes"].as_array().unwrap().iter().map(|lane| lane["name"].as_str().unwrap()).collect()
}

#[test]
fn a_page_that_is_not_secure_has_no_gpu_and_says_how_to_have_it() {
    let flags = [&SOFTWARE_GPU[..], &["--host-resolver-rules=MAP insecure.test 127.0.0.1"]].concat();
    in_browser_with(&flags, async |page| {
        let host = Host::as_served_without_isolation(Constants::Quick).await;
        page.open(&host.address.replace("127.0.0.1", "insecure.test")).await;
        let thrown = page.attempt("await element.run({ mode: 'gpu', n: 1e6 })").await.unwrap_err();
        assert_eq!(thrown.name, "NotSupportedError");
        assert!(thrown.message.contains("https"), "{thrown:?}");
        let raced = page.eval("return await element.race({ n: 1e6, threads: 2 })").await;
        assert_eq!(raced["absent"], json!([{ "name": "gpu", "reason": "insecure" }]));
        assert_eq!(raced["correct"], true);
    });
}

#[test]
fn a_race_has_every_lane_alone_and_in_turn_and_finds_from_which_n_on_the_gpu_pays() {
    on_page_with_gpu(async |page, _| {
        for engine in ["shared-memory", "messages"] {
            let raced = page
                .eval(&format!(
                    "const heard = [];
                     element.addEventListener('parallel-sum-progress', ({{ detail }}) => heard.push(detail));
                     const result = await element.race({{ n: 3e7, threads: 2, engine: '{engine}' }});
                     return {{ ...result, fractions: heard.map(({{ fraction }}) => fraction), partial: heard.findLast(({{ partial }}) => partial)?.partial }};"
                ))
                .await;
            assert_eq!(names(&raced), ["serial", "serial-simd", "parallel", "parallel-simd", "gpu"]);
            assert_eq!((&raced["absent"], &raced["n"]), (&json!([]), &json!("30000000")));
            let lanes = raced["lanes"].as_array().unwrap();
            for lane in lanes {
                assert_eq!((&lane["sum"], &lane["correct"]), (&json!("450000015000000"), &json!(true)), "{lane}");
                let rate = 3e7 / lane["seconds"]["median"].as_f64().unwrap();
                assert!((lane["perSecond"].as_f64().unwrap() / rate - 1.0).abs() < 1e-9, "{lane}");
            }
            let told = |name: &str| lanes.iter().map(|lane| lane[name].clone()).collect::<Vec<_>>();
            assert_eq!(told("mode"), ["serial", "serial", "parallel", "parallel", "gpu"]);
            assert_eq!(json!(told("threads")), json!([1, 1, 2, 2, null]));
            assert_eq!(json!(told("kernel")), json!(["scalar", "simd", "scalar", "simd", null]));
            let [here, there, floor] =
                [&lanes[3]["seconds"]["median"], &lanes[4]["seconds"]["median"], &lanes[4]["gpu"]["floor"]]
                    .map(|it| it.as_f64().unwrap());
            let even = floor / (here - (there - floor).max(0.0)) * 3e7;
            match raced["breakEven"].as_str() {
                Some(found) => assert!((found.parse::<f64>().unwrap() / even - 1.0).abs() < 1e-3, "{found} for {even}"),
                None => assert!(!(0.0..1e12).contains(&even), "nothing for {even}"),
            }
            let fractions: Vec<_> =
                raced["fractions"].as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect();
            assert!(fractions.iter().all(|it| (0.0..=1.0).contains(it)), "{fractions:?}");
        }
    });
}

#[test]
fn lanes_may_be_chosen_and_what_is_none_is_refused_by_name() {
    on_page_with_gpu(async |page, _| {
        let raced = page.eval("return await element.race({ lanes: ['gpu', 'parallel'], n: 1e6, threads: 2 })").await;
        assert_eq!(names(&raced), ["gpu", "parallel"]);
        assert_eq!(raced["breakEven"], Value::Null, "there is nothing to break even with");
        for (options, name, told) in [
            ("race({ lanes: ['serial', 'tpu'] })", "RangeError", "lanes must be a list of"),
            ("race({ lanes: ['serial', 'serial'] })", "RangeError", "each once"),
            ("race({ lanes: [] })", "RangeError", "lanes must be a list of"),
            ("race({ lanes: 'gpu' })", "TypeError", "got \"gpu\""),
            ("race({ total: 'atomic' })", "RangeError", "With mode=race, total must be \"private\"; got \"atomic\""),
            (
                "run({ mode: 'gpu', source: 'array' })",
                "RangeError",
                "With mode=gpu, source must be \"counter\"; got \"array\"",
            ),
            ("run({ mode: 'tpu' })", "TypeError", "mode must be \"serial\", \"parallel\", or \"gpu\"; got \"tpu\""),
            ("run({ mode: 'gpu', n: 0 })", "RangeError", "n must be"),
        ] {
            let thrown = page.attempt(&format!("await element.{options}")).await.unwrap_err();
            assert!(thrown.name == name && thrown.message.contains(told), "{options}: {thrown:?}");
        }
        assert_eq!(
            page.workers().await,
            page.eval("return navigator.hardwareConcurrency").await.as_u64().unwrap() as usize
        );
    });
}

/// Where a link or an author has set what neither has, whoever presses is told why nothing runs.
#[test]
fn pressed_with_a_total_in_memory_race_and_gpu_say_why_they_do_not_run() {
    on_page_with_gpu(async |page, _| {
        page.eval("element.total = 'atomic'; await element.ready").await;
        for mode in ["race", "gpu"] {
            page.find(&format!("[part~={mode}]")).await.click().await.unwrap();
            page.until(&format!(
                "return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=failure]').textContent.includes('mode={mode}')"
            ))
            .await;
        }
        page.eval("element.total = null").await;
        page.find("[part~=gpu]").await.click().await.unwrap();
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('.verdict.right')").await;
    });
}

#[test]
fn cancelled_at_many_random_moments_a_gpu_run_ends_in_250_ms_and_the_next_is_right() {
    let count = either(10, 40);
    on_page_with_gpu(async |page, _| {
        let outcome = page
            .eval(&format!(
                "let seed = 20_261;
                 const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
                 const soon = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 250, 'late'))]);
                 const [odd, slow] = [[], []];
                 let cancelled = 0;
                 for (let i = 0; i < {count}; i++) {{
                   const options = {{ mode: 'gpu', n: 10 ** (5 + Math.floor(random() * 7)), threads: 2, repeats: 1 }};
                   const run = (i % 3 ? element.run(options) : element.race(options)).then(
                     (result) => result.correct || odd.push(result),
                     (error) => (error.name === 'AbortError' ? cancelled++ : odd.push(`${{error}}`)),
                   );
                   const moment = new Promise((resolve) => setTimeout(resolve, 1500 * random() ** 2));
                   await Promise.race([run, moment]);
                   const told = element.cancel();
                   if ((await soon(run)) === 'late') slow.push(options.n);
                   await told;
                   await run;
                 }}
                 const {{ sum }} = await element.run({{ mode: 'gpu', n: 1e7 }});
                 return {{ odd, slow, cancelled, sum }};"
            ))
            .await;
        assert_eq!((&outcome["odd"], &outcome["slow"]), (&json!([]), &json!([])));
        assert!(outcome["cancelled"].as_u64().unwrap() > 0, "all have come before");
        assert_eq!(outcome["sum"], "50000005000000");
    });
}

#[test]
fn after_many_gpu_runs_there_are_as_many_workers_as_before_and_hardly_more_memory() {
    let runs = either(20, 200);
    let flags = [&SOFTWARE_GPU[..], &["--enable-blink-features=ForceEagerMeasureMemory"]].concat();
    in_browser_with(&flags, async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        let some_runs = async |count: u32| {
            page.eval(&format!(
                "for (let i = 0; i < {count}; i++) {{
                   const {{ correct }} = await element.run({{ mode: 'gpu', n: 1000 + i, repeats: 1, engine: 'messages' }});
                   if (!correct) throw new Error('wrong');
                 }}"
            ))
            .await
        };
        let threads = page.eval("return navigator.hardwareConcurrency").await.as_u64().unwrap() as usize;
        let memory = async || {
            page.until_workers(1 + threads).await; // a coordinator and its threads, and no GPU's
            page.eval("return (await performance.measureUserAgentSpecificMemory()).bytes").await.as_f64().unwrap() / 1e6
        };
        some_runs(10).await;
        let before = memory().await;
        some_runs(runs).await;
        let after = memory().await;
        assert!(after < before + 3.0, "{before} MB before, {after} MB after {runs} runs");
    });
}

#[test]
fn what_fits_into_one_dispatch_comes_to_be_handed_over_in_one() {
    on_page_with_gpu(async |page, host| {
        let told = "new BroadcastChannel('groups').postMessage(groups); pass.dispatchWorkgroups(groups);";
        host.spoil("/gpu-trip.js", Fault::Replaced("pass.dispatchWorkgroups(groups);", told));
        // Of one group are the trips that have nothing to add; 69 are those of all integers together.
        let groups = page
            .eval(
                "const groups = [];
                 const channel = new BroadcastChannel('groups');
                 channel.onmessage = ({ data }) => groups.push(data);
                 await element.run({ mode: 'gpu', n: 18e6, repeats: 5 });
                 channel.close();
                 return groups.filter((it) => it > 1);",
            )
            .await;
        let groups = groups.as_array().unwrap();
        assert_eq!(groups.last(), Some(&json!(69)), "{groups:?}");
    });
}

#[test]
fn the_gpus_part_is_at_most_6_kb_after_gzip_and_comes_once_it_is_asked_for() {
    const PART: &str = "/www/pkg/gpu.js";
    in_browser_with(&SOFTWARE_GPU, async |page| {
        let host = Host::start(true).await;
        page.open(&host.address).await;
        page.eval("await element.compare({ n: 1e6, threads: 2, repeats: 1 })").await;
        assert_eq!(host.requests(PART), 0);
        for _ in 0..2 {
            assert_eq!(
                page.eval("return (await element.run({ mode: 'gpu', n: 1e6, repeats: 1 })).correct").await,
                true
            );
        }
        assert_eq!(host.requests(PART), 1);
        let size = gzipped(&fs::read(built().join(&PART[1..])).unwrap());
        assert!(size <= 6_000, "{size} bytes");
    });
}

#[test]
fn pressed_in_a_frame_that_may_run_scripts_and_nothing_else_and_in_a_file_from_disk_the_gpu_adds() {
    let press = async |page: &Page| {
        page.eval("await element.ready").await;
        page.find("[part~=gpu]").await.click().await.unwrap();
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('.verdict.right')").await;
    };
    in_browser_with(&SOFTWARE_GPU, async |page| {
        let (host, other) = (Host::start(false).await, Host::start_below("/parallel-sum").await);
        other.send("/parallel-sum/www/", "access-control-allow-origin", "*");
        let frames = include_str!("../pages/sandboxed.html").replace("1e8", "1e6");
        host.put("post.html", frames.replace("100000000", "1000000").replace(OTHER_SITE, &other.elsewhere()));
        for frame in [0, 1] {
            page.open(&format!("{}/post.html", host.address)).await;
            page.driver.enter_frame(frame).await.unwrap();
            page.until("return document.querySelector('parallel-sum')?.engine").await;
            press(page).await;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("parallel-sum.html");
        fs::copy(built().join("parallel-sum.html"), &file).unwrap();
        page.open(&format!("file://{}?n=1e6", file.display())).await;
        press(page).await;
    });
}
