//! The loops that add one chunk, integer by integer.
//!
//! Two things could make such a loop lie. A compiler that sees `for i in a..=b { s += i }` replaces it by n(n+1)/2, and
//! one that knows the step of a vector loop unrolls it and adds four vectors by one multiplication. So the step of the
//! loops here is a number that the compiler cannot know. And browsers compile in tiers without replacing a function that
//! is running, so a single call over a whole chunk would stay in the slow tier. So the loops are called once per block
//! of [`BLOCK`] integers.

use std::hint::black_box;
use std::ops::{ControlFlow, RangeInclusive};

use wide::u64x2;

/// How many integers one call of a loop adds. Small enough that a block takes well under a millisecond.
pub const BLOCK: u64 = 65_536;

/// The loop that adds one chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// One integer at a time.
    Scalar,
    /// 128-bit vectors, two integers at a time.
    Simd,
}

impl Kernel {
    pub const ALL: [Self; 2] = [Self::Scalar, Self::Simd];

    /// What users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Simd => "simd",
        }
    }

    /// Adds every integer of `range`, block by block. `after_block` gets the number of integers just added and may
    /// break off, in which case there is no sum. Exact for ranges within 1..=[`MAX_N`](crate::chunk::MAX_N).
    pub fn sum(self, range: RangeInclusive<u64>, mut after_block: impl FnMut(u64) -> ControlFlow<()>) -> Option<u128> {
        let (mut first, last) = range.into_inner();
        let mut sum = 0;
        while first <= last {
            let length = (last - first + 1).min(BLOCK);
            sum += u128::from(match self {
                Self::Scalar => scalar_block(first, length),
                Self::Simd => simd_block(first, length),
            });
            first += length;
            if after_block(length).is_break() {
                return None;
            }
        }
        Some(sum)
    }
}

/// The sum of `length` integers from `first`.
#[inline(never)]
fn scalar_block(first: u64, length: u64) -> u64 {
    let end = first + length;
    let step = black_box(1);
    let (mut i, mut sum) = (first, 0u64);
    while i < end {
        sum = sum.wrapping_add(i);
        i = i.wrapping_add(step);
    }
    sum
}

/// The same in four independent accumulators of two lanes each, so that additions need not wait for each other.
#[inline(never)]
fn simd_block(first: u64, length: u64) -> u64 {
    const STRIDE: u64 = 8;
    let mut values = [0, 2, 4, 6].map(|offset| u64x2::new([first + offset, first + offset + 1]));
    let mut sums = [u64x2::ZERO; 4];
    let step = black_box(u64x2::splat(STRIDE));
    for _ in 0..length / STRIDE {
        for (sum, value) in sums.iter_mut().zip(&mut values) {
            *sum += *value;
            *value += step;
        }
    }
    let [low, high] = (sums[0] + sums[1] + sums[2] + sums[3]).to_array();
    let rest = length % STRIDE;
    low + high + scalar_block(first + length - rest, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::{MAX_N, gauss};
    use proptest::prelude::*;

    fn uninterrupted(_: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    #[test]
    fn the_last_block_below_the_largest_n_is_exact() {
        let first = MAX_N - BLOCK + 1;
        for kernel in Kernel::ALL {
            assert_eq!(kernel.sum(first..=MAX_N, uninterrupted), Some(gauss(MAX_N) - gauss(first - 1)), "{kernel:?}");
        }
    }

    #[test]
    fn breaking_off_leaves_no_sum_and_adds_no_further_block() {
        for kernel in Kernel::ALL {
            let mut blocks = 0;
            let sum = kernel.sum(1..=10 * BLOCK, |_| {
                blocks += 1;
                if blocks == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!((sum, blocks), (None, 3));
        }
    }

    proptest! {
        #[test]
        fn every_kernel_adds_exactly_the_integers_of_its_range(
            first in 1..=MAX_N - 3 * BLOCK,
            length in 1..=3 * BLOCK,
        ) {
            let last = first + length - 1;
            for kernel in Kernel::ALL {
                let mut counted = 0;
                let sum = kernel.sum(first..=last, |integers| { counted += integers; ControlFlow::Continue(()) });
                prop_assert_eq!(sum, Some(gauss(last) - gauss(first - 1)));
                prop_assert_eq!(counted, length);
            }
        }
    }
}
