//! Sums that are too short for a clock, timed many at a time.

use crate::share::Sample;

/// Does `one` sum after the other, `times` in all, and gives the last with the mean of their seconds. `None` when cancelled.
///
/// The time is that from before the first to after the last, so all that is done for a sum is within, also what a single
/// sample leaves out: places for its spans are made before, and they are put in order behind it. Each begins at once after
/// the one before, whose threads may still be awake.
///
/// # Panics
/// When there are none.
pub fn batch(times: u32, clock: impl Fn() -> f64, mut one: impl FnMut() -> Option<Sample>) -> Option<Sample> {
    if times == 1 {
        return one();
    }
    let start = clock();
    let mut last = None;
    for _ in 0..times {
        last = Some(one()?);
    }
    let seconds = (clock() - start) / f64::from(times);
    last.map(|sample| Sample { seconds, ..sample })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn sample(sum: u128) -> Sample {
        Sample { sum, seconds: 0.25, spans: Vec::new(), stray: 0.0 }
    }

    #[test]
    fn a_batch_tells_the_mean_of_its_sums_by_one_look_at_the_clock_before_and_one_behind() {
        let (time, looks, sums) = (Cell::new(0.0), Cell::new(0), Cell::new(0));
        let clock = || {
            looks.set(looks.get() + 1);
            time.get()
        };
        let one = || {
            time.set(time.get() + 0.5);
            sums.set(sums.get() + 1);
            Some(sample(sums.get()))
        };
        let found = batch(8, clock, one).unwrap();
        assert_eq!((found.seconds, found.sum, looks.get(), sums.get()), (0.5, 8, 2, 8));
    }

    #[test]
    fn a_batch_of_one_is_that_sum_as_it_was_timed() {
        let found = batch(1, || panic!("the clock is read"), || Some(sample(6))).unwrap();
        assert_eq!((found.seconds, found.sum), (0.25, 6));
    }

    #[test]
    fn what_is_cancelled_adds_no_more() {
        let sums = Cell::new(0);
        let one = || {
            sums.set(sums.get() + 1);
            (sums.get() < 3).then(|| sample(1))
        };
        assert!(batch(8, || 0.0, one).is_none());
        assert_eq!(sums.get(), 3);
    }
}
