//! Propositions of negotiation bulletins: sentence, actor, predicate, message.

use demarche_reading::Span;

/// What one party holds in one sentence of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triple {
    /// The sentence, counted from 0 in the text.
    pub sentence: usize,
    /// Where the sentence stands, in bytes of the text.
    pub span: Span,
    /// The actor, by its canonical name where there is one.
    pub actor: String,
    /// The predicate, as the sentence words it; `opposed` for those said to
    /// oppose another's proposition.
    pub predicate: String,
    /// The message, as the sentence words it.
    pub message: String,
}

/// Reads the propositions of a bulletin, sentence by sentence.
///
/// `names` maps spelling variants of actors to canonical names.
#[must_use]
pub fn triples(_text: &str, _names: &std::collections::BTreeMap<String, String>) -> Vec<Triple> {
    Vec::new()
}
