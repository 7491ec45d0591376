//! A network's numbers as they ship: named tensors in one safetensors file.

use crate::ModelError;
use safetensors::{Dtype, SafeTensors};

/// The named tensors of one network.
pub struct Weights(SafeTensors<'static>);

impl Weights {
    /// Opens a file of tensors.
    ///
    /// # Errors
    /// When the bytes are no such file.
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        SafeTensors::deserialize(bytes)
            .map(Self)
            .map_err(ModelError::new)
    }

    /// A tensor of 32-bit floating point numbers, row by row.
    ///
    /// # Errors
    /// When there is none of that name and type.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let bytes = self.tensor(name, Dtype::F32)?.1;
        let numbers = bytes.as_chunks::<4>().0.iter();
        Ok(numbers.map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// A matrix of 8-bit integers, row by row, with its rows and columns.
    pub(crate) fn codes(&self, name: &str) -> Result<(Vec<i8>, [usize; 2]), ModelError> {
        let (bytes, shape) = self.bytes(name)?;
        let codes = bytes.iter().map(|byte| byte.cast_signed()).collect();
        Ok((codes, shape))
    }

    /// The bytes of such a matrix.
    pub(crate) fn bytes(&self, name: &str) -> Result<(&'static [u8], [usize; 2]), ModelError> {
        let (shape, bytes) = self.tensor(name, Dtype::I8)?;
        let &[rows, columns] = shape.as_slice() else {
            return Err(ModelError(format!("{name} is no matrix")));
        };
        Ok((bytes, [rows, columns]))
    }

    /// Whether there is a tensor of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.tensor(name).is_ok()
    }

    fn tensor(&self, name: &str, kind: Dtype) -> Result<(Vec<usize>, &'static [u8]), ModelError> {
        let found = self
            .0
            .tensor(name)
            .map_err(|error| ModelError(format!("{name}: {error}")))?;
        if found.dtype() == kind {
            Ok((found.shape().to_vec(), found.data()))
        } else {
            Err(ModelError(format!(
                "{name} is of another type than {kind:?}"
            )))
        }
    }
}
