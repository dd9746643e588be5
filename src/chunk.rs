//! The integers 1..=n cut into chunks that are disjoint, cover everything, and differ by one in length at most.

use std::ops::{Range, RangeInclusive};

/// The largest n that can be summed. Block sums stay far below 2^64 up to here.
pub const MAX_N: u64 = 1_000_000_000_000;

/// The most chunks that 1..=n is cut into.
pub const MAX_CHUNKS: u32 = 65_536;

/// 1..=n as a sequence of chunks, none of them empty.
#[derive(Clone, Copy, Debug)]
pub struct Chunks {
    n: u64,
    count: u32,
}

impl Chunks {
    /// Cuts 1..=n into `wanted` chunks, or into n where n is smaller, since no chunk is empty.
    ///
    /// # Panics
    /// When n is not in 1..=[`MAX_N`] or `wanted` not in 1..=[`MAX_CHUNKS`].
    pub fn new(n: u64, wanted: u32) -> Self {
        assert!((1..=MAX_N).contains(&n), "n must be in 1..={MAX_N}");
        assert!((1..=MAX_CHUNKS).contains(&wanted), "chunks must be in 1..={MAX_CHUNKS}");
        let count = u64::from(wanted).min(n) as u32;
        Self { n, count }
    }

    /// How many chunks there are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The first integer of one chunk; `index` counts from 0 in ascending order. That of the chunk that would come after
    /// the last is n + 1.
    pub fn first(&self, index: u32) -> u64 {
        debug_assert!(index <= self.count);
        cut(self.n, self.count, index) + 1
    }

    /// The integers of one chunk; `index` counts from 0 in ascending order.
    pub fn get(&self, index: u32) -> RangeInclusive<u64> {
        self.first(index)..=self.first(index + 1) - 1
    }
}

/// Where part `index` begins when `total` things are dealt into `parts` parts that differ by one in size at most;
/// part `parts` begins at `total`. Below 2^57 on the way for n and chunks in their ranges.
fn cut(total: u64, parts: u32, index: u32) -> u64 {
    total * u64::from(index) / u64::from(parts)
}

/// The contiguous share of one of `threads` threads: of `chunks` chunks, equal to within one.
pub fn share_of(thread: u32, threads: u32, chunks: u32) -> Range<u32> {
    let begin = |thread| cut(chunks.into(), threads, thread) as u32;
    begin(thread)..begin(thread + 1)
}

/// n(n+1)/2, which every sum is checked against, and which no sum is ever computed by.
pub fn gauss(n: u64) -> u128 {
    u128::from(n) * (u128::from(n) + 1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn more_chunks_than_integers_makes_one_chunk_an_integer() {
        let chunks = Chunks::new(3, 8);
        assert_eq!(chunks.count(), 3);
        assert_eq!((0..3).map(|i| chunks.get(i)).collect::<Vec<_>>(), [1..=1, 2..=2, 3..=3]);
    }

    #[test]
    fn the_largest_n_in_the_most_chunks_ends_at_n() {
        let chunks = Chunks::new(MAX_N, MAX_CHUNKS);
        assert_eq!(*chunks.get(MAX_CHUNKS - 1).end(), MAX_N);
    }

    proptest! {
        #[test]
        fn chunks_are_disjoint_and_cover_everything_and_differ_by_one_at_most(
            n in 1..=MAX_N,
            small in 1..=300u64,
            wanted in 1..=2_000u32,
        ) {
            for n in [n, small] {
                let chunks = Chunks::new(n, wanted);
                let (mut expected_first, mut shortest, mut longest) = (1, u64::MAX, 0);
                for index in 0..chunks.count() {
                    let range = chunks.get(index);
                    prop_assert_eq!(*range.start(), expected_first);
                    prop_assert!(range.end() >= range.start());
                    let length = range.end() - range.start() + 1;
                    (shortest, longest) = (shortest.min(length), longest.max(length));
                    expected_first = range.end() + 1;
                }
                prop_assert_eq!(expected_first, n + 1);
                prop_assert!(longest - shortest <= 1);
            }
        }
    }
}
