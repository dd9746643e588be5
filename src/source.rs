//! Where the integers come from: counted up in a register, or read from an array in memory.

use std::collections::TryReserveError;
use std::hint::black_box;
use std::mem;
use std::ops::{ControlFlow, RangeInclusive};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::chunk::{Chunks, share_of};
use crate::pool::Called;

/// The largest n of an array: 128 MiB of 64-bit integers, several times most last-level caches. Some browsers refuse to share
/// much more memory than twice that.
pub const MAX_ARRAY: u64 = 16_777_216;

/// Where the integers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A register that counts.
    Counter,
    /// Memory.
    Array,
}

impl Source {
    pub const ALL: [Self; 2] = [Self::Counter, Self::Array];

    /// What users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Array => "array",
        }
    }
}

/// The integers of a sum.
#[derive(Clone, Debug, Default)]
pub enum Integers {
    #[default]
    Counted,
    InMemory(Arc<Array>),
}

impl Integers {
    /// Goes through `range` in blocks of so many integers at most, until `each` breaks off.
    ///
    /// # Panics
    /// When an array ends before the range does.
    pub(crate) fn blocks(
        &self,
        range: RangeInclusive<u64>,
        most: u64,
        each: &mut dyn FnMut(Block) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match self {
            Self::Counted => {
                let (mut first, last) = range.into_inner();
                while first <= last {
                    let length = (last - first + 1).min(most);
                    each(Block::Counted { first, length })?;
                    first += length;
                }
                ControlFlow::Continue(())
            }
            Self::InMemory(array) => array.blocks(range, most as usize, each),
        }
    }
}

/// Consecutive integers that are added by one call of a loop.
#[derive(Clone, Copy)]
pub(crate) enum Block<'a> {
    Counted { first: u64, length: u64 },
    Read(&'a [u64]),
}

impl Block<'_> {
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Counted { length, .. } => *length,
            Self::Read(integers) => integers.len() as u64,
        }
    }

    /// Calls `add` with each integer, one at a time: the step is a number that the compiler cannot know, for which it can
    /// neither put a formula in place of the loop nor make vectors of it.
    #[inline(always)]
    pub(crate) fn each(self, mut add: impl FnMut(u64)) {
        match self {
            Self::Counted { first, length } => {
                let end = first + length;
                let step = black_box(1);
                let mut i = first;
                while i < end {
                    add(i);
                    i = i.wrapping_add(step);
                }
            }
            Self::Read(integers) => {
                let step = black_box(1);
                let mut at = 0usize;
                while let Some(integer) = integers.get(at) {
                    add(*integer);
                    at = at.wrapping_add(step);
                }
            }
        }
    }
}

/// 1..=n in memory, in a part for each of the threads that are to read it.
#[derive(Debug)]
pub struct Array {
    /// One after the other.
    parts: Vec<Vec<u64>>,
}

/// There is not as much memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory {
    /// How many integers there is memory for.
    pub fits: u64,
}

/// Memory for so many integers, of which none is there yet.
fn reserved(count: u64) -> Result<Vec<u64>, TryReserveError> {
    let mut integers = Vec::new();
    integers.try_reserve_exact(count as usize)?;
    Ok(integers)
}

/// The first of n/2, n/4, … that there is memory for.
fn fitting(n: u64) -> u64 {
    let mut fits = n / 2;
    while reserved(fits).is_err() {
        fits /= 2;
    }
    fits
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Array {
    /// Puts 1..=n into memory, each thread's contiguous share of so many chunks by the thread itself, so that a static schedule
    /// has each read what it wrote: a system of several memories puts what a thread writes first into the one that is nearest
    /// to it. With the dynamic schedule, on fewer threads or on one the same parts are read by whoever comes.
    ///
    /// # Errors
    /// Where there is not as much memory.
    ///
    /// # Panics
    /// When n is beyond [`MAX_ARRAY`], or as [`crate::sum::parallel`] where a plan is out of its ranges.
    pub fn fill(n: u64, chunks: u32, threads: u32) -> Result<Arc<Self>, OutOfMemory> {
        assert!(n <= MAX_ARRAY, "an array's n must be in 1..={MAX_ARRAY}");
        let chunks = Chunks::new(n, chunks);
        let called = Called::new(threads);
        // At once, so that it is known to be there; but nothing is written to it yet.
        let mut parts = Vec::new();
        for thread in 0..threads {
            let share = share_of(thread, threads, chunks.count());
            let [first, end] = [share.start, share.end].map(|chunk| chunks.first(chunk));
            let Ok(integers) = reserved(end - first) else {
                drop(parts);
                return Err(OutOfMemory { fits: fitting(n) });
            };
            parts.push(Mutex::new((first..end, integers)));
        }
        let parts = Arc::new(parts);
        called.all({
            let parts = parts.clone();
            move |thread| {
                let (range, integers) = &mut *locked(&parts[thread as usize]);
                integers.extend(range);
            }
        });
        Ok(Arc::new(Self { parts: parts.iter().map(|part| mem::take(&mut locked(part).1)).collect() }))
    }

    fn blocks(
        &self,
        range: RangeInclusive<u64>,
        most: usize,
        each: &mut dyn FnMut(Block) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (mut next, last) = range.into_inner();
        let mut start = 1;
        for part in &self.parts {
            if next > last {
                break;
            }
            let end = start + part.len() as u64;
            if next < end {
                let [from, to] = [next, end.min(last + 1)].map(|integer| (integer - start) as usize);
                part[from..to].chunks(most).try_for_each(|block| each(Block::Read(block)))?;
                next = start + to as u64;
            }
            start = end;
        }
        assert!(next > last, "the array ends before {last}");
        ControlFlow::Continue(())
    }
}
