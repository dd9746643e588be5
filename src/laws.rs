//! Two laws of how speedup goes on with more threads on the same n, fitted to what a sweep measured.
//!
//! They know of processors that are alike and each thread's own. Threads beyond the hardware's share a processor, and
//! what they reach says nothing of either law: points beyond the hardware's threads are left out of every fit.

use crate::scaling::Point;

/// The fewest points that carry a fit: each law has a parameter or two, and two points lie on any curve of them.
const FEWEST_POINTS: usize = 3;

/// Why no law was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The hardware has fewer than three threads, so that no sweep can have three points within.
    TooFewHardwareThreads,
    /// Fewer than three thread counts within the hardware's.
    TooFewPoints,
    /// The points' intervals are wider than the points are apart, or there are none.
    TooUncertain,
}

impl Refusal {
    pub const ALL: [Self; 3] = [Self::TooFewHardwareThreads, Self::TooFewPoints, Self::TooUncertain];

    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooFewHardwareThreads => "tooFewHardwareThreads",
            Self::TooFewPoints => "tooFewPoints",
            Self::TooUncertain => "tooUncertain",
        }
    }
}

/// Whether the points, each of another number of threads, carry a fit where the hardware has `hardware` threads.
///
/// # Errors
/// When they do not.
pub fn check(points: &[Point], hardware: u32) -> Result<(), Refusal> {
    enough_within(points, hardware)?;
    let (mut least, mut most, mut widest) = (f64::MAX, f64::MIN, 0.0);
    for point in within(points, hardware) {
        (least, most) = (point.speedup.min(least), point.speedup.max(most));
        widest = point.ci95.map_or(f64::INFINITY, |interval| interval.high - interval.low).max(widest);
    }
    if widest > most - least { Err(Refusal::TooUncertain) } else { Ok(()) }
}

/// Whether there are points enough, of numbers of threads that the hardware runs at once.
pub(crate) fn enough_within(points: &[Point], hardware: u32) -> Result<(), Refusal> {
    if (hardware as usize) < FEWEST_POINTS {
        return Err(Refusal::TooFewHardwareThreads);
    }
    if within(points, hardware).count() < FEWEST_POINTS {
        return Err(Refusal::TooFewPoints);
    }
    Ok(())
}

pub(crate) fn within(points: &[Point], hardware: u32) -> impl Iterator<Item = &Point> {
    points.iter().filter(move |point| point.threads <= hardware)
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
    /// Least squares of the times on `hardware` threads at most. They are linear in a = T1 s and b = T1 (1-s), neither of
    /// which may be negative.
    ///
    /// # Errors
    /// When the points do not carry it; see [`check`].
    pub fn fit(points: &[Point], hardware: u32) -> Result<Self, Refusal> {
        check(points, hardware)?;
        let row = |point: &Point| ([1.0, 1.0 / f64::from(point.threads)], point.seconds);
        let [a, b] = least_squares(within(points, hardware).map(row));
        Ok(Self { serial_seconds: a + b, serial_fraction: a / (a + b) })
    }

    /// The speedup over a measured serial time, in seconds, that the law gives: of T(p) over it, not over its own T1,
    /// which is fitted too, so that the curve passes where the points do that it was fitted to.
    pub fn speedup(&self, threads: f64, serial: f64) -> f64 {
        serial / (self.serial_seconds * (self.serial_fraction + (1.0 - self.serial_fraction) / threads))
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
    /// Least squares of p/S(p) - 1 = sigma (p-1) + kappa p (p-1), as Gunther does it, in which neither may be negative, on
    /// `hardware` threads at most.
    ///
    /// # Errors
    /// When the points do not carry it; see [`check`].
    pub fn fit(points: &[Point], hardware: u32) -> Result<Self, Refusal> {
        check(points, hardware)?;
        let row = |point: &Point| {
            let p = f64::from(point.threads);
            ([p - 1.0, p * (p - 1.0)], p / point.speedup - 1.0)
        };
        let [sigma, kappa] = least_squares(within(points, hardware).map(row));
        Ok(Self { sigma, kappa })
    }

    /// S(p) by the law.
    pub fn speedup(&self, threads: f64) -> f64 {
        threads / (1.0 + self.sigma * (threads - 1.0) + self.kappa * threads * (threads - 1.0))
    }

    /// The number of threads from which on more of them make it slower, 1 at least. `None` where the law knows no such
    /// number, and where it lies beyond twice `most`, the largest number of threads measured: so far a law does not reach.
    pub fn peak(&self, most: u32) -> Option<f64> {
        let peak = ((1.0 - self.sigma).max(0.0) / self.kappa).sqrt().max(1.0);
        (self.kappa > 0.0 && peak <= 2.0 * f64::from(most)).then_some(peak)
    }
}

/// A law for drawing: its values at 101 numbers of threads, evenly from 1 to `most`.
pub fn curve(law: impl Fn(f64) -> f64, most: u32) -> Vec<f64> {
    const STEPS: u32 = 100;
    (0..=STEPS).map(|i| law(1.0 + f64::from(i) * (f64::from(most) - 1.0) / f64::from(STEPS))).collect()
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
    use crate::stats::Interval;
    use proptest::prelude::*;

    const ENOUGH: u32 = 256;

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

    /// Quinn, "Parallel Programming in C with MPI and OpenMP", McGraw-Hill, 2003, section 7.5.
    #[test]
    fn amdahl_gives_the_serial_fraction_that_a_textbook_gives() {
        let constant = [1.0, 1.82, 2.50, 3.08, 3.57, 4.00, 4.38, 4.71];
        let published = points(|p| constant[p as usize - 1], 1..=8);
        assert_close(Amdahl::fit(&published, ENOUGH).unwrap().serial_fraction, 0.1, 0.001);
    }

    /// On one thread the parallel sum takes 20 % longer than the serial one.
    #[test]
    fn amdahls_curve_meets_the_points_that_it_was_fitted_to() {
        let swept = points(|p| p / 1.2, 1..=4);
        let fit = Amdahl::fit(&swept, ENOUGH).unwrap();
        for point in swept {
            assert_close(fit.speedup(point.threads.into(), 1.0), point.speedup, 1e-9);
        }
    }

    #[test]
    fn points_beyond_the_hardwares_threads_do_not_move_a_fit() {
        let usl = Usl { sigma: 0.02, kappa: 0.005 };
        let stalled = |p: f64| usl.speedup(p.min(4.0));
        let (within, beyond) = (points(stalled, 1..=4), points(stalled, 1..=16));
        assert_eq!(Usl::fit(&beyond, 4), Usl::fit(&within, 4));
        assert_eq!(Amdahl::fit(&beyond, 4), Amdahl::fit(&within, 4));
        assert_ne!(Usl::fit(&beyond, 16), Usl::fit(&within, 16));
    }

    #[test]
    fn hardware_of_two_threads_carries_no_fit_however_far_it_is_swept() {
        let swept = points(|p| p.min(2.0), 1..=8);
        assert_eq!(Amdahl::fit(&swept, 2), Err(Refusal::TooFewHardwareThreads));
        assert_eq!(Usl::fit(&swept, 2), Err(Refusal::TooFewHardwareThreads));
    }

    /// The six points from which the R package `usl` 3.0 recovers alpha = 0.02 and beta = 0.02 in its tests.
    #[test]
    fn usl_gives_the_parameters_of_a_published_example() {
        let published = [(1, 1.0), (2, 1.8868), (4, 3.0769), (6, 3.5294), (8, 3.5398), (10, 3.3557)];
        let speedup = |p: f64| published.iter().find(|(threads, _)| f64::from(*threads) == p).unwrap().1;
        let usl = Usl::fit(&points(speedup, published.map(|(threads, _)| threads)), ENOUGH).unwrap();
        assert_close(usl.sigma, 0.02, 1e-4);
        assert_close(usl.kappa, 0.02, 1e-4);
        assert_close(usl.peak(10).unwrap(), 7.0, 0.02);
    }

    #[test]
    fn a_superlinear_speedup_fits_the_ideal_line() {
        let superlinear = points(|p| p.powf(1.1), 1..=8);
        assert_eq!(Usl::fit(&superlinear, ENOUGH), Ok(Usl { sigma: 0.0, kappa: 0.0 }));
        assert_eq!(Amdahl::fit(&superlinear, ENOUGH).unwrap().serial_fraction, 0.0);
    }

    #[test]
    fn a_fit_is_refused_where_the_points_do_not_carry_it() {
        let two = points(|p| p, 1..=2);
        assert_eq!(
            (Amdahl::fit(&two, ENOUGH), Usl::fit(&two, ENOUGH)),
            (Err(Refusal::TooFewPoints), Err(Refusal::TooFewPoints))
        );
        let flat = points(|_| 1.0, 1..=8);
        assert_eq!(
            (Amdahl::fit(&flat, ENOUGH), Usl::fit(&flat, ENOUGH)),
            (Err(Refusal::TooUncertain), Err(Refusal::TooUncertain))
        );
        let unsure: Vec<_> = points(|p| p, 1..=8).into_iter().map(|point| Point { ci95: None, ..point }).collect();
        assert_eq!(Usl::fit(&unsure, ENOUGH), Err(Refusal::TooUncertain));
    }

    #[test]
    fn a_peak_is_told_up_to_twice_what_was_measured_and_where_the_law_has_one() {
        let usl = Usl { sigma: 0.02, kappa: 0.02 };
        assert_eq!(usl.peak(3), None);
        assert_close(usl.peak(4).unwrap(), 7.0, 1e-9);
        assert_eq!(Usl { sigma: 0.1, kappa: 0.0 }.peak(ENOUGH), None);
        assert_eq!(Usl { sigma: 1.5, kappa: 0.1 }.peak(ENOUGH), Some(1.0));
    }

    #[test]
    fn a_curve_runs_from_one_thread_to_the_most() {
        let curve = curve(|p| 10.0 * p, 5);
        assert_eq!((curve.len(), curve[0], curve[25], curve[100]), (101, 10.0, 20.0, 50.0));
    }

    proptest! {
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
            let swept = points(|p| amdahl.speedup(p, 1.0), 1..=16);
            prop_assert!((Amdahl::fit(&swept, ENOUGH).unwrap().serial_fraction - serial_fraction).abs() < 1e-9);
            prop_assert!((Amdahl::fit(&noisy(&swept), ENOUGH).unwrap().serial_fraction - serial_fraction).abs() < 0.02);

            let usl = Usl { sigma, kappa };
            let swept = points(|p| usl.speedup(p), 1..=16);
            let fit = Usl::fit(&swept, ENOUGH).unwrap();
            prop_assert!((fit.sigma - sigma).abs() < 1e-9 && (fit.kappa - kappa).abs() < 1e-9);
            let fit = Usl::fit(&noisy(&swept), ENOUGH).unwrap();
            prop_assert!((fit.sigma - sigma).abs() < 0.03 && (fit.kappa - kappa).abs() < 0.003, "{:?}", fit);
        }
    }
}
