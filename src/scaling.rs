//! What several threads gained over one.

/// How many times as fast: serial over parallel seconds of the same n and kernel. `None` where the parallel time is
/// zero, below the step of the browser's timer.
pub fn speedup(serial: f64, parallel: f64) -> Option<f64> {
    (parallel > 0.0).then(|| serial / parallel)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Sum of 1..=100,000,000 in Python: 7.964 s in one process, 2.237 s in 8.
    #[test]
    fn the_python_post_scales_as_published() {
        let speedup = speedup(7.964, 2.237).unwrap();
        assert!((speedup - 3.56).abs() < 0.005);
        assert!((efficiency(speedup, 8) - 0.445).abs() < 0.0005);
        assert!((karp_flatt(speedup, 8).unwrap() - 0.178).abs() < 0.0005);
    }

    #[test]
    fn perfect_speedup_leaves_no_serial_fraction_and_none_at_all_leaves_everything() {
        assert_eq!(karp_flatt(4.0, 4), Some(0.0));
        assert_eq!(karp_flatt(1.0, 4), Some(1.0));
    }

    #[test]
    fn what_is_not_defined_is_not_given() {
        assert_eq!(speedup(1.0, 0.0), None);
        assert_eq!(karp_flatt(1.0, 1), None);
        assert_eq!(karp_flatt(0.0, 8), None);
    }
}
