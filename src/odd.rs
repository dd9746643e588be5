//! What looks odd about samples.

use crate::order::{median, sorted};

/// How many samples are far out: more than 3.5 by the modified z-score, which measures in median absolute deviations,
/// and more than 5 % off the median, since of samples that all but agree nobody needs to know.
///
/// Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC Quality Press, 1993.
pub fn outliers(samples: &[f64]) -> usize {
    let centre = median(samples);
    let deviations: Vec<_> = samples.iter().map(|sample| (sample - centre).abs()).collect();
    let typical = median(&deviations);
    deviations.iter().filter(|deviation| 0.6745 * **deviation > 3.5 * typical && **deviation > 0.05 * centre).count()
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

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

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
}
