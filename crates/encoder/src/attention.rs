//! Attention of one head over one sequence, in integers.

use crate::ModelError;
use crate::linear::{Linear, Products, Scale, multiply, room};
use crate::relative::Offsets;
use crate::steps::{LANES, byte, dot, exp, most, signed_byte, vectorised};
use rten_gemm::GemmInputB;
use rten_tensor::NdTensorView;

/// The largest codes on either side of zero: of 8 bits, and of the 7 that the
/// other side of a product must have.
pub(crate) const WIDE: f32 = 127.0;
pub(crate) const NARROW: f32 = 63.0;
/// The code of a query's zero.
pub(crate) const ZERO: i16 = 128;
/// The code of the largest weight of a row of attention.
const WHOLE: f32 = 255.0;

/// What takes a token's weight to nothing.
const FAR: f32 = 1e30;

/// Room for the numbers of one head, `HEAD` for a query, key or value: used again and again.
pub(crate) struct Attention<const HEAD: usize> {
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
    /// The mean of the keys.
    mean: [f32; HEAD],
    /// Keys and values before they become codes.
    unrounded: Vec<[[f32; HEAD]; 2]>,
    scores: Vec<i32>,
    /// Queries with the keys of offsets, a row a query.
    to_offsets: Vec<i32>,
    /// The queries of offsets with keys, a row an offset; then what that is worth.
    from_offsets: Vec<i32>,
    worth: Vec<f32>,
    row: Vec<f32>,
    shares: Vec<u8>,
    totals: Vec<f32>,
    mixed: Vec<i32>,
}

impl<const HEAD: usize> Default for Attention<HEAD> {
    fn default() -> Self {
        Self {
            queries: Vec::new(),
            query_scales: Vec::new(),
            keys: Vec::new(),
            key_scales: Vec::new(),
            corrections: Vec::new(),
            values: Vec::new(),
            value_scales: [0.0; HEAD],
            middles: [0.0; HEAD],
            mean: [0.0; HEAD],
            unrounded: Vec::new(),
            scores: Vec::new(),
            to_offsets: Vec::new(),
            from_offsets: Vec::new(),
            worth: Vec::new(),
            row: Vec::new(),
            shares: Vec::new(),
            totals: Vec::new(),
            mixed: Vec::new(),
        }
    }
}

impl<const HEAD: usize> Attention<HEAD> {
    /// Scaled dot-product attention (Vaswani and others, 2017, equation 1) for
    /// the `head`-th head of a sequence: from the sums of `qkv`, a row a token,
    /// to its columns of `out`, in the codes of `next`. With `offsets`, how far
    /// two tokens lie apart counts too (`relative`).
    pub fn head(
        &mut self,
        products: &Products,
        (head, offsets): (usize, Option<Offsets<HEAD>>),
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
            NdTensorView::from_slice_with_strides([HEAD, filled], &self.keys[..size], [1, HEAD])
                .map_err(ModelError::new)?;
        let queries = NdTensorView::from_data([length, HEAD], &self.queries[..length * HEAD]);
        multiply(
            products,
            queries,
            GemmInputB::Unpacked(keys),
            room(&mut self.scores, length * filled),
        )?;
        if let Some(offsets) = offsets {
            let count = offsets.count();
            multiply(
                products,
                queries,
                GemmInputB::Unpacked(offsets.keys()?),
                room(&mut self.to_offsets, length * count),
            )?;
            multiply(
                products,
                offsets.queries(),
                GemmInputB::Unpacked(keys),
                room(&mut self.from_offsets, count * filled),
            )?;
        }
        vectorised(
            #[inline(always)]
            || self.weigh(length, filled, offsets),
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
        self.unrounded
            .resize(length.max(self.unrounded.len()), [[0.0; HEAD]; 2]);
        let unrounded = &mut self.unrounded[..length];
        let (mut sum, mut least, mut largest) = ([0.0; HEAD], [f32::MAX; HEAD], [f32::MIN; HEAD]);
        let tokens = sums.chunks_exact(columns).zip(queries.as_chunks_mut().0);
        for (((row, out), scale), unrounded) in tokens.zip(query_scales).zip(&mut *unrounded) {
            let query: [f32; HEAD] = numbers(row, qkv, query);
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
        self.mean = mean;
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
    fn weigh(&mut self, length: usize, filled: usize, offsets: Option<Offsets<HEAD>>) {
        if let Some(offsets) = offsets {
            self.weigh_offsets(filled, offsets);
        }
        let scores = self.scores[..length * filled].chunks_exact(filled);
        let shares = room(&mut self.shares, length * filled).chunks_exact_mut(filled);
        let totals = room(&mut self.totals, length);
        let row = room(&mut self.row, filled);
        let rows = scores.zip(shares).zip(totals).zip(&self.query_scales);
        for (at, (((scores, shares), total), query_scale)) in rows.enumerate() {
            let keys = self.key_scales.iter().zip(&self.corrections);
            for ((x, &score), (scale, correction)) in row.iter_mut().zip(scores).zip(keys) {
                *x = score as f32 * scale - correction;
            }
            if let Some(offsets) = offsets {
                let count = offsets.count();
                // Of the first token behind this one, and so on to the last before it.
                let first = length - 1 - at;
                let seen = &self.to_offsets[at * count..(at + 1) * count][first..];
                let keys = offsets.key_scales[first..]
                    .iter()
                    .zip(&offsets.corrections[first..]);
                let row = &mut row[..length];
                for ((x, &score), (scale, correction)) in row.iter_mut().zip(seen).zip(keys) {
                    *x += score as f32 * scale - correction;
                }
                let codes = 1.0 / query_scale;
                // The next key is one offset further: one row down, one column on.
                let diagonal = self.worth[first * filled..].iter().step_by(filled + 1);
                for (x, worth) in row.iter_mut().zip(diagonal) {
                    *x += worth * codes;
                }
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

    /// What the queries of offsets make of the keys, whose mean they meet, too.
    #[inline(always)]
    fn weigh_offsets(&mut self, filled: usize, offsets: Offsets<HEAD>) {
        let size = offsets.count() * filled;
        let worth = room(&mut self.worth, size).chunks_exact_mut(filled);
        let products = self.from_offsets[..size].chunks_exact(filled);
        let queries = offsets.query_scales.iter().zip(offsets.unrounded);
        for ((worth, products), (query_scale, query)) in worth.zip(products).zip(queries) {
            let middle = dot(query, &self.mean);
            let keys = self.key_scales.iter().zip(&self.corrections);
            for ((worth, &product), (scale, correction)) in worth.iter_mut().zip(products).zip(keys)
            {
                *worth = (product as f32 * scale - correction) * query_scale + middle;
            }
        }
    }
}

/// The numbers of a row of `qkv` that begin in this column.
#[inline(always)]
fn numbers<const HEAD: usize>(row: &[i32], qkv: &Linear, column: usize) -> [f32; HEAD] {
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
pub(crate) fn codes_in_a_unit<const HEAD: usize>(numbers: [f32; HEAD], codes: f32) -> f32 {
    let largest = most(numbers.map(f32::abs).as_chunks().0);
    codes / if largest > LEAST { largest } else { LEAST }
}
