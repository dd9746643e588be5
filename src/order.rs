//! Samples by their size: their median and what else stands at a certain place among them.

/// The median of `samples`: the middle one, or the mean of the two in the middle.
///
/// # Panics
/// When there are no samples.
pub fn median(samples: &[f64]) -> f64 {
    quantile(&sorted(samples), 0.5)
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

/// The value below which a fraction `q` of the samples lies, between two of them where need be.
///
/// Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996.
pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let position = q * (sorted.len() - 1) as f64;
    let (below, fraction) = (position.floor() as usize, position.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + fraction * (sorted[above] - sorted[below])
}

pub(crate) fn sorted(samples: &[f64]) -> Vec<f64> {
    ranked(samples).into_iter().map(|i| samples[i]).collect()
}

/// The indices of the samples by their size, the earliest first of equal ones.
pub(crate) fn ranked(samples: &[f64]) -> Vec<usize> {
    let mut order: Vec<_> = (0..samples.len()).collect();
    order.sort_unstable_by(|a, b| samples[*a].total_cmp(&samples[*b]).then(a.cmp(b)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        assert_eq!(median(&[3.0]), 3.0);
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), 2.5);
    }

    #[test]
    fn the_samples_nearest_to_the_median_come_first_and_of_those_equally_near_the_earliest() {
        assert_eq!(by_distance_from_median(&[9.0, 1.0, 5.0]), [2, 0, 1]);
        assert_eq!(by_distance_from_median(&[1.0, 2.0, 4.0, 100.0]), [1, 2, 0, 3]);
    }
}
