//! What each thread of a run spent its time on.

use crate::share::Span;

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
}

/// The lanes of `threads` threads in a run of `seconds`. A thread's spans are to be in the order in which it took them; by
/// their times they cannot be put into it, since chunks shorter than the clock's step start and end at one tick. No part
/// is ever negative: where a span starts before the one before it has ended, or ends after the run, it counts from or
/// until then.
///
/// # Panics
/// When a span is of a thread beyond `threads`.
pub fn lanes(spans: &[Span], threads: u32, seconds: f64) -> Vec<Lane> {
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
        lane.imbalance = end;
        last_end = f64::max(last_end, end);
    }
    for lane in &mut lanes {
        lane.imbalance = last_end - lane.imbalance;
        lane.join = seconds - last_end;
    }
    lanes
}

/// What all threads of a run did together, in seconds: the sums of their [`Lane`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    pub start: f64,
    pub gaps: f64,
    pub imbalance: f64,
    pub join: f64,
    pub busy: f64,
}

impl Spent {
    pub fn of(lanes: &[Lane]) -> Self {
        let mut spent = Self::default();
        for lane in lanes {
            spent.start += lane.start;
            spent.gaps += lane.gaps;
            spent.imbalance += lane.imbalance;
            spent.join += lane.join;
            spent.busy += lane.busy;
        }
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
        assert_eq!(lanes(&spans, 1, 6.0), [Lane { busy: 5.0, join: 1.0, chunks: 4, ..Lane::default() }]);
    }

    proptest! {
        /// Readings in any order and anywhere: what no thread leaves, but what must not break an account either.
        #[test]
        fn no_part_is_negative_of_any_spans_at_all(
            spans in prop::collection::vec((0..5u32, -2.0..12.0f64, -2.0..12.0f64), 0..50),
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(thread, start, end)| span(thread, 0, start, end)).collect();
            for Lane { start, gaps, imbalance, join, busy, .. } in lanes(&spans, 5, 10.0) {
                let parts = [start, gaps, imbalance, join, busy];
                prop_assert!(parts.iter().all(|part| *part >= 0.0), "{:?}", parts);
                prop_assert!((parts.into_iter().sum::<f64>() - 10.0).abs() < 1e-9);
            }
        }
    }
}
