//! What a clock can time. Browsers' clocks go in steps of 5 us to 100 ms, and what takes a few steps only is mostly step.

use crate::order;

/// A run of fewer steps of the clock than these cannot be timed: one step more or less is a twentieth of it.
pub const FEWEST_STEPS: f64 = 20.0;

/// A run that is offered for timing takes these seconds at least, so that what wakes up the threads is a small part of it.
const FEWEST_SECONDS: f64 = 0.01;

/// The step, in seconds, that `clock` makes: the median of those seen, as a thread that is put aside misses some, and some
/// browsers make them irregular. Watches it for 30 steps, or for a tenth of a second where they are long.
pub fn timer_step(clock: impl Fn() -> f64) -> f64 {
    let (mut steps, begin) = (Vec::new(), clock());
    let mut last = begin;
    for _ in 0..30 {
        let next = loop {
            let now = clock();
            if now > last {
                break now;
            }
        };
        steps.push(next - last);
        last = next;
        if last - begin >= 0.1 {
            break;
        }
    }
    order::median(&steps)
}

/// Whether a clock of this step, in seconds, can time a run of so many seconds.
pub fn can_be_timed(seconds: f64, step: f64) -> bool {
    seconds >= FEWEST_STEPS * step
}

/// The least of 1, 2, 5, 10, 20, … integers that is more than `beyond`, and whose sum a clock of this step, in seconds,
/// can time well: twice [`FEWEST_STEPS`] and 10 ms at least. Where that is more than `most`, it is that, if the clock can
/// time it at all, else `None`.
///
/// `seconds_per_integer` is that of the shorter of the runs that are to be compared; where a run took no time by the clock,
/// its upper bound, a step for all integers. Where it is 0, `beyond` integers are taken to have lasted one step.
pub fn timeable_n(seconds_per_integer: f64, step: f64, beyond: u64, most: u64) -> Option<u64> {
    let pace = if seconds_per_integer > 0.0 { seconds_per_integer } else { step / beyond.max(1) as f64 };
    let seconds = FEWEST_SECONDS.max(2.0 * FEWEST_STEPS * step);
    let mut power = 1;
    while power <= most {
        let is_enough = |n: &u64| *n > beyond && *n <= most && *n as f64 * pace >= seconds;
        if let Some(n) = [1, 2, 5].map(|digit| digit * power).into_iter().find(is_enough) {
            return Some(n);
        }
        power *= 10;
    }
    let longest = most as f64 * pace;
    (beyond < most && longest >= FEWEST_SECONDS && can_be_timed(longest, step)).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::MAX_N;
    use proptest::prelude::*;
    use std::cell::Cell;

    /// A clock that makes a step of so many seconds at every seventh reading, and its readings so far.
    fn ticking(step: f64) -> (impl Fn() -> f64, impl Fn() -> f64) {
        let reads = std::rc::Rc::new(Cell::new(0.0));
        let count = reads.clone();
        let clock = move || {
            reads.set(reads.get() + 1.0);
            (reads.get() / 7.0_f64).floor() * step
        };
        (clock, move || count.get())
    }

    #[test]
    fn the_timer_step_is_that_of_a_clock_that_ticks() {
        assert_eq!(timer_step(ticking(0.25).0), 0.25);
        assert!((timer_step(ticking(5e-6).0) - 5e-6).abs() < 1e-12);
    }

    #[test]
    fn steps_that_are_irregular_or_missed_hide_the_usual_one_not() {
        let readings = [1.0, 2.0, 3.0, 3.1, 4.0, 9.0, 10.0, 11.0, 12.0, 13.0].map(|it| it / 100.0);
        let reads = Cell::new(0);
        let step = timer_step(|| {
            reads.set(reads.get() + 1);
            readings[(reads.get() - 1) % readings.len()] + 0.12 * ((reads.get() - 1) / readings.len()) as f64
        });
        assert!((step - 0.01).abs() < 1e-9, "{step}");
    }

    #[test]
    fn a_coarse_clock_is_not_watched_for_long() {
        for (step, most) in [(0.1, 2.0), (1.0 / 60.0, 7.0), (5e-6, 30.0)] {
            let (clock, readings) = ticking(step);
            timer_step(clock);
            assert!(readings() <= 7.0 * most, "{} readings at {step} s", readings());
        }
    }

    #[test]
    fn what_takes_twenty_steps_can_be_timed_and_what_takes_fewer_cannot() {
        assert!(can_be_timed(0.02, 0.001));
        assert!(!can_be_timed(0.0199, 0.001));
        assert!(!can_be_timed(0.0, 0.001));
    }

    #[test]
    fn a_fast_clock_is_offered_ten_milliseconds_and_a_slow_one_forty_steps() {
        // A billion integers a second.
        assert_eq!(timeable_n(1e-9, 5e-6, 0, MAX_N), Some(10_000_000));
        assert_eq!(timeable_n(1e-9, 0.001, 0, MAX_N), Some(50_000_000));
        assert_eq!(timeable_n(1e-9, 1.0 / 60.0, 0, MAX_N), Some(1_000_000_000));
        assert_eq!(timeable_n(1e-9, 0.1, 0, MAX_N), Some(5_000_000_000));
    }

    #[test]
    fn what_cannot_be_timed_with_any_n_is_not_offered() {
        assert_eq!(timeable_n(1e-12, 0.1, 0, MAX_N), None);
        assert_eq!(timeable_n(1.0, 1e-6, MAX_N, MAX_N), None);
    }

    #[test]
    fn a_run_that_showed_no_time_at_all_is_taken_to_have_lasted_a_step() {
        assert_eq!(timeable_n(0.0, 0.001, 1_000_000, MAX_N), Some(50_000_000));
        assert_eq!(timeable_n(0.0, 0.001, 0, MAX_N), Some(50));
    }

    proptest! {
        #[test]
        fn what_is_offered_is_larger_can_be_timed_and_is_not_much_more_than_needed(
            pace in 1e-12..1e-6f64,
            step in 5e-6..0.1f64,
            beyond in 0..MAX_N,
        ) {
            if let Some(n) = timeable_n(pace, step, beyond, MAX_N) {
                let seconds = n as f64 * pace;
                prop_assert!(n > beyond && can_be_timed(seconds, step) && seconds >= 0.01);
                prop_assert!(can_be_timed(seconds / 2.0, step) || n == MAX_N);
                let least = (beyond as f64).max(0.01f64.max(40.0 * step) / pace);
                prop_assert!(n as f64 <= 2.5 * least.max(0.4), "{} for {}", n, least);
            } else {
                prop_assert!(beyond == MAX_N || MAX_N as f64 * pace < 0.01f64.max(20.0 * step));
            }
        }
    }
}
