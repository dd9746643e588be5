//! Where the missing speedup went in a sample, and what the samples say of it together.

use crate::stats::{self, Interval, Summary};

pub use crate::lane::{Lane, Spent, lanes, speeds};

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
    /// The same, opened up.
    pub slower: Slower,
}

/// What slower threads are, in threads: the sum is [`Account::slower_threads`].
///
/// With w the part of the serial time that a thread's integers are, b its time within spans, and f the least b/w of all
/// threads whose b the clock can tell, `all` is the sum of f w - w and `some` that of b - f w.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slower {
    /// Had all threads been as fast as the fastest of them: what even this one was slower by than one thread alone. Negative
    /// where it was faster.
    pub all: f64,
    /// What the others were slower by than the fastest, never negative.
    pub some: f64,
}

impl Account {
    /// The account of a run of `seconds` on `threads` threads against the median serial time in seconds. `None` when the
    /// run took no measurable time.
    ///
    /// # Panics
    /// In debug builds, when other than `threads` threads spent these seconds.
    pub fn of(spent: &Spent, seconds: f64, threads: u32, serial: f64) -> Option<Self> {
        let Spent { start, gaps, imbalance, join, busy, fastest } = *spent;
        let paid = f64::from(threads) * seconds;
        debug_assert!((start + gaps + imbalance + join + busy - paid).abs() <= 1e-6 * paid, "{spent:?} of {paid} s");
        (seconds > 0.0).then(|| Self {
            speedup: serial / seconds,
            start: start / seconds,
            gaps: gaps / seconds,
            imbalance: imbalance / seconds,
            join: join / seconds,
            slower_threads: (busy - serial) / seconds,
            slower: Slower { all: (fastest - serial) / seconds, some: (busy - fastest) / seconds },
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

/// Which threads were slower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlowerCause {
    /// All together: they share a clock, power and memory.
    All,
    /// Some than others.
    Some,
}

impl SlowerCause {
    pub const ALL: [Self; 2] = [Self::All, Self::Some];

    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some => "some",
        }
    }
}

/// The larger of the two that slower threads are, where the samples show which it is, by the rule of [`cause`]: in as many
/// of them as there, slower threads are more than a hundredth of the threads, and of that it is the larger. Whether they
/// are the largest part of what is missing is another question.
pub fn slower_cause(accounts: &[Account], speedup: Option<Interval>, threads: u32) -> Option<SlowerCause> {
    let p = f64::from(threads);
    let shown = accounts.len() - stats::rank(accounts.len())?;
    if speedup?.high >= p {
        return None;
    }
    let larger = |Slower { all, some }: Slower| if some > all { SlowerCause::Some } else { SlowerCause::All };
    let is_by = |cause, it: &&Account| it.slower_threads > 0.01 * p && larger(it.slower) == cause;
    SlowerCause::ALL.into_iter().find(|cause| accounts.iter().filter(|it| is_by(*cause, it)).count() >= shown)
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
    use crate::chunk::Chunks;
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
        let lanes = lanes(&spans, 3, 10.0, Chunks::new(10, 3));
        let idle = Lane { imbalance: 8.0, join: 2.0, ..Lane::default() };
        assert_eq!(
            lanes[0],
            Lane { start: 1.0, gaps: 1.0, imbalance: 0.0, join: 2.0, busy: 6.0, chunks: 2, integers: 7 }
        );
        assert_eq!(
            lanes[1],
            Lane { start: 2.0, gaps: 0.0, imbalance: 2.0, join: 2.0, busy: 4.0, chunks: 1, integers: 3 }
        );
        assert_eq!(lanes[2], idle);
        let account = Account::of(&Spent::of(&lanes, 0.1), 10.0, 3, 9.0).unwrap();
        // Thread 0 took 6/7 for an integer, so that all ten would take 60/7.
        let slower = Slower { all: (60.0 / 7.0 - 9.0) / 10.0, some: (10.0 - 60.0 / 7.0) / 10.0 };
        let found = account.slower;
        assert!((found.all - slower.all).abs() < 1e-12 && (found.some - slower.some).abs() < 1e-12, "{found:?}");
        let parts = Cause::ALL.map(|cause| account.part(cause));
        assert_eq!((account.speedup, parts), (0.9, [0.3, 0.1, 1.0, 0.6, 0.1]));
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
            slower: Slower { all: slower_threads, some: 0.0 },
        }
    }

    /// Of four threads that run for a second each and never wait: `speeds` are theirs while one alone has that of 1, and so
    /// many of 1,000 chunks each takes.
    fn account_of_speeds(speeds: [f64; 4]) -> Account {
        let all: f64 = speeds.iter().sum();
        let lane = |speed: f64| Lane { busy: 1.0, integers: (1e6 * speed / all).round() as u64, ..Lane::default() };
        Account::of(&Spent::of(&speeds.map(lane), 1e-5), 1.0, 4, all).unwrap()
    }

    #[test]
    fn threads_that_run_at_half_speed_are_some_and_a_lower_clock_is_all() {
        for (speeds, all, some) in [
            ([1.0; 4], 0.0, 0.0),
            ([1.0, 1.0, 0.5, 0.5], 0.0, 1.0),
            ([0.8; 4], 0.8, 0.0),
            // At a fastest pace of 0.8, what was added in 2.4 s takes 3.
            ([0.8, 0.8, 0.4, 0.4], 3.0 - 2.4, 1.0),
            // Even the slowest was faster than one thread had been.
            ([1.25, 1.25, 1.25, 1.0], 3.8 - 4.75, 0.2),
        ] {
            let found = account_of_speeds(speeds);
            assert!((found.slower.all - all).abs() < 1e-4, "{speeds:?}: {found:?}");
            assert!((found.slower.some - some).abs() < 1e-4, "{speeds:?}: {found:?}");
            assert!((found.slower_threads - all - some).abs() < 1e-4, "{speeds:?}: {found:?}");
        }
    }

    #[test]
    fn which_threads_were_slower_is_told_where_so_many_samples_agree_as_on_a_cause() {
        const SURE: Option<Interval> = Some(Interval { low: 2.9, high: 3.3 });
        let halves = account_of_speeds([1.0, 1.0, 0.5, 0.5]);
        let clock = account_of_speeds([0.8; 4]);
        for (count, most_others) in [(5, 0), (9, 1), (20, 5), (100, 39)] {
            let mixed = |other, others| [vec![halves; count - others], vec![other; others]].concat();
            assert_eq!(slower_cause(&mixed(clock, most_others), SURE, 4), Some(SlowerCause::Some), "{count}");
            assert_eq!(slower_cause(&mixed(clock, most_others + 1), SURE, 4), None, "{count}");
        }
        assert_eq!(slower_cause(&[clock; 9], SURE, 4), Some(SlowerCause::All));
        // Too few samples, nothing that is surely missing, and next to nothing of slower threads.
        assert_eq!(slower_cause(&[halves; 4], None, 4), None);
        assert_eq!(slower_cause(&[halves; 9], Some(Interval { low: 3.0, high: 4.0 }), 4), None);
        assert_eq!(slower_cause(&[account_of_speeds([0.998, 0.998, 0.998, 0.97]); 9], SURE, 4), None);
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
            chunks_more in 0..5000u32,
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
            let chunks = Chunks::new(u64::from(chunks_more) + spans.len() as u64, spans.len() as u32);
            let lanes = lanes(&spans, threads, seconds, chunks);
            for Lane { start, gaps, imbalance, join, busy, .. } in &lanes {
                let parts = [start, gaps, imbalance, join, busy];
                prop_assert!(parts.iter().all(|part| **part >= 0.0), "{:?}", lanes);
                prop_assert!((parts.into_iter().sum::<f64>() - seconds).abs() < 1e-9 * seconds);
            }
            prop_assert_eq!(lanes.iter().map(|lane| lane.chunks).sum::<u32>(), spans.len() as u32);
            let integers = lanes.iter().map(|lane| lane.integers).sum::<u64>();
            prop_assert_eq!(integers, chunks.first(chunks.count()) - 1);

            let account = Account::of(&Spent::of(&lanes, tick), seconds, threads, serial).unwrap();
            let sum = account.speedup + Cause::ALL.into_iter().map(|cause| account.part(cause)).sum::<f64>();
            prop_assert!((sum - f64::from(threads)).abs() < 1e-9 * (1.0 + account.speedup), "{} of {}", sum, threads);
            let Slower { all, some } = account.slower;
            prop_assert!(some >= 0.0 && all.is_finite());
            prop_assert!((all + some - account.slower_threads).abs() < 1e-9 * (1.0 + account.speedup));
        }
    }
}
