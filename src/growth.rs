//! How speedup grows with n: which n a sweep over n measures, and from which on several threads pay.

/// Where a sweep over n begins: one thread adds so few integers in less time than it takes to wake another.
const FEWEST: u64 = 1_000;

/// Ascending n up to `most`, which is the last: 1,000, 3,000, 10,000, 30,000 and so on, about even steps of a logarithmic
/// axis. The last of them before `most` is left out where it is nearly as large. Of the largest n they are 19.
pub fn sizes(most: u64) -> Vec<u64> {
    let mut sizes = Vec::new();
    let mut size = FEWEST;
    while 2 * most >= 3 * size {
        sizes.push(size);
        size = if sizes.len() % 2 == 1 { 3 * size } else { size / 3 * 10 };
    }
    sizes.push(most);
    sizes
}

/// What one n took on one thread and on several: median seconds.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub n: u64,
    pub serial: f64,
    pub parallel: f64,
}

/// The smallest n from which on `threads` threads are faster than one. `None` where they are not so at the largest n, and
/// of one thread.
///
/// As all of these, it is counted by medians alone: where the interval of a point's speedup has 1 in it, that point may lie
/// on either side, and so may what is found beside it. Between two points both times are taken to be affine in n, which is
/// what a cost that does not depend on n, and one for each integer, come to.
pub fn break_even(points: &[Point], threads: u32) -> Option<u64> {
    if threads == 1 { None } else { from_which_on(points, 1.0, |ahead| ahead > 0.0) }
}

/// The smallest n from which on the efficiency of `threads` threads is at least one half; otherwise as [`break_even`].
pub fn half_efficiency(points: &[Point], threads: u32) -> Option<u64> {
    from_which_on(points, f64::from(threads) / 2.0, |ahead| ahead >= 0.0)
}

/// The smallest n from which on `holds` of how many seconds several threads are ahead of being `times` as fast as one, at
/// all larger points, too; that of the first point where it does at all. Points ascend.
fn from_which_on(points: &[Point], times: f64, holds: fn(f64) -> bool) -> Option<u64> {
    let ahead = |point: &Point| point.serial - times * point.parallel;
    let before = points.iter().rposition(|point| !holds(ahead(point)));
    let first = points.get(before.map_or(0, |before| before + 1))?;
    let Some(before) = before.map(|before| &points[before]) else { return Some(first.n) };
    let part = ahead(before) / (ahead(before) - ahead(first));
    Some(before.n + (part * (first.n - before.n) as f64 + 0.5) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::MAX_N;
    use proptest::prelude::*;

    /// One thread takes so long for each of n integers; several that part of it, and `overhead` on top.
    fn model(pace: f64, overhead: f64, speedup: f64) -> impl Fn(u64) -> Point {
        move |n| {
            let serial = pace * n as f64;
            Point { n, serial, parallel: overhead + serial / speedup }
        }
    }

    fn swept(most: u64, model: impl Fn(u64) -> Point) -> Vec<Point> {
        sizes(most).into_iter().map(model).collect()
    }

    #[test]
    fn sizes_are_round_and_the_last_is_the_largest() {
        assert_eq!(sizes(1), [1]);
        assert_eq!(sizes(1_000), [1_000]);
        assert_eq!(sizes(1_400), [1_400]);
        assert_eq!(sizes(1_600), [1_000, 1_600]);
        assert_eq!(sizes(100_000), [1_000, 3_000, 10_000, 30_000, 100_000]);
        assert_eq!(sizes(123_456), [1_000, 3_000, 10_000, 30_000, 123_456]);
        assert_eq!(sizes(200_000), [1_000, 3_000, 10_000, 30_000, 100_000, 200_000]);
        assert_eq!(sizes(MAX_N).len(), 19);
    }

    #[test]
    fn who_is_ahead_everywhere_is_so_from_the_first_point_on() {
        let points = swept(1_000_000, model(1e-9, 0.0, 2.0));
        assert_eq!(break_even(&points, 2), Some(1_000));
        assert_eq!(half_efficiency(&points, 4), Some(1_000), "half of 4 threads is just reached");
    }

    #[test]
    fn who_is_behind_at_the_largest_n_has_not_broken_even_whatever_was_before() {
        let mut points = swept(1_000_000, model(1e-9, 1e-6, 2.0));
        points.last_mut().unwrap().parallel = 1.0;
        assert_eq!((break_even(&points, 2), half_efficiency(&points, 2)), (None, None));
        assert_eq!((break_even(&[], 2), half_efficiency(&[], 2)), (None, None));
    }

    #[test]
    fn the_last_crossing_counts() {
        // Ahead at 1,000 by chance; behind at 3,000; ahead from 6,500 on.
        let seconds = [(1_000, 1.0, 0.5), (3_000, 3.0, 4.0), (10_000, 10.0, 9.0)];
        let points = seconds.map(|(n, serial, parallel)| Point { n, serial, parallel });
        assert_eq!(break_even(&points, 2), Some(6_500));
    }

    #[test]
    fn one_thread_does_not_break_even_with_itself() {
        let points = swept(1_000_000, model(1e-9, 0.0, 1.01));
        assert_eq!(break_even(&points, 1), None);
        assert_eq!(half_efficiency(&points, 1), Some(1_000));
    }

    proptest! {
        #[test]
        fn sizes_ascend_in_steps_of_1_5_to_5_and_are_twenty_at_most(most in prop_oneof![1..=10_000u64, 1..=MAX_N]) {
            let sizes = sizes(most);
            prop_assert!(sizes.len() <= 20 && sizes.last() == Some(&most));
            for pair in sizes.windows(2) {
                let step = pair[1] as f64 / pair[0] as f64;
                prop_assert!((1.5..5.0).contains(&step), "{:?}", pair);
            }
        }

        /// c + b n = a n has the solution n = c / (a - b).
        #[test]
        fn both_are_found_exactly_where_several_threads_cost_something_that_does_not_depend_on_n(
            pace in 1e-10..1e-8f64,
            overhead in 1e-6..1e-3f64,
            threads in 2..=256u32,
            lost in 0.0..0.49f64,
        ) {
            let speedup = f64::from(threads) * (1.0 - lost);
            let points = swept(MAX_N, model(pace, overhead, speedup));
            let solution = |times: f64| overhead / (pace * (1.0 / times - 1.0 / speedup));
            for (found, times) in [(break_even(&points, threads), 1.0), (half_efficiency(&points, threads), f64::from(threads) / 2.0)] {
                // Where half of the threads' speedup is all there is, nothing is ahead of it.
                let solution = solution(times);
                match found {
                    _ if solution > 0.99 * MAX_N as f64 => {}
                    Some(n) if solution < 1_000.0 => prop_assert_eq!(n, 1_000),
                    Some(n) => prop_assert!((n as f64 - solution).abs() <= 0.5 + 1e-6 * solution, "{} for {}", n, solution),
                    None => prop_assert!(false, "nothing for {}", solution),
                }
            }
        }

        #[test]
        fn noise_moves_it_no_further_than_the_noise_is_large(
            overhead in 1e-5..1e-4f64,
            noise in prop::collection::vec(0.98..1.02f64, 40),
        ) {
            let mut points = swept(100_000_000, model(1e-9, overhead, 4.0));
            for (point, pair) in points.iter_mut().zip(noise.chunks(2)) {
                (point.serial, point.parallel) = (point.serial * pair[0], point.parallel * pair[1]);
            }
            let (found, solution) = (break_even(&points, 4).unwrap() as f64, overhead / 0.75e-9);
            prop_assert!((found / solution - 1.0).abs() < 0.2, "{} for {}", found, solution);
        }

        #[test]
        fn it_lies_where_the_points_change_sides(
            ratios in prop::collection::vec(0.1..3.0f64, 11),
        ) {
            let ratio = |n| ratios[sizes(100_000_000).iter().position(|it| *it == n).unwrap()];
            let points = swept(100_000_000, |n| Point { n, serial: n as f64, parallel: n as f64 / ratio(n) });
            let found = break_even(&points, 3);
            prop_assert_eq!(found.is_some(), ratios[10] > 1.0);
            if let Some(n) = found {
                prop_assert!(points.iter().filter(|it| it.n > n).all(|it| it.serial > it.parallel));
                let last_behind = points.iter().rfind(|it| it.n <= n && it.serial <= it.parallel);
                prop_assert!(last_behind.is_some() || n == 1_000);
            }
        }
    }
}
