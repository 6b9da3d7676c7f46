//! Whether two samples differ: the two-sided test of Mann and Whitney, which asks nothing of how they are spread and lets no
//! single outlier decide.

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannWhitney {
    /// How often one of the first sample is larger than one of the second; a tie counts half.
    pub u: f64,
    /// How likely a difference as large as this is when there is none.
    pub p: f64,
}

/// Compares two samples, by the normal approximation with corrections for ties and for continuity.
pub fn mann_whitney(first: &[f64], second: &[f64]) -> MannWhitney {
    let mut all: Vec<(f64, bool)> = first.iter().map(|value| (*value, true)).collect();
    all.extend(second.iter().map(|value| (*value, false)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (n1, n2, n) = (first.len() as f64, second.len() as f64, all.len() as f64);
    let (mut ranks, mut ties, mut before) = (0.0, 0.0, 0.0);
    for equal in all.chunk_by(|one, other| one.0 == other.0) {
        let count = equal.len() as f64;
        // The middle of the places they share, counted from 1.
        let rank = before + (count + 1.0) / 2.0;
        ranks += rank * equal.iter().filter(|(_, is_first)| *is_first).count() as f64;
        ties += count.powi(3) - count;
        before += count;
    }
    let u = ranks - n1 * (n1 + 1.0) / 2.0;
    let spread = (n1 * n2 / 12.0 * ((n + 1.0) - ties / (n * (n - 1.0)))).sqrt();
    let away = ((u - n1 * n2 / 2.0).abs() - 0.5).max(0.0);
    let p = if spread > 0.0 { two_sided(away / spread) } else { 1.0 };
    MannWhitney { u, p }
}

/// How likely a normal value lies further from the middle than `z`, on either side (Abramowitz and Stegun 7.1.26).
fn two_sided(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let terms = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592];
    let sum = terms.iter().fold(0.0, |sum, term| sum * t + term) * t;
    (sum * (-x * x).exp()).clamp(0.0, 1.0)
}

/// The value in the middle.
pub fn median(sample: &[f64]) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-4
    }

    /// The example in the handbook of SciPy, whose asymptotic method gives these figures.
    #[test]
    fn the_figures_are_those_of_the_known_example() {
        let found = mann_whitney(&[19.0, 22.0, 16.0, 29.0, 24.0], &[20.0, 11.0, 17.0, 12.0]);
        assert!(near(found.u, 17.0) && near(found.p, 0.111_347), "{found:?}");
        let turned = mann_whitney(&[20.0, 11.0, 17.0, 12.0], &[19.0, 22.0, 16.0, 29.0, 24.0]);
        assert!(near(turned.u, 3.0) && near(turned.p, found.p), "{turned:?}");
    }

    /// Worked by hand: the first has the ranks 1.5, 1.5 and 4, so U is 7 − 6; the spread is √4.5, z is 3/√4.5.
    #[test]
    fn ties_share_their_ranks() {
        let found = mann_whitney(&[1.0, 1.0, 2.0], &[2.0, 2.0, 3.0]);
        assert!(near(found.u, 1.0) && near(found.p, 0.157_299), "{found:?}");
        assert!(near(two_sided(1.959_964), 0.05) && near(two_sided(0.0), 1.0) && near(two_sided(2.575_829), 0.01));
        assert!(near(mann_whitney(&[5.0; 9], &[5.0; 7]).p, 1.0));
    }

    #[test]
    fn a_small_shift_in_a_large_sample_is_found_and_none_is_not() {
        let sample = |shift: f64| (0..400).map(|n| f64::from(n * 7919 % 400) + shift).collect::<Vec<_>>();
        assert!(mann_whitney(&sample(0.0), &sample(0.25)).p > 0.5);
        assert!(mann_whitney(&sample(0.0), &sample(40.0)).p < 1e-5);
        assert!(near(median(&sample(0.0)), 200.0));
    }
}
