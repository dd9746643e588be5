//! What several threads gained over one, how that goes on with more of them, and where the missing speedup went.

use crate::stats::Interval;
use crate::sum::{Sample, Span};

/// How many times as fast: serial over parallel seconds of the same n and kernel. `None` where either is zero, below
/// the step of the browser's timer.
pub fn speedup(serial: f64, parallel: f64) -> Option<f64> {
    (serial > 0.0 && parallel > 0.0).then(|| serial / parallel)
}

/// The part of `threads` threads that was of use, 1 when the speedup equals their number.
pub fn efficiency(speedup: f64, threads: u32) -> f64 {
    speedup / f64::from(threads)
}

/// The experimentally determined serial fraction: the share of the work that, were it all that limits the speedup,
/// would explain it. `None` for one thread, where it is not defined, and for a speedup of zero.
///
/// Karp and Flatt, "Measuring parallel processor performance", Communications of the ACM 33(5), 1990.
pub fn karp_flatt(speedup: f64, threads: u32) -> Option<f64> {
    let p = f64::from(threads);
    (threads > 1 && speedup > 0.0).then(|| (1.0 / speedup - 1.0 / p) / (1.0 - 1.0 / p))
}

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
    /// The account of `sample`, a run on `threads` threads, against the median serial time in seconds. `None` when the
    /// sample took no measurable time.
    pub fn of(sample: &Sample, threads: u32, serial: f64) -> Option<Self> {
        let total = sample.seconds;
        let last_end = sample.spans.iter().map(|span| span.end).fold(0.0, f64::max);
        let (mut start, mut gaps, mut imbalance, mut busy) = (0.0, 0.0, 0.0, 0.0);
        for thread in 0..threads {
            let mut spans: Vec<&Span> = sample.spans.iter().filter(|span| span.thread == thread).collect();
            spans.sort_unstable_by(|a, b| a.start.total_cmp(&b.start));
            start += spans.first().map_or(0.0, |first| first.start);
            gaps += spans.windows(2).map(|pair| pair[1].start - pair[0].end).sum::<f64>();
            imbalance += last_end - spans.last().map_or(0.0, |last| last.end);
            busy += spans.iter().map(|span| span.end - span.start).sum::<f64>();
        }
        (total > 0.0).then(|| Self {
            speedup: serial / total,
            start: start / total,
            gaps: gaps / total,
            imbalance: imbalance / total,
            join: f64::from(threads) * (total - last_end) / total,
            slower_threads: (busy - serial) / total,
        })
    }
}

/// What a thread count reached in a sweep.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub threads: u32,
    /// Median seconds.
    pub seconds: f64,
    /// Against the median serial time.
    pub speedup: f64,
    /// 95 % interval of the speedup.
    pub ci95: Option<Interval>,
}

/// Why a model was not fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer than three thread counts: two points carry any curve.
    TooFewPoints,
    /// The points' intervals are wider than the points are apart, or there are none.
    TooUncertain,
}

impl Refusal {
    pub const ALL: [Self; 2] = [Self::TooFewPoints, Self::TooUncertain];
}

/// Amdahl's law, T(p) = T1 (s + (1-s)/p).
///
/// Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", AFIPS 1967.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amdahl {
    /// T1, in seconds.
    pub serial_seconds: f64,
    /// s, from 0 to 1.
    pub serial_fraction: f64,
}

impl Amdahl {
    /// Least squares of the times. They are linear in a = T1 s and b = T1 (1-s), neither of which may be negative.
    ///
    /// # Errors
    /// When the points do not carry it.
    pub fn fit(points: &[Point]) -> Result<Self, Refusal> {
        check(points)?;
        let rows = points.iter().map(|point| ([1.0, 1.0 / f64::from(point.threads)], point.seconds));
        let [a, b] = least_squares(rows);
        Ok(Self { serial_seconds: a + b, serial_fraction: a / (a + b) })
    }

    /// S(p) by the law.
    pub fn speedup(&self, threads: f64) -> f64 {
        1.0 / (self.serial_fraction + (1.0 - self.serial_fraction) / threads)
    }
}

/// The Universal Scalability Law, S(p) = p / (1 + sigma (p-1) + kappa p (p-1)).
///
/// Gunther, "Guerrilla Capacity Planning", Springer, 2007.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usl {
    /// Contention: waiting for what is shared. Not negative.
    pub sigma: f64,
    /// Coherency: agreeing with each other, pair by pair. Not negative.
    pub kappa: f64,
}

impl Usl {
    /// Least squares of p/S(p) - 1 = sigma (p-1) + kappa p (p-1), as Gunther does it, in which neither may be negative.
    ///
    /// # Errors
    /// When the points do not carry it.
    pub fn fit(points: &[Point]) -> Result<Self, Refusal> {
        check(points)?;
        let rows = points.iter().map(|point| {
            let p = f64::from(point.threads);
            ([p - 1.0, p * (p - 1.0)], p / point.speedup - 1.0)
        });
        let [sigma, kappa] = least_squares(rows);
        Ok(Self { sigma, kappa })
    }

    /// S(p) by the law.
    pub fn speedup(&self, threads: f64) -> f64 {
        threads / (1.0 + self.sigma * (threads - 1.0) + self.kappa * threads * (threads - 1.0))
    }

    /// The number of threads from which on more of them make it slower; `None` where the law knows no such number.
    pub fn peak(&self) -> Option<f64> {
        (self.kappa > 0.0 && self.sigma < 1.0).then(|| ((1.0 - self.sigma) / self.kappa).sqrt())
    }
}

/// The index of the point with the largest speedup, and of the one with the fewest threads that is not surely slower:
/// from there on more threads stop helping. `None` without points.
pub fn best_and_enough(points: &[Point]) -> Option<(usize, usize)> {
    let best = (0..points.len()).max_by(|a, b| points[*a].speedup.total_cmp(&points[*b].speedup))?;
    let low = points[best].ci95.map_or(points[best].speedup, |interval| interval.low);
    let high = |point: &Point| point.ci95.map_or(point.speedup, |interval| interval.high);
    let enough = (0..points.len()).filter(|i| high(&points[*i]) >= low).min_by_key(|i| points[*i].threads)?;
    Some((best, enough))
}

/// Whether the points carry a fit.
///
/// # Errors
/// When they do not.
pub fn check(points: &[Point]) -> Result<(), Refusal> {
    if points.len() < 3 {
        return Err(Refusal::TooFewPoints);
    }
    let speedups = || points.iter().map(|point| point.speedup);
    let effect = speedups().fold(f64::MIN, f64::max) - speedups().fold(f64::MAX, f64::min);
    let widest = points.iter().map(|point| point.ci95.map_or(f64::INFINITY, |it| it.high - it.low)).fold(0.0, f64::max);
    if widest > effect { Err(Refusal::TooUncertain) } else { Ok(()) }
}

/// The x with x >= 0 in both places for which the sum of (a x - y)^2 is least, over rows (a, y) with a >= 0.
fn least_squares(rows: impl Iterator<Item = ([f64; 2], f64)>) -> [f64; 2] {
    let (mut aa, mut ab, mut bb, mut ay, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for ([a, b], y) in rows {
        aa += a * a;
        ab += a * b;
        bb += b * b;
        ay += a * y;
        by += b * y;
    }
    let determinant = aa * bb - ab * ab;
    let free = [(bb * ay - ab * by) / determinant, (aa * by - ab * ay) / determinant];
    // With two unknowns, where the free solution leaves the allowed quarter, the best one lies on an edge of it.
    let edges = [[(ay / aa).max(0.0), 0.0], [0.0, (by / bb).max(0.0)]];
    let reduction = |[x, z]: &[f64; 2]| 2.0 * (x * ay + z * by) - (x * x * aa + 2.0 * x * z * ab + z * z * bb);
    if free.iter().all(|x| *x >= 0.0) {
        free
    } else if reduction(&edges[0]) >= reduction(&edges[1]) {
        edges[0]
    } else {
        edges[1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(speedup: impl Fn(f64) -> f64, threads: impl IntoIterator<Item = u32>) -> Vec<Point> {
        let point = |threads| {
            let speedup = speedup(f64::from(threads));
            let ci95 = Some(Interval { low: 0.99 * speedup, high: 1.01 * speedup });
            Point { threads, seconds: 1.0 / speedup, speedup, ci95 }
        };
        threads.into_iter().map(point).collect()
    }

    fn assert_close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not within {tolerance} of {expected}");
    }

    /// Sum of 1..=100,000,000 in Python: 7.964 s in one process, 2.237 s in 8.
    #[test]
    fn the_python_post_scales_as_published() {
        let speedup = speedup(7.964, 2.237).unwrap();
        assert_close(speedup, 3.56, 0.005);
        assert_close(efficiency(speedup, 8), 0.445, 0.0005);
        assert_close(karp_flatt(speedup, 8).unwrap(), 0.178, 0.0005);
    }

    /// Quinn, "Parallel Programming in C with MPI and OpenMP", McGraw-Hill, 2003, section 7.5: a serial fraction that
    /// stays at 0.1, and one that grows from 0.07 to 0.1, by 2 to 8 processors.
    #[test]
    fn karp_flatt_and_amdahl_give_what_a_textbook_gives() {
        let constant = [1.82, 2.50, 3.08, 3.57, 4.00, 4.38, 4.71];
        let growing = [1.87, 2.61, 3.23, 3.73, 4.14, 4.46, 4.71];
        for (i, threads) in (2..=8).enumerate() {
            assert_close(karp_flatt(constant[i], threads).unwrap(), 0.1, 0.002);
            assert_close(karp_flatt(growing[i], threads).unwrap(), 0.07 + 0.005 * i as f64, 0.002);
        }
        let published = points(|p| if p == 1.0 { 1.0 } else { constant[p as usize - 2] }, 1..=8);
        assert_close(Amdahl::fit(&published).unwrap().serial_fraction, 0.1, 0.001);
    }

    #[test]
    fn perfect_speedup_leaves_no_serial_fraction_and_none_at_all_leaves_everything() {
        assert_eq!(karp_flatt(4.0, 4), Some(0.0));
        assert_eq!(karp_flatt(1.0, 4), Some(1.0));
    }

    #[test]
    fn what_is_not_defined_is_not_given() {
        assert_eq!(speedup(1.0, 0.0), None);
        assert_eq!(speedup(0.0, 1.0), None);
        assert_eq!(karp_flatt(1.0, 1), None);
        assert_eq!(karp_flatt(0.0, 8), None);
    }

    #[test]
    fn an_account_names_each_cause() {
        let span = |thread, chunk, start, end| Span { thread, chunk, start, end };
        // Thread 0 works from 1 to 4 and from 5 to 8, thread 1 from 2 to 6, thread 2 has nothing to do.
        let spans = vec![span(0, 0, 1.0, 4.0), span(1, 1, 2.0, 6.0), span(0, 2, 5.0, 8.0)];
        let account = Account::of(&Sample { sum: 0, seconds: 10.0, spans }, 3, 9.0).unwrap();
        let expected = Account { speedup: 0.9, start: 0.3, gaps: 0.1, imbalance: 1.0, join: 0.6, slower_threads: 0.1 };
        assert_eq!(account, expected);
    }

    /// The six points from which the R package `usl` 3.0 recovers alpha = 0.02 and beta = 0.02 in its tests.
    #[test]
    fn usl_gives_the_parameters_of_a_published_example() {
        let published = [(1, 1.0), (2, 1.8868), (4, 3.0769), (6, 3.5294), (8, 3.5398), (10, 3.3557)];
        let speedup = |p: f64| published.iter().find(|(threads, _)| f64::from(*threads) == p).unwrap().1;
        let usl = Usl::fit(&points(speedup, published.map(|(threads, _)| threads))).unwrap();
        assert_close(usl.sigma, 0.02, 1e-4);
        assert_close(usl.kappa, 0.02, 1e-4);
        assert_close(usl.peak().unwrap(), 7.0, 0.02);
    }

    #[test]
    fn a_superlinear_speedup_fits_the_ideal_line() {
        let superlinear = points(|p| p.powf(1.1), 1..=8);
        assert_eq!(Usl::fit(&superlinear), Ok(Usl { sigma: 0.0, kappa: 0.0 }));
        assert_eq!(Amdahl::fit(&superlinear).unwrap().serial_fraction, 0.0);
    }

    #[test]
    fn a_fit_is_refused_where_the_points_do_not_carry_it() {
        let two = points(|p| p, 1..=2);
        assert_eq!((Amdahl::fit(&two), Usl::fit(&two)), (Err(Refusal::TooFewPoints), Err(Refusal::TooFewPoints)));
        let flat = points(|_| 1.0, 1..=8);
        assert_eq!((Amdahl::fit(&flat), Usl::fit(&flat)), (Err(Refusal::TooUncertain), Err(Refusal::TooUncertain)));
        let unsure: Vec<_> = points(|p| p, 1..=8).into_iter().map(|point| Point { ci95: None, ..point }).collect();
        assert_eq!(Usl::fit(&unsure), Err(Refusal::TooUncertain));
    }

    #[test]
    fn more_threads_stop_helping_where_no_larger_number_is_surely_faster() {
        let law = Usl { sigma: 0.02, kappa: 0.02 };
        let swept = points(|p| law.speedup(p), 1..=12);
        let (best, enough) = best_and_enough(&swept).unwrap();
        assert_eq!((swept[best].threads, swept[enough].threads), (7, 6));
        assert_eq!(best_and_enough(&[]), None);
    }

    proptest! {
        #[test]
        fn the_parts_of_an_account_sum_to_the_number_of_threads(
            threads in 1..=20u32,
            works in prop::collection::vec((0..20u32, 0.0..1.0f64, 0.0..1.0f64), 1..60),
            join in 0.0..1.0f64,
            serial in 0.01..100.0f64,
        ) {
            let mut free = vec![0.0; threads as usize];
            let mut spans = Vec::new();
            for (chunk, (thread, gap, busy)) in works.into_iter().enumerate() {
                let thread = thread % threads;
                let start = free[thread as usize] + gap;
                free[thread as usize] = start + busy;
                spans.push(Span { thread, chunk: chunk as u32, start, end: start + busy });
            }
            let seconds = free.iter().copied().fold(0.0, f64::max) + join;
            let account = Account::of(&Sample { sum: 0, seconds, spans }, threads, serial).unwrap();
            let Account { speedup, start, gaps, imbalance, join, slower_threads } = account;
            let total = speedup + start + gaps + imbalance + join + slower_threads;
            prop_assert!((total - f64::from(threads)).abs() < 1e-9 * (1.0 + speedup), "{} of {}", total, threads);
            prop_assert!([start, gaps, imbalance, join].into_iter().all(|part| part > -1e-9));
        }

        #[test]
        fn fits_recover_known_parameters_and_noise_moves_them_little(
            serial_fraction in 0.02..0.5f64,
            sigma in 0.02..0.3f64,
            kappa in 0.001..0.02f64,
            seed in any::<u64>(),
        ) {
            let mut rng = fastrand::Rng::with_seed(seed);
            let mut noisy = |swept: &[Point]| -> Vec<Point> {
                swept.iter().map(|point| {
                    let factor = 1.0 + 0.01 * (2.0 * rng.f64() - 1.0);
                    Point { seconds: point.seconds * factor, speedup: point.speedup / factor, ..*point }
                }).collect()
            };
            let amdahl = Amdahl { serial_seconds: 1.0, serial_fraction };
            let swept = points(|p| amdahl.speedup(p), 1..=16);
            prop_assert!((Amdahl::fit(&swept).unwrap().serial_fraction - serial_fraction).abs() < 1e-9);
            prop_assert!((Amdahl::fit(&noisy(&swept)).unwrap().serial_fraction - serial_fraction).abs() < 0.02);

            let usl = Usl { sigma, kappa };
            let swept = points(|p| usl.speedup(p), 1..=16);
            let fit = Usl::fit(&swept).unwrap();
            prop_assert!((fit.sigma - sigma).abs() < 1e-9 && (fit.kappa - kappa).abs() < 1e-9);
            let fit = Usl::fit(&noisy(&swept)).unwrap();
            prop_assert!((fit.sigma - sigma).abs() < 0.03 && (fit.kappa - kappa).abs() < 0.003, "{:?}", fit);
        }
    }
}
