//! Which numbers of threads a sweep measures: all of the few, where the curve bends, then ever fewer of the many.

/// The most numbers that are chosen.
const MOST: usize = 16;

/// Up to here every number is among them.
const ALL_TO: u32 = 8;

/// Ascending numbers of threads from 1 to `most`, 16 at most: every number up to 8, then ever fewer, with `hardware`, the
/// threads that run at once, and `most` itself among them.
pub fn counts(most: u32, hardware: u32) -> Vec<u32> {
    let mut percent = 100;
    loop {
        let mut counts: Vec<_> = (1..=most.min(ALL_TO)).collect();
        let mut last = ALL_TO;
        while last < most {
            let next = u32::max(last + 1, last * percent / 100).min(most);
            if (last + 1..next).contains(&hardware) {
                counts.push(hardware);
            }
            counts.push(next);
            last = next;
        }
        if counts.len() <= MOST {
            return counts;
        }
        percent += 5;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_threads_are_all_measured() {
        assert_eq!(counts(1, 8), [1]);
        assert_eq!(counts(8, 2), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(counts(16, 8), (1..=16).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn counts_ascend_from_one_to_the_most_with_the_hardware_s_among_them(most in 1..=256u32, hardware in 1..=256u32) {
            let counts = counts(most, hardware);
            prop_assert!(counts.len() <= MOST);
            prop_assert!(counts.is_sorted_by(|a, b| a < b));
            prop_assert_eq!((counts[0], counts[counts.len() - 1]), (1, most));
            prop_assert!((1..=most.min(ALL_TO)).all(|count| counts.contains(&count)));
            prop_assert!(hardware > most || counts.contains(&hardware));
        }

        #[test]
        fn steps_never_get_smaller_but_for_the_last(most in 1..=256u32) {
            let counts = counts(most, 1);
            let steps: Vec<_> = counts.windows(2).map(|pair| pair[1] - pair[0]).collect();
            prop_assert!(steps.split_last().is_none_or(|(_, steps)| steps.is_sorted()), "{:?}", counts);
        }
    }
}
