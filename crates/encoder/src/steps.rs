//! The steps between a network's products, the same to the last bit on every processor.
//!
//! Two things make arithmetic in floating point differ between processors: the
//! order of a sum, which follows the width of the vectors, and multiplying and
//! adding in one rounded step, which older ones cannot. Here every sum is
//! taken in [`LANES`] parts whatever the processor's vectors hold, and every
//! product is rounded before it is added (Rust never fuses the two). What is
//! written as plain loops is compiled once for each instruction set and chosen
//! when it runs ([`vectorised`]).

use rten_simd::{Isa, SimdOp};

/// The parts of a sum. Two of the widest vectors there are.
pub(crate) const LANES: usize = 32;

struct Vectorised<F>(F);

impl<F: FnOnce() -> R, R> SimdOp for Vectorised<F> {
    type Output = R;

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> R {
        (self.0)()
    }
}

/// Runs plain loops with the widest vectors that the processor has. They must
/// be in the closure itself, or in functions that are always inlined into it.
pub(crate) fn vectorised<R>(loops: impl FnOnce() -> R) -> R {
    Vectorised(loops).dispatch()
}

/// The sum of numbers, in [`LANES`] parts.
#[inline(always)]
pub(crate) fn sum(numbers: &[f32]) -> f32 {
    let (chunks, rest) = numbers.as_chunks::<LANES>();
    let mut parts = [0.0_f32; LANES];
    for chunk in chunks {
        for (part, x) in parts.iter_mut().zip(chunk) {
            *part += x;
        }
    }
    for (part, x) in parts.iter_mut().zip(rest) {
        *part += x;
    }
    folded(parts, |a, b| a + b)
}

/// The product of two rows of numbers, in [`LANES`] parts.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut parts = [0.0_f32; LANES];
    for (a, b) in a.chunks(LANES).zip(b.chunks(LANES)) {
        for (part, (a, b)) in parts.iter_mut().zip(a.iter().zip(b)) {
            *part += a * b;
        }
    }
    folded(parts, |a, b| a + b)
}

/// The parts as one, each half with the other until one is left.
#[inline(always)]
fn folded(mut parts: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut width = LANES;
    while width > 1 {
        width /= 2;
        for at in 0..width {
            parts[at] = join(parts[at], parts[at + width]);
        }
    }
    parts[0]
}

/// The largest of numbers in rows of [`LANES`], none of which is NaN; `f32::MIN` of none.
#[inline(always)]
pub(crate) fn most(rows: &[[f32; LANES]]) -> f32 {
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let mut parts = [f32::MIN; LANES];
    for row in rows {
        for (part, &x) in parts.iter_mut().zip(row) {
            *part = larger(*part, x);
        }
    }
    folded(parts, larger)
}

/// Adding it rounds a number of less than 2^22 to the nearest integer, ties to
/// even, and leaves that integer in the lowest bits.
const ROUND: f32 = 12_582_912.0;

/// The nearest integer from 0 to 255.
#[inline(always)]
pub(crate) fn byte(x: f32) -> u8 {
    let x = if x > 0.0 { x } else { 0.0 };
    let x = if x < 255.0 { x } else { 255.0 };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the lowest bits are the integer"
    )]
    {
        (x + ROUND).to_bits() as u8
    }
}

/// The nearest integer, of a number from -127 to 127.
#[inline(always)]
pub(crate) fn signed_byte(x: f32) -> i8 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the lowest bits are the integer"
    )]
    {
        ((x + ROUND).to_bits() as u8).cast_signed()
    }
}

/// `exp` of a number that is not positive, to four digits; below -59 as of -59.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let power = x * std::f32::consts::LOG2_E;
    let power = if power > -86.0 { power } else { -86.0 };
    let rounded = power + ROUND;
    let rest = (power - (rounded - ROUND)) * std::f32::consts::LN_2;
    // Taylor's series of exp on [-ln 2 / 2, ln 2 / 2].
    let mut value = 1.0 / 24.0;
    for factor in [1.0 / 6.0, 0.5, 1.0, 1.0] {
        value = value * rest + factor;
    }
    let exponent = rounded
        .to_bits()
        .wrapping_sub(ROUND.to_bits())
        .wrapping_add(127);
    f32::from_bits(exponent << 23) * value
}

/// The Gaussian error linear unit, x times the share of a normal distribution
/// below x, to 0.0003: that share less a half is a polynomial in x / 4, odd and
/// of degree 17, fitted on [0, 4] for the least error; beyond, as at 4.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let near = x * 0.25;
    let near = if near > -1.0 { near } else { -1.0 };
    let near = if near < 1.0 { near } else { 1.0 };
    let square = near * near;
    let mut share = 1.157_968_3;
    for factor in [
        -6.514_189_7,
        16.380_045,
        -24.580_95,
        24.887_907,
        -18.232_997,
        10.051_373,
        -4.244_711_6,
        1.595_524,
    ] {
        share = share * square + factor;
    }
    x * (share * near + 0.5)
}

/// [`gelu`] of each number, in place.
pub fn activate(numbers: &mut [f32]) {
    vectorised(
        #[inline(always)]
        || {
            for x in numbers {
                *x = gelu(*x);
            }
        },
    );
}

/// Layer normalisation of a row in place (Ba and others, 2016): to mean 0 and
/// variance 1, then by `weight` and `bias`. Its epsilon, 1e-12, is BERT's.
#[inline(always)]
pub(crate) fn normalise(row: &mut [f32], weight: &[f32], bias: &[f32], squares: &mut [f32]) {
    let count = row.len() as f32;
    let mean = sum(row) / count;
    for (x, square) in row.iter_mut().zip(squares.iter_mut()) {
        *x -= mean;
        *square = *x * *x;
    }
    let scale = 1.0 / (sum(squares) / count + 1e-12).sqrt();
    for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
        *x = *x * scale * weight + bias;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_to_the_nearest() {
        let tried = [
            -3.0, -0.5, 0.0, 0.4, 0.5, 1.5, 2.5, 77.49, 254.6, 255.4, 999.0,
        ];
        assert_eq!(tried.map(byte), [0, 0, 0, 0, 0, 2, 2, 77, 255, 255, 255]);
        let tried = [-127.0, -63.4, -1.5, -0.2, 0.6, 62.5, 127.0];
        assert_eq!(tried.map(signed_byte), [-127, -63, -2, 0, 1, 62, 127]);
    }

    #[test]
    fn exp_to_four_digits() {
        for step in 0..5900 {
            let x = -0.01 * step as f32;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) / right - 1.0).abs() < 6e-5, "{x}");
        }
        assert!(exp(-1e4) < 1e-25);
    }

    /// Values of x times the normal distribution function, from its published tables (five digits).
    #[test]
    fn gelu_as_tabulated() {
        for (x, share) in [
            (0.0, 0.5),
            (0.5, 0.691_46),
            (1.0, 0.841_34),
            (1.96, 0.975_00),
            (3.0, 0.998_65),
        ] {
            assert!((gelu(x) - x * share).abs() < 5e-5, "{x}");
            assert!((gelu(-x) + x * (1.0 - share)).abs() < 5e-5, "-{x}");
        }
        assert!((gelu(9.0) - 9.0).abs() < 3e-4 && gelu(-9.0).abs() < 3e-4);
    }

    #[test]
    fn a_sum_in_parts_is_the_sum() {
        for count in [0, 1, 31, 32, 33, 100, 384] {
            let numbers: Vec<f32> = (0..count).map(|n| n as f32).collect();
            assert!((sum(&numbers) - (count * count.max(1) - count) as f32 / 2.0).abs() < 1e-3);
        }
        let mut rows = [[-3.0; LANES]; 2];
        rows[1][17] = -1.0;
        assert!((most(&rows) + 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_normalised_row_has_mean_zero_and_variance_one() {
        let mut row: Vec<f32> = (0..128).map(|n| (n * n % 37) as f32).collect();
        let (weight, bias, mut squares) = ([2.0; 128], [0.5; 128], [0.0; 128]);
        normalise(&mut row, &weight, &bias, &mut squares);
        let mean = row.iter().sum::<f32>() / 128.0;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / 128.0;
        assert!((mean - 0.5).abs() < 1e-5 && (variance - 4.0).abs() < 1e-4);
    }
}
