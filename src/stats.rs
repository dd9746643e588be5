//! What a handful of timed samples says: their centre, their spread, how sure both are, and what looks odd.

use fastrand::Rng;

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

/// What samples have in common, in their unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    pub median: f64,
    pub min: f64,
    pub max: f64,
    /// First and third quartile.
    pub q1: f64,
    pub q3: f64,
    /// 95 % interval of the median; `None` for fewer than [`FEWEST`] samples.
    pub ci95: Option<Interval>,
}

impl Summary {
    /// Summarises samples.
    ///
    /// # Panics
    /// When there are none.
    pub fn of(samples: &[f64]) -> Self {
        let sorted = sorted(samples);
        let [q1, median, q3] = [0.25, 0.5, 0.75].map(|q| quantile(&sorted, q));
        let last = sorted.len() - 1;
        let ci95 = rank(samples.len()).map(|low| Interval { low: sorted[low], high: sorted[last - low] });
        Self { median, min: sorted[0], max: sorted[last], q1, q3, ci95 }
    }
}

/// The median of `samples`: the middle one, or the mean of the two in the middle.
///
/// # Panics
/// When there are no samples.
pub fn median(samples: &[f64]) -> f64 {
    quantile(&sorted(samples), 0.5)
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

/// The indices of the samples by their distance from the median, the nearest first, the earliest first of those that are
/// equally near.
///
/// # Panics
/// When there are no samples.
pub fn by_distance_from_median(samples: &[f64]) -> Vec<usize> {
    let median = median(samples);
    ranked(&samples.iter().map(|sample| (sample - median).abs()).collect::<Vec<_>>())
}

/// Whether there are samples enough: 6 at least, and the interval of their median reaches no further than 2 % from it.
pub fn is_sure(samples: &[f64]) -> bool {
    const FEWEST: usize = 6;
    const PRECISE: f64 = 0.02;
    let Summary { median, ci95, .. } = Summary::of(samples);
    samples.len() >= FEWEST && ci95.is_some_and(|interval| interval.spread(median) <= PRECISE)
}

/// The order in which `count` plans take their turns in a round, so that what one leaves to the next, heat or a cold cache,
/// cancels: every odd round is the reverse of the one before. Two plans are taken A B, B A; more of them in an order that
/// is drawn anew for every other round.
pub fn turns(count: usize, round: u32) -> Vec<usize> {
    let mut order: Vec<_> = (0..count).collect();
    if count > 2 {
        Rng::with_seed((round / 2).into()).shuffle(&mut order);
    }
    if round % 2 == 1 {
        order.reverse();
    }
    order
}

/// How many samples are far out: more than 3.5 by the modified z-score, which measures in median absolute deviations,
/// and more than 5 % off the median, since of samples that all but agree nobody needs to know.
///
/// Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC Quality Press, 1993.
pub fn outliers(samples: &[f64]) -> usize {
    let median = self::median(samples);
    let deviations: Vec<_> = samples.iter().map(|sample| (sample - median).abs()).collect();
    let typical = self::median(&deviations);
    deviations.iter().filter(|deviation| 0.6745 * **deviation > 3.5 * typical && **deviation > 0.05 * median).count()
}

/// Whether the samples fall into two clusters: the widest gap leaves a quarter of them, and at least three, on either
/// side, is wider than both clusters together, and more than 5 % of the median.
pub fn is_bimodal(samples: &[f64]) -> bool {
    let sorted = sorted(samples);
    let gap = |pair: &[f64]| pair[1] - pair[0];
    let Some(split) = (1..sorted.len()).max_by(|a, b| gap(&sorted[a - 1..=*a]).total_cmp(&gap(&sorted[b - 1..=*b])))
    else {
        return false;
    };
    let (low, high) = sorted.split_at(split);
    let width = high[0] - low[low.len() - 1];
    let within = (low[low.len() - 1] - low[0]) + (high[high.len() - 1] - high[0]);
    let fewest = low.len().min(high.len());
    fewest >= 3 && 4 * fewest >= sorted.len() && width > within && width > 0.05 * median(samples)
}

/// The value below which a fraction `q` of the samples lies, between two of them where need be.
///
/// Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let position = q * (sorted.len() - 1) as f64;
    let (below, fraction) = (position.floor() as usize, position.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + fraction * (sorted[above] - sorted[below])
}

fn sorted(samples: &[f64]) -> Vec<f64> {
    ranked(samples).into_iter().map(|i| samples[i]).collect()
}

/// The indices of the samples by their size, the earliest first of equal ones.
fn ranked(samples: &[f64]) -> Vec<usize> {
    let mut order: Vec<_> = (0..samples.len()).collect();
    order.sort_unstable_by(|a, b| samples[*a].total_cmp(&samples[*b]).then(a.cmp(b)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use proptest::prelude::*;

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        assert_eq!(median(&[3.0]), 3.0);
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), 2.5);
    }

    /// The example of R's documentation of `quantile`, type 7: 1..=10.
    #[test]
    fn quartiles_are_those_of_definition_7() {
        let summary = Summary::of(&[10.0, 1.0, 9.0, 2.0, 8.0, 3.0, 7.0, 4.0, 6.0, 5.0]);
        assert_eq!((summary.min, summary.q1, summary.median, summary.q3, summary.max), (1.0, 3.25, 5.5, 7.75, 10.0));
    }

    #[test]
    fn the_interval_of_five_samples_is_their_range_and_of_four_there_is_none() {
        let interval = Summary::of(&[5.0, 1.0, 2.0, 4.0, 3.0]).ci95;
        assert_eq!(interval, Some(Interval { low: 1.0, high: 5.0 }));
        assert_eq!(Summary::of(&[1.0, 2.0, 3.0, 4.0]).ci95, None);
        assert_eq!(ratio_interval(&[1.0; 4], &[1.0; 4]), None);
    }

    /// 400 experiments of 25 skewed samples each, whose true median is ln 2.
    #[test]
    fn the_interval_covers_the_true_median_about_95_times_in_100() {
        let mut rng = Rng::with_seed(7);
        let covered = (0..400)
            .filter(|_| {
                let samples: Vec<_> = (0..25).map(|_| -(1.0 - rng.f64()).ln()).collect();
                let Interval { low, high } = Summary::of(&samples).ci95.unwrap();
                (low..=high).contains(&f64::ln(2.0))
            })
            .count();
        assert!((368..=394).contains(&covered), "{covered} of 400");
    }

    #[test]
    fn a_drift_that_hits_both_of_a_pair_does_not_widen_the_interval_of_their_ratio() {
        let drifting: Vec<_> = (0..20).map(|i| 1.0 + f64::from(i)).collect();
        let halves: Vec<_> = drifting.iter().map(|it| it / 2.0).collect();
        let Interval { low, high } = ratio_interval(&drifting, &halves).unwrap();
        assert!((low - 2.0).abs() < 1e-12 && (high - 2.0).abs() < 1e-12);
    }

    #[test]
    fn the_samples_nearest_to_the_median_come_first_and_of_those_equally_near_the_earliest() {
        assert_eq!(by_distance_from_median(&[9.0, 1.0, 5.0]), [2, 0, 1]);
        assert_eq!(by_distance_from_median(&[1.0, 2.0, 4.0, 100.0]), [1, 2, 0, 3]);
    }

    #[test]
    fn a_sample_far_out_is_an_outlier_and_ordinary_spread_is_not() {
        assert_eq!(outliers(&[1.00, 1.01, 0.99, 1.02, 1.00, 1.60]), 1);
        assert_eq!(outliers(&[1.00, 1.01, 0.99, 1.02, 1.00, 1.04]), 0);
        assert_eq!(outliers(&[1.0, 1.0, 1.0, 1.0, 1.0001]), 0);
    }

    #[test]
    fn two_clusters_are_bimodal_and_one_with_an_outlier_is_not() {
        assert!(is_bimodal(&[1.00, 1.01, 1.02, 1.50, 1.51, 1.52, 1.01, 1.51]));
        assert!(!is_bimodal(&[1.00, 1.01, 1.02, 1.00, 1.01, 1.02, 1.01, 1.51]));
        assert!(!is_bimodal(&[1.00, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07]));
        assert!(!is_bimodal(&[1.0]));
    }

    #[test]
    fn evenly_spread_samples_are_rarely_bimodal() {
        let mut rng = Rng::with_seed(3);
        let flagged = (0..1000).filter(|_| is_bimodal(&(0..12).map(|_| 1.0 + rng.f64()).collect::<Vec<_>>())).count();
        assert!(flagged < 20, "{flagged} of 1000");
    }

    proptest! {
        #[test]
        fn a_summary_is_ordered_and_does_not_depend_on_the_order_of_its_samples(
            mut samples in prop::collection::vec(0.0..10.0f64, 1..30),
        ) {
            let summary = Summary::of(&samples);
            let Summary { min, q1, median, q3, max, ci95 } = summary;
            prop_assert!(min <= q1 && q1 <= median && median <= q3 && q3 <= max);
            if let Some(Interval { low, high }) = ci95 {
                prop_assert!(min <= low && low <= high && high <= max);
            }
            samples.reverse();
            let reversed = Summary::of(&samples);
            prop_assert_eq!((reversed.min, reversed.q1, reversed.median, reversed.q3, reversed.max), (min, q1, median, q3, max));
        }
    }
}
