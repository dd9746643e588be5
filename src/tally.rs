//! What a running sum shares with its onlookers: a flag that stops it, and counters of what each thread has added.
//!
//! In the browser a thread that sums never returns to its event loop, so no message reaches it. The page looks into
//! the wasm's shared memory instead, where it finds this very struct: `www/engine/tally.js` knows its layout.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

/// The most threads that a sum can use.
pub const MAX_THREADS: u32 = 256;

/// A flag and counters, readable and writable from any thread while a sum runs.
#[derive(Debug)]
#[repr(C)]
pub struct Tally {
    cancelled: Line<AtomicU32>,
    /// Of serial sums, and of each thread of parallel ones.
    added: [Line<AtomicU64>; COUNTERS],
}

const COUNTERS: usize = 1 + MAX_THREADS as usize;

/// The counter of serial sums, apart from thread 0's for the page to see how far both are.
pub(crate) const SERIAL: usize = 0;

/// The counter of a thread of parallel sums.
pub(crate) const fn counter_of(thread: u32) -> usize {
    1 + thread as usize
}

/// A cache line of its own, so that threads that count do not take the line from each other.
#[derive(Debug)]
#[repr(C, align(64))]
struct Line<T>(T);

impl Tally {
    /// Nothing cancelled, nothing added.
    pub const fn new() -> Self {
        Self { cancelled: Line(AtomicU32::new(0)), added: [const { Line(AtomicU64::new(0)) }; COUNTERS] }
    }

    /// Asks the running sum to stop; its threads do so at the end of their block.
    pub fn cancel(&self) {
        self.cancelled.0.store(1, Relaxed);
    }

    /// Counts what a thread has just added and tells whether it is to go on. Only that thread may use its counter, which
    /// is what lets it do without a locked instruction.
    pub(crate) fn count(&self, counter: usize, integers: u64) -> ControlFlow<()> {
        let added = &self.added[counter].0;
        added.store(added.load(Relaxed) + integers, Relaxed);
        match self.cancelled.0.load(Relaxed) {
            0 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }

    /// How many integers all threads have added since this was made.
    pub fn added(&self) -> u64 {
        self.added.iter().map(|line| line.0.load(Relaxed)).sum()
    }
}

impl Default for Tally {
    fn default() -> Self {
        Self::new()
    }
}
