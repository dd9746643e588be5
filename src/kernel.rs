//! The loops that add one chunk, integer by integer, into registers.
//!
//! Two things could make such a loop lie. A compiler that sees `for i in a..=b { s += i }` replaces it by n(n+1)/2, and
//! one that knows the step of a vector loop unrolls it and adds four vectors by one multiplication. So the step of the
//! loops here is a number that the compiler cannot know. And browsers compile in tiers without replacing a function that
//! is running, so a single call over a whole chunk would stay in the slow tier. So the loops are called once per block
//! of [`BLOCK`] integers.

use std::hint::black_box;

use wide::u64x2;

use crate::source::Block;

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

    /// The sum of a block. Exact for integers up to [`MAX_N`](crate::chunk::MAX_N), of which a block holds [`BLOCK`] at most.
    pub(crate) fn add(self, block: Block) -> u64 {
        match self {
            Self::Scalar => scalar_block(block),
            Self::Simd => simd_block(block),
        }
    }
}

#[inline(never)]
fn scalar_block(block: Block) -> u64 {
    let mut sum = 0u64;
    block.each(|integer| sum = sum.wrapping_add(integer));
    sum
}

/// How many integers four vectors hold.
const STRIDE: usize = 8;

/// How many a turn of a vector loop adds: with half as many browsers take half as long again.
const TURN: usize = 2 * STRIDE;

/// The same in four independent accumulators of two lanes each, so that additions need not wait for each other.
#[inline(never)]
fn simd_block(block: Block) -> u64 {
    let mut sums = [u64x2::ZERO; 4];
    let rest = match block {
        Block::Counted { first, length } => {
            let mut values = [0, 2, 4, 6].map(|offset| u64x2::new([first + offset, first + offset + 1]));
            let step = black_box(u64x2::splat(STRIDE as u64));
            for _ in 0..length / TURN as u64 {
                for _ in 0..TURN / STRIDE {
                    for (sum, value) in sums.iter_mut().zip(&mut values) {
                        *sum += *value;
                        *value += step;
                    }
                }
            }
            let rest = length % TURN as u64;
            Block::Counted { first: first + length - rest, length: rest }
        }
        Block::Read(integers) => {
            let (turns, rest) = integers.as_chunks::<TURN>();
            for turn in turns {
                for stride in turn.as_chunks::<STRIDE>().0 {
                    for (sum, pair) in sums.iter_mut().zip(stride.as_chunks().0) {
                        *sum += u64x2::new(*pair);
                    }
                }
            }
            Block::Read(rest)
        }
    };
    let [low, high] = (sums[0] + sums[1] + sums[2] + sums[3]).to_array();
    low + high + scalar_block(rest)
}
