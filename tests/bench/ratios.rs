//! `cargo bench`: the table that settles arguments. The page, plain JavaScript and the same Rust natively, measured in
//! turn in one run and reported as ratios with their 95 % intervals, since times mean little on a machine that others
//! use too. Printed as Markdown and written to `target/ratios.md`. Asserts nothing.
//!
//! `cargo bench -- --short` does all of it once, with next to nothing to add: it measures nothing and shows that all of it
//! works, also without optimisation, by `cargo test --bench ratios -- --short`.

#[allow(dead_code)]
#[path = "../browser/browsers.rs"]
mod browsers;
mod native;
mod page;
#[allow(dead_code)]
#[path = "../support/mod.rs"]
mod support;
mod totals;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;

use page::Page;
use parallel_sum::kernel::Kernel;
use parallel_sum::stats::{self, Interval};
use serde_json::Value;

const THREADS: u32 = 2;

/// How many threads the engine has brought up when [`THREADS`] of them run, in ascending order, as it keeps what it has.
const POOLS: [u32; 3] = [2, 16, 64];

/// How much is measured.
struct Extent {
    n: u64,
    /// n of the first sum after a cold start.
    first_n: u64,
    rounds: usize,
    /// n of sums with a total in memory, and of those of an array.
    memory_n: u64,
    array_n: u64,
    /// The samples of a sum and of what takes microseconds, at least.
    repeats: u32,
    many_repeats: u32,
}

const FULL: Extent = Extent {
    n: 1_000_000_000,
    first_n: 100_000_000,
    memory_n: 2_000_000,
    array_n: 16_777_216,
    rounds: 9,
    repeats: 3,
    many_repeats: 100,
};
const SHORT: Extent = Extent {
    n: 1_000_000,
    first_n: 1_000_000,
    memory_n: 200_000,
    array_n: 200_000,
    rounds: 1,
    repeats: 1,
    many_repeats: 3,
};

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

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn median(&self, name: &str) -> f64 {
        stats::median(&self.0[name])
    }
}

/// "1.86 (1.84–1.90)": the ratio of the medians, with its interval where there are enough rounds for one.
fn ratio(above: &[f64], below: &[f64]) -> String {
    let ratio = stats::median(above) / stats::median(below);
    let digits = if ratio < 0.1 { 3 } else { 2 };
    let interval =
        stats::ratio_interval(above, below).map(|Interval { low, high }| format!(" ({low:.digits$}–{high:.digits$})"));
    format!("{ratio:.digits$}{}", interval.unwrap_or_default())
}

#[tokio::main]
async fn main() {
    let is_short = env::args().any(|argument| argument == "--short");
    let extent = if is_short { &SHORT } else { &FULL };
    native::make_pool(THREADS);
    page::with(async |pages| {
        let mut rounds = Rounds::default();
        for round in 1..=extent.rounds {
            eprintln!("round {round} of {}", extent.rounds);
            measure(&pages[0].1, extent, &mut rounds).await;
            for (browser, page) in pages {
                totals::measure(page, *browser, extent, &mut rounds).await;
            }
            totals::measure_natively(extent, &mut rounds);
        }
        let places = pages.iter().map(|(browser, _)| browser.to_string()).chain(["native".to_owned()]);
        let totals = totals::report(&rounds, &places.collect::<Vec<_>>());
        let report = format!("{}{totals}", report(&rounds, extent));
        if is_short {
            println!("**No measurement**, but a sign that the benchmark works.\n\n{report}");
            return;
        }
        println!("{report}");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/target/ratios.md");
        fs::write(path, report).unwrap_or_else(|error| panic!("cannot write {path}: {error}"));
    })
    .await;
}

fn seconds(value: &Value) -> f64 {
    value.as_f64().expect("a time")
}

/// One of everything but totals, in Chromium.
async fn measure(page: &Page, extent: &Extent, rounds: &mut Rounds) {
    let Extent { n, first_n, repeats, many_repeats, .. } = extent;
    // Cold start, from navigation to the first result.
    page.open().await;
    let script = format!(
        "await element.ready;
         const ready = performance.now() / 1000;
         await element.run({{ mode: 'parallel', n: {first_n}, repeats: 1 }});
         return {{ ready, result: performance.now() / 1000 }};"
    );
    let cold = page.eval(&script).await;
    rounds.push("cold ready", seconds(&cold["ready"]));
    rounds.push("cold result", seconds(&cold["result"]));
    let steps = page.eval(include_str!("start.js")).await;
    for (name, value) in steps.as_object().expect("times by name") {
        rounds.push(name, seconds(value));
    }

    let plain = async |call: String| {
        let script = format!("const plain = (() => {{ {} }})(); return plain.{call};", include_str!("plain.js"));
        page.eval(&script).await
    };
    rounds.push("roundTrip", seconds(&plain(format!("roundTrip({THREADS}, {many_repeats})")).await));

    // The engine grows from one size to the next.
    for pool in POOLS {
        let script = format!(
            "await element.run({{ mode: 'parallel', threads: {pool}, n: 1000, repeats: 1 }});
             return element.run({{ mode: 'parallel', threads: {THREADS}, chunks: {THREADS}, schedule: 'static', n: 1000, repeats: {many_repeats} }});"
        );
        rounds.push(format!("forkJoin of {pool}"), seconds(&page.eval(&script).await["seconds"]["median"]));
    }
    rounds.push("native forkJoin", native::fork_join(THREADS, *many_repeats));

    // A page without the many threads.
    page.open().await;
    for (name, kernel) in Kernel::ALL.map(|kernel| (kernel.name(), kernel)) {
        for engine in ["shared-memory", "messages"] {
            let script = format!(
                "return element.compare({{ n: {n}, threads: {THREADS}, kernel: '{name}', engine: '{engine}', repeats: {repeats} }})"
            );
            let comparison = page.eval(&script).await;
            for mode in ["serial", "parallel"] {
                rounds.push(format!("{engine} {name} {mode}"), seconds(&comparison[mode]["seconds"]["median"]));
            }
        }
        let [serial, parallel] = native::sums(*n, THREADS, &kernel.into(), *repeats);
        rounds.push(format!("native {name} serial"), serial);
        rounds.push(format!("native {name} parallel"), parallel);
    }
    let sums = plain(format!("sums({n}, {THREADS})")).await;
    rounds.push("js serial", seconds(&sums["serial"]));
    rounds.push("js parallel", seconds(&sums["parallel"]));
}

fn report(rounds: &Rounds, extent: &Extent) -> String {
    let mut text = format!(
        "The sum of 1 to {}, {THREADS} threads. Ratios of medians of {} rounds, with 95 % intervals.\n\n\
         | | time / scalar serial in the page | speedup of {THREADS} threads |\n|---|---|---|\n",
        extent.n, extent.rounds
    );
    let reference = "shared-memory scalar serial";
    for (label, name) in [
        ("this page, scalar", "shared-memory scalar"),
        ("this page, simd", "shared-memory simd"),
        ("this page, scalar, messages instead of shared memory", "messages scalar"),
        ("this page, simd, messages instead of shared memory", "messages simd"),
        ("the same Rust natively, scalar", "native scalar"),
        ("the same Rust natively, simd (128-bit vectors)", "native simd"),
        ("plain JavaScript: a loop in a worker, a postMessage pool", "js"),
    ] {
        let [serial, parallel] = ["serial", "parallel"].map(|mode| format!("{name} {mode}"));
        let (time, speedup) = (rounds.ratio(&serial, reference), rounds.ratio(&serial, &parallel));
        writeln!(text, "| {label} | {time} | {speedup} |").unwrap();
    }

    writeln!(text, "\n| this page / native | scalar | simd |\n|---|---|---|").unwrap();
    let serial = |kernel| rounds.ratio(&format!("shared-memory {kernel} serial"), &format!("native {kernel} serial"));
    writeln!(text, "| time of the serial sum | {} | {} |", serial("scalar"), serial("simd")).unwrap();
    let speedups = |name: String| {
        let [serial, parallel] = ["serial", "parallel"].map(|mode| &rounds.0[&format!("{name} {mode}")]);
        serial.iter().zip(parallel).map(|(serial, parallel)| serial / parallel).collect::<Vec<_>>()
    };
    let speedup = |kernel| ratio(&speedups(format!("shared-memory {kernel}")), &speedups(format!("native {kernel}")));
    writeln!(text, "| speedup of {THREADS} threads | {} | {} |", speedup("scalar"), speedup("simd")).unwrap();

    writeln!(text, "\n| messages / shared memory | scalar | simd |\n|---|---|---|").unwrap();
    let times =
        |kernel| rounds.ratio(&format!("messages {kernel} parallel"), &format!("shared-memory {kernel} parallel"));
    writeln!(text, "| time on {THREADS} threads | {} | {} |", times("scalar"), times("simd")).unwrap();

    writeln!(text, "\n| fork and join of {THREADS} threads, empty | / postMessage round trip to {THREADS} workers |")
        .unwrap();
    writeln!(text, "|---|---|").unwrap();
    for pool in POOLS {
        let time = rounds.ratio(&format!("forkJoin of {pool}"), "roundTrip");
        writeln!(text, "| this page, {pool} threads up, or the hardware's if these are more | {time} |").unwrap();
    }
    writeln!(text, "| the same Rust natively | {} |", rounds.ratio("native forkJoin", "roundTrip")).unwrap();
    writeln!(text, "\nThe round trip took {:.0} µs.", 1e6 * rounds.median("roundTrip")).unwrap();

    writeln!(text, "\n| cold start | / from navigation to the first result |\n|---|---|").unwrap();
    for (label, name) in [
        ("from navigation until the engine is up", "cold ready"),
        ("of it, to fetch the wasm", "fetch"),
        ("to compile it", "compile"),
        ("to instantiate it", "instantiate"),
        ("to spawn the threads", "spawn"),
    ] {
        writeln!(text, "| {label} | {} |", rounds.ratio(name, "cold result")).unwrap();
    }
    let result = 1e3 * rounds.median("cold result");
    writeln!(
        text,
        "\nFrom navigation to the first result, for n = {} and its warm-up included, it took {result:.0} ms.",
        extent.first_n
    )
    .unwrap();
    text
}
