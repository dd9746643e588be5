//! The serial and the parallel sum of 1..=n, timed, with the spans that their chunks leave.
//!
//! Both add with the same kernels, block by block, so that a gain from either is never credited to threads.
//! Timing starts right before the work is handed out and ends when the merged sum is there. Everything else
//! (checking the sum, collecting spans) happens outside.

use std::fmt;
use std::iter;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc;

use rayon::iter::Either;

use crate::chunk::{Chunks, MAX_N, cut};
use crate::control::{Control, MAX_THREADS};
use crate::kernel::Kernel;

/// Who sums which chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Decided beforehand: each thread gets one contiguous share of the chunks, equal to within one chunk.
    Static,
    /// The next thread that is free takes the next chunk.
    Dynamic,
}

/// What to sum in parallel, and how.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The last integer, in 1..=[`MAX_N`](crate::chunk::MAX_N).
    pub n: u64,
    /// Threads that take part, in 1..=[`MAX_THREADS`], at most the size of the rayon pool.
    pub threads: u32,
    /// Chunks wanted, in 1..=[`MAX_CHUNKS`](crate::chunk::MAX_CHUNKS).
    pub chunks: u32,
    pub schedule: Schedule,
    pub kernel: Kernel,
}

/// One chunk's execution. Times are in seconds since the fork.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The thread that added the chunk, counted from 0.
    pub thread: u32,
    /// The chunk, counted from 0 in ascending order of its integers.
    pub chunk: u32,
    pub start: f64,
    pub end: f64,
}

/// One timed run.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What the loops added up to.
    pub sum: u128,
    /// Seconds from the fork until the merged sum was there.
    pub seconds: f64,
    /// A span per chunk, ordered by chunk.
    pub spans: Vec<Span>,
}

/// Sums 1..=n in one go on the calling thread: one chunk, one span. `None` when cancelled.
///
/// # Panics
/// When n is out of its range.
pub fn serial(n: u64, kernel: Kernel, control: &Control, clock: impl Fn() -> f64) -> Option<Sample> {
    let mut serial = Serial::new(n, kernel);
    let fork = clock();
    serial.advance(n, control)?;
    Some(serial.sample(clock() - fork))
}

/// A serial sum in slices, for a caller that has to return to its event loop now and then.
#[derive(Debug)]
pub struct Serial {
    n: u64,
    kernel: Kernel,
    added: u64,
    sum: u128,
}

impl Serial {
    /// Nothing added yet.
    ///
    /// # Panics
    /// When n is out of its range.
    pub fn new(n: u64, kernel: Kernel) -> Self {
        assert!((1..=MAX_N).contains(&n), "n must be in 1..={MAX_N}");
        Self { n, kernel, added: 0, sum: 0 }
    }

    /// Adds the next `integers` or what is left of them, and tells how many have been added since the start.
    /// `None` when cancelled; the sum is of no use then.
    pub fn advance(&mut self, integers: u64, control: &Control) -> Option<u64> {
        let last = self.added.saturating_add(integers).min(self.n);
        self.sum += self.kernel.sum(self.added + 1..=last, |integers| control.count(0, integers))?;
        self.added = last;
        Some(last)
    }

    /// The finished sum, which took `seconds`.
    ///
    /// # Panics
    /// When integers are left.
    pub fn sample(self, seconds: f64) -> Sample {
        assert_eq!(self.added, self.n, "integers are left");
        Sample { sum: self.sum, seconds, spans: vec![Span { thread: 0, chunk: 0, start: 0.0, end: seconds }] }
    }
}

/// Sums 1..=n on `plan.threads` threads of the current rayon pool and waits for them. `None` when cancelled.
///
/// Each of those threads takes part exactly once, so that a thread of the spans is a thread of the operating system;
/// those of the pool that are not needed wake up and go back to sleep. A caller outside the pool sleeps meanwhile,
/// unless the plan wants one thread more than the pool has: then the caller is that thread. (On wasm32 a pool of rayon
/// has 255 threads at most, one fewer than a plan may want.)
///
/// # Panics
/// When the plan is out of its ranges or wants more threads than that.
pub fn parallel(plan: &Plan, control: &Control, clock: impl Fn() -> f64 + Sync) -> Option<Sample> {
    let Plan { n, threads, schedule, kernel, .. } = *plan;
    let pool = rayon::current_num_threads() as u32;
    assert!((1..=MAX_THREADS).contains(&threads), "threads must be in 1..={MAX_THREADS}");
    assert!(threads <= pool + 1, "the pool has too few threads");
    let chunks = Chunks::new(n, plan.chunks);
    let next = AtomicU32::new(0);
    let (sender, parts) = mpsc::channel();

    let fork = clock();
    let work = |thread: u32| {
        let mut spans = Vec::with_capacity(chunks.count().div_ceil(threads) as usize);
        let mut sum = 0;
        for chunk in taken_by(thread, threads, schedule, chunks.count(), &next) {
            let start = clock() - fork;
            sum += kernel.sum(chunks.get(chunk), |integers| control.count(thread, integers))?;
            spans.push(Span { thread, chunk, start, end: clock() - fork });
        }
        Some((sum, spans))
    };
    let take_part = |thread| {
        if thread < threads {
            sender.send(work(thread)).expect("the receiver lives until all have taken part");
        }
    };
    rayon::in_place_scope(|scope| {
        scope.spawn_broadcast(|_, context| take_part(context.index() as u32));
        take_part(pool);
    });
    let parts: Vec<(u128, Vec<Span>)> = parts.try_iter().collect::<Option<_>>()?;
    let sum = parts.iter().map(|(sum, _)| sum).sum();
    let seconds = clock() - fork;

    let mut spans: Vec<_> = parts.into_iter().flat_map(|(_, spans)| spans).collect();
    spans.sort_unstable_by_key(|span| span.chunk);
    Some(Sample { sum, seconds, spans })
}

/// The chunks that one of `threads` threads takes, in ascending order; `next` is the first that no thread has taken yet.
fn taken_by(thread: u32, threads: u32, schedule: Schedule, chunks: u32, next: &AtomicU32) -> impl Iterator<Item = u32> {
    match schedule {
        Schedule::Static => {
            let share = |thread| cut(chunks.into(), threads, thread) as u32;
            Either::Left(share(thread)..share(thread + 1))
        }
        Schedule::Dynamic => Either::Right(iter::from_fn(move || {
            let chunk = next.fetch_add(1, Relaxed);
            (chunk < chunks).then_some(chunk)
        })),
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Static => "static",
            Self::Dynamic => "dynamic",
        })
    }
}

impl FromStr for Schedule {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "static" => Ok(Self::Static),
            "dynamic" => Ok(Self::Dynamic),
            _ => Err(format!("schedule must be \"static\" or \"dynamic\"; got \"{name}\"")),
        }
    }
}
