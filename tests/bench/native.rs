//! The same sums by the same Rust, compiled for this machine.

use std::sync::Arc;

use parallel_sum::adding::Adding;
use parallel_sum::clock;
use parallel_sum::kernel::Kernel;
use parallel_sum::share::Sample;
use parallel_sum::stats;
use parallel_sum::sum::{self, Plan, Schedule};
use parallel_sum::tally::Tally;

/// Makes the pool, which each sum's own thread adds to.
pub fn make_pool(threads: u32) {
    rayon::ThreadPoolBuilder::new().num_threads(threads as usize - 1).build_global().expect("there is no pool yet");
}

/// The median seconds of so many sums of 1..=n on one thread, and on `threads`.
pub fn sums(n: u64, threads: u32, adding: &Adding, repeats: u32) -> [f64; 2] {
    let tally = Arc::default();
    let serial = || sum::serial(n, adding, &tally, clock::now);
    let plan = Plan { n, threads, chunks: 16 * threads, schedule: Schedule::Dynamic, adding: adding.clone() };
    [median(repeats, serial), median(repeats, || sum::parallel(&plan, &tally, clock::now))]
}

/// The median seconds of so many runs with next to nothing to add.
pub fn fork_join(threads: u32, repeats: u32) -> f64 {
    let tally: Arc<Tally> = Arc::default();
    let plan = Plan { n: 1000, threads, chunks: threads, schedule: Schedule::Static, adding: Kernel::Scalar.into() };
    median(repeats, || sum::parallel(&plan, &tally, clock::now))
}

fn median(repeats: u32, run: impl Fn() -> Option<Sample>) -> f64 {
    let seconds: Vec<_> = (0..repeats).map(|_| run().expect("nobody cancels").seconds).collect();
    stats::median(&seconds)
}
