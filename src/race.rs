//! Which of two lanes of a race is ahead for which n: the one to whom work has to be sent first, as to a GPU, or the other.

use crate::chunk::MAX_N;

/// The smallest n from which on work that has to be sent somewhere is done sooner there than `here`, by the median seconds
/// that both took for the same `n`. `None` where it never is, nor for any n that can be asked for.
///
/// Of the time `there`, the trip there and back takes `floor` whatever n is, and the rest grows with n; the time here is taken
/// to grow with n altogether, as a trip to a thread takes some microseconds only.
pub fn break_even(n: u64, here: f64, there: f64, floor: f64) -> Option<u64> {
    let [pace_here, pace_there] = [here, (there - floor).max(0.0)].map(|seconds| seconds / n as f64);
    let gained = pace_here - pace_there;
    let even = (floor / gained).ceil();
    (gained > 0.0 && even <= MAX_N as f64).then_some((even as u64).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_trip_of_2_ms_pays_once_it_saves_as_much() {
        // A tenth of a nanosecond an integer there, and one here.
        let there = |n: u64| 0.002 + 1e-10 * n as f64;
        let here = |n: u64| 1e-9 * n as f64;
        let even = break_even(100_000_000, here(100_000_000), there(100_000_000), 0.002).unwrap();
        assert!((2_222_222..=2_222_224).contains(&even), "{even}");
        assert!(there(even + 1) < here(even + 1) && there(even - 2) > here(even - 2));
    }

    #[test]
    fn who_adds_no_faster_never_gets_ahead() {
        assert_eq!(break_even(1_000, 1.0, 1.5, 0.5), None);
        assert_eq!(break_even(1_000, 1.0, 3.0, 0.5), None);
    }

    #[test]
    fn what_lies_beyond_the_largest_n_is_never() {
        assert_eq!(break_even(1_000_000, 0.9e-6, 1.0, 1.0), None, "here 1e12 integers take less than the trip");
        assert_eq!(break_even(1_000_000, 1.1e-6, 1.0, 1.0), Some(909_090_909_091));
    }

    #[test]
    fn a_trip_that_the_clock_cannot_tell_from_none_always_pays() {
        assert_eq!(break_even(1_000, 1.0, 0.5, 0.0), Some(1));
    }

    #[test]
    fn a_time_below_the_floor_is_noise_and_adding_takes_none_there() {
        assert_eq!(break_even(1_000, 1.0, 0.4, 0.5), Some(500));
    }

    proptest! {
        #[test]
        fn it_is_found_again_from_any_n(
            measured in 1_000..=MAX_N,
            floor in 1e-5..1e-1f64,
            here in 1e-11..1e-8f64,
            part in 0.0..0.9f64,
        ) {
            let there = |n: f64| floor + part * here * n;
            let expected = floor / (here * (1.0 - part));
            let found = break_even(measured, here * measured as f64, there(measured as f64), floor);
            match found {
                Some(n) => prop_assert!((n as f64 - expected).abs() <= 1.0 + 1e-3 * expected, "{n} for {expected}"),
                None => prop_assert!(expected > 0.999 * MAX_N as f64, "nothing for {expected}"),
            }
        }
    }
}
