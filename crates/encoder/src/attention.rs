//! Attention of one head over one sequence, in integers.

use crate::ModelError;
use crate::linear::{Linear, Products, Scale, multiply, room};
use crate::steps::{LANES, byte, exp, most, signed_byte, vectorised};
use rten_gemm::GemmInputB;
use rten_tensor::NdTensorView;

/// Numbers of a query, key or value.
pub(crate) const HEAD: usize = LANES;

/// The largest codes on either side of zero: of 8 bits, and of the 7 that the
/// other side of a product must have.
const WIDE: f32 = 127.0;
const NARROW: f32 = 63.0;
/// The code of a query's zero.
const ZERO: i16 = 128;
/// The code of the largest weight of a row of attention.
const WHOLE: f32 = 255.0;

/// What takes a token's weight to nothing.
const FAR: f32 = 1e30;

/// Room for one head's numbers, used again and again.
#[derive(Default)]
pub(crate) struct Attention {
    queries: Vec<u8>,
    query_scales: Vec<f32>,
    keys: Vec<i8>,
    key_scales: Vec<f32>,
    /// Takes the queries' zero out of each key's scores.
    corrections: Vec<f32>,
    values: Vec<i8>,
    value_scales: [f32; HEAD],
    /// The middle of each column of the values.
    middles: [f32; HEAD],
    /// Keys and values before they become codes.
    unrounded: Vec<[[f32; HEAD]; 2]>,
    scores: Vec<i32>,
    row: Vec<f32>,
    shares: Vec<u8>,
    totals: Vec<f32>,
    mixed: Vec<i32>,
}

impl Attention {
    /// Scaled dot-product attention (Vaswani and others, 2017, equation 1) for
    /// the `head`-th head of a sequence: from the sums of `qkv`, a row a token,
    /// to its columns of `out`, in the codes of `next`.
    pub fn head(
        &mut self,
        products: &Products,
        head: usize,
        (qkv, sums): (&Linear, &[i32]),
        (next, out): (Scale, &mut [u8]),
    ) -> Result<(), ModelError> {
        let columns = qkv.scale.len();
        let width = columns / 3;
        let length = sums.len() / columns;
        // Tokens that nothing heeds fill the sequence up to whole vectors.
        let filled = length.next_multiple_of(LANES);
        vectorised(
            #[inline(always)]
            || self.read(head, qkv, sums, filled),
        );
        let size = filled * HEAD;
        let keys =
            NdTensorView::from_slice_with_strides([HEAD, filled], &self.keys[..size], [1, HEAD]);
        multiply(
            products,
            NdTensorView::from_data([length, HEAD], &self.queries[..length * HEAD]),
            GemmInputB::Unpacked(keys.map_err(ModelError::new)?),
            room(&mut self.scores, length * filled),
        )?;
        vectorised(
            #[inline(always)]
            || self.weigh(length, filled),
        );
        multiply(
            products,
            NdTensorView::from_data([length, filled], &self.shares[..length * filled]),
            GemmInputB::Unpacked(NdTensorView::from_data(
                [filled, HEAD],
                &self.values[..size],
            )),
            room(&mut self.mixed, length * HEAD),
        )?;
        vectorised(
            #[inline(always)]
            || {
                let mixed = self.mixed[..length * HEAD].as_chunks::<HEAD>().0;
                let rows = out.chunks_exact_mut(width).zip(mixed).zip(&self.totals);
                for ((out, mixed), total) in rows {
                    let out = &mut out[head * HEAD..(head + 1) * HEAD];
                    let worth = self.value_scales.iter().zip(&self.middles);
                    for ((out, &mixed), (scale, middle)) in out.iter_mut().zip(mixed).zip(worth) {
                        *out = next.code(mixed as f32 * scale / total + middle);
                    }
                }
            },
        );
        Ok(())
    }

    /// The head's queries, keys and values as codes, of `filled` tokens.
    ///
    /// Keys are taken less their mean, which changes all scores of a query by
    /// the same and so no share of any, and values less the middle of each
    /// column, which is added again: both then need fewer codes.
    #[inline(always)]
    fn read(&mut self, head: usize, qkv: &Linear, sums: &[i32], filled: usize) {
        let columns = qkv.scale.len();
        let width = columns / 3;
        let [query, key, value] = [0, 1, 2].map(|kind| kind * width + head * HEAD);
        let length = sums.len() / columns;
        let queries = room(&mut self.queries, length * HEAD);
        let query_scales = room(&mut self.query_scales, length);
        let unrounded = room(&mut self.unrounded, length);
        let (mut sum, mut least, mut largest) = ([0.0; HEAD], [f32::MAX; HEAD], [f32::MIN; HEAD]);
        let tokens = sums.chunks_exact(columns).zip(queries.as_chunks_mut().0);
        for (((row, out), scale), unrounded) in tokens.zip(query_scales).zip(&mut *unrounded) {
            let query = numbers(row, qkv, query);
            let codes = codes_in_a_unit(query, WIDE);
            *scale = 1.0 / codes;
            *out = query.map(|x| byte(x * codes + f32::from(ZERO)));
            let [key, value] = [numbers(row, qkv, key), numbers(row, qkv, value)];
            for at in 0..HEAD {
                sum[at] += key[at];
                let x = value[at];
                least[at] = if x < least[at] { x } else { least[at] };
                largest[at] = if x > largest[at] { x } else { largest[at] };
            }
            *unrounded = [key, value];
        }

        let mean = sum.map(|sum| sum / length as f32);
        let mut codes = [0.0; HEAD];
        for at in 0..HEAD {
            self.middles[at] = (least[at] + largest[at]) * 0.5;
            let reach = (largest[at] - least[at]) * 0.5;
            codes[at] = NARROW / if reach > LEAST { reach } else { LEAST };
            self.value_scales[at] = 1.0 / codes[at];
        }
        let keys = room(&mut self.keys, filled * HEAD).as_chunks_mut().0;
        let values = room(&mut self.values, filled * HEAD).as_chunks_mut().0;
        let key_scales = room(&mut self.key_scales, filled);
        let corrections = room(&mut self.corrections, filled);
        keys[length..].fill([0; HEAD]);
        values[length..].fill([0; HEAD]);
        key_scales[length..].fill(0.0);
        corrections[length..].fill(FAR);
        for (token, [key, value]) in unrounded.iter().enumerate() {
            let mut key = *key;
            for (x, mean) in key.iter_mut().zip(mean) {
                *x -= mean;
            }
            let units = codes_in_a_unit(key, NARROW);
            key_scales[token] = 1.0 / units;
            keys[token] = key.map(|x| signed_byte(x * units));
            let sum: i16 = keys[token].iter().map(|&code| i16::from(code)).sum();
            corrections[token] = f32::from(ZERO) * f32::from(sum) * key_scales[token];
            for at in 0..HEAD {
                values[token][at] = signed_byte((value[at] - self.middles[at]) * codes[at]);
            }
        }
    }

    /// From scores to each token's shares of the others, as codes, and the sums of those.
    #[inline(always)]
    fn weigh(&mut self, length: usize, filled: usize) {
        let scores = self.scores[..length * filled].chunks_exact(filled);
        let shares = room(&mut self.shares, length * filled).chunks_exact_mut(filled);
        let totals = room(&mut self.totals, length);
        let row = room(&mut self.row, filled);
        let rows = scores.zip(shares).zip(totals).zip(&self.query_scales);
        for (((scores, shares), total), query_scale) in rows {
            let keys = self.key_scales.iter().zip(&self.corrections);
            for ((x, &score), (scale, correction)) in row.iter_mut().zip(scores).zip(keys) {
                *x = score as f32 * scale - correction;
            }
            let top = most(row.as_chunks().0);
            let mut sum = 0_u32;
            for (share, x) in shares.iter_mut().zip(&*row) {
                *share = byte(exp((x - top) * query_scale) * WHOLE);
                sum += u32::from(*share);
            }
            *total = sum as f32;
        }
    }
}

/// The numbers of a row of `qkv` that begin in this column.
#[inline(always)]
fn numbers(row: &[i32], qkv: &Linear, column: usize) -> [f32; HEAD] {
    let columns = column..column + HEAD;
    let worth = qkv.scale[columns.clone()]
        .iter()
        .zip(&qkv.bias[columns.clone()]);
    let mut numbers = [0.0; HEAD];
    for ((x, &sum), (scale, bias)) in numbers.iter_mut().zip(&row[columns]).zip(worth) {
        *x = sum as f32 * scale + bias;
    }
    numbers
}

/// Smaller numbers are taken for zero.
const LEAST: f32 = 1e-9;

/// How many codes there are in a unit if the largest of the numbers has the code `codes`.
#[inline(always)]
fn codes_in_a_unit(numbers: [f32; HEAD], codes: f32) -> f32 {
    let largest = most(&[numbers.map(f32::abs)]);
    codes / if largest > LEAST { largest } else { LEAST }
}
