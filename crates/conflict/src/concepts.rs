//! The stability concepts in words.

use demarche_stability::{Basic, Concept, Extension};

/// A concept's name in words.
#[must_use]
pub fn concept_name(concept: Concept) -> String {
    let basic = |basic: Basic| match basic {
        Basic::Nash => "Nash stability",
        Basic::Gmr => "general metarationality",
        Basic::Smr => "symmetric metarationality",
        Basic::Seq => "sequential stability",
        Basic::Sseq => "symmetric sequential stability",
    };
    match concept {
        Concept::Sim => "simultaneous stability".to_owned(),
        Concept::LimitedMove(1) => "limited-move stability, 1 move ahead".to_owned(),
        Concept::LimitedMove(horizon) => format!("limited-move stability, {horizon} moves ahead"),
        Concept::NonMyopic => "non-myopic stability".to_owned(),
        Concept::Strong(of) => format!("strong {}", basic(of)),
        Concept::Mild(of) => format!("mild {}", basic(of)),
        Concept::Uncertain(of, extension) => {
            let letter = match extension {
                Extension::A => "a",
                Extension::B => "b",
                Extension::C => "c",
                Extension::D => "d",
            };
            format!("{} with uncertain preferences ({letter})", basic(of))
        }
        Concept::Relational(of) => format!("relational {}", basic(of)),
        other => other.basic().map(basic).unwrap_or_default().to_owned(),
    }
}

/// What a concept takes for granted about the others, in a sentence or two.
#[must_use]
pub fn concept_meaning(concept: Concept) -> String {
    let (basic, also) = match concept {
        Concept::Sim => return "The others improve their lot at the same moment.".to_owned(),
        Concept::LimitedMove(horizon) => {
            let moves = if horizon == 1 { "move" } else { "moves" };
            return format!(
                "Everybody looks {horizon} {moves} ahead and moves where it foresees to gain."
            );
        }
        Concept::NonMyopic => {
            return "Everybody looks ahead as far as there is anything to see, and moves where it foresees to gain.".to_owned();
        }
        Concept::Strong(basic) => (basic, " Only what leaves it much worse off deters it."),
        Concept::Mild(basic) => (
            basic,
            " All it is tempted by can be answered, but not all so as to leave it much worse off.",
        ),
        Concept::Uncertain(basic, extension) => (
            basic,
            match extension {
                Extension::A => {
                    " It would move for an uncertain gain, and only a certain loss deters it."
                }
                Extension::B => {
                    " It moves for certain gains only, and only a certain loss deters it."
                }
                Extension::C => {
                    " It would move for an uncertain gain, and an uncertain loss deters it."
                }
                Extension::D => {
                    " It moves for certain gains only, and an uncertain loss deters it."
                }
            },
        ),
        Concept::Relational(basic) => (
            basic,
            " Everybody goes by its attitudes: nobody whom it wishes well may be worse off, nobody whom it wishes ill better off.",
        ),
        other => match other.basic() {
            Some(basic) => (basic, ""),
            None => return String::new(),
        },
    };
    let meaning = match basic {
        Basic::Nash => "Nobody thinks of an answer: a party moves if the move is better for it.",
        Basic::Gmr => "A party fears every answer of the others, even one that harms them.",
        Basic::Smr => "A party fears every answer of the others that it could not get out of.",
        Basic::Seq => "A party fears the answers by which the others would gain.",
        Basic::Sseq => {
            "A party fears the answers by which the others would gain and that it could not get out of."
        }
    };
    format!("{meaning}{also}")
}
