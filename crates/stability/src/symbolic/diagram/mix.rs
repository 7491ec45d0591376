//! A hash for small keys, the same in every run.

use std::hash::Hasher;

/// Multiplies and rotates: quick on the small keys here, and the same in every
/// run.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517C_C1B7_2722_0A95);
    }

    fn write_u128(&mut self, value: u128) {
        let halves = value.to_le_bytes();
        let (halves, _) = halves.as_chunks::<8>();
        for half in halves {
            self.write_u64(u64::from_le_bytes(*half));
        }
    }

    fn write_isize(&mut self, value: isize) {
        // The number of an enum's variant.
        self.write_u64(value.unsigned_abs() as u64);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
}
