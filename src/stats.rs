//! What a handful of timed samples says.

/// The median of `samples`: the middle one, or the mean of the two in the middle.
///
/// # Panics
/// When there are no samples.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}

/// The index of the sample nearest to the median, the first of them where several are equally near.
///
/// # Panics
/// When there are no samples.
pub fn nearest_to_median(samples: &[f64]) -> usize {
    let median = median(samples);
    let distance = |index: &usize| (samples[*index] - median).abs();
    (0..samples.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap()
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
    fn the_sample_nearest_to_the_median_is_found_where_it_stands() {
        assert_eq!(nearest_to_median(&[9.0, 1.0, 5.0]), 2);
        assert_eq!(nearest_to_median(&[1.0, 2.0, 4.0, 100.0]), 1);
    }
}
