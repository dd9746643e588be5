//! What several threads gained over one, and how many of them were enough.

use crate::stats::Interval;

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

/// How many times as fast `threads` threads would have been had they lost nothing but speed: what they gave while they had
/// chunks, which took all of them `busy` seconds. What the speedup is below it, they waited. `None` where these are below
/// the step of the clock.
pub fn while_adding(serial: f64, busy: f64, threads: u32) -> Option<f64> {
    speedup(serial, busy).map(|speedup| f64::from(threads) * speedup)
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

/// The index of the point with the largest speedup, and of the one with the fewest threads that is not surely slower:
/// from there on more threads stop helping. `None` without points.
pub fn best_and_enough(points: &[Point]) -> Option<(usize, usize)> {
    let best = (0..points.len()).max_by(|a, b| points[*a].speedup.total_cmp(&points[*b].speedup))?;
    let low = points[best].ci95.map_or(points[best].speedup, |interval| interval.low);
    let high = |point: &Point| point.ci95.map_or(point.speedup, |interval| interval.high);
    let enough = (0..points.len()).filter(|i| high(&points[*i]) >= low).min_by_key(|i| points[*i].threads)?;
    Some((best, enough))
}

#[cfg(test)]
mod tests {
    use super::*;

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

    /// Four threads that never wait, and then for half of their time.
    #[test]
    fn what_threads_gave_while_adding_knows_of_no_waiting() {
        let waiting = speedup(4.0, 2.0).unwrap();
        let [half, all] = [4.0, 5.0].map(|busy| while_adding(4.0, busy, 4).unwrap());
        assert_eq!((waiting, half, all), (2.0, 4.0, 3.2));
        assert_eq!(while_adding(4.0, 0.0, 4), None);
    }

    /// Quinn, "Parallel Programming in C with MPI and OpenMP", McGraw-Hill, 2003, section 7.5: a serial fraction that
    /// stays at 0.1, and one that grows from 0.07 to 0.1, by 2 to 8 processors.
    #[test]
    fn karp_flatt_gives_what_a_textbook_gives() {
        let constant = [1.82, 2.50, 3.08, 3.57, 4.00, 4.38, 4.71];
        let growing = [1.87, 2.61, 3.23, 3.73, 4.14, 4.46, 4.71];
        for (i, threads) in (2..=8).enumerate() {
            assert_close(karp_flatt(constant[i], threads).unwrap(), 0.1, 0.002);
            assert_close(karp_flatt(growing[i], threads).unwrap(), 0.07 + 0.005 * i as f64, 0.002);
        }
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
    fn more_threads_stop_helping_where_no_larger_number_is_surely_faster() {
        let swept = [1.0, 1.9, 2.7, 3.3, 3.5, 3.52, 3.5, 3.3].into_iter().zip(1..).map(|(speedup, threads)| {
            let ci95 = Some(Interval { low: 0.99 * speedup, high: 1.01 * speedup });
            Point { threads, seconds: 1.0 / speedup, speedup, ci95 }
        });
        let swept: Vec<_> = swept.collect();
        let (best, enough) = best_and_enough(&swept).unwrap();
        assert_eq!((swept[best].threads, swept[enough].threads), (6, 5));
        assert_eq!(best_and_enough(&[]), None);
    }
}
