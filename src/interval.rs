//! How sure a figure of samples is: the interval that covers its true value 95 times in 100.

use fastrand::Rng;

use crate::order::{quantile, ranked, sorted};

/// Samples fewer than these carry no interval: the range of four covers their median 87 times in 100.
pub const FEWEST: usize = 5;

/// A figure's 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// How far either end is from `centre`, as a fraction of it.
    pub fn spread(&self, centre: f64) -> f64 {
        (self.high - centre).max(centre - self.low) / centre
    }
}

/// How many of `count` samples lie below the 95 % interval of their median, and as many above it; `None` for fewer than
/// [`FEWEST`]. Whatever the samples' distribution, their number below its median is that of heads in as many throws of a
/// coin, and the interval is the narrowest whose ends lie on different sides of the median 95 times in 100 at least. Of
/// five samples it is their range, for 94 times in 100.
///
/// Le Boudec, "Performance Evaluation of Computer and Communication Systems", EPFL Press, 2010, theorem 2.1.
pub fn rank(count: usize) -> Option<usize> {
    // Binomial coefficients by that in the middle, since those of many throws are beyond a double's range.
    let one_fewer = |heads: usize| heads as f64 / (count - heads + 1) as f64;
    let mut heads = count / 2;
    let (mut likelihood, mut up_to_heads) = (1.0, 0.0);
    for heads in (0..=heads).rev() {
        up_to_heads += likelihood;
        likelihood *= one_fewer(heads);
    }
    let all = 2.0 * up_to_heads - if count.is_multiple_of(2) { 1.0 } else { 0.0 };
    likelihood = 1.0;
    while up_to_heads > 0.025 * all && heads > 0 {
        up_to_heads -= likelihood;
        likelihood *= one_fewer(heads);
        heads -= 1;
    }
    (count >= FEWEST).then_some(heads)
}

/// The 95 % interval of the ratio of medians of samples that were taken in pairs, in turn: the middle 95 % of what it is
/// for pairs drawn from the pairs with replacement. They are drawn together, so that a clock that drifted for both does
/// not widen it. `None` for fewer than [`FEWEST`] pairs.
///
/// Efron and Tibshirani, "An Introduction to the Bootstrap", Chapman & Hall, 1993, chapter 13.
///
/// # Panics
/// When there are not as many of either.
pub fn ratio_interval(numerators: &[f64], denominators: &[f64]) -> Option<Interval> {
    const DRAWS: usize = 2_000;
    /// Always the same draws, so that the same samples have the same interval.
    const SEED: u64 = 1979;
    assert_eq!(numerators.len(), denominators.len(), "samples come in pairs");
    let count = numerators.len();
    if count < FEWEST {
        return None;
    }
    let mut rng = Rng::with_seed(SEED);
    let mut drawn = vec![0; count]; // how often each pair is
    let orders = [numerators, denominators].map(ranked);
    let ratios: Vec<_> = (0..DRAWS)
        .map(|_| {
            drawn.fill(0);
            (0..count).for_each(|_| drawn[rng.usize(..count)] += 1);
            median_drawn(numerators, &orders[0], &drawn) / median_drawn(denominators, &orders[1], &drawn)
        })
        .collect();
    let ratios = sorted(&ratios);
    Some(Interval { low: quantile(&ratios, 0.025), high: quantile(&ratios, 0.975) })
}

/// The median of as many samples as there are, each taken as often as it was drawn. `order` is that of their size: to walk
/// it is all that is left to do for a draw.
fn median_drawn(samples: &[f64], order: &[usize], drawn: &[usize]) -> f64 {
    let place = |place: usize| {
        let mut passed = 0;
        let at = order.iter().find(|i| {
            passed += drawn[**i];
            passed > place
        });
        samples[*at.expect("as many are drawn as there are")]
    };
    let last = samples.len() - 1;
    if last.is_multiple_of(2) { place(last / 2) } else { 0.5 * (place(last / 2) + place(last / 2 + 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Coverage by the binomial distribution, in whole numbers.
    #[test]
    fn the_interval_of_a_median_is_the_narrowest_that_covers_it_95_times_in_100() {
        let covers = |count: usize, beyond: usize| {
            let mut likelihood = 1u128; // of so many heads, times 2^count
            let mut outside = 0;
            for heads in 0..=beyond as u128 {
                outside += 2 * likelihood;
                likelihood = likelihood * (count as u128 - heads) / (heads + 1);
            }
            1.0 - outside as f64 / 2f64.powi(count as i32)
        };
        assert_eq!((rank(4), rank(5)), (None, Some(0)));
        assert!(covers(5, 0) > 0.93);
        for count in 6..=100 {
            let beyond = rank(count).unwrap();
            assert!(covers(count, beyond) >= 0.95 && covers(count, beyond + 1) < 0.95, "{beyond} of {count}");
        }
    }

    /// Beyond the table, by the formula that Le Boudec gives there.
    #[test]
    fn the_interval_of_many_samples_is_that_of_a_normal_distribution() {
        for count in [1_000, 5_000, 20_001] {
            let normal = (0.5 * count as f64 - 0.980 * f64::sqrt(count as f64)).floor() as usize;
            assert!(rank(count).unwrap().abs_diff(normal - 1) <= 1, "{:?} of {count}", rank(count));
        }
    }

    #[test]
    fn a_drift_that_hits_both_of_a_pair_does_not_widen_the_interval_of_their_ratio() {
        let drifting: Vec<_> = (0..20).map(|i| 1.0 + f64::from(i)).collect();
        let halves: Vec<_> = drifting.iter().map(|it| it / 2.0).collect();
        let Interval { low, high } = ratio_interval(&drifting, &halves).unwrap();
        assert!((low - 2.0).abs() < 1e-12 && (high - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_ratio_of_five_pairs_has_an_interval_and_of_four_there_is_none() {
        let interval = ratio_interval(&[2.0, 4.0, 6.0, 8.0, 10.0], &[1.0; 5]);
        assert_eq!(interval, Some(Interval { low: 2.0, high: 10.0 }));
        assert_eq!(ratio_interval(&[1.0; 4], &[1.0; 4]), None);
    }

    #[test]
    fn the_interval_of_a_ratio_covers_it_about_95_times_in_100() {
        let mut rng = Rng::with_seed(7);
        for pairs in [6, 12] {
            let mut skewed = || (0..pairs).map(|_| 1.0 - 0.1 * (1.0 - rng.f64()).ln()).collect::<Vec<_>>();
            let is_covered = |Interval { low, high }: Interval| (low..=high).contains(&1.0);
            let covered = (0..300).filter(|_| is_covered(ratio_interval(&skewed(), &skewed()).unwrap())).count();
            assert!((275..=297).contains(&covered), "{covered} of 300 with {pairs} pairs");
        }
    }
}
