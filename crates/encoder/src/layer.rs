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

use crate::attention::Attention;
use crate::linear::{Linear, Products, room, sized};
use crate::relative::{self, Relative};
use crate::steps::{gelu, normalise, vectorised};
use crate::{ModelError, Table, Weights};
use std::ops::Range;

/// Room for what lies between products, used again and again.
#[derive(Default)]
pub struct Scratch {
    pub(crate) products: Products,
    pub(crate) codes: Vec<u8>,
    pub(crate) sums: Vec<i32>,
    attended: Vec<u8>,
    attention: Attention<HEAD>,
    relative: Attention<{ relative::HEAD }>,
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

/// Numbers of a query, key or value where only absolute positions count.
const HEAD: usize = 32;

struct Layer {
    /// Queries, keys and values, a third of the columns each, of as many heads
    /// as the layer has; queries are already divided by the root of a head's
    /// width, or of three times that if offsets count.
    qkv: Linear,
    offsets: Option<Relative>,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

impl Layer {
    fn read(
        weights: &Weights,
        name: &str,
        width: usize,
        offsets: Option<&Table>,
    ) -> Result<Self, ModelError> {
        let linear = |part: &str| Linear::read(weights, &format!("{name}.{part}"));
        let norm = |part: &str| Norm::read(weights, &format!("{name}.{part}"), width);
        let (qkv, out) = (linear("qkv")?, linear("out")?);
        let (up, down) = (linear("up")?, linear("down")?);
        let head = offsets.map_or(HEAD, |_| relative::HEAD);
        let ((heads, _), (_, inner)) = (out.shape(), up.shape());
        let fits = heads.is_multiple_of(head)
            && [&qkv, &out, &up, &down].map(Linear::shape)
                == [
                    (width, 3 * heads),
                    (heads, width),
                    (width, inner),
                    (inner, width),
                ];
        if !fits {
            return Err(ModelError(format!("the sizes of {name} do not fit")));
        }
        Ok(Self {
            offsets: offsets
                .map(|offsets| Relative::new(offsets, &qkv))
                .transpose()?,
            qkv,
            out,
            norm1: norm("norm1")?,
            up,
            down,
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
        let (heads, _) = self.out.shape(); // the columns of all of them
        let mut attended = room(&mut scratch.attended, x.len() / width * heads);
        for &length in lengths {
            let (these, later) = sums.split_at(length * 3 * heads);
            let (rows, rest) = attended.split_at_mut(length * heads);
            let from = (&self.qkv, these);
            if let Some(offsets) = &self.offsets {
                for head in 0..heads / relative::HEAD {
                    let within = Some(offsets.within(head, length)?);
                    let to = (self.out.input, &mut *rows);
                    let attention = &mut scratch.relative;
                    attention.head(&scratch.products, (head, within), from, to)?;
                }
            } else {
                for head in 0..heads / HEAD {
                    let to = (self.out.input, &mut *rows);
                    let attention = &mut scratch.attention;
                    attention.head(&scratch.products, (head, None), from, to)?;
                }
            }
            (sums, attended) = (later, rest);
        }
        // What follows takes each row by itself: a few at a time stay in the caches.
        let parts = x.chunks_mut(AT_ONCE * width);
        for (x, attended) in parts.zip(scratch.attended.chunks(AT_ONCE * heads)) {
            let attended = &attended[..x.len() / width * heads];
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
    /// Reads `NAME.0`, `NAME.1` and so on, for rows of `width` numbers. With
    /// vectors of `offsets`, from the farthest token before to the farthest
    /// behind, they heed how far tokens lie apart.
    ///
    /// # Errors
    /// When a tensor is missing or has another form, or there is no layer.
    pub fn read(
        weights: &Weights,
        name: &str,
        width: usize,
        offsets: Option<&Table>,
    ) -> Result<Self, ModelError> {
        let layers = (0..)
            .map(|at| format!("{name}.{at}"))
            .take_while(|layer| weights.has(&format!("{layer}.qkv.codes")))
            .map(|layer| Layer::read(weights, &layer, width, offsets))
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
mod tests;
