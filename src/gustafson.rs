//! Gustafson's law: how speedup goes on where the work grows with the threads, fitted to what a weak sweep measured.

use crate::laws::{Refusal, enough_within, within};
use crate::scaling::Point;

/// S(p) = p - s (p-1): of each thread's time a part s is spent on what one thread would spend as long on, however many
/// there are.
///
/// Gustafson, "Reevaluating Amdahl's law", Communications of the ACM 31(5), 1988.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gustafson {
    /// s, from 0 to 1.
    pub serial_fraction: f64,
}

impl Gustafson {
    /// Least squares of p - S(p) = s (p-1) over points of scaled speedups, on `hardware` threads at most, as for all laws
    /// (see [`laws`](crate::laws)).
    ///
    /// The points of a weak sweep lie apart by how many threads they have, whatever these gain, so that how far apart says
    /// nothing of how well s is known. What has to be told apart are the law's own ends, S = p for s = 0 and S = 1 for
    /// s = 1: they are p - 1 apart, and a point whose interval is wider than that says nothing of s.
    ///
    /// # Errors
    /// When the points do not carry it.
    pub fn fit(points: &[Point], hardware: u32) -> Result<Self, Refusal> {
        enough_within(points, hardware)?;
        let (mut squares, mut products) = (0.0, 0.0);
        for point in within(points, hardware).filter(|point| point.threads > 1) {
            let p = f64::from(point.threads);
            if point.ci95.is_none_or(|interval| interval.high - interval.low > p - 1.0) {
                return Err(Refusal::TooUncertain);
            }
            squares += (p - 1.0) * (p - 1.0);
            products += (p - 1.0) * (p - point.speedup);
        }
        Ok(Self { serial_fraction: (products / squares).clamp(0.0, 1.0) })
    }

    /// S(p) by the law.
    pub fn speedup(&self, threads: f64) -> f64 {
        threads - self.serial_fraction * (threads - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Interval;
    use proptest::prelude::*;

    const ENOUGH: u32 = 2048;

    fn point(threads: u32, speedup: f64) -> Point {
        let ci95 = Some(Interval { low: 0.99 * speedup, high: 1.01 * speedup });
        Point { threads, seconds: 1.0, speedup, ci95 }
    }

    fn points(law: &Gustafson, threads: impl IntoIterator<Item = u32>) -> Vec<Point> {
        threads.into_iter().map(|threads| point(threads, law.speedup(threads.into()))).collect()
    }

    /// The article's figure 2b: 1,024 processors with serial fractions of 0 to 4 %.
    #[test]
    fn gustafson_gives_the_scaled_speedups_that_the_article_gives() {
        let published = [(0.0, 1024.0), (0.01, 1014.0), (0.02, 1004.0), (0.03, 993.0), (0.04, 983.0)];
        for (serial_fraction, speedup) in published {
            assert_eq!(Gustafson { serial_fraction }.speedup(1024.0).round(), speedup);
        }
    }

    /// On 1,024 processors three programs of the article reached 1,021, 1,020 and 1,016; it tells of 0.4 to 0.8 %.
    #[test]
    fn the_speedups_of_the_article_have_serial_fractions_below_one_percent() {
        for (speedup, percent) in [(1021.0, 0.3), (1020.0, 0.4), (1016.0, 0.8)] {
            let law = Gustafson { serial_fraction: (1024.0 - speedup) / 1023.0 };
            let swept = [point(1, 1.0), point(512, law.speedup(512.0)), point(1024, speedup)];
            let found = 100.0 * Gustafson::fit(&swept, ENOUGH).unwrap().serial_fraction;
            assert_eq!((10.0 * found).round() / 10.0, percent);
        }
    }

    #[test]
    fn a_fraction_is_none_below_0_and_all_above_1() {
        let superlinear: Vec<_> = (1..=8).map(|p| point(p, f64::from(p).powf(1.1))).collect();
        assert_eq!(Gustafson::fit(&superlinear, ENOUGH), Ok(Gustafson { serial_fraction: 0.0 }));
        let worse_than_one: Vec<_> = (1..=8).map(|p| point(p, 1.0 / f64::from(p))).collect();
        assert_eq!(Gustafson::fit(&worse_than_one, ENOUGH), Ok(Gustafson { serial_fraction: 1.0 }));
    }

    /// All that they have to tell is that nothing is gained, and that they do.
    #[test]
    fn threads_that_gain_nothing_are_all_serial() {
        let flat: Vec<_> = (1..=8).map(|p| point(p, 1.0)).collect();
        assert_eq!(Gustafson::fit(&flat, ENOUGH), Ok(Gustafson { serial_fraction: 1.0 }));
    }

    #[test]
    fn points_beyond_the_hardwares_threads_do_not_move_the_fit() {
        let law = Gustafson { serial_fraction: 0.1 };
        let mut swept = points(&law, 1..=4);
        swept.extend((5..=16).map(|p| point(p, 3.7)));
        assert!((Gustafson::fit(&swept, 4).unwrap().serial_fraction - 0.1).abs() < 1e-12);
        assert!(Gustafson::fit(&swept, 16).unwrap().serial_fraction > 0.5);
    }

    #[test]
    fn a_fit_is_refused_where_the_points_do_not_carry_it() {
        let law = Gustafson { serial_fraction: 0.1 };
        assert_eq!(Gustafson::fit(&points(&law, 1..=8), 2), Err(Refusal::TooFewHardwareThreads));
        assert_eq!(Gustafson::fit(&points(&law, 1..=2), ENOUGH), Err(Refusal::TooFewPoints));
        let widened = |half: f64| -> Vec<_> {
            let widen =
                |it: Point| Point { ci95: Some(Interval { low: it.speedup - half, high: it.speedup + half }), ..it };
            points(&law, 1..=4).into_iter().map(widen).collect()
        };
        assert!(Gustafson::fit(&widened(0.49), ENOUGH).is_ok());
        assert_eq!(Gustafson::fit(&widened(0.51), ENOUGH), Err(Refusal::TooUncertain), "1.02 wide on two threads");
        let unsure: Vec<_> = points(&law, 1..=8).into_iter().map(|it| Point { ci95: None, ..it }).collect();
        assert_eq!(Gustafson::fit(&unsure, ENOUGH), Err(Refusal::TooUncertain));
    }

    proptest! {
        #[test]
        fn the_fit_recovers_a_known_fraction_and_noise_moves_it_little(serial_fraction in 0.0..=1.0f64, seed in any::<u64>()) {
            let swept = points(&Gustafson { serial_fraction }, 1..=16);
            prop_assert!((Gustafson::fit(&swept, ENOUGH).unwrap().serial_fraction - serial_fraction).abs() < 1e-9);
            let mut rng = fastrand::Rng::with_seed(seed);
            let noisy: Vec<_> =
                swept.iter().map(|it| Point { speedup: it.speedup * (1.0 + 0.01 * (2.0 * rng.f64() - 1.0)), ..*it }).collect();
            prop_assert!((Gustafson::fit(&noisy, ENOUGH).unwrap().serial_fraction - serial_fraction).abs() < 0.02);
        }
    }
}
