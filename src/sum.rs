//! The serial and the parallel sum of 1..=n, timed, with the spans that their chunks leave.
//!
//! Both add with the same kernels, block by block, so that a gain from either is never credited to threads.
//! Timing starts right before the work is handed out and ends when the merged sum is there. Two readings of the clock
//! a chunk, for its span, are within; checking the sum and putting the spans in order are not.

use std::iter;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex};

use rayon::iter::Either;

use crate::chunk::{Chunks, cut};
use crate::clock;
use crate::kernel::Kernel;
use crate::share::{Part, Sample, Share, Span, settle};
use crate::tally::{MAX_THREADS, SERIAL, Tally, counter_of};

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

    /// The schedule that users call so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|schedule| schedule.name() == name)
    }
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

/// Sums 1..=n in one go on the calling thread: one chunk, one span. `None` when cancelled.
///
/// # Panics
/// When n is out of its range.
pub fn serial(n: u64, kernel: Kernel, tally: &Tally, clock: impl Fn() -> f64) -> Option<Sample> {
    let mut share = Share::counted(Chunks::new(n, 1), 0, kernel, SERIAL);
    share.take(0..1);
    let fork = clock();
    share.advance(n, tally, &clock)?;
    let Part { sum, spans } = share.part();
    Some(sample(*sum, || spans.clone(), fork, clock))
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
/// The calling thread is thread 0; the others are threads of the current rayon pool. Each takes part exactly once, so
/// that a thread of the spans is a thread of the operating system. Those of the pool that are not needed wake up and go
/// back to sleep, and nobody waits for them.
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
    let Plan { n, threads, .. } = *plan;
    assert!((1..=MAX_THREADS).contains(&threads), "threads must be in 1..={MAX_THREADS}");
    // The pool is not even asked for where none is needed, since asking would make one.
    assert!(threads == 1 || threads as usize <= 1 + rayon::current_num_threads(), "the pool has too few threads");
    let chunks = Chunks::new(n, plan.chunks);

    let fork = clock();
    let team = Arc::new(Team {
        plan: *plan,
        chunks,
        next: AtomicU32::new(0),
        tally: tally.clone(),
        clock,
        parts: Inbox::default(),
    });
    if threads > 1 {
        let team = team.clone();
        rayon::spawn_broadcast(move |pool| team.take_part(1 + pool.index() as u32));
    }
    team.take_part(0);
    // All of them also when cancelled: a thread that still ran would get into the way of the next sum.
    let parts: Vec<_> = (0..threads).map(|_| team.parts.take(&team.clock)).collect();
    let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
    let sum = parts.iter().map(|part| part.sum).sum();
    Some(sample(sum, || parts.into_iter().flat_map(|part| part.spans).collect(), fork, &team.clock))
}

/// Has every thread of the current rayon pool, and the caller, read its clock, so that none does so for the first time in
/// a run: a thread's clock counts from where the wall's stands at that moment ([`clock::now`]). Waits for all of them.
pub fn get_ready() {
    clock::now();
    rayon::broadcast(|_| clock::now());
}

/// What the threads of a parallel sum share.
struct Team<C> {
    plan: Plan,
    chunks: Chunks,
    /// The first chunk that no thread has taken yet, for the dynamic schedule.
    next: AtomicU32,
    tally: Arc<Tally>,
    clock: C,
    parts: Inbox,
}

impl<C: Fn() -> f64> Team<C> {
    fn take_part(&self, thread: u32) {
        if thread < self.plan.threads {
            self.parts.put(self.work(thread));
        }
    }

    fn work(&self, thread: u32) -> Option<Part> {
        let Plan { threads, schedule, kernel, .. } = self.plan;
        let count = self.chunks.count();
        let mut part = Part { sum: 0, spans: Vec::with_capacity(count.div_ceil(threads) as usize) };
        for chunk in taken_by(thread, threads, schedule, count, &self.next) {
            let start = (self.clock)();
            part.sum +=
                kernel.sum(self.chunks.get(chunk), |integers| self.tally.count(counter_of(thread), integers))?;
            part.spans.push(Span { thread, chunk, start, end: (self.clock)() });
        }
        Some(part)
    }
}

/// The parts of the threads that have finished; `None` when cancelled. Lighter, once it is wasm, than a channel of `std`.
#[derive(Default)]
struct Inbox {
    parts: Mutex<Vec<Option<Part>>>,
    arrived: Condvar,
}

impl Inbox {
    fn put(&self, part: Option<Part>) {
        self.parts.lock().unwrap().push(part);
        self.arrived.notify_one();
    }

    /// Waits for the next part: at first awake, since the threads mostly finish at almost the same time, and to be woken
    /// up takes as long as a small run.
    fn take(&self, clock: impl Fn() -> f64) -> Option<Part> {
        const PATIENCE: f64 = 100e-6; // seconds
        let sleep_at = clock() + PATIENCE;
        loop {
            let is_late = clock() >= sleep_at;
            let mut parts = self.parts.lock().unwrap();
            if is_late {
                parts = self.arrived.wait_while(parts, |parts| parts.is_empty()).unwrap();
            }
            if let Some(part) = parts.pop() {
                return part;
            }
        }
    }
}

/// The contiguous share of one of `threads` threads: of `chunks` chunks, equal to within one.
pub fn share_of(thread: u32, threads: u32, chunks: u32) -> Range<u32> {
    let begin = |thread| cut(chunks.into(), threads, thread) as u32;
    begin(thread)..begin(thread + 1)
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
