//! The exports to JavaScript, and nothing else.

use std::sync::{Arc, LazyLock};

use wasm_bindgen::prelude::*;

use crate::chunk::gauss;
use crate::control::Control;
use crate::sum::{self, Plan};
use crate::{clock, scaling, stats};

pub use wasm_bindgen_rayon::init_thread_pool;

/// The one that every sum of this wasm memory counts in.
static CONTROL: LazyLock<Arc<Control>> = LazyLock::new(Default::default);

/// Where [`Control`] lies in the wasm's memory.
#[wasm_bindgen(js_name = controlAddress)]
pub fn control_address() -> *const u8 {
    Arc::as_ptr(&CONTROL).cast()
}

/// One timed run, as JavaScript sees it.
#[wasm_bindgen]
pub struct Sample(sum::Sample);

#[wasm_bindgen]
impl Sample {
    /// The sum in decimal digits.
    #[wasm_bindgen(getter)]
    pub fn sum(&self) -> String {
        self.0.sum.to_string()
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

    /// The spans one after the other, four numbers each: thread, chunk, start, end.
    #[wasm_bindgen(getter)]
    pub fn spans(&self) -> Vec<f64> {
        self.0
            .spans
            .iter()
            .flat_map(|span| [f64::from(span.thread), f64::from(span.chunk), span.start, span.end])
            .collect()
    }
}

/// [`sum::serial`]; undefined when cancelled.
#[wasm_bindgen]
pub fn serial(n: u64, kernel: &str) -> Result<Option<Sample>, JsError> {
    Ok(sum::serial(n, read(kernel)?, &CONTROL, clock::now).map(Sample))
}

/// [`sum::parallel`] on this thread and the pool that `initThreadPool` made; undefined when cancelled.
#[wasm_bindgen]
pub fn parallel(n: u64, threads: u32, chunks: u32, schedule: &str, kernel: &str) -> Result<Option<Sample>, JsError> {
    let plan = Plan { n, threads, chunks, schedule: read(schedule)?, kernel: read(kernel)? };
    Ok(sum::parallel(&plan, &CONTROL, clock::now).map(Sample))
}

/// [`sum::Serial`], timed from its making.
#[wasm_bindgen]
pub struct Serial {
    serial: sum::Serial,
    fork: f64,
}

#[wasm_bindgen]
impl Serial {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u64, kernel: &str) -> Result<Self, JsError> {
        Ok(Self { serial: sum::Serial::new(n, read(kernel)?), fork: clock::now() })
    }

    /// Adds the next `integers` and tells how many have been added so far.
    pub fn advance(&mut self, integers: u32) -> Option<f64> {
        self.serial.advance(integers.into(), &CONTROL).map(|added| added as f64)
    }

    /// The finished sum.
    pub fn sample(self) -> Sample {
        Sample(self.serial.sample(clock::now() - self.fork))
    }
}

/// [`stats::median`]
#[wasm_bindgen]
pub fn median(samples: &[f64]) -> f64 {
    stats::median(samples)
}

/// [`stats::nearest_to_median`]
#[wasm_bindgen(js_name = nearestToMedian)]
pub fn nearest_to_median(samples: &[f64]) -> usize {
    stats::nearest_to_median(samples)
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

fn read<T: std::str::FromStr<Err = String>>(name: &str) -> Result<T, JsError> {
    name.parse().map_err(|message: String| JsError::new(&message))
}
