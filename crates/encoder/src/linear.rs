//! Linear layers: products with weights of 8 bits, and small ones in floating point.

use crate::steps::{byte, vectorised};
use crate::{ModelError, Scratch, Weights};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

/// Products of unsigned and signed bytes. Sums of two products must fit 16
/// bits, since processors without VNNI add them so: one side has 7 bits.
pub(crate) type Products = GemmExecutor<u8, i8, i32>;

/// How numbers become codes of 8 bits: by a step and where zero lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// Codes in one unit.
    inverse: f32,
    zero: f32,
}

impl Scale {
    #[inline(always)]
    pub fn code(self, x: f32) -> u8 {
        byte(x * self.inverse + self.zero)
    }

    /// Numbers as codes.
    pub fn codes<'a>(self, x: &[f32], codes: &'a mut Vec<u8>) -> &'a [u8] {
        let codes = room(codes, x.len());
        vectorised(
            #[inline(always)]
            || {
                for (code, &x) in codes.iter_mut().zip(x) {
                    *code = self.code(x);
                }
            },
        );
        codes
    }
}

/// A linear layer with integer weights of 7 bits, a scale a column; its inputs
/// become 8-bit codes by a fixed scale. The products are exact.
pub struct Linear {
    weight: PackedBMatrix<i8>,
    inputs: usize,
    outputs: usize,
    /// How the inputs become codes.
    pub(crate) input: Scale,
    /// What a column's integer is worth.
    pub(crate) scale: Vec<f32>,
    /// What is added to that, which also takes out the inputs' zero.
    pub(crate) bias: Vec<f32>,
}

impl Linear {
    /// Reads `NAME.codes` (inputs by outputs), `.scale`, `.bias` and `.input` (step, zero).
    ///
    /// # Errors
    /// When one is missing or has another form.
    pub fn read(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        let (codes, [inputs, outputs]) = weights.codes(&format!("{name}.codes"))?;
        let &[step, zero] = weights.floats(&format!("{name}.input"))?.as_slice() else {
            return Err(ModelError(format!("{name}.input is not a step and a zero")));
        };
        let sums = codes
            .chunks_exact(outputs)
            .fold(vec![0_i32; outputs], |mut sums, row| {
                for (sum, &code) in sums.iter_mut().zip(row) {
                    *sum += i32::from(code);
                }
                sums
            });
        let scale = sized(weights, &format!("{name}.scale"), outputs)?;
        let mut bias = sized(weights, &format!("{name}.bias"), outputs)?;
        for ((bias, scale), sum) in bias.iter_mut().zip(&scale).zip(sums) {
            *bias -= zero * sum as f32 * scale;
        }
        let matrix = NdTensorView::from_data([inputs, outputs], codes.as_slice());
        Ok(Self {
            weight: Products::new().prepack_b(matrix),
            inputs,
            outputs,
            input: Scale {
                inverse: 1.0 / step,
                zero,
            },
            scale,
            bias,
        })
    }

    /// Inputs and outputs.
    pub(crate) fn shape(&self) -> (usize, usize) {
        (self.inputs, self.outputs)
    }

    /// The integer products of rows of codes with the weights, without scale and bias.
    pub(crate) fn product<'a>(
        &self,
        products: &Products,
        codes: &[u8],
        sums: &'a mut Vec<i32>,
    ) -> Result<&'a [i32], ModelError> {
        let rows = codes.len() / self.inputs;
        let sums = room(sums, rows * self.outputs);
        multiply(
            products,
            NdTensorView::from_data([rows, self.inputs], codes),
            GemmInputB::Packed(&self.weight),
            sums,
        )?;
        Ok(sums)
    }

    /// The layer's outputs for rows of inputs.
    ///
    /// # Errors
    /// When the product cannot be taken, which is a fault of this program.
    pub fn apply(&self, x: &[f32], scratch: &mut Scratch) -> Result<Vec<f32>, ModelError> {
        let codes = self.input.codes(x, &mut scratch.codes);
        let sums = self.product(&scratch.products, codes, &mut scratch.sums)?;
        let mut out = vec![0.0; sums.len()];
        vectorised(
            #[inline(always)]
            || {
                for (out, sums) in out
                    .chunks_exact_mut(self.outputs)
                    .zip(sums.chunks_exact(self.outputs))
                {
                    for (((out, &sum), scale), bias) in
                        out.iter_mut().zip(sums).zip(&self.scale).zip(&self.bias)
                    {
                        *out = sum as f32 * scale + bias;
                    }
                }
            },
        );
        Ok(out)
    }
}

/// A small linear layer in 32-bit floating point.
pub struct Dense {
    /// Inputs by outputs, each row filled up with zeros to a multiple of [`STEP`].
    weight: Vec<f32>,
    bias: Vec<f32>,
    outputs: usize,
}

/// Outputs are taken in steps of so many, which fill a vector.
const STEP: usize = 8;

impl Dense {
    /// Reads `NAME.weight` (inputs by outputs) and `.bias`.
    ///
    /// # Errors
    /// When one is missing or has another form.
    pub fn read(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        let fill = |row: &[f32]| {
            let mut row = row.to_vec();
            row.resize(row.len().next_multiple_of(STEP), 0.0);
            row
        };
        let bias = weights.floats(&format!("{name}.bias"))?;
        let weight = weights.floats(&format!("{name}.weight"))?;
        let outputs = bias.len();
        if outputs == 0 || weight.len() % outputs != 0 {
            return Err(ModelError(format!(
                "{name}.weight does not fit {name}.bias"
            )));
        }
        Ok(Self {
            weight: weight.chunks_exact(outputs).flat_map(fill).collect(),
            bias: fill(&bias),
            outputs,
        })
    }

    /// The outputs for one row of inputs.
    #[must_use]
    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        let mut out = self.bias.clone();
        let width = out.len();
        vectorised(
            #[inline(always)]
            || {
                for (x, row) in x.iter().zip(self.weight.chunks_exact(width)) {
                    for (out, weight) in out.iter_mut().zip(row) {
                        *out += x * weight;
                    }
                }
            },
        );
        out.truncate(self.outputs);
        out
    }
}

/// A buffer's first `size` places; what they hold is left from before.
pub(crate) fn room<T: Clone + Default>(buffer: &mut Vec<T>, size: usize) -> &mut [T] {
    if buffer.len() < size {
        buffer.resize(size, T::default());
    }
    &mut buffer[..size]
}

/// `a` times `b`.
pub(crate) fn multiply(
    products: &Products,
    a: NdTensorView<u8, 2>,
    b: GemmInputB<i8>,
    out: &mut [i32],
) -> Result<(), ModelError> {
    products
        .gemm(out, GemmInputA::Unpacked(a), b, GemmOptions::default())
        .map_err(ModelError::new)
}

/// A tensor of a known number of floating point numbers.
pub(crate) fn sized(weights: &Weights, name: &str, size: usize) -> Result<Vec<f32>, ModelError> {
    let numbers = weights.floats(name)?;
    if numbers.len() == size {
        Ok(numbers)
    } else {
        let found = numbers.len();
        Err(ModelError(format!(
            "{name} has {found} numbers instead of {size}"
        )))
    }
}
