//! What is found: a stance, how sure it is, and why.

use crate::combine::LABELS;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

/// The stance of a statement towards a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// It is for it: wants it, agrees to it, promises it, or says that it is right.
    Support,
    /// It is against it.
    Oppose,
    /// It would be for it (or against it) under conditions.
    Conditional,
    /// It takes no side and says so: no comment, not decided, all options open.
    NonCommittal,
    /// It asks.
    Asks,
    /// It tells what somebody else thinks, or what was talked about.
    Reports,
    /// It does not bear on the proposition.
    Unrelated,
}

/// What a cue does to its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// Says, tells, writes: the content speaks for itself.
    Says,
    /// Supports, welcomes, agrees, promises, is ready.
    Favours,
    /// Demands, urges, proposes, calls for.
    Demands,
    /// Rejects, opposes, refuses, rules out, criticises, warns against.
    Rejects,
    /// Denies that the content is so.
    Denies,
    /// Doubts.
    Doubts,
    /// Warns.
    Warns,
    /// Asks, wonders.
    Asks,
    /// Declines to say, leaves open, considers.
    Withholds,
    /// Passes on what others say or think: reports, quotes, finds, expects of others.
    PassesOn,
    /// Blames or accuses somebody.
    Accuses,
}

/// What the network says of a pair; each list sums to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scores {
    /// Support, oppose, neutral.
    pub sides: [f32; 3],
    /// Yes, no, conditional, non-committal, asks or reports, not about it.
    pub labels: [f32; 6],
}

/// Why a statement was judged as it was.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Reason {
    /// What the cue does, and its word, where it is known.
    pub force: Option<(Force, String)>,
    /// Words that turn the statement round ("not", "never", "without").
    pub negation: Vec<String>,
    /// Words that weaken it ("could", "perhaps", "considering").
    pub hedges: Vec<String>,
    /// Words of the statement that the proposition, its synonyms or
    /// counter-propositions have too.
    pub matched: Vec<String>,
    /// What the structural reading alone says, where it says anything.
    pub structure: Option<Stance>,
    /// What the network says; absent where no word or meaning was near enough
    /// for it to be asked.
    pub model: Option<Scores>,
    /// What the network says of the labels once it has read what was said before the
    /// statement, too, as [`Scores::labels`]; absent where nothing was, and for a
    /// pair that somebody chose.
    pub after: Option<[f32; 6]>,
    /// Whether the two readings contradict one another.
    pub disagree: bool,
}

/// A statement's stance towards a proposition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// The stance.
    pub stance: Stance,
    /// The probability that the stance is the right one of the seven
    /// (asking and reporting counted as one).
    pub confidence: f32,
    /// The probabilities of support, of opposition, and of neither.
    pub sides: [f32; 3],
    /// Where the content states a condition: byte ranges of
    /// [`Statement::content`](crate::Statement::content), rising.
    pub conditions: Vec<Range<usize>>,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Support => "support",
            Self::Oppose => "oppose",
            Self::Conditional => "conditional",
            Self::NonCommittal => "non-committal",
            Self::Asks => "asks",
            Self::Reports => "reports",
            Self::Unrelated => "unrelated",
        })
    }
}

impl fmt::Display for Force {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Says => "says",
            Self::Favours => "favours",
            Self::Demands => "demands",
            Self::Rejects => "rejects",
            Self::Denies => "denies",
            Self::Doubts => "doubts",
            Self::Warns => "warns",
            Self::Asks => "asks",
            Self::Withholds => "withholds an answer",
            Self::PassesOn => "passes on",
            Self::Accuses => "accuses",
        })
    }
}

impl fmt::Display for Reason {
    /// One line: the parts that there are, in the order in which one would tell them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some((force, word)) = &self.force {
            parts.push(format!("cue \u{201c}{word}\u{201d} ({force})"));
        }
        for (what, words) in [
            ("negated by", &self.negation),
            ("hedged by", &self.hedges),
            ("shares", &self.matched),
        ] {
            if !words.is_empty() {
                parts.push(format!("{what} {}", words.join(", ")));
            }
        }
        if let Some(stance) = self.structure {
            parts.push(format!("structure: {stance}"));
        }
        match &self.model {
            Some(scores) => {
                let [support, oppose, neutral] = scores.sides;
                parts.push(format!(
                    "model: support {support:.2}, oppose {oppose:.2}, neutral {neutral:.2}"
                ));
            }
            None => parts.push("nothing in common with the proposition".into()),
        }
        if let Some(labels) = self.after {
            let likeliest = (0..6).max_by(|&a, &b| labels[a].total_cmp(&labels[b]));
            let likeliest = likeliest.unwrap_or_default();
            let (label, sure) = (LABELS[likeliest], labels[likeliest]);
            parts.push(format!("after what was said before: {label} {sure:.2}"));
        }
        if self.disagree {
            parts.push("structure and model disagree".into());
        }
        f.write_str(&parts.join("; "))
    }
}
