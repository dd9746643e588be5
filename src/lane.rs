//! What each thread of a run spent its time on.

use crate::chunk::Chunks;
use crate::share::Span;

/// A thread whose spans are of fewer steps of the clock than these has no speed: a step more or less is a tenth of it.
const FEWEST_STEPS: f64 = 10.0;

/// What one thread of a run did, in seconds that add up to the run's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lane {
    /// From the fork until its first span began; of a thread without a span, none.
    pub start: f64,
    /// Between its spans, taking the next chunk.
    pub gaps: f64,
    /// From the end of its last span until the last of all ended; of a thread without a span, from the fork until then.
    pub imbalance: f64,
    /// From the end of the last span of all until the merged sum was there.
    pub join: f64,
    /// Within its spans.
    pub busy: f64,
    /// Its spans.
    pub chunks: u32,
    /// Those of its chunks.
    pub integers: u64,
}

impl Lane {
    /// The seconds that it took for an integer. `None` where it had no chunk, or for a time that a clock of this step, in
    /// seconds, cannot tell from another: so no speed is infinite, and what is nearly all step is nobody's yardstick.
    fn pace(&self, step: f64) -> Option<f64> {
        let is_told = self.integers > 0 && self.busy > 0.0 && self.busy >= FEWEST_STEPS * step;
        is_told.then(|| self.busy / self.integers as f64)
    }
}

/// The lanes of `threads` threads in a run of `seconds`. A thread's spans are to be in the order in which it took them; by
/// their times they cannot be put into it, since chunks shorter than the clock's step start and end at one tick. No part
/// is ever negative: where a span starts before the one before it has ended, or ends after the run, it counts from or
/// until then.
///
/// # Panics
/// When a span is of a thread beyond `threads` or of none of the `chunks`.
pub fn lanes(spans: &[Span], threads: u32, seconds: f64, chunks: Chunks) -> Vec<Lane> {
    // Until the end `imbalance` is when the lane's last span so far has ended.
    let mut lanes = vec![Lane::default(); threads as usize];
    let mut last_end = 0.0;
    for span in spans {
        let lane = &mut lanes[span.thread as usize];
        let free = lane.imbalance;
        let start = span.start.max(free).min(seconds);
        let end = span.end.max(start).min(seconds);
        *(if lane.chunks == 0 { &mut lane.start } else { &mut lane.gaps }) += start - free;
        lane.busy += end - start;
        lane.chunks += 1;
        lane.integers += chunks.first(span.chunk + 1) - chunks.first(span.chunk);
        lane.imbalance = end;
        last_end = f64::max(last_end, end);
    }
    for lane in &mut lanes {
        lane.imbalance = last_end - lane.imbalance;
        lane.join = seconds - last_end;
    }
    lanes
}

/// Of each lane its speed, integers per second while it had a chunk, over that of the fastest.
/// `None` where a clock of this step, in seconds, cannot tell it, as of a lane without a chunk.
pub fn speeds(lanes: &[Lane], step: f64) -> Vec<Option<f64>> {
    let least = least_pace(lanes, step);
    lanes.iter().map(|lane| lane.pace(step).map(|pace| least / pace)).collect()
}

/// Infinite where no lane has a pace.
fn least_pace(lanes: &[Lane], step: f64) -> f64 {
    lanes.iter().filter_map(|lane| lane.pace(step)).fold(f64::INFINITY, f64::min)
}

/// What all threads of a run did together, in seconds: the sums of their [`Lane`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    pub start: f64,
    pub gaps: f64,
    pub imbalance: f64,
    pub join: f64,
    pub busy: f64,
    /// What `busy` would be had all threads added as fast as the fastest: never more. Where the clock tells no thread's
    /// speed, all were as fast for all that is known.
    pub fastest: f64,
}

impl Spent {
    /// By a clock of this step, in seconds.
    pub fn of(lanes: &[Lane], step: f64) -> Self {
        let mut spent = Self::default();
        let mut integers = 0;
        for lane in lanes {
            spent.start += lane.start;
            spent.gaps += lane.gaps;
            spent.imbalance += lane.imbalance;
            spent.join += lane.join;
            spent.busy += lane.busy;
            integers += lane.integers;
        }
        // Threads without a speed may have been faster by the clock than it can tell.
        spent.fastest = f64::min(integers as f64 * least_pace(lanes, step), spent.busy);
        spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(thread: u32, chunk: u32, start: f64, end: f64) -> Span {
        Span { thread, chunk, start, end }
    }

    /// A long chunk that starts at the tick at which short ones start and end comes after them.
    #[test]
    fn spans_that_share_a_tick_leave_no_negative_gap() {
        let spans = [span(0, 0, 0.0, 0.0), span(0, 1, 0.0, 0.0), span(0, 2, 0.0, 5.0), span(0, 3, 5.0, 5.0)];
        let lanes = lanes(&spans, 1, 6.0, Chunks::new(9, 4));
        assert_eq!(lanes, [Lane { busy: 5.0, join: 1.0, chunks: 4, integers: 9, ..Lane::default() }]);
    }

    fn busy(integers: u64, busy: f64) -> Lane {
        Lane { integers, busy, ..Lane::default() }
    }

    #[test]
    fn a_thread_s_speed_is_that_of_its_integers_over_the_fastest_s() {
        let lanes = [busy(300, 3.0), busy(100, 2.0), busy(0, 0.0), busy(390, 4.0)];
        let told = speeds(&lanes, 0.01);
        assert_eq!([told[0], told[1], told[2]], [Some(1.0), Some(0.5), None]);
        assert!((told[3].unwrap() - 0.975).abs() < 1e-12);
        assert!((Spent::of(&lanes, 0.01).fastest - 7.9).abs() < 1e-12);
    }

    /// Its clock has seen one step of it, or none.
    #[test]
    fn a_thread_that_was_not_busy_for_long_by_the_clock_is_nobody_s_yardstick() {
        let lanes = [busy(1000, 1.0), busy(1000, 0.01), busy(1000, 0.0)];
        assert_eq!(speeds(&lanes, 0.01), [Some(1.0), None, None]);
        // At the first's pace all three would have taken 3 seconds, and these took 1.01.
        assert_eq!(Spent::of(&lanes, 0.01).fastest, 1.01);
        assert_eq!(speeds(&lanes, 0.2), [None; 3]);
        assert_eq!(Spent::of(&lanes, 0.2).fastest, 1.01);
        assert_eq!(Spent::of(&[Lane::default()], 0.0).fastest, 0.0);
    }

    proptest! {
        /// Readings in any order and anywhere: what no thread leaves, but what must not break an account either.
        #[test]
        fn no_part_is_negative_of_any_spans_at_all(
            spans in prop::collection::vec((0..5u32, -2.0..12.0f64, -2.0..12.0f64), 0..50),
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(thread, start, end)| span(thread, 0, start, end)).collect();
            for Lane { start, gaps, imbalance, join, busy, .. } in lanes(&spans, 5, 10.0, Chunks::new(7, 1)) {
                let parts = [start, gaps, imbalance, join, busy];
                prop_assert!(parts.iter().all(|part| *part >= 0.0), "{:?}", parts);
                prop_assert!((parts.into_iter().sum::<f64>() - 10.0).abs() < 1e-9);
            }
        }

        #[test]
        fn no_thread_is_faster_than_the_fastest_and_all_of_its_pace_are_never_busy_for_longer(
            lanes in prop::collection::vec((0..1000u64, prop_oneof![Just(0.0), 0.0..1e-4, 0.0..10.0f64]), 1..20),
            step in prop_oneof![Just(5e-6), Just(0.001), 0.0..1.0f64],
        ) {
            let lanes: Vec<_> = lanes.into_iter().map(|(integers, seconds)| busy(integers, seconds)).collect();
            let speeds = speeds(&lanes, step);
            prop_assert!(speeds.iter().flatten().all(|speed| 0.0 < *speed && *speed <= 1.0), "{:?}", speeds);
            prop_assert!(speeds.iter().all(Option::is_none) || speeds.contains(&Some(1.0)));
            let Spent { fastest, busy, .. } = Spent::of(&lanes, step);
            prop_assert!(0.0 <= fastest && fastest <= busy);
        }
    }
}
