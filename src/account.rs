//! Where the missing speedup went in a sample, and what the samples say of it together.

use crate::stats::{self, Interval, Summary};

pub use crate::lane::{Lane, Spent, lanes};

/// Where p threads' time went in one parallel sample, each part in threads (its thread-time over the sample's time).
/// Together they are exactly p: what was got, `speedup`, and what is missing.
///
/// These are the efficiency metrics of the Performance Optimisation and Productivity centre (POP) in additive form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    /// Median serial time over the sample's time.
    pub speedup: f64,
    /// From the fork until each thread's first span began.
    pub start: f64,
    /// Between a thread's spans, taking the next chunk.
    pub gaps: f64,
    /// From the end of each thread's last span until the last of all ended; for a thread without a chunk, all that time.
    pub imbalance: f64,
    /// From the end of the last span until the merged sum was there, for all threads.
    pub join: f64,
    /// All spans less the serial time: the same additions took longer while all threads ran. Negative when shorter.
    pub slower_threads: f64,
}

impl Account {
    /// The account of a run of `seconds` on `threads` threads against the median serial time in seconds. `None` when the
    /// run took no measurable time.
    ///
    /// # Panics
    /// In debug builds, when other than `threads` threads spent these seconds.
    pub fn of(spent: &Spent, seconds: f64, threads: u32, serial: f64) -> Option<Self> {
        let Spent { start, gaps, imbalance, join, busy } = *spent;
        let paid = f64::from(threads) * seconds;
        debug_assert!((start + gaps + imbalance + join + busy - paid).abs() <= 1e-6 * paid, "{spent:?} of {paid} s");
        (seconds > 0.0).then(|| Self {
            speedup: serial / seconds,
            start: start / seconds,
            gaps: gaps / seconds,
            imbalance: imbalance / seconds,
            join: join / seconds,
            slower_threads: (busy - serial) / seconds,
        })
    }

    /// The part that a cause has, in threads.
    pub fn part(&self, cause: Cause) -> f64 {
        match cause {
            Cause::Start => self.start,
            Cause::Gaps => self.gaps,
            Cause::Imbalance => self.imbalance,
            Cause::Join => self.join,
            Cause::SlowerThreads => self.slower_threads,
        }
    }
}

/// A part of what is missing, by what is to blame for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Start,
    Gaps,
    Imbalance,
    Join,
    SlowerThreads,
}

impl Cause {
    pub const ALL: [Self; 5] = [Self::Start, Self::Gaps, Self::Imbalance, Self::Join, Self::SlowerThreads];

    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Gaps => "gaps",
            Self::Imbalance => "imbalance",
            Self::Join => "join",
            Self::SlowerThreads => "slowerThreads",
        }
    }
}

/// The largest part of what is missing from `threads` times as fast, where the samples show which it is; `accounts` are
/// theirs, `speedup` is the 95 % interval of their speedup.
///
/// They show that something is missing where the interval ends below `threads`. They show what it is where one part is
/// the largest, and more than a hundredth of the threads, in so many of them that it is so in most runs: as many as an
/// interval of the median would have above its low end ([`stats::rank`]), which is all of 5 to 8, 15 of 20 and 61 of 100.
///
/// Samples too few for an interval say nothing of other runs. But where a part is the largest in each of them, it is what
/// these runs were slow by, and is told as that. Slower threads never are, since they are a difference between runs, which
/// those few may have by chance.
pub fn cause(accounts: &[Account], speedup: Option<Interval>, threads: u32) -> Option<Cause> {
    let p = f64::from(threads);
    let low = stats::rank(accounts.len());
    if speedup.map_or(low.is_some(), |interval| interval.high >= p) {
        return None;
    }
    let shown = accounts.len() - low.unwrap_or(0);
    let count = |cause| accounts.iter().filter(|account| largest(account, p) == Some(cause)).count();
    let cause = Cause::ALL.into_iter().find(|cause| shown > 0 && count(*cause) >= shown)?;
    (low.is_some() || cause != Cause::SlowerThreads).then_some(cause)
}

/// The largest part of what is missing in a sample on p threads, if it is more than a hundredth of them.
fn largest(account: &Account, p: f64) -> Option<Cause> {
    let mut largest = Cause::Start;
    for cause in Cause::ALL {
        if account.part(cause) > account.part(largest) {
            largest = cause;
        }
    }
    (account.speedup < p && account.part(largest) > 0.01 * p).then_some(largest)
}

/// Where the middle half of the samples has a part, in threads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub cause: Cause,
    /// First quartile.
    pub low: f64,
    /// Third quartile.
    pub high: f64,
}

/// The range of each part over the samples, from first to third quartile: unlike that from the least to the most it is
/// no wider of more samples, and does not tell of the one that another program disturbed. `None` without samples.
pub fn ranges(accounts: &[Account]) -> Option<[Range; 5]> {
    (!accounts.is_empty()).then(|| Cause::ALL.map(|cause| range(accounts, cause)))
}

#[inline(never)] // as five of them are a kilobyte
fn range(accounts: &[Account], cause: Cause) -> Range {
    let parts: Vec<_> = accounts.iter().map(|account| account.part(cause)).collect();
    let Summary { q1, q3, .. } = Summary::of(&parts);
    Range { cause, low: q1, high: q3 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::Span;
    use fastrand::Rng;
    use proptest::prelude::{Just, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

    fn span(thread: u32, chunk: u32, start: f64, end: f64) -> Span {
        Span { thread, chunk, start, end }
    }

    #[test]
    fn an_account_names_each_cause() {
        // Thread 0 works from 1 to 4 and from 5 to 8, thread 1 from 2 to 6, thread 2 has nothing to do.
        let spans = [span(0, 0, 1.0, 4.0), span(1, 1, 2.0, 6.0), span(0, 2, 5.0, 8.0)];
        let lanes = lanes(&spans, 3, 10.0);
        let idle = Lane { imbalance: 8.0, join: 2.0, ..Lane::default() };
        assert_eq!(lanes[0], Lane { start: 1.0, gaps: 1.0, imbalance: 0.0, join: 2.0, busy: 6.0, chunks: 2 });
        assert_eq!(lanes[1], Lane { start: 2.0, gaps: 0.0, imbalance: 2.0, join: 2.0, busy: 4.0, chunks: 1 });
        assert_eq!(lanes[2], idle);
        let account = Account::of(&Spent::of(&lanes), 10.0, 3, 9.0).unwrap();
        let expected = Account { speedup: 0.9, start: 0.3, gaps: 0.1, imbalance: 1.0, join: 0.6, slower_threads: 0.1 };
        assert_eq!(account, expected);
        assert_eq!(Account::of(&Spent::default(), 0.0, 3, 9.0), None);
    }

    /// Of a run on two threads that is missing so much of each.
    fn account([start, gaps, imbalance, join, slower_threads]: [f64; 5]) -> Account {
        Account {
            speedup: 2.0 - start - gaps - imbalance - join - slower_threads,
            start,
            gaps,
            imbalance,
            join,
            slower_threads,
        }
    }

    const UNBALANCED: [f64; 5] = [0.0, 0.1, 0.3, 0.0, 0.1];
    const SLOW_TO_START: [f64; 5] = [0.3, 0.1, 0.1, 0.0, 0.0];
    const SURE: Option<Interval> = Some(Interval { low: 1.4, high: 1.6 });

    #[test]
    fn the_largest_part_is_named_where_most_samples_agree() {
        let mixed = |count: usize, other: usize| {
            [vec![account(UNBALANCED); count - other], vec![account(SLOW_TO_START); other]].concat()
        };
        for (count, most_others) in [(5, 0), (8, 0), (9, 1), (20, 5), (100, 39)] {
            assert_eq!(cause(&mixed(count, most_others), SURE, 2), Some(Cause::Imbalance), "{count}");
            assert_eq!(cause(&mixed(count, most_others + 1), SURE, 2), None, "{count}");
        }
    }

    #[test]
    fn nothing_is_named_where_perhaps_nothing_is_missing() {
        let accounts = vec![account(UNBALANCED); 9];
        assert_eq!(cause(&accounts, Some(Interval { low: 1.4, high: 2.0 }), 2), None);
        assert_eq!(cause(&accounts, None, 2), None);
    }

    #[test]
    fn a_part_of_a_hundredth_of_the_threads_is_no_cause() {
        let accounts = vec![account([0.02, 0.0, 0.0, 0.0, 0.01]); 9];
        assert_eq!(cause(&accounts, SURE, 2), None);
    }

    #[test]
    fn a_few_samples_are_told_as_what_they_spent_but_slower_threads_may_be_chance() {
        let gaps = account([0.0, 0.9, 0.1, 0.0, 0.1]);
        assert_eq!(cause(&[gaps], None, 2), Some(Cause::Gaps));
        assert_eq!(cause(&[gaps, gaps, account(UNBALANCED)], None, 2), None);
        assert_eq!(cause(&[account([0.0, 0.0, 0.0, 0.0, 0.5])], None, 2), None);
        assert_eq!(cause(&[], None, 2), None);
    }

    /// Neither part is the larger one; which is so in a sample is up to a coin.
    #[test]
    fn a_cause_is_rarely_named_by_chance() {
        let mut rng = Rng::with_seed(5);
        for count in [5, 6, 9, 20, 50] {
            let mut throws = || -> Vec<_> {
                (0..count).map(|_| account(if rng.bool() { UNBALANCED } else { SLOW_TO_START })).collect()
            };
            let named = (0..1000).filter(|_| cause(&throws(), SURE, 2).is_some()).count();
            assert!(named <= 80, "{named} of 1000 with {count} samples");
        }
    }

    #[test]
    fn a_range_is_that_of_the_middle_half_of_the_samples() {
        let accounts: Vec<_> =
            [0.5, 0.1, 0.2, 0.3, 9.0].into_iter().map(|gaps| account([0.0, gaps, 0.0, 0.0, 0.0])).collect();
        let ranges = ranges(&accounts).unwrap();
        assert_eq!(ranges.map(|range| range.cause), Cause::ALL);
        assert_eq!(ranges[1], Range { cause: Cause::Gaps, low: 0.2, high: 0.5 });
        assert_eq!(super::ranges(&[]), None);
    }

    proptest! {
        /// Each thread's spans in the order in which it took them, in ticks: most chunks take none, and gaps mostly too.
        #[test]
        fn no_part_is_negative_and_all_sum_to_the_threads_whatever_the_clocks_step(
            threads in 1..=20u32,
            works in prop::collection::vec((0..20u32, prop_oneof![4 => Just(0), 1 => 0..4u32], prop_oneof![3 => Just(0), 1 => 0..9u32]), 1..200),
            (early, late) in (0..2u32, 0..2u32),
            serial in 0.01..100.0f64,
            tick in prop_oneof![Just(5e-6), Just(0.001), 1e-6..0.1f64],
        ) {
            let mut free = vec![0; threads as usize];
            let mut spans = Vec::new();
            for (chunk, (thread, gap, busy)) in works.into_iter().enumerate() {
                let thread = thread % threads;
                let start = free[thread as usize] + gap;
                free[thread as usize] = start + busy;
                // A step early, as thread 0's clock may be.
                let at = |ticks: u32| tick * (f64::from(ticks) - if thread == 0 { f64::from(early) } else { 0.0 });
                spans.push(Span { thread, chunk: chunk as u32, start: at(start), end: at(start + busy) });
            }
            // The last span may end a step after the run.
            let seconds = tick * f64::from((free.iter().max().unwrap() + 1).saturating_sub(2 * late).max(1));
            let lanes = lanes(&spans, threads, seconds);
            for Lane { start, gaps, imbalance, join, busy, .. } in &lanes {
                let parts = [start, gaps, imbalance, join, busy];
                prop_assert!(parts.iter().all(|part| **part >= 0.0), "{:?}", lanes);
                prop_assert!((parts.into_iter().sum::<f64>() - seconds).abs() < 1e-9 * seconds);
            }
            prop_assert_eq!(lanes.iter().map(|lane| lane.chunks).sum::<u32>(), spans.len() as u32);

            let account = Account::of(&Spent::of(&lanes), seconds, threads, serial).unwrap();
            let sum = account.speedup + Cause::ALL.into_iter().map(|cause| account.part(cause)).sum::<f64>();
            prop_assert!((sum - f64::from(threads)).abs() < 1e-9 * (1.0 + account.speedup), "{} of {}", sum, threads);
        }
    }
}
