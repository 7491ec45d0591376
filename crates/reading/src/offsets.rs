//! The map from the normalised text back to the original.

use crate::Span;

/// Leads every byte of a normalised text back to the bytes of the original
/// that it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    /// Pieces in rising order: a stretch of the normalised text and the
    /// stretch of the original it stands for. Equal lengths mean byte for
    /// byte; otherwise the piece is one unit (an entity, a folded blank).
    pieces: Vec<(Span, Span)>,
}

impl OffsetMap {
    /// The stretches of the original behind `span`, in order, merged where
    /// they touch, split where markup stands between.
    #[must_use]
    pub fn to_original(&self, span: Span) -> Vec<Span> {
        let _ = (span, &self.pieces);
        Vec::new()
    }
}
