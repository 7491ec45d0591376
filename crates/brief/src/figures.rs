//! Figures as they are printed.

use demarche_positions::{DOUBTFUL, Firmness, SURE_ENOUGH};

/// A figure rounded to hundredths, but not over a threshold that it is below:
/// what is thin below 0.50 must not be printed as 0.50.
fn rounded<S: PartialEq>(value: f64, side: impl Fn(f64) -> S) -> f64 {
    let near = (value * 100.0).round() / 100.0;
    if side(near) == side(value) {
        near
    } else {
        (value * 100.0).floor() / 100.0
    }
}

/// A strength in hundredths, on its side of what is thin, stated and firm.
#[must_use]
pub fn strength(value: f64) -> f64 {
    rounded(value, Firmness::of)
}

/// A confidence in hundredths, on its side of what counts, and of what may.
#[must_use]
pub fn sure(value: f64) -> f64 {
    rounded(value, |value| (value >= DOUBTFUL, value >= SURE_ENOUGH))
}

#[cfg(test)]
mod tests {
    use super::{strength, sure};

    #[test]
    fn rounding_crosses_no_threshold() {
        for (value, shown) in [
            (0.4966, "0.49"),
            (0.5, "0.50"),
            (0.504, "0.50"),
            (1.497, "1.49"),
            (1.5, "1.50"),
            (0.586, "0.59"),
        ] {
            assert_eq!(format!("{:.2}", strength(value)), shown);
        }
        assert_eq!(format!("{:.2}", sure(0.5966)), "0.59");
        assert_eq!(format!("{:.2}", sure(0.4966)), "0.49");
        assert_eq!(format!("{:.2}", sure(0.9966)), "1.00");
    }
}
