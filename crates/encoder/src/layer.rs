//! Transformer layers over sequences of any length, without padding.
//!
//! BERT's layer (Devlin and others, 2019): attention, then a feed-forward
//! network, each added to what came in and normalised. All products are of
//! integers, those of attention too: queries, keys and values become 8- and
//! 7-bit codes with a scale of their own for each token (values: each
//! column), and a row of attention becomes shares of 255 of its largest
//! weight, which are summed as integers. What lies between is in `steps`. So
//! the result is the same on every processor, and what stands beside a
//! sequence does not touch it.

use crate::attention::{Attention, HEAD};
use crate::linear::{Linear, Products, room, sized};
use crate::steps::{gelu, normalise, vectorised};
use crate::{ModelError, Weights};
use std::ops::Range;

/// Room for what lies between products, used again and again.
#[derive(Default)]
pub struct Scratch {
    pub(crate) products: Products,
    pub(crate) codes: Vec<u8>,
    pub(crate) sums: Vec<i32>,
    attended: Vec<u8>,
    attention: Attention,
}

/// A layer normalisation.
pub struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    /// Reads `NAME.weight` and `.bias`, of `width` numbers.
    ///
    /// # Errors
    /// When one is missing or has another form.
    pub fn read(weights: &Weights, name: &str, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            weight: sized(weights, &format!("{name}.weight"), width)?,
            bias: sized(weights, &format!("{name}.bias"), width)?,
        })
    }

    fn width(&self) -> usize {
        self.weight.len()
    }

    /// Normalises rows in place.
    pub fn apply(&self, x: &mut [f32]) {
        let width = self.width();
        let mut squares = vec![0.0; width];
        vectorised(
            #[inline(always)]
            || {
                for row in x.chunks_exact_mut(width) {
                    normalise(row, &self.weight, &self.bias, &mut squares);
                }
            },
        );
    }

    /// Adds what a layer made of the rows to them, and normalises them in place.
    fn add(&self, x: &mut [f32], sums: &[i32], layer: &Linear) {
        let width = self.width();
        let mut squares = vec![0.0; width];
        vectorised(
            #[inline(always)]
            || {
                for (row, sums) in x.chunks_exact_mut(width).zip(sums.chunks_exact(width)) {
                    let worth = layer.scale.iter().zip(&layer.bias);
                    for ((x, &sum), (scale, bias)) in row.iter_mut().zip(sums).zip(worth) {
                        *x += sum as f32 * scale + bias;
                    }
                    normalise(row, &self.weight, &self.bias, &mut squares);
                }
            },
        );
    }
}

/// Rows of the feed-forward network that are computed together.
const AT_ONCE: usize = 64;

struct Layer {
    /// Queries, keys and values, a third of the columns each; queries are
    /// already divided by the root of [`HEAD`].
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

impl Layer {
    fn read(weights: &Weights, name: &str, width: usize) -> Result<Self, ModelError> {
        let linear = |part: &str| Linear::read(weights, &format!("{name}.{part}"));
        let norm = |part: &str| Norm::read(weights, &format!("{name}.{part}"), width);
        Ok(Self {
            qkv: linear("qkv")?,
            out: linear("out")?,
            norm1: norm("norm1")?,
            up: linear("up")?,
            down: linear("down")?,
            norm2: norm("norm2")?,
        })
    }

    fn forward(
        &self,
        x: &mut [f32],
        lengths: &[usize],
        scratch: &mut Scratch,
    ) -> Result<(), ModelError> {
        let width = self.norm1.width();
        let codes = self.qkv.input.codes(x, &mut scratch.codes);
        let mut sums = self
            .qkv
            .product(&scratch.products, codes, &mut scratch.sums)?;
        let mut attended = room(&mut scratch.attended, x.len());
        for &length in lengths {
            let (these, later) = sums.split_at(length * 3 * width);
            let (rows, rest) = attended.split_at_mut(length * width);
            for head in 0..width / HEAD {
                let (from, to) = ((&self.qkv, these), (self.out.input, &mut *rows));
                scratch.attention.head(&scratch.products, head, from, to)?;
            }
            (sums, attended) = (later, rest);
        }
        // What follows takes each row by itself: a few at a time stay in the caches.
        let part = AT_ONCE * width;
        for (x, attended) in x.chunks_mut(part).zip(scratch.attended.chunks(part)) {
            let attended = &attended[..x.len()];
            let (codes, sums) = (&mut scratch.codes, &mut scratch.sums);
            let mixed = self.out.product(&scratch.products, attended, sums)?;
            self.norm1.add(x, mixed, &self.out);
            let input = self.up.input.codes(x, codes);
            let opened = self.up.product(&scratch.products, input, sums)?;
            let input = self.activate(opened, codes);
            let closed = self.down.product(&scratch.products, input, sums)?;
            self.norm2.add(x, closed, &self.down);
        }
        Ok(())
    }

    /// What goes from the upper to the lower half of the feed-forward network.
    fn activate<'a>(&self, sums: &[i32], codes: &'a mut Vec<u8>) -> &'a [u8] {
        let codes = room(codes, sums.len());
        let inner = self.up.scale.len();
        vectorised(
            #[inline(always)]
            || {
                for (codes, sums) in codes.chunks_exact_mut(inner).zip(sums.chunks_exact(inner)) {
                    let worth = self.up.scale.iter().zip(&self.up.bias);
                    for ((code, &sum), (scale, bias)) in codes.iter_mut().zip(sums).zip(worth) {
                        *code = self.down.input.code(gelu(sum as f32 * scale + bias));
                    }
                }
            },
        );
        codes
    }
}

/// Transformer layers, one above the other.
pub struct Layers(Vec<Layer>);

impl Layers {
    /// Reads `NAME.0`, `NAME.1` and so on, for rows of `width` numbers.
    ///
    /// # Errors
    /// When a tensor is missing or has another form, or there is no layer.
    pub fn read(weights: &Weights, name: &str, width: usize) -> Result<Self, ModelError> {
        let layers = (0..)
            .map(|at| format!("{name}.{at}"))
            .take_while(|layer| weights.has(&format!("{layer}.qkv.codes")))
            .map(|layer| Layer::read(weights, &layer, width))
            .collect::<Result<Vec<_>, _>>()?;
        if layers.is_empty() {
            return Err(ModelError(format!("{name} has no layers")));
        }
        Ok(Self(layers))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Passes sequences through some of the layers, in place: `x` holds the
    /// rows of all of them, one sequence after another, each as long as
    /// `lengths` tells.
    ///
    /// # Errors
    /// When a product cannot be taken, which is a fault of this program.
    pub fn forward(
        &self,
        which: Range<usize>,
        x: &mut [f32],
        lengths: &[usize],
        scratch: &mut Scratch,
    ) -> Result<(), ModelError> {
        for layer in &self.0[which] {
            layer.forward(x, lengths, scratch)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safetensors::tensor::{Dtype, TensorView};

    const WIDTH: usize = 64;
    const INNER: usize = 96;

    /// Numbers from -1 to 1, the same each time (xorshift, Marsaglia 2003).
    struct Dice(u32);

    impl Dice {
        fn next(&mut self) -> f32 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 17;
            self.0 ^= self.0 << 5;
            (self.0 >> 8) as f32 / f32::from(1_u16 << 15) / 256.0 - 1.0
        }

        fn row(&mut self, count: usize, size: f32) -> Vec<f32> {
            (0..count).map(|_| self.next() * size).collect()
        }
    }

    /// A linear layer's codes, scale, input and bias.
    struct Made {
        codes: Vec<i8>,
        scale: Vec<f32>,
        input: [f32; 2],
        bias: Vec<f32>,
    }

    impl Made {
        fn new(dice: &mut Dice, inputs: usize, outputs: usize) -> Self {
            let input = [0.03, 120.0];
            #[expect(clippy::cast_possible_truncation, reason = "at most 63")]
            let codes = (0..inputs * outputs).map(|_| (dice.next() * 63.0) as i8);
            Self {
                codes: codes.collect(),
                scale: vec![input[0] * 0.2 / 63.0; outputs],
                input,
                bias: dice.row(outputs, 0.1),
            }
        }

        /// What the layer makes of one row, in 64 bits, without rounding its inputs.
        fn of(&self, x: &[f64]) -> Vec<f64> {
            let outputs = self.bias.len();
            (0..outputs)
                .map(|out| {
                    let sum: f64 = x
                        .iter()
                        .enumerate()
                        .map(|(at, x)| x * f64::from(self.codes[at * outputs + out]))
                        .sum();
                    sum * f64::from(self.scale[out] / self.input[0]) + f64::from(self.bias[out])
                })
                .collect()
        }
    }

    /// Two layers of random weights, and what they were made of.
    fn made() -> (Layers, Vec<[Made; 4]>) {
        let mut dice = Dice(2_463_534_242);
        let layers: Vec<[Made; 4]> = (0..2)
            .map(|_| {
                [
                    (WIDTH, 3 * WIDTH),
                    (WIDTH, WIDTH),
                    (WIDTH, INNER),
                    (INNER, WIDTH),
                ]
                .map(|(inputs, outputs)| Made::new(&mut dice, inputs, outputs))
            })
            .collect();
        let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
        let floats = |name: String, numbers: &[f32]| {
            let bytes = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
            (name, Dtype::F32, vec![numbers.len()], bytes)
        };
        for (n, layer) in layers.iter().enumerate() {
            for (part, linear) in ["qkv", "out", "up", "down"].iter().zip(layer) {
                let name = format!("layers.{n}.{part}");
                let outputs = linear.bias.len();
                let shape = vec![linear.codes.len() / outputs, outputs];
                let codes = linear.codes.iter().map(|code| code.cast_unsigned());
                tensors.push((format!("{name}.codes"), Dtype::I8, shape, codes.collect()));
                tensors.push(floats(format!("{name}.scale"), &linear.scale));
                tensors.push(floats(format!("{name}.input"), &linear.input));
                tensors.push(floats(format!("{name}.bias"), &linear.bias));
            }
            for norm in ["norm1", "norm2"] {
                tensors.push(floats(format!("layers.{n}.{norm}.weight"), &[1.0; WIDTH]));
                tensors.push(floats(format!("layers.{n}.{norm}.bias"), &[0.0; WIDTH]));
            }
        }
        let views = tensors.iter().map(|(name, kind, shape, bytes)| {
            let view = TensorView::new(*kind, shape.clone(), bytes).expect("a shape that fits");
            (name.as_str(), view)
        });
        let file = safetensors::serialize(views, None).expect("tensors that fit");
        let weights = Weights::read(Box::leak(file.into_boxed_slice())).expect("a file");
        let read = Layers::read(&weights, "layers", WIDTH).expect("all tensors");
        (read, layers)
    }

    fn standard(row: &[f64]) -> Vec<f64> {
        let count = row.len() as f64;
        let mean = row.iter().sum::<f64>() / count;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
        row.iter().map(|x| (x - mean) / variance.sqrt()).collect()
    }

    /// The layers as the papers write them, in 64 bits.
    fn reference(layers: &[[Made; 4]], x: &[f32]) -> Vec<f64> {
        let mut rows: Vec<Vec<f64>> = x
            .chunks_exact(WIDTH)
            .map(|row| row.iter().copied().map(f64::from).collect())
            .collect();
        for [qkv, out, up, down] in layers {
            let all: Vec<Vec<f64>> = rows.iter().map(|row| qkv.of(row)).collect();
            let part = |token: usize, kind: usize, head: usize| {
                let at = kind * WIDTH + head * HEAD;
                &all[token][at..at + HEAD]
            };
            for (token, row) in rows.iter_mut().enumerate() {
                let mut attended = vec![0.0; WIDTH];
                for head in 0..WIDTH / HEAD {
                    let query = part(token, 0, head);
                    let weights: Vec<f64> = (0..all.len())
                        .map(|other| {
                            let key = part(other, 1, head).iter();
                            query.iter().zip(key).map(|(q, k)| q * k).sum::<f64>().exp()
                        })
                        .collect();
                    let total: f64 = weights.iter().sum();
                    for (other, weight) in weights.iter().enumerate() {
                        let value = part(other, 2, head);
                        for (sum, value) in attended[head * HEAD..].iter_mut().zip(value) {
                            *sum += weight / total * value;
                        }
                    }
                }
                let added = |row: &[f64], made: &[f64]| -> Vec<f64> {
                    standard(&row.iter().zip(made).map(|(x, y)| x + y).collect::<Vec<_>>())
                };
                let middle = added(row, &out.of(&attended));
                #[expect(clippy::cast_possible_truncation, reason = "a test of small numbers")]
                let open: Vec<f64> = up
                    .of(&middle)
                    .into_iter()
                    .map(|x| f64::from(gelu(x as f32)))
                    .collect();
                *row = added(&middle, &down.of(&open));
            }
        }
        rows.concat()
    }

    #[test]
    fn layers_compute_what_the_papers_write() {
        let (layers, made) = made();
        let x = Dice(7).row(37 * WIDTH, 1.7);
        let mut found = x.clone();
        layers
            .forward(0..2, &mut found, &[37], &mut Scratch::default())
            .expect("sizes that fit");
        let right = reference(&made, &x);
        let error = found
            .iter()
            .zip(&right)
            .map(|(x, y)| (f64::from(*x) - y).powi(2));
        let error = (error.sum::<f64>() / right.len() as f64).sqrt();
        assert!(error < 0.05, "{error} of a spread of 1");
    }

    #[test]
    fn a_sequence_does_not_touch_another() {
        let (layers, _) = made();
        let mut scratch = Scratch::default();
        let (first, second) = (Dice(5).row(70 * WIDTH, 1.0), Dice(9).row(3 * WIDTH, 2.0));
        let mut alone = second.clone();
        let mut both = [first.clone(), second].concat();
        layers
            .forward(0..2, &mut both, &[70, 3], &mut scratch)
            .expect("sizes that fit");
        layers
            .forward(0..2, &mut alone, &[3], &mut scratch)
            .expect("sizes that fit");
        assert_eq!(both[70 * WIDTH..], alone);
    }

    /// The sum of the bits is one that processors with AVX-512, with AVX2 and
    /// with neither gave.
    #[test]
    fn every_processor_gives_the_same_bits() {
        let (layers, _) = made();
        let mut x = Dice(11).row(41 * WIDTH, 1.5);
        layers
            .forward(0..2, &mut x, &[30, 11], &mut Scratch::default())
            .expect("sizes that fit");
        let sum = x
            .iter()
            .fold(0_u32, |sum, x| sum.rotate_left(1) ^ x.to_bits());
        assert_eq!(sum, 105_268_640);
    }
}
