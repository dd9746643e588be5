//! `cargo bench`: the table that settles arguments. The page, plain JavaScript and the same Rust natively, measured in
//! turn in one run and reported as ratios with their 95 % intervals, since times mean little on a machine that others
//! use too. Printed as Markdown and written to `target/ratios.md`. Asserts nothing.

#[allow(dead_code)]
#[path = "../browser/driver.rs"]
mod driver;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use driver::Page;
use parallel_sum::clock;
use parallel_sum::kernel::Kernel;
use parallel_sum::stats::{self, Interval};
use parallel_sum::sum::{self, Plan, Schedule};
use parallel_sum::tally::Tally;
use serde_json::Value;

const N: u64 = 1_000_000_000;
const THREADS: u32 = 2;
const ROUNDS: usize = 9;

/// Seconds by what was measured, one of each a round.
#[derive(Default)]
struct Rounds(BTreeMap<String, Vec<f64>>);

impl Rounds {
    fn push(&mut self, name: impl Into<String>, seconds: f64) {
        self.0.entry(name.into()).or_default().push(seconds);
    }

    fn ratio(&self, above: &str, below: &str) -> String {
        ratio(&self.0[above], &self.0[below])
    }

    fn median(&self, name: &str) -> f64 {
        stats::median(&self.0[name])
    }
}

/// "1.86 (1.84–1.90)": the ratio of the medians, with its interval.
fn ratio(above: &[f64], below: &[f64]) -> String {
    let ratio = stats::median(above) / stats::median(below);
    let Interval { low, high } = stats::ratio_interval(above, below).expect("there are enough rounds");
    let digits = if ratio < 0.1 { 3 } else { 2 };
    format!("{ratio:.digits$} ({low:.digits$}–{high:.digits$})")
}

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(THREADS as usize - 1).build_global().unwrap();
    driver::on_page(async |page| {
        let mut rounds = Rounds::default();
        let address = page.driver.current_url().await.unwrap().to_string();
        for round in 1..=ROUNDS {
            eprintln!("round {round} of {ROUNDS}");
            measure(page, &address, &mut rounds).await;
        }
        let report = report(&rounds);
        println!("{report}");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/target/ratios.md");
        fs::write(path, report).unwrap_or_else(|error| panic!("cannot write {path}: {error}"));
    });
}

/// One of everything.
async fn measure(page: &Page, address: &str, rounds: &mut Rounds) {
    let seconds = |value: &Value| value.as_f64().expect("a time");

    // Cold start, from navigation to the first result.
    page.open("about:blank").await;
    page.open(address).await;
    let cold = page
        .eval(
            "await element.ready;
             const ready = performance.now() / 1000;
             await element.run({ mode: 'parallel', n: 1e8, repeats: 1 });
             return { ready, result: performance.now() / 1000 };",
        )
        .await;
    rounds.push("cold ready", seconds(&cold["ready"]));
    rounds.push("cold result", seconds(&cold["result"]));

    for (name, kernel) in ["scalar", "simd"].into_iter().zip(Kernel::ALL) {
        let script =
            format!("return await element.compare({{ n: {N}, threads: {THREADS}, kernel: '{name}', repeats: 3 }})");
        let comparison = page.eval(&script).await;
        for mode in ["serial", "parallel"] {
            rounds.push(format!("wasm {name} {mode}"), seconds(&comparison[mode]["seconds"]["median"]));
        }
        let tally = Arc::new(Tally::new());
        let plan = Plan { n: N, threads: THREADS, chunks: 16 * THREADS, schedule: Schedule::Dynamic, kernel };
        let serial = || sum::serial(N, kernel, &tally, clock::now).unwrap().seconds;
        let parallel = || sum::parallel(&plan, &tally, clock::now).unwrap().seconds;
        rounds.push(format!("native {name} serial"), stats::median(&[serial(), serial(), serial()]));
        rounds.push(format!("native {name} parallel"), stats::median(&[parallel(), parallel(), parallel()]));
    }

    let plain = include_str!("plain.js");
    let script = format!("const plain = (() => {{ {plain} }})(); const sums = await plain.sums({N}); return sums;");
    let sums = page.eval(&script).await;
    rounds.push("js serial", seconds(&sums["serial"]));
    rounds.push("js parallel", seconds(&sums["parallel"]));

    let script = format!("const plain = (() => {{ {plain} }})(); return await plain.latencies();");
    let latencies = page.eval(&script).await;
    for (name, value) in latencies.as_object().unwrap() {
        rounds.push(name, seconds(value));
    }
    let plan = Plan { n: 2, threads: 2, chunks: 2, schedule: Schedule::Static, kernel: Kernel::Scalar };
    let tally = Arc::new(Tally::new());
    let empty: Vec<_> = (0..501).map(|_| sum::parallel(&plan, &tally, clock::now).unwrap().seconds).collect();
    rounds.push("native forkJoin", stats::median(&empty));
}

fn report(rounds: &Rounds) -> String {
    let mut text = format!(
        "The sum of 1 to {N}, {THREADS} threads. Ratios of medians of {ROUNDS} rounds, with 95 % intervals.\n\n\
         | | time / scalar serial in the page | speedup of {THREADS} threads |\n|---|---|---|\n"
    );
    let reference = "wasm scalar serial";
    for (label, name) in [
        ("this page, scalar", "wasm scalar"),
        ("this page, simd", "wasm simd"),
        ("the same Rust natively, scalar", "native scalar"),
        ("the same Rust natively, simd (128-bit vectors)", "native simd"),
        ("plain JavaScript: a loop in a worker, a postMessage pool", "js"),
    ] {
        let [serial, parallel] = ["serial", "parallel"].map(|mode| format!("{name} {mode}"));
        let (time, speedup) = (rounds.ratio(&serial, reference), rounds.ratio(&serial, &parallel));
        writeln!(text, "| {label} | {time} | {speedup} |").unwrap();
    }

    writeln!(text, "\n| this page / native | scalar | simd |\n|---|---|---|").unwrap();
    let serial = |kernel| rounds.ratio(&format!("wasm {kernel} serial"), &format!("native {kernel} serial"));
    writeln!(text, "| time of the serial sum | {} | {} |", serial("scalar"), serial("simd")).unwrap();
    let speedups = |name: String| {
        let [serial, parallel] = ["serial", "parallel"].map(|mode| &rounds.0[&format!("{name} {mode}")]);
        serial.iter().zip(parallel).map(|(serial, parallel)| serial / parallel).collect::<Vec<_>>()
    };
    let speedup = |kernel| ratio(&speedups(format!("wasm {kernel}")), &speedups(format!("native {kernel}")));
    writeln!(text, "| speedup of {THREADS} threads | {} | {} |", speedup("scalar"), speedup("simd")).unwrap();

    writeln!(text, "\n| fork and join, empty | / postMessage round trip to two workers |\n|---|---|").unwrap();
    writeln!(text, "| this page | {} |", rounds.ratio("forkJoin", "roundTrip")).unwrap();
    writeln!(text, "| the same Rust natively | {} |", rounds.ratio("native forkJoin", "roundTrip")).unwrap();
    writeln!(text, "\nThe round trip took {:.0} µs.", 1e6 * rounds.median("roundTrip")).unwrap();

    writeln!(text, "\n| cold start | / from navigation to the first result |\n|---|---|").unwrap();
    for (label, name) in [
        ("from navigation until the engine is up", "cold ready"),
        ("of it, to fetch the wasm", "fetch"),
        ("to compile it", "compile"),
        ("to instantiate it", "instantiate"),
        ("to spawn the threads", "spawn"),
        ("first run, n = 100,000,000, not warmed up", "firstRun"),
    ] {
        writeln!(text, "| {label} | {} |", rounds.ratio(name, "cold result")).unwrap();
    }
    let result = 1e3 * rounds.median("cold result");
    writeln!(text, "\nFrom navigation to the first result, its warm-up included, it took {result:.0} ms.").unwrap();
    text
}
