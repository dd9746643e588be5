//! The serial and the parallel sum of 1..=n, timed, with the spans that their chunks leave.
//!
//! Both add by the same loops, block by block, so that a gain from either is never credited to threads.
//! Timing starts right before the work is handed out and ends when the merged sum is there. Two readings of the clock
//! a chunk, for its span, are within; checking the sum and putting the spans in order are not.

use std::iter;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

use rayon::iter::Either;

use crate::adding::{Adder, Adding};
use crate::chunk::{Chunks, share_of};
use crate::pool::{Called, Inbox, Task};
use crate::share::{Part, Sample, Share, Span, settle};
use crate::tally::{SERIAL, Tally, counter_of};

/// Who sums which chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Decided beforehand: each thread gets one contiguous share of the chunks, equal to within one chunk.
    Static,
    /// The next thread that is free takes the next chunk.
    Dynamic,
}

impl Schedule {
    pub const ALL: [Self; 2] = [Self::Dynamic, Self::Static];

    /// What users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dynamic => "dynamic",
            Self::Static => "static",
        }
    }
}

/// What to sum in parallel, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The last integer, in 1..=[`MAX_N`](crate::chunk::MAX_N), or to where an array has integers. A total in memory holds the
    /// sum to [`MAX_N_IN_MEMORY`](crate::total::MAX_N_IN_MEMORY); beyond, it wraps.
    pub n: u64,
    /// Threads that take part, in 1..=[`MAX_THREADS`](crate::tally::MAX_THREADS).
    pub threads: u32,
    /// Chunks wanted, in 1..=[`MAX_CHUNKS`](crate::chunk::MAX_CHUNKS).
    pub chunks: u32,
    pub schedule: Schedule,
    pub adding: Adding,
}

/// Sums 1..=n in one go on the calling thread: one chunk, one span. `None` when cancelled.
///
/// # Panics
/// When n is out of its range.
pub fn serial(n: u64, adding: &Adding, tally: &Tally, clock: impl Fn() -> f64) -> Option<Sample> {
    let mut share = Share::counted(Chunks::new(n, 1), 0, adding, SERIAL);
    share.take(0..1);
    let fork = clock();
    share.advance(n, tally, &clock)?;
    let Part { sum, spans } = share.into_part();
    Some(sample(sum, || spans, fork, clock))
}

/// The sample of a run that forked at `fork` and whose sums are merged when this is called; what comes after the clock's
/// reading is not part of the run. The spans are as the threads left them.
fn sample(sum: u128, spans: impl FnOnce() -> Vec<Span>, fork: f64, clock: impl Fn() -> f64) -> Sample {
    let end = clock();
    let (spans, stray) = settle(spans(), fork, end);
    Sample { sum, seconds: end - fork, spans, stray }
}

/// Sums 1..=n on `plan.threads` threads and waits for them. `None` when cancelled.
///
/// The calling thread is thread 0; the others are threads of the rayon pool that was current at the first call of this,
/// which from then on can be used for nothing else. Those of it that are not needed sleep on. A thread
/// of the spans is a thread of the operating system. Runs take turns.
///
/// That the caller works too, rather than sleep until all others have finished, saves waking it up and one of them,
/// which is most of what an empty run takes.
///
/// # Panics
/// When the plan is out of its ranges or wants more threads than the pool and the caller.
pub fn parallel<C>(plan: &Plan, tally: &Arc<Tally>, clock: C) -> Option<Sample>
where
    C: Fn() -> f64 + Send + Sync + 'static,
{
    let Plan { n, threads, ref adding, .. } = *plan;
    let called = Called::new(threads);
    let chunks = Chunks::new(n, plan.chunks);

    let team = Arc::new(Team {
        plan: plan.clone(),
        chunks,
        adder: Adder::new(adding, threads),
        next: AtomicU32::new(0),
        tally: tally.clone(),
        clock,
        spans: (0..chunks.count()).map(|_| Slot::default()).collect(),
        parts: Inbox::with_capacity(threads as usize),
    });
    let task: Task = {
        let team = team.clone();
        Arc::new(move |thread| team.take_part(thread))
    };
    let fork = (team.clock)();
    called.call(&task);
    team.take_part(0);
    // All of them also when cancelled: a thread that still ran would get into the way of the next sum.
    let (mut sum, mut is_cancelled) = (0, false);
    for _ in 0..threads {
        match team.next_part() {
            Some(part) => sum += part,
            None => is_cancelled = true,
        }
    }
    if is_cancelled {
        return None;
    }
    sum += team.adder.in_memory();
    let spans = || team.spans.iter().zip(0..).map(|(slot, chunk)| slot.span(chunk)).collect();
    Some(sample(sum, spans, fork, &team.clock))
}

/// What the threads of a parallel sum share.
struct Team<C> {
    plan: Plan,
    chunks: Chunks,
    adder: Adder,
    /// The first chunk that no thread has taken yet, for the dynamic schedule.
    next: AtomicU32,
    tally: Arc<Tally>,
    clock: C,
    /// Of each chunk. Made before the fork, like all that threads need: the lock of wasm's allocator spins, and on fewer
    /// processors than there are threads those that spin would keep the one that has it from going on, for seconds.
    spans: Vec<Slot>,
    /// Sums of the threads that have finished; `None` when cancelled.
    parts: Inbox<Option<u128>>,
}

/// Where a thread leaves a span: its number, and the start and the end by their bits.
#[derive(Default)]
struct Slot {
    thread: AtomicU32,
    start: AtomicU64,
    end: AtomicU64,
}

impl Slot {
    fn put(&self, thread: u32, start: f64, end: f64) {
        self.thread.store(thread, Relaxed);
        self.start.store(start.to_bits(), Relaxed);
        self.end.store(end.to_bits(), Relaxed);
    }

    fn span(&self, chunk: u32) -> Span {
        let time = |bits: &AtomicU64| f64::from_bits(bits.load(Relaxed));
        Span { thread: self.thread.load(Relaxed), chunk, start: time(&self.start), end: time(&self.end) }
    }
}

impl<C: Fn() -> f64> Team<C> {
    fn take_part(&self, thread: u32) {
        self.parts.put(self.work(thread));
    }

    /// Waits for the next part, awake for some time, since the threads mostly finish at almost the same one.
    fn next_part(&self) -> Option<u128> {
        const PATIENCE: f64 = 100e-6; // seconds
        let sleep_at = (self.clock)() + PATIENCE;
        self.parts.take(|| (self.clock)() >= sleep_at)
    }

    fn work(&self, thread: u32) -> Option<u128> {
        let Plan { threads, schedule, .. } = self.plan;
        let mut sum = 0;
        for chunk in taken_by(thread, threads, schedule, self.chunks.count(), &self.next) {
            let start = (self.clock)();
            sum += self
                .adder
                .add(thread, self.chunks.get(chunk), |integers| self.tally.count(counter_of(thread), integers))?;
            self.spans[chunk as usize].put(thread, start, (self.clock)());
        }
        Some(sum)
    }
}

/// The chunks that one of `threads` threads takes, in ascending order; `next` is the first that no thread has taken yet.
fn taken_by(thread: u32, threads: u32, schedule: Schedule, chunks: u32, next: &AtomicU32) -> impl Iterator<Item = u32> {
    match schedule {
        Schedule::Static => Either::Left(share_of(thread, threads, chunks)),
        Schedule::Dynamic => Either::Right(iter::from_fn(move || {
            let chunk = next.fetch_add(1, Relaxed);
            (chunk < chunks).then_some(chunk)
        })),
    }
}
