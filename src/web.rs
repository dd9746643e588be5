//! The exports to JavaScript, and nothing else.
//!
//! What crosses has names: plans and points come as objects with named fields, kernels and schedules by their names, and
//! results go back as structs with named getters, which JavaScript takes over and frees at once.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use crate::account::{self, Cause};
use crate::chunk::{self, Chunks};
use crate::kernel::Kernel;
use crate::laws::{self, Refusal};
use crate::share::{self, Span};
use crate::stats::Interval;
use crate::sum::{self, Schedule};
use crate::tally::Tally;
use crate::{clock, counts, scaling, stats, timing};

pub use wasm_bindgen_rayon::init_thread_pool;

/// The one that every sum of this wasm memory counts in.
static TALLY: LazyLock<Arc<Tally>> = LazyLock::new(Default::default);

/// Where [`Tally`] lies in the wasm's memory.
#[wasm_bindgen(js_name = tallyAddress)]
pub fn tally_address() -> *const u8 {
    Arc::as_ptr(&TALLY).cast()
}

/// [`clock::now`]
#[wasm_bindgen]
pub fn now() -> f64 {
    clock::now()
}

/// [`sum::get_ready`]
#[wasm_bindgen(js_name = getReady)]
pub fn get_ready() {
    sum::get_ready();
}

#[wasm_bindgen]
extern "C" {
    /// What to sum and how, as JavaScript has it; [`sum::Plan`] has the ranges.
    pub type Plan;
    #[wasm_bindgen(method, getter)]
    fn n(this: &Plan) -> u64;
    #[wasm_bindgen(method, getter)]
    fn threads(this: &Plan) -> u32;
    #[wasm_bindgen(method, getter)]
    fn chunks(this: &Plan) -> u32;
    #[wasm_bindgen(method, getter)]
    fn schedule(this: &Plan) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn kernel(this: &Plan) -> JsValue;
}

impl Plan {
    fn read(&self) -> sum::Plan {
        sum::Plan {
            n: self.n(),
            threads: self.threads(),
            chunks: self.chunks(),
            schedule: named(Schedule::ALL, Schedule::name, &self.schedule()),
            kernel: self.read_kernel(),
        }
    }

    fn read_kernel(&self) -> Kernel {
        named(Kernel::ALL, Kernel::name, &self.kernel())
    }
}

/// The one of `all` that has this name. JavaScript has refused all others.
fn named<T: Copy, const N: usize>(all: [T; N], name: fn(T) -> &'static str, value: &JsValue) -> T {
    all.into_iter().find(|it| value == name(*it)).expect("a name that there is")
}

/// One timed run.
#[wasm_bindgen]
pub struct Sample {
    n: u64,
    sample: share::Sample,
}

#[wasm_bindgen]
impl Sample {
    #[wasm_bindgen(getter)]
    pub fn seconds(&self) -> f64 {
        self.sample.seconds
    }

    #[wasm_bindgen(getter)]
    pub fn sum(&self) -> u128 {
        self.sample.sum
    }

    /// Whether the sum equals n(n+1)/2.
    #[wasm_bindgen(getter)]
    pub fn correct(&self) -> bool {
        is_right(self.sample.sum, self.n)
    }

    /// The spans one after the other, four numbers each: thread, chunk, start, end.
    #[wasm_bindgen(getter)]
    pub fn spans(&self) -> Float64Array {
        numbers_of(&self.sample.spans)
    }

    /// By how many seconds a span lay outside of the run.
    #[wasm_bindgen(getter)]
    pub fn stray(&self) -> f64 {
        self.sample.stray
    }
}

/// [`sum::serial`] of a plan's n by its kernel; undefined when cancelled.
#[wasm_bindgen]
pub fn serial(plan: &Plan) -> Option<Sample> {
    let n = plan.n();
    sum::serial(n, plan.read_kernel(), &TALLY, clock::now).map(|sample| Sample { n, sample })
}

/// [`sum::parallel`] on this thread and the pool that `initThreadPool` made; undefined when cancelled.
#[wasm_bindgen]
pub fn parallel(plan: &Plan) -> Option<Sample> {
    let plan = plan.read();
    sum::parallel(&plan, &TALLY, clock::now).map(|sample| Sample { n: plan.n, sample })
}

/// Whether a sum equals n(n+1)/2.
#[wasm_bindgen(js_name = isRight)]
pub fn is_right(sum: u128, n: u64) -> bool {
    sum == chunk::gauss(n)
}

thread_local! {
    /// The one that `begin` has begun.
    static SHARE: RefCell<Option<share::Share>> = const { RefCell::new(None) };
}

fn with_share<T>(job: impl FnOnce(&mut share::Share) -> T) -> T {
    SHARE.with_borrow_mut(|share| job(share.as_mut().expect("a share was begun")))
}

/// Begins the [`share::Share`] of one thread of a plan, in place of one that was begun before.
#[wasm_bindgen]
pub fn begin(plan: &Plan, thread: u32) {
    let share = share::Share::new(Chunks::new(plan.n(), plan.chunks()), thread, plan.read_kernel());
    SHARE.set(Some(share));
}

/// Has the share take chunk `first` and those after it, below `end`.
#[wasm_bindgen]
pub fn take(first: u32, end: u32) {
    with_share(|share| share.take(first..end));
}

/// Adds the next `integers` of the share at most, and tells how many it has added.
#[wasm_bindgen]
pub fn advance(integers: u32) -> Option<f64> {
    with_share(|share| share.advance(integers.into(), &TALLY, clock::now)).map(|added| added as f64)
}

/// Whether all chunks that the share has taken are added.
#[wasm_bindgen(js_name = isDone)]
pub fn is_done() -> bool {
    with_share(|share| share.is_done())
}

/// What a share has come to.
#[wasm_bindgen]
pub struct Part(share::Part);

#[wasm_bindgen]
impl Part {
    #[wasm_bindgen(getter)]
    pub fn sum(&self) -> u128 {
        self.0.sum
    }

    /// Laid out as [`Sample::spans`], their times those of the clock.
    #[wasm_bindgen(getter)]
    pub fn spans(&self) -> Float64Array {
        numbers_of(&self.0.spans)
    }
}

/// Ends the share.
#[wasm_bindgen]
pub fn finish() -> Part {
    Part(with_share(|share| share.part().clone()))
}

/// What [`share::settle`] makes of spans.
#[wasm_bindgen]
pub struct Settled {
    spans: Vec<Span>,
    /// By how many seconds a span lay outside of the run.
    pub stray: f64,
}

#[wasm_bindgen]
impl Settled {
    /// Laid out as [`Sample::spans`].
    #[wasm_bindgen(getter)]
    pub fn spans(&self) -> Float64Array {
        numbers_of(&self.spans)
    }
}

/// [`share::settle`] of the spans of all threads of a run.
#[wasm_bindgen]
pub fn settle(spans: &[f64], fork: f64, end: f64) -> Settled {
    let (spans, stray) = share::settle(spans_of(spans), fork, end);
    Settled { spans, stray }
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

/// Where 1..=n is cut: the first integer of each of `chunks` chunks, and the one after the last.
#[wasm_bindgen]
pub fn cuts(n: u64, chunks: u32) -> Vec<f64> {
    let chunks = Chunks::new(n, chunks);
    let firsts = (0..chunks.count()).map(|index| *chunks.get(index).start());
    firsts.chain([n + 1]).map(|first| first as f64).collect()
}

/// [`stats::Summary`]
#[wasm_bindgen]
pub struct Summary {
    pub median: f64,
    pub min: f64,
    pub max: f64,
    pub q1: f64,
    pub q3: f64,
    /// The ends of its interval, where there is one.
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// [`stats::Summary::of`]
#[wasm_bindgen]
pub fn summarize(samples: &[f64]) -> Summary {
    let stats::Summary { median, min, max, q1, q3, ci95 } = stats::Summary::of(samples);
    Summary { median, min, max, q1, q3, low: ci95.map(|it| it.low), high: ci95.map(|it| it.high) }
}

/// The ends of an interval.
#[wasm_bindgen]
pub struct Ends {
    pub low: f64,
    pub high: f64,
}

/// [`stats::ratio_interval`]
#[wasm_bindgen(js_name = ratioInterval)]
pub fn ratio_interval(numerators: &[f64], denominators: &[f64]) -> Option<Ends> {
    stats::ratio_interval(numerators, denominators).map(|Interval { low, high }| Ends { low, high })
}

/// [`stats::by_distance_from_median`]
#[wasm_bindgen(js_name = byDistanceFromMedian)]
pub fn by_distance_from_median(samples: &[f64]) -> Vec<usize> {
    stats::by_distance_from_median(samples)
}

/// [`stats::is_sure`]
#[wasm_bindgen(js_name = isSure)]
pub fn is_sure(samples: &[f64]) -> bool {
    stats::is_sure(samples)
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

/// [`stats::turns`]
#[wasm_bindgen]
pub fn turns(count: usize, round: u32) -> Vec<usize> {
    stats::turns(count, round)
}

/// [`counts::counts`]
#[wasm_bindgen]
pub fn counts(most: u32, hardware: u32) -> Vec<u32> {
    counts::counts(most, hardware)
}

/// [`timing::timer_step`] of the clock that runs are timed by.
#[wasm_bindgen(js_name = timerStep)]
pub fn timer_step() -> f64 {
    timing::timer_step(clock::now)
}

/// [`timing::can_be_timed`]
#[wasm_bindgen(js_name = canBeTimed)]
pub fn can_be_timed(seconds: f64, step: f64) -> bool {
    timing::can_be_timed(seconds, step)
}

/// [`timing::timeable_n`]
#[wasm_bindgen(js_name = timeableN)]
pub fn timeable_n(seconds_per_integer: f64, step: f64, beyond: u64) -> Option<u64> {
    timing::timeable_n(seconds_per_integer, step, beyond)
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

/// [`account::Lane`]
#[wasm_bindgen]
pub struct Lane {
    pub start: f64,
    pub gaps: f64,
    pub imbalance: f64,
    pub join: f64,
    pub busy: f64,
    pub chunks: u32,
}

/// [`account::lanes`] of spans laid out as [`Sample::spans`].
#[wasm_bindgen]
pub fn lanes(spans: &[f64], threads: u32, seconds: f64) -> Vec<Lane> {
    let lane = |account::Lane { start, gaps, imbalance, join, busy, chunks }| Lane { start, gaps, imbalance, join, busy, chunks };
    account::lanes(&spans_of(spans), threads, seconds).into_iter().map(lane).collect()
}

/// [`account::Spent`]
#[wasm_bindgen]
pub struct Spent {
    pub start: f64,
    pub gaps: f64,
    pub imbalance: f64,
    pub join: f64,
    pub busy: f64,
}

/// What the threads of a sample spent their time on; its spans are laid out as [`Sample::spans`].
#[wasm_bindgen]
pub fn spent(spans: &[f64], threads: u32, seconds: f64) -> Spent {
    let account::Spent { start, gaps, imbalance, join, busy } = account::Spent::of(&account::lanes(&spans_of(spans), threads, seconds));
    Spent { start, gaps, imbalance, join, busy }
}

#[wasm_bindgen]
extern "C" {
    /// A [`Spent`] that JavaScript has taken over, with the sample's seconds.
    pub type Taken;
    #[wasm_bindgen(method, getter)]
    fn seconds(this: &Taken) -> f64;
    #[wasm_bindgen(method, getter)]
    fn start(this: &Taken) -> f64;
    #[wasm_bindgen(method, getter)]
    fn gaps(this: &Taken) -> f64;
    #[wasm_bindgen(method, getter)]
    fn imbalance(this: &Taken) -> f64;
    #[wasm_bindgen(method, getter)]
    fn join(this: &Taken) -> f64;
    #[wasm_bindgen(method, getter)]
    fn busy(this: &Taken) -> f64;
}

impl Taken {
    fn account(&self, threads: u32, serial: f64) -> Option<account::Account> {
        let [start, gaps, imbalance] = [self.start(), self.gaps(), self.imbalance()];
        let spent = account::Spent { start, gaps, imbalance, join: self.join(), busy: self.busy() };
        account::Account::of(&spent, self.seconds(), threads, serial)
    }
}

/// Something about each part of an account, in threads.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub struct Parts {
    pub start: f64,
    pub gaps: f64,
    pub imbalance: f64,
    pub join: f64,
    #[wasm_bindgen(js_name = slowerThreads)]
    pub slower_threads: f64,
}

impl Parts {
    fn of(part: impl Fn(Cause) -> f64) -> Self {
        let [start, gaps, imbalance, join, slower_threads] = Cause::ALL.map(part);
        Self { start, gaps, imbalance, join, slower_threads }
    }
}

/// Where the missing speedup went.
#[wasm_bindgen]
pub struct Findings {
    /// Of the typical sample.
    pub speedup: f64,
    pub parts: Parts,
    /// [`account::ranges`]
    pub low: Parts,
    pub high: Parts,
    cause: Option<Cause>,
}

#[wasm_bindgen]
impl Findings {
    /// The name of the [`account::cause`].
    #[wasm_bindgen(getter)]
    pub fn cause(&self) -> Option<String> {
        self.cause.map(|cause| cause.name().to_owned())
    }
}

/// The account of samples that took measurable time on `threads` threads, of which the one at `typical` is shown, against
/// the median serial time; `low` and `high` are the ends of the speedup's interval, where there is one.
#[wasm_bindgen]
pub fn account(
    samples: Vec<Taken>,
    typical: usize,
    threads: u32,
    serial: f64,
    low: Option<f64>,
    high: Option<f64>,
) -> Option<Findings> {
    let accounts: Vec<_> = samples.iter().filter_map(|sample| sample.account(threads, serial)).collect();
    let account = samples[typical].account(threads, serial)?;
    let ranges = account::ranges(&accounts)?;
    Some(Findings {
        speedup: account.speedup,
        parts: Parts::of(|cause| account.part(cause)),
        low: Parts::of(|cause| ranges[cause as usize].low),
        high: Parts::of(|cause| ranges[cause as usize].high),
        cause: account::cause(&accounts, interval_of(low, high), threads),
    })
}

#[wasm_bindgen]
extern "C" {
    /// A [`scaling::Point`]; its interval is left out where there is none.
    pub type Point;
    #[wasm_bindgen(method, getter)]
    fn threads(this: &Point) -> u32;
    #[wasm_bindgen(method, getter)]
    fn seconds(this: &Point) -> f64;
    #[wasm_bindgen(method, getter)]
    fn speedup(this: &Point) -> f64;
    #[wasm_bindgen(method, getter)]
    fn low(this: &Point) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn high(this: &Point) -> Option<f64>;
}

impl Point {
    fn read(&self) -> scaling::Point {
        let ci95 = interval_of(self.low(), self.high());
        scaling::Point { threads: self.threads(), seconds: self.seconds(), speedup: self.speedup(), ci95 }
    }
}

/// What the points of a sweep say together. Of laws that do not fit everything is undefined.
#[wasm_bindgen]
pub struct Laws {
    refusal: Option<Refusal>,
    /// [`laws::Amdahl`]
    #[wasm_bindgen(js_name = serialSeconds)]
    pub serial_seconds: Option<f64>,
    #[wasm_bindgen(js_name = serialFraction)]
    pub serial_fraction: Option<f64>,
    /// [`laws::Usl`]
    pub sigma: Option<f64>,
    pub kappa: Option<f64>,
    pub peak: Option<f64>,
    /// [`scaling::best_and_enough`], in threads.
    pub best: Option<u32>,
    pub enough: Option<u32>,
    /// The most threads that the laws were fitted to, up to which their [`laws::curve`]s go.
    #[wasm_bindgen(js_name = fittedTo)]
    pub fitted_to: u32,
    amdahl_curve: Option<Vec<f64>>,
    usl_curve: Option<Vec<f64>>,
}

#[wasm_bindgen]
impl Laws {
    /// The name of the [`Refusal`], where no law fits.
    #[wasm_bindgen(getter)]
    pub fn reason(&self) -> Option<String> {
        self.refusal.map(|refusal| refusal.name().to_owned())
    }

    #[wasm_bindgen(getter, js_name = amdahlCurve)]
    pub fn amdahl_curve(&self) -> Option<Vec<f64>> {
        self.amdahl_curve.clone()
    }

    #[wasm_bindgen(getter, js_name = uslCurve)]
    pub fn usl_curve(&self) -> Option<Vec<f64>> {
        self.usl_curve.clone()
    }
}

/// What points say on a machine that runs `hardware` threads at once, against the median serial time.
#[wasm_bindgen]
pub fn laws(points: Vec<Point>, hardware: u32, serial: f64) -> Laws {
    let points: Vec<_> = points.iter().map(Point::read).collect();
    let amdahl = laws::Amdahl::fit(&points, hardware).ok();
    let usl = laws::Usl::fit(&points, hardware).ok();
    let most = points.iter().map(|point| point.threads).max().unwrap_or(1);
    let fitted_to = most.min(hardware);
    let best_and_enough = scaling::best_and_enough(&points);
    Laws {
        refusal: laws::check(&points, hardware).err(),
        serial_seconds: amdahl.map(|it| it.serial_seconds),
        serial_fraction: amdahl.map(|it| it.serial_fraction),
        sigma: usl.map(|it| it.sigma),
        kappa: usl.map(|it| it.kappa),
        peak: usl.and_then(|it| it.peak(fitted_to)),
        best: best_and_enough.map(|(best, _)| points[best].threads),
        enough: best_and_enough.map(|(_, enough)| points[enough].threads),
        fitted_to,
        amdahl_curve: amdahl.map(|law| laws::curve(|p| law.speedup(p, serial), fitted_to)),
        usl_curve: usl.map(|law| laws::curve(|p| law.speedup(p), fitted_to)),
    }
}

fn interval_of(low: Option<f64>, high: Option<f64>) -> Option<Interval> {
    low.zip(high).map(|(low, high)| Interval { low, high })
}

fn spans_of(numbers: &[f64]) -> Vec<Span> {
    let span = |it: &[f64]| Span { thread: it[0] as u32, chunk: it[1] as u32, start: it[2], end: it[3] };
    numbers.chunks_exact(4).map(span).collect()
}

fn numbers_of(spans: &[Span]) -> Float64Array {
    let numbers = |span: &Span| [f64::from(span.thread), f64::from(span.chunk), span.start, span.end];
    Float64Array::from(spans.iter().flat_map(numbers).collect::<Vec<_>>().as_slice())
}
