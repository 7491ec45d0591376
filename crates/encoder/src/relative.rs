//! Attention that also heeds how far two tokens lie apart.
//!
//! "Disentangled" attention (He and others, 2021, equation 4): to the product
//! of a token's query with another's key come the query's with the key of the
//! offset between them, and the key's with the offset's query. Offsets have
//! vectors of their own, of which the same linear layer makes queries and keys
//! (He, Gao and Chen 2023, its option `share_att_key`); these are fixed and
//! computed once, when the layer loads.

use crate::attention::{NARROW, WIDE, ZERO, codes_in_a_unit};
use crate::linear::Linear;
use crate::steps::{byte, signed_byte};
use crate::{ModelError, Scratch, Table};
use rten_tensor::NdTensorView;

/// Numbers of a query, key or value.
pub(crate) const HEAD: usize = 64;

/// The queries and keys of all offsets, from the farthest token before to the
/// farthest behind, for each head of a layer.
pub(crate) struct Relative(Vec<Head>);

struct Head {
    queries: Vec<u8>,
    query_scales: Vec<f32>,
    unrounded: Vec<[f32; HEAD]>,
    keys: Vec<i8>,
    key_scales: Vec<f32>,
    corrections: Vec<f32>,
}

impl Relative {
    /// What `qkv` makes of the vectors of offsets.
    pub fn new(offsets: &Table, qkv: &Linear) -> Result<Self, ModelError> {
        let made = qkv.apply(&offsets.all(), &mut Scratch::default())?;
        let columns = qkv.scale.len();
        let width = columns / 3;
        let heads = (0..width / HEAD).map(|head| {
            let rows = made.chunks_exact(columns);
            Head::new(rows.map(|row| {
                [0, width].map(|from| std::array::from_fn(|at| row[from + head * HEAD + at]))
            }))
        });
        Ok(Self(heads.collect()))
    }

    /// The offsets within a sequence of `length` tokens, if there are as many.
    pub fn within(&self, head: usize, length: usize) -> Result<Offsets<'_, HEAD>, ModelError> {
        let head = &self.0[head];
        let middle = head.key_scales.len() / 2;
        if length > middle + 1 {
            let most = middle + 1;
            return Err(ModelError(format!(
                "a sequence of {length} tokens, of which at most {most} have positions"
            )));
        }
        let rows = middle + 1 - length..middle + length;
        let codes = rows.start * HEAD..rows.end * HEAD;
        Ok(Offsets {
            query_codes: &head.queries[codes.clone()],
            query_scales: &head.query_scales[rows.clone()],
            unrounded: &head.unrounded[rows.clone()],
            key_codes: &head.keys[codes],
            key_scales: &head.key_scales[rows.clone()],
            corrections: &head.corrections[rows],
        })
    }
}

impl Head {
    fn new(offsets: impl Iterator<Item = [[f32; HEAD]; 2]>) -> Self {
        let mut made = Self {
            queries: Vec::new(),
            query_scales: Vec::new(),
            unrounded: Vec::new(),
            keys: Vec::new(),
            key_scales: Vec::new(),
            corrections: Vec::new(),
        };
        for [query, key] in offsets {
            let units = codes_in_a_unit(query, WIDE);
            made.queries
                .extend(query.map(|x| byte(x * units + f32::from(ZERO))));
            made.query_scales.push(1.0 / units);
            made.unrounded.push(query);
            let units = codes_in_a_unit(key, NARROW);
            let codes = key.map(|x| signed_byte(x * units));
            let sum: i16 = codes.iter().map(|&code| i16::from(code)).sum();
            made.keys.extend(codes);
            made.key_scales.push(1.0 / units);
            made.corrections
                .push(f32::from(ZERO) * f32::from(sum) / units);
        }
        made
    }
}

/// Queries and keys of the offsets within one sequence, for one head: of a
/// sequence of n tokens 2n - 1, from the last token before to the last behind.
#[derive(Clone, Copy)]
pub(crate) struct Offsets<'a, const HEAD: usize> {
    query_codes: &'a [u8],
    pub query_scales: &'a [f32],
    /// The queries before they became codes.
    pub unrounded: &'a [[f32; HEAD]],
    key_codes: &'a [i8],
    pub key_scales: &'a [f32],
    /// Takes the queries' zero out of the scores of each offset's key.
    pub corrections: &'a [f32],
}

impl<'a, const HEAD: usize> Offsets<'a, HEAD> {
    pub fn count(&self) -> usize {
        self.key_scales.len()
    }

    pub fn queries(&self) -> NdTensorView<'a, u8, 2> {
        NdTensorView::from_data([self.count(), HEAD], self.query_codes)
    }

    pub fn keys(&self) -> Result<NdTensorView<'a, i8, 2>, ModelError> {
        let shape = [HEAD, self.count()];
        NdTensorView::from_slice_with_strides(shape, self.key_codes, [1, HEAD])
            .map_err(ModelError::new)
    }
}
