//! One thread's share of a sum: chunks that it adds in slices and the spans that they leave, and how the spans of all
//! threads become those of the run.

use std::ops::Range;

use crate::adding::{Adder, Adding};
use crate::chunk::Chunks;
use crate::tally::{Tally, counter_of};

/// One chunk's execution. Times are in seconds since the fork, once [`settle`] has seen to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The thread that added the chunk, counted from 0.
    pub thread: u32,
    /// The chunk, counted from 0 in ascending order of its integers.
    pub chunk: u32,
    pub start: f64,
    pub end: f64,
}

/// One timed run.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What the loops added up to.
    pub sum: u128,
    /// Seconds from the fork until the merged sum was there.
    pub seconds: f64,
    /// A span per chunk, ordered by chunk. Since a thread takes its chunks in ascending order, those of one thread are in
    /// the order in which it took them.
    pub spans: Vec<Span>,
    /// See [`settle`].
    pub stray: f64,
}

/// What one thread of a sum did.
#[derive(Clone, Debug)]
pub struct Part {
    pub sum: u128,
    /// A span per chunk, its times those of the thread's clock.
    pub spans: Vec<Span>,
}

/// Brings the spans of a run's threads, one for each of its chunks and in any order, from readings of their clocks to
/// seconds since `fork`, ordered by chunk; `end` is when the sum was merged.
///
/// Nobody starts before the fork or ends after the merge. Where the clocks say so, by a step because each thread rounds on
/// its own, or by more because the clock of the wall was set between two threads' readings of where it stands, starts
/// and ends are brought into the run. How far, in seconds, the furthest of them lay outside is returned too.
///
/// # Panics
/// When a span is of a chunk beyond their number.
pub fn settle(spans: Vec<Span>, fork: f64, end: f64) -> (Vec<Span>, f64) {
    let seconds = end - fork;
    let mut stray = 0.0;
    let mut within = |reading: f64| {
        let since_fork = reading - fork;
        stray = f64::max(stray, (-since_fork).max(since_fork - seconds));
        since_fork.max(0.0).min(seconds)
    };
    let mut settled = spans.clone();
    for span in spans {
        settled[span.chunk as usize] = Span { start: within(span.start), end: within(span.end), ..span };
    }
    (settled, stray)
}

/// The chunks that one thread adds, in slices, for a thread that has to return to its event loop now and then.
#[derive(Debug)]
pub struct Share {
    chunks: Chunks,
    thread: u32,
    /// That of the [`Tally`] which counts what it adds.
    counter: usize,
    adder: Adder,
    /// Those that are to be added.
    taken: Range<u32>,
    /// When the chunk `taken.start` was begun and the integers of it that have been added, unless it has not.
    begun: Option<(f64, u64)>,
    part: Part,
}

impl Share {
    /// Nothing to add yet.
    pub fn new(chunks: Chunks, thread: u32, adding: &Adding) -> Self {
        Self::counted(chunks, thread, adding, counter_of(thread))
    }

    /// [`Share::new`] whose integers are counted elsewhere than among those of parallel sums.
    pub(crate) fn counted(chunks: Chunks, thread: u32, adding: &Adding, counter: usize) -> Self {
        let part = Part { sum: 0, spans: Vec::new() };
        Self { chunks, thread, counter, adder: Adder::new(adding, 1), taken: 0..0, begun: None, part }
    }

    /// Takes consecutive chunks.
    ///
    /// # Panics
    /// When some of those before are left.
    pub fn take(&mut self, chunks: Range<u32>) {
        assert!(self.is_done(), "chunks are left");
        self.part.spans.reserve(chunks.len());
        self.taken = chunks;
    }

    /// Adds the next `integers` or what is left of the chunks taken, and tells how many it has added. `None` when
    /// cancelled; the share is of no use then.
    pub fn advance(&mut self, integers: u64, tally: &Tally, clock: impl Fn() -> f64) -> Option<u64> {
        let mut left = integers;
        while left > 0 && !self.taken.is_empty() {
            let (first, last) = self.chunks.get(self.taken.start).into_inner();
            let (start, added) = self.begun.take().unwrap_or_else(|| (clock(), 0));
            let next = (last + 1 - first - added).min(left);
            let from = first + added;
            self.part.sum += self.adder.add(0, from..=from + next - 1, |count| tally.count(self.counter, count))?;
            left -= next;
            if from + next > last {
                let chunk = self.taken.next().expect("a chunk was begun");
                self.part.spans.push(Span { thread: self.thread, chunk, start, end: clock() });
            } else {
                self.begun = Some((start, added + next));
            }
        }
        Some(integers - left)
    }

    /// Whether all chunks taken are added.
    pub fn is_done(&self) -> bool {
        self.taken.is_empty()
    }

    /// What was added.
    ///
    /// # Panics
    /// When chunks are left.
    pub fn into_part(self) -> Part {
        assert!(self.is_done(), "chunks are left");
        Part { sum: self.part.sum + self.adder.in_memory(), ..self.part }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(thread: u32, chunk: u32, start: f64, end: f64) -> Span {
        Span { thread, chunk, start, end }
    }

    #[test]
    fn spans_are_settled_in_the_order_of_their_chunks_and_since_the_fork() {
        let left = vec![
            span(1, 1, 103.0, 104.0),
            span(1, 3, 104.0, 107.0),
            span(0, 0, 101.0, 104.0),
            span(0, 2, 104.0, 105.0),
        ];
        let settled = vec![span(0, 0, 1.0, 4.0), span(1, 1, 3.0, 4.0), span(0, 2, 4.0, 5.0), span(1, 3, 4.0, 7.0)];
        assert_eq!(settle(left, 100.0, 108.0), (settled, 0.0));
    }

    #[test]
    fn what_strays_beyond_the_run_is_brought_into_it_and_told() {
        let left =
            vec![span(0, 0, 99.5, 103.0), span(1, 1, 104.0, 108.25), span(2, 2, 90.0, 91.0), span(3, 3, 120.0, 121.0)];
        let settled = vec![span(0, 0, 0.0, 3.0), span(1, 1, 4.0, 8.0), span(2, 2, 0.0, 0.0), span(3, 3, 8.0, 8.0)];
        assert_eq!(settle(left.clone(), 100.0, 108.0), (settled, 13.0));
        assert_eq!(settle(left[..2].to_vec(), 100.0, 108.0).1, 0.5);
        assert_eq!(settle(Vec::new(), 100.0, 108.0), (Vec::new(), 0.0));
    }
}
