//! Where parties stand on questions, since when, on what evidence, and what
//! changed.
//!
//! [`Dispute`] is what an analyst writes down; [`Saying`] is a statement held
//! against one of its questions; [`position`] weighs the sayings of a party
//! into a [`Position`]; [`changes`], [`contradictions`] and [`hold`] read off
//! what an analyst asks next. All of it is plain data and pure functions: the
//! same sayings in any order give the same positions.

mod alpha;
mod arrangement;
mod asked_words;
mod case;
mod change;
mod coding;
mod contradiction;
pub mod dispute;
mod heard;
mod idiom;
mod judging;
mod position;
mod saying;
mod stranger;
mod subject;
mod suggest;
mod teach;
mod turns;
mod voice;
mod weigh;

use demarche_stance::Force;
pub use demarche_stance::Stance;

pub use alpha::{Agreement, Disagreement, Judged, agreement};
pub use arrangement::{Fit, Held, Reception, hold};
pub use case::{Case, Coverage, case};
pub use change::{Change, ChangeKind, changes};
pub use coding::{Coding, Opinion, Piece, code_report, stance_named, stance_word};
pub use contradiction::{Clash, Contradiction, contradictions, denials};
pub use dispute::{Arrangement, Dispute, DisputeError, Party, Question, Settled};
pub use judging::{CodeError, Progress, code, coder};
pub use position::{Basis, Evidence, Firmness, Position, Spell, Stand, Totals, Use, supports};
pub use saying::{
    Coder, DOUBTFUL, Days, Place, SURE_ENOUGH, Saying, Told, grade_factor, rank_factor, turned,
};
pub use stranger::{Bearer, Stranger, strangers, told_together};
pub use suggest::{Matter, Said, draft, matters, sides};
pub use teach::{Lesson, lessons};
pub use voice::{Rank, Voice};
pub use weigh::{HALF_LIFE, position};
