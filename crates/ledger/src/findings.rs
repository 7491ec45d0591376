//! What is handed to the ledger with a report.

use demarche_attribution::Attribution;
use demarche_statements::Statements;

/// What made the derived part of a report: two reports derived by the same
/// versions need not be derived again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions<'a> {
    /// Names the extractor and its mode.
    pub extractor: &'a str,
    /// Names the resolver and the actors it knew beforehand.
    pub resolver: &'a str,
}

/// What was found in a report.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The attribution relations, as the extractor gave them.
    pub relations: &'a [Attribution],
    /// What the resolver made of them; its list may be empty, and is then
    /// taken as resolving nothing.
    pub statements: &'a Statements,
    /// Who found all that.
    pub versions: Versions<'a>,
}
