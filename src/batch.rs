//! Sums that are too short for a clock, timed many at a time.

use crate::share::Sample;

/// Does `one` sum after the other, `times` in all, and gives the last of them, or the first that is not the `right` one, with
/// the mean of their seconds. `None` when cancelled.
///
/// The time is that from before the first to after the last, so all that is done for a sum is within, also what a single
/// sample leaves out: places for its spans are made before, and they are put in order behind it. Each begins at once after
/// the one before, whose threads may still be awake.
///
/// # Panics
/// When there are none.
pub fn batch(
    times: u32,
    right: u128,
    clock: impl Fn() -> f64,
    one: &mut dyn FnMut() -> Option<Sample>,
) -> Option<Sample> {
    if times == 1 {
        return one();
    }
    let start = clock();
    let mut kept: Option<Sample> = None;
    for _ in 0..times {
        let sample = one()?;
        if kept.as_ref().is_none_or(|kept| kept.sum == right) {
            kept = Some(sample);
        }
    }
    let seconds = (clock() - start) / f64::from(times);
    kept.map(|sample| Sample { seconds, ..sample })
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
        let mut one = || {
            time.set(time.get() + 0.5);
            sums.set(sums.get() + 1);
            Some(sample(1))
        };
        let found = batch(8, 1, clock, &mut one).unwrap();
        assert_eq!((found.seconds, found.sum, looks.get(), sums.get()), (0.5, 1, 2, 8));
    }

    #[test]
    fn a_batch_of_one_is_that_sum_as_it_was_timed() {
        let found = batch(1, 6, || panic!("the clock is read"), &mut || Some(sample(6))).unwrap();
        assert_eq!((found.seconds, found.sum), (0.25, 6));
    }

    #[test]
    fn a_sum_that_is_wrong_is_not_hidden_by_those_that_are_right() {
        let sums = Cell::new(0);
        let mut one = || {
            sums.set(sums.get() + 1);
            Some(sample(if sums.get() == 3 { 5 } else { 6 }))
        };
        assert_eq!(batch(8, 6, || 0.0, &mut one).unwrap().sum, 5);
    }

    #[test]
    fn what_is_cancelled_adds_no_more() {
        let sums = Cell::new(0);
        let mut one = || {
            sums.set(sums.get() + 1);
            (sums.get() < 3).then(|| sample(1))
        };
        assert!(batch(8, 1, || 0.0, &mut one).is_none());
        assert_eq!(sums.get(), 3);
    }
}
