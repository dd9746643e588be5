//! Where a thread's total lives: in a register, or in memory in one of five ways, which differ by what threads cost each other.
//!
//! With [`Total::Padded`], [`Total::Adjacent`] and [`Total::Atomic`] the very same loop adds each integer by the very same
//! instruction, an atomic addition, so that nothing but the place of the total tells them apart. A plain store would not show
//! it: a core's store buffer hides from it whose cache line it goes to. `Relaxed` is all that they ask for; in wasm, where every
//! atomic instruction is sequentially consistent, they get more.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use crate::kernel::{self, Kernel};
use crate::source::Block;

/// The largest n whose sum fits the 64 bits of a total in memory.
pub const MAX_N_IN_MEMORY: u64 = 6_074_000_999;

/// What each thread adds into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// A register of its own, merged at the end.
    Private,
    /// A total of its own in memory, on cache lines of its own.
    Padded,
    /// A total of its own in memory, 8 bytes beside its neighbour's.
    Adjacent,
    /// One total of all.
    Atomic,
    /// One total of all, locked for each addition.
    Mutex,
    /// One total of all, read, added to and written back without asking the others, so that additions get lost. It is read and
    /// written atomically, which leaves no undefined behaviour, but not as one step.
    Unguarded,
}

impl Total {
    pub const ALL: [Self; 6] =
        [Self::Private, Self::Padded, Self::Adjacent, Self::Atomic, Self::Mutex, Self::Unguarded];

    /// What users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Padded => "padded",
            Self::Adjacent => "adjacent",
            Self::Atomic => "atomic",
            Self::Mutex => "mutex",
            Self::Unguarded => "unguarded",
        }
    }
}

/// Bytes that no two threads' totals are nearer than, where each is to have cache lines of its own: two lines of 64, as
/// processors of Apple have lines of 128 and those of Intel fetch lines in pairs.
const APART: usize = 128;

/// Totals that lie as close together as they can.
#[derive(Debug, Default)]
#[repr(C, align(128))]
struct Line([AtomicU64; APART / size_of::<AtomicU64>()]);

/// The totals of a run.
#[derive(Debug)]
pub(crate) struct Totals {
    total: Total,
    kernel: Kernel,
    lines: Vec<Line>,
    guarded: Guarded,
}

#[derive(Debug, Default)]
#[repr(align(128))]
struct Guarded(Mutex<u64>);

impl Totals {
    /// Of nothing yet.
    ///
    /// # Panics
    /// When a total is in memory and the kernel adds vectors, which no such instruction does.
    pub(crate) fn new(total: Total, kernel: Kernel, threads: u32) -> Self {
        assert!(total == Total::Private || kernel == Kernel::Scalar, "a total in memory takes the scalar kernel");
        let lines = match total {
            Total::Private | Total::Mutex => 0,
            Total::Padded => threads as usize,
            Total::Adjacent => (threads as usize).div_ceil(Line::default().0.len()),
            Total::Atomic | Total::Unguarded => 1,
        };
        let lines = (0..lines).map(|_| Line::default()).collect();
        Self { total, kernel, lines, guarded: Guarded::default() }
    }

    /// How many integers one call of a loop is to add: fewer where each takes a hundred nanoseconds rather than a third of one.
    pub(crate) fn block(&self) -> u64 {
        if self.total == Total::Private { kernel::BLOCK } else { kernel::BLOCK / 16 }
    }

    /// Adds a block to the total of a thread; what goes into its register instead is returned.
    pub(crate) fn add(&self, thread: u32, block: Block) -> u64 {
        match self.total {
            Total::Private => return self.kernel.add(block),
            Total::Padded | Total::Adjacent | Total::Atomic => add_atomically(block, self.place_of(thread)),
            Total::Mutex => add_locked(block, &self.guarded.0),
            Total::Unguarded => add_unguarded(block, self.place_of(thread)),
        }
        0
    }

    fn place_of(&self, thread: u32) -> &AtomicU64 {
        let thread = thread as usize;
        let (line, place) = match self.total {
            Total::Padded => (thread, 0),
            Total::Adjacent => (thread / self.lines[0].0.len(), thread % self.lines[0].0.len()),
            _ => (0, 0),
        };
        &self.lines[line].0[place]
    }

    /// What is in memory, of all threads.
    pub(crate) fn in_memory(&self) -> u64 {
        let totals = self.lines.iter().flat_map(|line| &line.0);
        let guarded = *self.guarded.0.lock().unwrap_or_else(PoisonError::into_inner);
        totals.fold(guarded, |sum, total| sum.wrapping_add(total.load(Relaxed)))
    }
}

#[inline(never)]
fn add_atomically(block: Block, total: &AtomicU64) {
    block.each(|integer| {
        total.fetch_add(integer, Relaxed);
    });
}

#[inline(never)]
fn add_locked(block: Block, total: &Mutex<u64>) {
    block.each(|integer| {
        let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
        *total = total.wrapping_add(integer);
    });
}

#[inline(never)]
fn add_unguarded(block: Block, total: &AtomicU64) {
    block.each(|integer| total.store(total.load(Relaxed).wrapping_add(integer), Relaxed));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const THREADS: u32 = 40;

    /// Where the threads' totals are, in bytes.
    fn places(total: Total) -> Vec<usize> {
        let totals = Totals::new(total, Kernel::Scalar, THREADS);
        (0..THREADS).map(|thread| (&raw const *totals.place_of(thread)).addr()).collect()
    }

    #[test]
    fn padded_totals_begin_lines_of_their_own_that_are_128_bytes_apart() {
        let places = places(Total::Padded);
        assert!(places.iter().all(|place| place % 128 == 0));
        assert_eq!(places.iter().collect::<HashSet<_>>().len(), THREADS as usize);
    }

    #[test]
    fn adjacent_totals_are_8_bytes_apart_and_the_first_ones_share_a_line() {
        let places = places(Total::Adjacent);
        assert_eq!(places[0] % 128, 0);
        assert!(places[..16].windows(2).all(|pair| pair[1] - pair[0] == 8));
        assert_eq!(places.iter().collect::<HashSet<_>>().len(), THREADS as usize);
    }

    #[test]
    fn one_total_of_all_is_one_place() {
        for total in [Total::Atomic, Total::Unguarded] {
            assert_eq!(places(total).into_iter().collect::<HashSet<_>>().len(), 1);
        }
    }

    #[test]
    #[should_panic(expected = "takes the scalar kernel")]
    fn a_total_in_memory_refuses_vectors() {
        Totals::new(Total::Atomic, Kernel::Simd, 1);
    }
}
