//! The exports to JavaScript, and nothing else.
//!
//! What crosses has names: plans and points come as objects with named fields, kernels and schedules by their names, and
//! results go back as plain objects with named fields, so that JavaScript holds nothing that it would have to free. Structs
//! with getters would say the same in three more kilobytes.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use crate::account::{self, Account, Cause, Lane, Spent};
use crate::adding::Adding;
use crate::batch::batch;
use crate::chunk::{self, Chunks};
use crate::gustafson::Gustafson;
use crate::kernel::Kernel;
use crate::laws::{self, Amdahl, Refusal, Usl};
use crate::scaling::Point;
use crate::share::{self, Share, Span};
use crate::source::{Array, Integers, OutOfMemory, Source};
use crate::stats::{Interval, Summary};
use crate::sum::{self, Schedule};
use crate::tally::Tally;
use crate::total::Total;
use crate::{clock, counts, growth, race, scaling, stats, timing};

pub use wasm_bindgen_rayon::init_thread_pool;

#[wasm_bindgen]
extern "C" {
    /// An object with named fields.
    #[wasm_bindgen(js_name = Object)]
    pub type Named;
    #[wasm_bindgen(js_class = Object, constructor)]
    fn new() -> Named;
    #[wasm_bindgen(js_namespace = Reflect)]
    fn set(of: &Named, name: &str, value: &JsValue);
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn set_number(of: &Named, name: &str, value: f64);
    #[wasm_bindgen(js_namespace = Reflect)]
    fn get(of: &Named, name: &str) -> JsValue;
    /// NaN where there is no such field, or none that is a number.
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn number(of: &Named, name: &str) -> f64;
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn big(of: &Named, name: &str) -> u64;
}

/// An object with these numbers; null for NaN, which is none.
fn numbers(fields: &[(&str, f64)]) -> Named {
    let object = Named::new();
    for (name, value) in fields {
        if value.is_nan() {
            set(&object, name, &JsValue::NULL);
        } else {
            set_number(&object, name, *value);
        }
    }
    object
}

fn or_nan(number: Option<f64>) -> f64 {
    number.unwrap_or(f64::NAN)
}

/// The ends of an interval in fields `low` and `high`, where these are numbers.
fn interval_in(of: &Named) -> Option<Interval> {
    let [low, high] = [number(of, "low"), number(of, "high")];
    (low <= high).then_some(Interval { low, high })
}

/// The one of `all` whose name a field has. JavaScript has refused all others.
fn one_of<T: Copy, const N: usize>(all: [T; N], name: fn(T) -> &'static str, value: &JsValue) -> T {
    all.into_iter().find(|it| *value == name(*it)).expect("a name that there is")
}

/// How a plan {kernel, total, source} adds; an array is the one that [`fill`] has filled.
fn adding_in(plan: &Named) -> Adding {
    Adding {
        kernel: one_of(Kernel::ALL, Kernel::name, &get(plan, "kernel")),
        total: one_of(Total::ALL, Total::name, &get(plan, "total")),
        integers: match one_of(Source::ALL, Source::name, &get(plan, "source")) {
            Source::Counter => Integers::Counted,
            Source::Array => Integers::InMemory(ARRAY.with_borrow(|array| array.clone().expect("an array was filled"))),
        },
    }
}

thread_local! {
    /// The one that `fill` has filled.
    static ARRAY: RefCell<Option<Arc<Array>>> = const { RefCell::new(None) };
}

/// [`Array::fill`] for plans with the n of this one, {n, chunks, threads}, in place of an array before it. Undefined once it is filled; where
/// there is not as much memory, how many integers there is some for.
#[wasm_bindgen]
pub fn fill(plan: &Named) -> Option<f64> {
    ARRAY.set(None);
    match Array::fill(big(plan, "n"), number(plan, "chunks") as u32, number(plan, "threads") as u32) {
        Ok(array) => ARRAY.set(Some(array)),
        Err(OutOfMemory { fits }) => return Some(fits as f64),
    }
    None
}

/// The one that every sum of this wasm memory counts in.
static TALLY: LazyLock<Arc<Tally>> = LazyLock::new(Default::default);

/// Where [`Tally`] lies in the wasm's memory.
#[wasm_bindgen(js_name = tallyAddress)]
pub fn tally_address() -> *const u8 {
    Arc::as_ptr(&TALLY).cast()
}

/// [`clock::now`]
#[wasm_bindgen(js_name = readClock)]
pub fn read_clock() -> f64 {
    clock::now()
}

/// [`sum::serial`] of a plan {n, kernel, total, source}, in a [`batch`] where it has one: {seconds, sum, correct, missing, spans,
/// stray}; undefined when cancelled. Of a batch all but the time is one sum's.
#[wasm_bindgen]
pub fn serial(plan: &Named) -> Option<Named> {
    let (n, adding) = (big(plan, "n"), adding_in(plan));
    batch(batch_in(plan), chunk::gauss(n), clock::now, &mut || sum::serial(n, &adding, &TALLY, clock::now))
        .map(|sample| sample_of(sample, n))
}

/// How many sums a sample of a plan is.
fn batch_in(plan: &Named) -> u32 {
    (number(plan, "batch") as u32).max(1)
}

/// [`sum::parallel`] of a plan {n, threads, chunks, schedule, kernel, total, source} on this thread and the pool that `initThreadPool`
/// made; as [`serial`].
#[wasm_bindgen]
pub fn parallel(plan: &Named) -> Option<Named> {
    let times = batch_in(plan);
    let plan = sum::Plan {
        n: big(plan, "n"),
        threads: number(plan, "threads") as u32,
        chunks: number(plan, "chunks") as u32,
        schedule: one_of(Schedule::ALL, Schedule::name, &get(plan, "schedule")),
        adding: adding_in(plan),
    };
    batch(times, chunk::gauss(plan.n), clock::now, &mut || sum::parallel(&plan, &TALLY, clock::now))
        .map(|sample| sample_of(sample, plan.n))
}

fn sample_of(sample: share::Sample, n: u64) -> Named {
    let share::Sample { sum, seconds, spans, stray } = sample;
    let object = numbers(&[("seconds", seconds), ("stray", stray)]);
    set(&object, "sum", &sum.into());
    let missing = chunk::gauss(n) as i128 - sum as i128;
    set(&object, "correct", &(missing == 0).into());
    set(&object, "missing", &missing.into());
    set(&object, "spans", &numbers_of(&spans));
    object
}

thread_local! {
    /// The one that `begin` has begun.
    static SHARE: RefCell<Option<Share>> = const { RefCell::new(None) };
}

fn with_share<T>(job: impl FnOnce(&mut Share) -> T) -> T {
    SHARE.with_borrow_mut(|share| job(share.as_mut().expect("a share was begun")))
}

/// Begins the [`Share`] of one thread of a plan {n, chunks, kernel, total, source}, in place of one that was begun before.
#[wasm_bindgen]
pub fn begin(plan: &Named, thread: u32) {
    let chunks = Chunks::new(big(plan, "n"), number(plan, "chunks") as u32);
    SHARE.set(Some(Share::new(chunks, thread, &adding_in(plan))));
}

/// Has the share take chunk `first` and those after it, below `end`.
#[wasm_bindgen]
pub fn take(first: u32, end: u32) {
    with_share(|share| share.take(first..end));
}

/// Adds the next `integers` of the share, and tells how many it has added: fewer where no more are left.
#[wasm_bindgen]
pub fn advance(integers: u32) -> Option<f64> {
    with_share(|share| share.advance(integers.into(), &TALLY, clock::now)).map(|added| added as f64)
}

/// Ends the share: {sum, spans}, whose times are the clock's.
#[wasm_bindgen]
pub fn finish() -> Named {
    let share = SHARE.take().expect("a share was begun");
    let share::Part { sum, spans } = share.into_part();
    let object = Named::new();
    set(&object, "sum", &sum.into());
    set(&object, "spans", &numbers_of(&spans));
    object
}

/// The sample, as of [`serial`], of a run of a plan {n} from `fork` to `end`, when the `sum` was merged; `spans` are
/// those of all threads. All times are the clock's.
#[wasm_bindgen]
pub fn merged(plan: &Named, fork: f64, end: f64, sum: u128, spans: &[f64]) -> Named {
    let (spans, stray) = share::settle(spans_of(spans), fork, end);
    sample_of(share::Sample { sum, seconds: end - fork, spans, stray }, big(plan, "n"))
}

/// The first chunk of the contiguous share of `thread`; [`chunk::share_of`].
#[wasm_bindgen(js_name = shareStart)]
pub fn share_start(thread: u32, threads: u32, chunks: u32) -> u32 {
    chunk::share_of(thread, threads, chunks).start
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
    (0..1 + chunks.count()).map(|index| chunks.first(index) as f64).collect()
}

/// [`Summary::of`]: {median, min, max, q1, q3, low, high}; the ends of the interval are null where there is none.
#[wasm_bindgen]
pub fn summarize(samples: &[f64]) -> Named {
    let Summary { median, min, max, q1, q3, ci95 } = Summary::of(samples);
    numbers(&[
        ("median", median),
        ("min", min),
        ("max", max),
        ("q1", q1),
        ("q3", q3),
        ("low", or_nan(ci95.map(|it| it.low))),
        ("high", or_nan(ci95.map(|it| it.high))),
    ])
}

/// How parallel seconds on `threads` threads compare with serial ones that were taken in turn: {speedup, low, high,
/// efficiency, karpFlatt}, null where there is no interval or none is defined; undefined where there is no speedup.
#[wasm_bindgen]
pub fn scaling(serial: &[f64], parallel: &[f64], threads: u32) -> Option<Named> {
    let speedup = scaling::speedup(stats::median(serial), stats::median(parallel))?;
    let ci95 = stats::ratio_interval(serial, parallel);
    Some(numbers(&[
        ("speedup", speedup),
        ("low", or_nan(ci95.map(|it| it.low))),
        ("high", or_nan(ci95.map(|it| it.high))),
        ("efficiency", scaling::efficiency(speedup, threads)),
        ("karpFlatt", or_nan(scaling::karp_flatt(speedup, threads))),
    ]))
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
pub fn timeable_n(seconds_per_integer: f64, step: f64, beyond: u64, most: u64) -> Option<u64> {
    timing::timeable_n(seconds_per_integer, step, beyond, most)
}

/// [`account::lanes`] of a sample of a plan {n, threads}: of each thread {start, gaps, imbalance, join, busy, chunks, speed},
/// the last of which is one of the [`account::speeds`], null where there is none. `step` is the clock's.
#[wasm_bindgen]
pub fn lanes(plan: &Named, spans: &[f64], seconds: f64, step: f64) -> js_sys::Array {
    let lanes = lanes_of(plan, spans, seconds);
    let speeds = account::speeds(&lanes, step);
    let lane = |(lane, speed): (&Lane, Option<f64>)| {
        numbers(&[
            ("start", lane.start),
            ("gaps", lane.gaps),
            ("imbalance", lane.imbalance),
            ("join", lane.join),
            ("busy", lane.busy),
            ("chunks", lane.chunks.into()),
            ("speed", or_nan(speed)),
        ])
    };
    lanes.iter().zip(speeds).map(lane).collect()
}

fn lanes_of(plan: &Named, spans: &[f64], seconds: f64) -> Vec<Lane> {
    let spans = spans_of(spans);
    let chunks = Chunks::new(big(plan, "n"), spans.len() as u32);
    account::lanes(&spans, number(plan, "threads") as u32, seconds, chunks)
}

/// [`Spent`] of a sample of a plan {n, threads}: {start, gaps, imbalance, join, busy, fastest}. `step` is the clock's.
#[wasm_bindgen]
pub fn spent(plan: &Named, spans: &[f64], seconds: f64, step: f64) -> Named {
    let Spent { start, gaps, imbalance, join, busy, fastest } = Spent::of(&lanes_of(plan, spans, seconds), step);
    numbers(&[
        ("start", start),
        ("gaps", gaps),
        ("imbalance", imbalance),
        ("join", join),
        ("busy", busy),
        ("fastest", fastest),
    ])
}

/// [`scaling::while_adding`]
#[wasm_bindgen(js_name = whileAdding)]
pub fn while_adding(serial: f64, busy: f64, threads: u32) -> Option<f64> {
    scaling::while_adding(serial, busy, threads)
}

/// Where the missing speedup went in samples {seconds} with the fields of [`spent`] on `threads` threads, of which the one at
/// `typical` is shown, against the median serial time: {account, low, high, cause, slowerCause}, the [`Account`] of the
/// typical one, the ends of [`account::ranges`], and the names of the [`account::cause`] and the [`account::slower_cause`],
/// if there are any. `speedup` has the ends of the speedup's interval, where there is one. Undefined where one of them took
/// no measurable time.
#[wasm_bindgen]
pub fn account(samples: &js_sys::Array, typical: u32, threads: u32, serial: f64, speedup: &Named) -> Option<Named> {
    let mut accounts = Vec::new();
    for index in 0..samples.length() {
        let sample: Named = samples.get(index).unchecked_into();
        let part = |name| number(&sample, name);
        let [start, gaps, imbalance, join, busy, fastest] =
            ["start", "gaps", "imbalance", "join", "busy", "fastest"].map(part);
        let spent = Spent { start, gaps, imbalance, join, busy, fastest };
        accounts.push(Account::of(&spent, part("seconds"), threads, serial)?);
    }
    let typical = &accounts[typical as usize];
    let shown = parts(|cause| typical.part(cause));
    set_number(&shown, "speedup", typical.speedup);
    set(&shown, "slower", &numbers(&[("all", typical.slower.all), ("some", typical.slower.some)]));
    let found = Named::new();
    set(&found, "account", &shown);
    let ranges = account::ranges(&accounts)?;
    set(&found, "low", &parts(|cause| ranges[cause as usize].low));
    set(&found, "high", &parts(|cause| ranges[cause as usize].high));
    let speedup = interval_in(speedup);
    if let Some(cause) = account::cause(&accounts, speedup, threads) {
        set(&found, "cause", &cause.name().into());
    }
    if let Some(cause) = account::slower_cause(&accounts, speedup, threads) {
        set(&found, "slowerCause", &cause.name().into());
    }
    Some(found)
}

fn parts(part: impl Fn(Cause) -> f64) -> Named {
    let object = Named::new();
    for cause in Cause::ALL {
        set_number(&object, cause.name(), part(cause));
    }
    object
}

/// What points {threads, seconds, speedup, low, high} say on a machine that runs `hardware` threads at once, against the
/// median serial time: {best, enough} as in the result of a sweep; {amdahl, usl} as there, or of scaled speedups, which have
/// no serial time, {gustafson}; with the [`laws::curve`]s {amdahlCurve, uslCurve, gustafsonCurve} to as many threads as they
/// were `fittedTo`, or the `reason` why there are none.
#[wasm_bindgen]
pub fn laws(points: &js_sys::Array, hardware: u32, serial: Option<f64>) -> Named {
    let read = each(points, point_of);
    let most = read.iter().map(|point| point.threads).max().unwrap_or(1);
    let fitted_to = most.min(hardware);
    let [best, enough] = scaling::best_and_enough(&read)
        .map_or([f64::NAN; 2], |(best, enough)| [read[best].threads.into(), read[enough].threads.into()]);
    let found = numbers(&[("best", best), ("enough", enough), ("fittedTo", fitted_to.into())]);
    let fitted = match serial {
        Some(serial) => fit_strong(&found, &read, hardware, serial, fitted_to),
        None => fit_weak(&found, &read, hardware, fitted_to),
    };
    if let Err(refusal) = fitted {
        set(&found, "reason", &refusal.name().into());
    }
    found
}

/// What is read of each of some objects.
fn each<T>(objects: &js_sys::Array, read: impl Fn(&Named) -> T) -> Vec<T> {
    let mut all = Vec::new();
    for index in 0..objects.length() {
        all.push(read(objects.get(index).unchecked_ref()));
    }
    all
}

fn point_of(point: &Named) -> Point {
    let [seconds, speedup] = [number(point, "seconds"), number(point, "speedup")];
    Point { threads: number(point, "threads") as u32, seconds, speedup, ci95: interval_in(point) }
}

fn fit_strong(found: &Named, read: &[Point], hardware: u32, serial: f64, fitted_to: u32) -> Result<(), Refusal> {
    let (amdahl, usl) = (Amdahl::fit(read, hardware)?, Usl::fit(read, hardware)?);
    let Amdahl { serial_seconds, serial_fraction } = amdahl;
    set(found, "amdahl", &numbers(&[("serialSeconds", serial_seconds), ("serialFraction", serial_fraction)]));
    let law = numbers(&[("sigma", usl.sigma), ("kappa", usl.kappa), ("peak", or_nan(usl.peak(fitted_to)))]);
    set(found, "usl", &law);
    set(found, "amdahlCurve", &array(&laws::curve(|p| amdahl.speedup(p, serial), fitted_to)));
    set(found, "uslCurve", &array(&laws::curve(|p| usl.speedup(p), fitted_to)));
    Ok(())
}

fn fit_weak(found: &Named, read: &[Point], hardware: u32, fitted_to: u32) -> Result<(), Refusal> {
    let gustafson = Gustafson::fit(read, hardware)?;
    set(found, "gustafson", &numbers(&[("serialFraction", gustafson.serial_fraction)]));
    set(found, "gustafsonCurve", &array(&[1.0, fitted_to.into()].map(|p| gustafson.speedup(p)))); // it is straight
    Ok(())
}

fn array(numbers: &[f64]) -> Float64Array {
    Float64Array::from(numbers)
}

/// [`growth::sizes`]
#[wasm_bindgen]
pub fn sizes(most: u64) -> Vec<f64> {
    growth::sizes(most).into_iter().map(|n| n as f64).collect()
}

/// From which n on `threads` threads pay by what points {n, serial, parallel}, which ascend, took: {breakEven,
/// halfEfficiency}, null where they do not.
#[wasm_bindgen]
pub fn growth(points: &js_sys::Array, threads: u32) -> Named {
    let points = each(points, |point| growth::Point {
        n: big(point, "n"),
        serial: number(point, "serial"),
        parallel: number(point, "parallel"),
    });
    let found = |n: Option<u64>| or_nan(n.map(|n| n as f64));
    numbers(&[
        ("breakEven", found(growth::break_even(&points, threads))),
        ("halfEfficiency", found(growth::half_efficiency(&points, threads))),
    ])
}

/// [`race::break_even`]
#[wasm_bindgen(js_name = breakEven)]
pub fn break_even(n: u64, here: f64, there: f64, floor: f64) -> Option<u64> {
    race::break_even(n, here, there, floor)
}

/// Numbers of a span where spans cross in an array: thread, chunk, start, end.
const NUMBERS: usize = 4;

fn spans_of(numbers: &[f64]) -> Vec<Span> {
    let span = |it: &[f64]| Span { thread: it[0] as u32, chunk: it[1] as u32, start: it[2], end: it[3] };
    numbers.chunks_exact(NUMBERS).map(span).collect()
}

fn numbers_of(spans: &[Span]) -> Float64Array {
    let numbers = |span: &Span| [f64::from(span.thread), f64::from(span.chunk), span.start, span.end];
    Float64Array::from(spans.iter().flat_map(numbers).collect::<Vec<_>>().as_slice())
}
