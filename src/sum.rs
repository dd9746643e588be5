//! The serial and the parallel sum of 1..=n, timed, with the spans that their chunks leave.
//!
//! Both add with the same kernels, block by block, so that a gain from either is never credited to threads.
//! Timing starts right before the work is handed out and ends when the merged sum is there. Two readings of the clock
//! a chunk, for its span, are within; checking the sum and putting the spans in order are not.

use std::fmt;
use std::iter;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, Sender};

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
    /// Threads that take part, in 1..=[`MAX_THREADS`].
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

/// Sums 1..=n on `plan.threads` threads and waits for them. `None` when cancelled.
///
/// The calling thread is thread 0; the others are threads of the current rayon pool. Each takes part exactly once, so
/// that a thread of the spans is a thread of the operating system. Those of the pool that are not needed wake up and go
/// back to sleep, and nobody waits for them.
///
/// That the caller works too, rather than sleep until all others have finished, saves waking it up and one of them,
/// which is most of what an empty run takes.
///
/// # Panics
/// When the plan is out of its ranges or wants more threads than the pool and the caller.
pub fn parallel<C>(plan: &Plan, control: &Arc<Control>, clock: C) -> Option<Sample>
where
    C: Fn() -> f64 + Send + Sync + 'static,
{
    let Plan { n, threads, .. } = *plan;
    assert!((1..=MAX_THREADS).contains(&threads), "threads must be in 1..={MAX_THREADS}");
    // The pool is not even asked for where none is needed, since asking would make one.
    assert!(threads == 1 || threads as usize <= 1 + rayon::current_num_threads(), "the pool has too few threads");
    let chunks = Chunks::new(n, plan.chunks);
    let (sender, parts) = mpsc::channel();

    let fork = clock();
    let team =
        Arc::new(Team { plan: *plan, chunks, next: AtomicU32::new(0), control: control.clone(), clock, fork, sender });
    if threads > 1 {
        let team = team.clone();
        rayon::spawn_broadcast(move |pool| team.take_part(1 + pool.index() as u32));
    }
    team.take_part(0);
    // All of them also when cancelled: a thread that still ran would get into the way of the next sum.
    let parts: Vec<_> = (0..threads).map(|_| next_part(&parts, &team.clock)).collect();
    let parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
    let sum = parts.iter().map(|part| part.sum).sum();
    let seconds = (team.clock)() - fork;

    let mut spans: Vec<_> = parts.into_iter().flat_map(|part| part.spans).collect();
    spans.sort_unstable_by_key(|span| span.chunk);
    Some(Sample { sum, seconds, spans })
}

/// What the threads of a parallel sum share.
struct Team<C> {
    plan: Plan,
    chunks: Chunks,
    /// The first chunk that no thread has taken yet, for the dynamic schedule.
    next: AtomicU32,
    control: Arc<Control>,
    clock: C,
    fork: f64,
    /// Takes the part of each thread; `None` when cancelled.
    sender: Sender<Option<Part>>,
}

/// What one thread of a parallel sum did.
struct Part {
    sum: u128,
    spans: Vec<Span>,
}

impl<C: Fn() -> f64> Team<C> {
    fn take_part(&self, thread: u32) {
        if thread < self.plan.threads {
            self.sender.send(self.work(thread)).expect("the caller waits for every part");
        }
    }

    fn work(&self, thread: u32) -> Option<Part> {
        let Plan { threads, schedule, kernel, .. } = self.plan;
        let count = self.chunks.count();
        let now = || (self.clock)() - self.fork;
        let mut part = Part { sum: 0, spans: Vec::with_capacity(count.div_ceil(threads) as usize) };
        for chunk in taken_by(thread, threads, schedule, count, &self.next) {
            let start = now();
            part.sum += kernel.sum(self.chunks.get(chunk), |integers| self.control.count(thread, integers))?;
            part.spans.push(Span { thread, chunk, start, end: now() });
        }
        Some(part)
    }
}

/// Waits for the next thread to finish: at first awake, since the others mostly finish at almost the same time, and to
/// be woken up takes as long as a small run.
fn next_part(parts: &Receiver<Option<Part>>, clock: impl Fn() -> f64) -> Option<Part> {
    const PATIENCE: f64 = 100e-6; // seconds
    let sleep_at = clock() + PATIENCE;
    while clock() < sleep_at {
        if let Ok(part) = parts.try_recv() {
            return part;
        }
    }
    parts.recv().expect("the team holds a sender as long as this waits")
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
