//! The exports to JavaScript, and nothing else.

use std::sync::{Arc, LazyLock};

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use crate::account::{Account, Spent, lanes};
use crate::chunk::{Chunks, gauss};
use crate::kernel::Kernel;
use crate::laws::{self, Refusal};
use crate::share::{self, Span, settle};
use crate::stats::Interval;
use crate::sum::{self, Plan, Schedule};
use crate::tally::Tally;
use crate::{clock, scaling, stats, timing};

pub use wasm_bindgen_rayon::init_thread_pool;

/// The one that every sum of this wasm memory counts in.
static TALLY: LazyLock<Arc<Tally>> = LazyLock::new(Default::default);

/// Where [`Tally`] lies in the wasm's memory.
#[wasm_bindgen(js_name = controlAddress)]
pub fn tally_address() -> *const u8 {
    Arc::as_ptr(&TALLY).cast()
}

/// One timed run, as JavaScript sees it.
#[wasm_bindgen]
pub struct Sample(share::Sample);

#[wasm_bindgen]
impl Sample {
    /// Lower and upper 64 bits of the sum.
    #[wasm_bindgen(getter)]
    pub fn sum(&self) -> Vec<u64> {
        halves(self.0.sum)
    }

    /// Whether the sum equals n(n+1)/2.
    #[wasm_bindgen(js_name = isCorrect)]
    pub fn is_correct(&self, n: u64) -> bool {
        self.0.sum == gauss(n)
    }

    #[wasm_bindgen(getter)]
    pub fn seconds(&self) -> f64 {
        self.0.seconds
    }

    /// Gives the memory of the spans back.
    #[wasm_bindgen(js_name = dropSpans)]
    pub fn drop_spans(&mut self) {
        self.0.spans = Vec::new();
    }

    /// [`Account`] against the median serial time: speedup, start, gaps, imbalance, join, slower threads.
    pub fn account(&self, threads: u32, serial: f64) -> Option<Vec<f64>> {
        let Account { speedup, start, gaps, imbalance, join, slower_threads } =
            Account::of(&Spent::of(&lanes(&self.0.spans, threads, self.0.seconds)), self.0.seconds, threads, serial)?;
        Some(vec![speedup, start, gaps, imbalance, join, slower_threads])
    }

    /// The spans one after the other, four numbers each: thread, chunk, start, end.
    #[wasm_bindgen(getter)]
    pub fn spans(&self) -> Float64Array {
        numbers_of(&self.0.spans)
    }
}

/// [`sum::serial`] with a kernel of [`Kernel::ALL`]; undefined when cancelled.
#[wasm_bindgen]
pub fn serial(n: u64, kernel: usize) -> Option<Sample> {
    sum::serial(n, Kernel::ALL[kernel], &TALLY, clock::now).map(Sample)
}

/// [`sum::parallel`] on this thread and the pool that `initThreadPool` made, with a schedule of [`Schedule::ALL`] and a
/// kernel of [`Kernel::ALL`]; undefined when cancelled.
#[wasm_bindgen]
pub fn parallel(n: u64, threads: u32, chunks: u32, schedule: usize, kernel: usize) -> Option<Sample> {
    let plan = Plan { n, threads, chunks, schedule: Schedule::ALL[schedule], kernel: Kernel::ALL[kernel] };
    sum::parallel(&plan, &TALLY, clock::now).map(Sample)
}

/// [`sum::get_ready`]
#[wasm_bindgen(js_name = getReady)]
pub fn get_ready() {
    sum::get_ready();
}

/// [`share::Share`] of the sum of 1..=n cut into chunks.
#[wasm_bindgen]
pub struct Share(share::Share);

#[wasm_bindgen]
impl Share {
    /// That of a thread, with a kernel of [`Kernel::ALL`].
    #[wasm_bindgen(constructor)]
    pub fn new(n: u64, chunks: u32, thread: u32, kernel: usize) -> Self {
        Self(share::Share::new(Chunks::new(n, chunks), thread, Kernel::ALL[kernel]))
    }

    /// Takes chunk `first` and those after it, below `end`.
    pub fn take(&mut self, first: u32, end: u32) {
        self.0.take(first..end);
    }

    /// Adds the next `integers` at most, and tells how many it has added.
    pub fn advance(&mut self, integers: u32) -> Option<f64> {
        self.0.advance(integers.into(), &TALLY, clock::now).map(|added| added as f64)
    }

    #[wasm_bindgen(getter, js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.0.is_done()
    }

    /// Lower and upper 64 bits of the sum of its [`share::Part`].
    #[wasm_bindgen(getter)]
    pub fn sum(&self) -> Vec<u64> {
        halves(self.0.part().sum)
    }

    /// The spans of its part, laid out as [`Sample::spans`].
    #[wasm_bindgen(getter)]
    pub fn spans(&self) -> Float64Array {
        numbers_of(&self.0.part().spans)
    }
}

/// The parts of threads that share no memory, from its making.
#[wasm_bindgen]
pub struct Merge {
    fork: f64,
    sum: u128,
    spans: Vec<Span>,
}

#[wasm_bindgen]
impl Merge {
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "it reads the clock")]
    pub fn new() -> Self {
        Self { fork: clock::now(), sum: 0, spans: Vec::new() }
    }

    /// Adds the part of a [`Share`] that may be of another instance of the wasm.
    pub fn add(&mut self, sum: &[u64], spans: &[f64]) {
        self.sum += u128::from(sum[0]) | u128::from(sum[1]) << 64;
        self.spans.extend(spans.chunks_exact(4).map(|it| Span {
            thread: it[0] as u32,
            chunk: it[1] as u32,
            start: it[2],
            end: it[3],
        }));
    }

    /// The merged sum, once all parts are there.
    pub fn sample(self) -> Sample {
        let end = clock::now();
        let (spans, stray) = settle(self.spans, self.fork, end);
        Sample(share::Sample { sum: self.sum, seconds: end - self.fork, spans, stray })
    }
}

/// The first chunk of the contiguous share of `thread`; [`sum::share_of`].
#[wasm_bindgen(js_name = shareStart)]
pub fn share_start(thread: u32, threads: u32, chunks: u32) -> u32 {
    sum::share_of(thread, threads, chunks).start
}

/// How many chunks 1..=n is cut into when `wanted` are wanted; [`Chunks::new`].
#[wasm_bindgen(js_name = chunkCount)]
pub fn chunk_count(n: u64, wanted: u32) -> u32 {
    Chunks::new(n, wanted).count()
}

/// [`stats::Summary`] of samples: median, min, max, q1, q3 and, where there is an interval, its low and high and its
/// [`Interval::spread`] around the median.
#[wasm_bindgen]
pub fn summarize(samples: &[f64]) -> Vec<f64> {
    let stats::Summary { median, min, max, q1, q3, ci95 } = stats::Summary::of(samples);
    let interval = ci95.map(|it| [it.low, it.high, it.spread(median)]);
    [median, min, max, q1, q3].into_iter().chain(interval.into_iter().flatten()).collect()
}

/// [`stats::ratio_interval`] as low and high.
#[wasm_bindgen(js_name = ratioInterval)]
pub fn ratio_interval(numerators: &[f64], denominators: &[f64]) -> Option<Vec<f64>> {
    stats::ratio_interval(numerators, denominators).map(|Interval { low, high }| vec![low, high])
}

/// [`stats::by_distance_from_median`]
#[wasm_bindgen(js_name = nearestToMedian)]
pub fn nearest_to_median(samples: &[f64]) -> usize {
    stats::by_distance_from_median(samples)[0]
}

/// [`stats::outliers`]
#[wasm_bindgen]
pub fn outliers(samples: &[f64]) -> usize {
    stats::outliers(samples)
}

/// [`stats::is_bimodal`]
#[wasm_bindgen(js_name = isBimodal)]
pub fn is_bimodal(samples: &[f64]) -> bool {
    stats::is_bimodal(samples)
}

/// [`timing::timer_step`] of the clock that runs are timed by.
#[wasm_bindgen(js_name = timerStep)]
pub fn timer_step() -> f64 {
    timing::timer_step(clock::now)
}

/// [`stats::turns`]
#[wasm_bindgen]
pub fn shuffled(count: usize, seed: u32) -> Vec<usize> {
    stats::turns(count, seed)
}

/// [`scaling::speedup`]
#[wasm_bindgen]
pub fn speedup(serial: f64, parallel: f64) -> Option<f64> {
    scaling::speedup(serial, parallel)
}

/// [`scaling::efficiency`]
#[wasm_bindgen]
pub fn efficiency(speedup: f64, threads: u32) -> f64 {
    scaling::efficiency(speedup, threads)
}

/// [`scaling::karp_flatt`]
#[wasm_bindgen(js_name = karpFlatt)]
pub fn karp_flatt(speedup: f64, threads: u32) -> Option<f64> {
    scaling::karp_flatt(speedup, threads)
}

/// The points of a sweep, and what they say together.
#[wasm_bindgen]
#[derive(Default)]
pub struct Sweep(Vec<scaling::Point>);

#[wasm_bindgen]
impl Sweep {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a [`scaling::Point`]; its interval is left out where there is none.
    pub fn push(&mut self, threads: u32, seconds: f64, speedup: f64, low: Option<f64>, high: Option<f64>) {
        let ci95 = low.zip(high).map(|(low, high)| Interval { low, high });
        self.0.push(scaling::Point { threads, seconds, speedup, ci95 });
    }

    /// Why the points carry no fit, as the place in [`Refusal::ALL`]; undefined where they do.
    pub fn refusal(&self) -> Option<usize> {
        let refusal = laws::check(&self.0, 256).err()?;
        Refusal::ALL.into_iter().position(|it| it == refusal)
    }

    /// [`laws::Amdahl`] as serial seconds and serial fraction.
    pub fn amdahl(&self) -> Option<Vec<f64>> {
        laws::Amdahl::fit(&self.0, 256).ok().map(|fit| vec![fit.serial_seconds, fit.serial_fraction])
    }

    /// [`laws::Usl`] as sigma and kappa and, where there is one, its peak.
    pub fn usl(&self) -> Option<Vec<f64>> {
        laws::Usl::fit(&self.0, 256).ok().map(|fit| [fit.sigma, fit.kappa].into_iter().chain(fit.peak(256)).collect())
    }

    /// [`scaling::best_and_enough`]
    #[wasm_bindgen(js_name = bestAndEnough)]
    pub fn best_and_enough(&self) -> Option<Vec<usize>> {
        scaling::best_and_enough(&self.0).map(|(best, enough)| vec![best, enough])
    }
}

fn numbers_of(spans: &[Span]) -> Float64Array {
    let numbers = |span: &Span| [f64::from(span.thread), f64::from(span.chunk), span.start, span.end];
    Float64Array::from(spans.iter().flat_map(numbers).collect::<Vec<_>>().as_slice())
}

fn halves(sum: u128) -> Vec<u64> {
    vec![sum as u64, (sum >> 64) as u64]
}
