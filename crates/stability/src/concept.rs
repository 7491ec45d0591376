//! The stability concepts, and their names.

use std::fmt;
use std::str::FromStr;

/// A sanctioning concept that has variants: by attitude, by uncertain
/// preference, and (Nash stability apart) by strength of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basic {
    /// Nash stability.
    Nash,
    /// General metarationality.
    Gmr,
    /// Symmetric metarationality.
    Smr,
    /// Sequential stability.
    Seq,
    /// Symmetric sequential stability.
    Sseq,
}

impl Basic {
    /// All of them, the strictest first.
    pub const ALL: [Self; 5] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq, Self::Sseq];

    /// The others only make moves that are improvements for them.
    #[must_use]
    pub fn is_credible(self) -> bool {
        matches!(self, Self::Seq | Self::Sseq)
    }

    /// The mover may answer a sanction.
    #[must_use]
    pub fn is_symmetric(self) -> bool {
        matches!(self, Self::Smr | Self::Sseq)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Nash => "nash",
            Self::Gmr => "gmr",
            Self::Smr => "smr",
            Self::Seq => "seq",
            Self::Sseq => "sseq",
        }
    }
}

/// How a decision maker treats preferences that are not known (Li, Hipel,
/// Kilgour and Fang 2004).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extension {
    /// It would move for an uncertain gain, and only a certain loss deters it.
    A,
    /// It moves for certain gains only, and only a certain loss deters it.
    B,
    /// It would move for an uncertain gain, and an uncertain loss deters it.
    C,
    /// It moves for certain gains only, and an uncertain loss deters it.
    D,
}

impl Extension {
    /// All four.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// Whether the mover is tempted by a state that it may or may not prefer.
    #[must_use]
    pub fn tempts_unknown(self) -> bool {
        matches!(self, Self::A | Self::C)
    }

    /// Whether a state that the mover may or may not prefer deters it.
    #[must_use]
    pub fn deters_unknown(self) -> bool {
        matches!(self, Self::C | Self::D)
    }

    fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::D => "d",
        }
    }
}

/// When a state counts as stable for a decision maker. `docs/stability.md` has
/// every definition with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Concept {
    /// It has no improvement.
    Nash,
    /// Every improvement can be answered, by any moves of the others, with a
    /// state that is no better for it.
    Gmr,
    /// As [`Concept::Gmr`], and it cannot escape the answer.
    Smr,
    /// Every improvement can be answered, by improvements of the others, with
    /// a state that is no better for it.
    Seq,
    /// As [`Concept::Seq`], and it cannot escape the answer.
    Sseq,
    /// Every improvement is spoiled by improvements that the others make at
    /// the same time.
    Sim,
    /// It would not move, looking this many moves ahead; at least 1.
    LimitedMove(u32),
    /// It would not move, however far it looks ahead.
    NonMyopic,
    /// A sanction deters only by a great loss.
    Strong(Basic),
    /// A sanction deters, but not by a great loss.
    Mild(Basic),
    /// With preferences that are not all known.
    Uncertain(Basic, Extension),
    /// With attitudes towards the others.
    Relational(Basic),
}

impl Concept {
    /// Nash, GMR, SMR, SEQ and SSEQ.
    pub const BASIC: [Self; 5] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq, Self::Sseq];

    /// Those, and SIM.
    pub const COMMON: [Self; 6] = [
        Self::Nash,
        Self::Gmr,
        Self::Smr,
        Self::Seq,
        Self::Sseq,
        Self::Sim,
    ];

    /// The basic concept that this is, if it is one.
    #[must_use]
    pub fn basic(self) -> Option<Basic> {
        match self {
            Self::Nash => Some(Basic::Nash),
            Self::Gmr => Some(Basic::Gmr),
            Self::Smr => Some(Basic::Smr),
            Self::Seq => Some(Basic::Seq),
            Self::Sseq => Some(Basic::Sseq),
            _ => None,
        }
    }
}

impl From<Basic> for Concept {
    fn from(basic: Basic) -> Self {
        match basic {
            Basic::Nash => Self::Nash,
            Basic::Gmr => Self::Gmr,
            Basic::Smr => Self::Smr,
            Basic::Seq => Self::Seq,
            Basic::Sseq => Self::Sseq,
        }
    }
}

impl fmt::Display for Concept {
    /// The name that files and the command line use: `nash`, `limited-move-3`,
    /// `strong-gmr`, `seq-b`, `relational-smr`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sim => f.write_str("sim"),
            Self::LimitedMove(horizon) => write!(f, "limited-move-{horizon}"),
            Self::NonMyopic => f.write_str("non-myopic"),
            Self::Strong(basic) => write!(f, "strong-{}", basic.name()),
            Self::Mild(basic) => write!(f, "mild-{}", basic.name()),
            Self::Uncertain(basic, extension) => write!(f, "{}-{}", basic.name(), extension.name()),
            Self::Relational(basic) => write!(f, "relational-{}", basic.name()),
            other => f.write_str(other.basic().map_or("", Basic::name)),
        }
    }
}

/// A name that no concept has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no stability concept \"{0}\"; known are nash, gmr, smr, seq, sseq, sim, limited-move-H (H moves ahead), non-myopic, strong-X and mild-X (X one of gmr, smr, seq, sseq), X-a to X-d and relational-X (X one of the first five)"
)]
pub struct UnknownConcept(pub String);

impl FromStr for Concept {
    type Err = UnknownConcept;

    fn from_str(text: &str) -> Result<Self, UnknownConcept> {
        let unknown = || UnknownConcept(text.to_owned());
        let basic = |name: &str| Basic::ALL.into_iter().find(|basic| basic.name() == name);
        let name = text.to_ascii_lowercase();
        if let Some(basic) = basic(&name) {
            return Ok(basic.into());
        }
        match name.as_str() {
            "sim" => return Ok(Self::Sim),
            "non-myopic" => return Ok(Self::NonMyopic),
            _ => {}
        }
        if let Some(horizon) = name.strip_prefix("limited-move-") {
            let horizon = horizon.parse().ok().filter(|h| *h > 0);
            return horizon.map(Self::LimitedMove).ok_or_else(unknown);
        }
        let (first, second) = name.split_once('-').ok_or_else(unknown)?;
        let sanctioned = || basic(second).filter(|basic| *basic != Basic::Nash);
        let extension = || Extension::ALL.into_iter().find(|e| e.name() == second);
        match first {
            "strong" => sanctioned().map(Self::Strong),
            "mild" => sanctioned().map(Self::Mild),
            "relational" => basic(second).map(Self::Relational),
            _ => basic(first).and_then(|b| extension().map(|e| Self::Uncertain(b, e))),
        }
        .ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        let mut concepts = vec![Concept::Sim, Concept::NonMyopic, Concept::LimitedMove(4)];
        for basic in Basic::ALL {
            concepts.extend([Concept::from(basic), Concept::Relational(basic)]);
            concepts.extend(Extension::ALL.map(|e| Concept::Uncertain(basic, e)));
            if basic != Basic::Nash {
                concepts.extend([Concept::Strong(basic), Concept::Mild(basic)]);
            }
        }
        for concept in concepts {
            assert_eq!(concept.to_string().parse(), Ok(concept));
        }
        for wrong in ["", "limited-move-0", "strong-nash", "seq-e", "sim-a"] {
            assert!(wrong.parse::<Concept>().is_err(), "{wrong}");
        }
    }
}
