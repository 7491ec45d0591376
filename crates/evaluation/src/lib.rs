//! Scores attribution extraction against brat-annotated reports.
//!
//! The layout is `PolNeAR`'s: a folder with `text/NAME.txt` and
//! `attributions/NAME_xxxx.ann`, where four hexadecimal digits name the
//! annotator and the first of them in the alphabet is the gold standard.
//! Predictions are JSON Lines, one article a line:
//!
//! ```json
//! {"id": "NAME", "attributions": [{"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 40]]}]}
//! ```
//!
//! All offsets count Unicode code points from 0, the end exclusive, in the
//! file's text with its newlines untouched.
//!
//! ```
//! use demarche_evaluation::{Article, Predictions, Relation, evaluate};
//!
//! let said = Relation {
//!     source: vec![[0, 7]],
//!     cue: vec![[8, 12]],
//!     content: vec![[13, 27]],
//!     confidence: None,
//! };
//! let article = Article::new("a", "Ann Lee said it would rain.", vec![said.clone()]);
//! let predictions = Predictions::from([("a".to_owned(), vec![said])]);
//! let scores = evaluate(&[article], &predictions);
//! assert!((scores.relation.strict.f1 - 1.0).abs() < 1e-9);
//! println!("{scores}");
//! ```
//!
//! # What is counted
//!
//! Everything is summed over the articles before any share is taken.
//!
//! - **token**: the tokens that carry a role in at least one relation.
//! - **span**: the unbroken runs of tokens that make up a role; both ends must
//!   be right.
//! - **relation**: one-to-one matches at a [`Level`].
//! - **attribution accuracy**: of the relations matched leniently, the share
//!   whose source matches too.
//! - **recall by type**: recall of direct, indirect and mixed gold contents.
//!
//! A prediction whose content covers no token is no relation: it is counted
//! apart, though its source and cue still count among the tokens and spans.

mod brat;
mod calibration;
mod counts;
mod error;
mod matching;
mod predictions;
mod quotes;
mod relation;
mod scores;
mod table;
mod text;

pub use brat::{Article, read_gold};
pub use calibration::{Bin, Calibration, judge};
pub use counts::evaluate;
pub use error::EvaluationError;
pub use matching::{Level, matches};
pub use predictions::{Predictions, parse_predictions, read_predictions};
pub use relation::{Offsets, Relation};
pub use scores::{KindRecall, Kinds, Levels, Roles, Score, Scores};
pub use text::Text;

/// The result of everything here that can meet bad input.
pub type Result<T> = std::result::Result<T, EvaluationError>;
