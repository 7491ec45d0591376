//! Layers against the same in 64 bits, and what must not touch their results.

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

/// Offsets from the farthest token before to the farthest behind.
const OFFSETS: usize = 81;

/// A matrix in 64 bits, by rows.
type Rows = Vec<Vec<f64>>;

/// Two layers of random weights, and what they were made of: those, and the
/// vectors of offsets if they heed any. `heads` is the columns of all heads.
fn made(heads: usize, relative: bool) -> (Layers, Vec<[Made; 4]>, Option<Rows>) {
    let mut dice = Dice(2_463_534_242);
    let layers: Vec<[Made; 4]> = (0..2)
        .map(|_| {
            [
                (WIDTH, 3 * heads),
                (heads, WIDTH),
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
    let codes: Vec<i8> = {
        #[expect(clippy::cast_possible_truncation, reason = "at most 127")]
        let codes = (0..OFFSETS * WIDTH).map(|_| (dice.next() * 127.0) as i8);
        codes.collect()
    };
    tensors.push((
        "offset.codes".into(),
        Dtype::I8,
        vec![OFFSETS, WIDTH],
        codes.iter().map(|code| code.cast_unsigned()).collect(),
    ));
    let step = 1.0 / 256.0;
    tensors.push(floats("offset.scale".into(), &[step; OFFSETS]));
    let views = tensors.iter().map(|(name, kind, shape, bytes)| {
        let view = TensorView::new(*kind, shape.clone(), bytes).expect("a shape that fits");
        (name.as_str(), view)
    });
    let file = safetensors::serialize(views, None).expect("tensors that fit");
    let weights = Weights::read(Box::leak(file.into_boxed_slice())).expect("a file");
    let table = relative.then(|| Table::read(&weights, "offset").expect("a table"));
    let read = Layers::read(&weights, "layers", WIDTH, table.as_ref()).expect("all tensors");
    let offsets = codes.chunks_exact(WIDTH).map(|row| {
        row.iter()
            .map(|&code| f64::from(code) * f64::from(step))
            .collect()
    });
    (read, layers, relative.then(|| offsets.collect()))
}

fn standard(row: &[f64]) -> Vec<f64> {
    let count = row.len() as f64;
    let mean = row.iter().sum::<f64>() / count;
    let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
    row.iter().map(|x| (x - mean) / variance.sqrt()).collect()
}

/// The layers as the papers write them, in 64 bits.
fn reference(layers: &[[Made; 4]], offsets: Option<&Vec<Vec<f64>>>, x: &[f32]) -> Vec<f64> {
    let size = if offsets.is_some() {
        relative::HEAD
    } else {
        HEAD
    };
    let mut rows: Vec<Vec<f64>> = x
        .chunks_exact(WIDTH)
        .map(|row| row.iter().copied().map(f64::from).collect())
        .collect();
    for [qkv, out, up, down] in layers {
        let heads = qkv.bias.len() / 3;
        let all: Vec<Vec<f64>> = rows.iter().map(|row| qkv.of(row)).collect();
        let of_offsets: Option<Vec<Vec<f64>>> =
            offsets.map(|offsets| offsets.iter().map(|row| qkv.of(row)).collect());
        let cut = |row: &[f64], kind: usize, head: usize| {
            let at = kind * heads + head * size;
            row[at..at + size].to_vec()
        };
        let part = |token: usize, kind: usize, head: usize| cut(&all[token], kind, head);
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        for (token, row) in rows.iter_mut().enumerate() {
            let mut attended = vec![0.0; heads];
            for head in 0..heads / size {
                let query = part(token, 0, head);
                let weights: Vec<f64> = (0..all.len())
                    .map(|other| {
                        let key = part(other, 1, head);
                        let mut score = dot(&query, &key);
                        if let Some(offsets) = &of_offsets {
                            let offset = &offsets[OFFSETS / 2 + other - token];
                            score += dot(&query, &cut(offset, 1, head));
                            score += dot(&cut(offset, 0, head), &key);
                        }
                        score.exp()
                    })
                    .collect();
                let total: f64 = weights.iter().sum();
                for (other, weight) in weights.iter().enumerate() {
                    let value = part(other, 2, head);
                    for (sum, value) in attended[head * size..].iter_mut().zip(value) {
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
    // Heads of twice the width have larger scores, and so larger faults of rounding.
    // Pruned layers have heads for less than their width.
    for (heads, relative, most) in [
        (WIDTH, false, 0.05),
        (HEAD, false, 0.05),
        (WIDTH, true, 0.08),
    ] {
        let (layers, made, offsets) = made(heads, relative);
        let x = Dice(7).row(37 * WIDTH, 1.7);
        let mut found = x.clone();
        layers
            .forward(0..2, &mut found, &[37], &mut Scratch::default())
            .expect("sizes that fit");
        let right = reference(&made, offsets.as_ref(), &x);
        let error = found
            .iter()
            .zip(&right)
            .map(|(x, y)| (f64::from(*x) - y).powi(2));
        let error = (error.sum::<f64>() / right.len() as f64).sqrt();
        assert!(error < most, "{error} of a spread of 1");
    }
}

#[test]
fn a_sequence_longer_than_the_offsets_is_a_fault() {
    let (layers, _, _) = made(WIDTH, true);
    for (length, fits) in [(41, true), (42, false)] {
        let mut x = Dice(3).row(length * WIDTH, 1.0);
        let ran = layers.forward(0..2, &mut x, &[length], &mut Scratch::default());
        assert_eq!(ran.is_ok(), fits);
    }
}

#[test]
fn a_sequence_does_not_touch_another() {
    let (layers, _, _) = made(WIDTH, false);
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
    let (layers, _, _) = made(WIDTH, false);
    let mut x = Dice(11).row(41 * WIDTH, 1.5);
    layers
        .forward(0..2, &mut x, &[30, 11], &mut Scratch::default())
        .expect("sizes that fit");
    let sum = x
        .iter()
        .fold(0_u32, |sum, x| sum.rotate_left(1) ^ x.to_bits());
    assert_eq!(sum, 105_268_640);
}
