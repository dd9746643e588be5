//! `cargo bench`: what the browser reaches of what the same Rust reaches natively, and what handing out work costs
//! there. Everything is measured in turn in one run and reported as ratios; times themselves mean little on a machine
//! that others use too. Asserts nothing.

#[allow(dead_code)]
#[path = "../browser/driver.rs"]
mod driver;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;

use parallel_sum::control::Control;
use parallel_sum::kernel::Kernel;
use parallel_sum::sum::{self, Plan, Schedule};
use parallel_sum::{clock, stats};

const N: u64 = 1_000_000_000;
const THREADS: u32 = 2;
const ROUNDS: usize = 7;

/// Seconds of serial and of parallel runs of one kernel.
#[derive(Default)]
struct Times {
    serial: Vec<f64>,
    parallel: Vec<f64>,
}

impl Times {
    fn speedup(&self) -> f64 {
        stats::median(&self.serial) / stats::median(&self.parallel)
    }
}

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(THREADS as usize - 1).build_global().unwrap();
    driver::on_page(async |page| {
        println!(
            "| kernel | serial, browser / native | speedup of {THREADS} threads in the browser | natively | browser / native |"
        );
        println!("|---|---|---|---|---|");
        for kernel in Kernel::ALL {
            let (mut browser, mut native) = (Times::default(), Times::default());
            for _ in 0..ROUNDS {
                let script =
                    format!("return await element.compare({{ n: {N}, threads: {THREADS}, kernel: '{kernel}' }})");
                let comparison = page.eval(&script).await;
                let seconds = |mode: &str| comparison[mode]["seconds"]["median"].as_f64().unwrap();
                browser.serial.push(seconds("serial"));
                browser.parallel.push(seconds("parallel"));
                run_natively(kernel, &mut native);
            }
            println!(
                "| {kernel} | {:.2} | {:.2} | {:.2} | {:.2} |",
                stats::median(&browser.serial) / stats::median(&native.serial),
                browser.speedup(),
                native.speedup(),
                browser.speedup() / native.speedup(),
            );
        }
        let latencies = page.eval(LATENCIES).await;
        let latency = |name: &str| latencies[name].as_f64().unwrap();
        println!();
        println!("| from one worker to two and back | time / postMessage round trip |");
        println!("|---|---|");
        println!("| fork and join of an empty parallel run | {:.2} |", latency("forkJoin") / latency("roundTrip"));
        println!(
            "\nThe postMessage round trip took {:.0} us here, the fork and join {:.0} us (medians).",
            1e6 * latency("roundTrip"),
            1e6 * latency("forkJoin"),
        );
    });
}

fn run_natively(kernel: Kernel, times: &mut Times) {
    let plan = Plan { n: N, threads: THREADS, chunks: 16 * THREADS, schedule: Schedule::Dynamic, kernel };
    let control = Arc::new(Control::new());
    times.serial.push(sum::serial(N, kernel, &control, clock::now).unwrap().seconds);
    times.parallel.push(sum::parallel(&plan, &control, clock::now).unwrap().seconds);
}

/// Medians of an empty parallel run and of a round trip to two plain workers, taken in turn by one worker. Its script
/// and theirs are text, since the page has no such workers.
const LATENCIES: &str = r#"
const url = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const echo = url("onmessage = () => postMessage(0)");
const measuring = url(`
    import init, * as wasm from "${location.origin}/www/pkg/parallel_sum.js";
    const [tries, forkJoins, roundTrips] = [2001, [], []];
    await init();
    await wasm.initThreadPool(1);
    const workers = [0, 1].map(() => new Worker("${echo}"));
    const roundTrip = () => new Promise((resolve) => {
        let awaited = workers.length;
        for (const worker of workers) {
            worker.onmessage = () => --awaited === 0 && resolve();
            worker.postMessage(0);
        }
    });
    for (let i = 0; i < tries; i++) {
        const before = performance.now();
        await roundTrip();
        roundTrips.push((performance.now() - before) / 1000);
        const sample = wasm.parallel(2n, 2, 2, "static", "scalar");
        forkJoins.push(sample.seconds);
        sample.free();
    }
    postMessage({ forkJoin: wasm.median(forkJoins), roundTrip: wasm.median(roundTrips) });
`);
return await new Promise((resolve, reject) => {
    const worker = new Worker(measuring, { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
});
"#;
