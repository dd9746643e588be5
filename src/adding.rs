//! How a thread adds the integers of a chunk: from where, by which loop, into what.

use std::ops::{ControlFlow, RangeInclusive};

use crate::kernel::Kernel;
use crate::source::Integers;
use crate::total::{Total, Totals};

/// How integers are added.
#[derive(Clone, Debug)]
pub struct Adding {
    pub kernel: Kernel,
    pub total: Total,
    pub integers: Integers,
}

/// Integers from a counter, into a register.
impl From<Kernel> for Adding {
    fn from(kernel: Kernel) -> Self {
        Self { kernel, total: Total::Private, integers: Integers::Counted }
    }
}

/// The additions of a run, which its threads share.
#[derive(Debug)]
pub(crate) struct Adder {
    totals: Totals,
    integers: Integers,
}

impl Adder {
    /// Of a run on so many threads.
    ///
    /// # Panics
    /// When a total in memory meets a kernel other than the scalar one.
    pub(crate) fn new(adding: &Adding, threads: u32) -> Self {
        let Adding { kernel, total, integers } = adding.clone();
        Self { totals: Totals::new(total, kernel, threads), integers }
    }

    /// Has a thread add every integer of `range`, block by block, and returns the sum of those whose total is in a register.
    /// `after_block` gets the number of integers just added and may break off, in which case there is no sum.
    pub(crate) fn add(
        &self,
        thread: u32,
        range: RangeInclusive<u64>,
        mut after_block: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Option<u128> {
        let mut sum = 0;
        let went_on = self.integers.blocks(range, self.totals.block(), &mut |block| {
            sum += u128::from(self.totals.add(thread, block));
            after_block(block.len())
        });
        went_on.is_continue().then_some(sum)
    }

    /// The sum of those whose totals are in memory. Only once all threads have added theirs.
    pub(crate) fn in_memory(&self) -> u128 {
        self.totals.in_memory().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::{MAX_N, gauss};
    use crate::kernel::BLOCK;
    use crate::source::Array;
    use crate::total::MAX_N_IN_MEMORY;
    use proptest::prelude::*;

    /// All ways to add that there are.
    fn ways(integers: &Integers) -> Vec<Adding> {
        let private = Kernel::ALL.map(|kernel| (kernel, Total::Private));
        let in_memory = Total::ALL.into_iter().skip(1).map(|total| (Kernel::Scalar, total));
        let way = |(kernel, total)| Adding { kernel, total, integers: integers.clone() };
        private.into_iter().chain(in_memory).map(way).collect()
    }

    /// The sum, and how many integers were told of.
    fn added(adding: &Adding, range: RangeInclusive<u64>) -> (u128, u64) {
        let adder = Adder::new(adding, 1);
        let mut count = 0;
        let sum = adder.add(0, range, |integers| {
            count += integers;
            ControlFlow::Continue(())
        });
        (sum.expect("nobody breaks off") + adder.in_memory(), count)
    }

    #[test]
    fn the_last_block_below_the_largest_n_is_exact() {
        let first = MAX_N - BLOCK + 1;
        for kernel in Kernel::ALL {
            assert_eq!(added(&kernel.into(), first..=MAX_N).0, gauss(MAX_N) - gauss(first - 1), "{kernel:?}");
        }
    }

    #[test]
    fn the_sum_to_the_largest_n_in_memory_is_the_largest_that_fits_64_bits() {
        assert!(gauss(MAX_N_IN_MEMORY) <= u64::MAX.into());
        assert!(gauss(MAX_N_IN_MEMORY + 1) > u64::MAX.into());
    }

    #[test]
    fn breaking_off_leaves_no_sum_and_adds_no_further_block() {
        for adding in ways(&Integers::Counted).into_iter().chain(ways(&in_memory(10 * BLOCK))) {
            let mut blocks = 0;
            let sum = Adder::new(&adding, 1).add(0, 1..=10 * BLOCK, |_| {
                blocks += 1;
                if blocks == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!((sum, blocks), (None, 3), "{adding:?}");
        }
    }

    fn in_memory(n: u64) -> Integers {
        Integers::InMemory(Array::fill(n, 7, 1).unwrap())
    }

    proptest! {
        #[test]
        fn every_way_adds_exactly_the_integers_of_its_range(
            first in 1..=MAX_N - 3 * BLOCK,
            length in 1..=3 * BLOCK,
        ) {
            let last = first + length - 1;
            for adding in ways(&Integers::Counted) {
                // What does not fit a total in memory wraps.
                let expected = gauss(last) - gauss(first - 1);
                let expected = if adding.total == Total::Private { expected } else { expected & u128::from(u64::MAX) };
                prop_assert_eq!(added(&adding, first..=last), (expected, length), "{:?}", adding);
            }
        }

        #[test]
        fn an_array_gives_exactly_the_integers_of_any_range_in_it(n in 1..=3 * BLOCK, ends in any::<[u64; 2]>()) {
            let [a, b] = ends.map(|end| 1 + end % n);
            let range = a.min(b)..=a.max(b);
            for adding in ways(&in_memory(n)) {
                let (sum, count) = added(&adding, range.clone());
                prop_assert_eq!(sum, gauss(*range.end()) - gauss(range.start() - 1), "{:?}", adding);
                prop_assert_eq!(count, range.end() - range.start() + 1);
            }
        }
    }
}
