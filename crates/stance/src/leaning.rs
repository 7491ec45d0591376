//! For or against, by the word lists alone: for a first look over many
//! statements, where no proposition is there yet to judge them by.

use std::sync::LazyLock;

use crate::lexicon::Lexicon;
use crate::token::tokenise;
use crate::{Force, Stance};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// Whether a statement speaks for what its content is about or against it, by
/// the cue's force and the content's negations; neutral where neither tells.
#[must_use]
pub fn leaning(cue: &str, content: &str) -> Stance {
    let cue = tokenise(cue);
    let force = (0..cue.len()).find_map(|at| LEXICON.cue_at(&cue, at));
    let against = match force.map(|(force, _)| force) {
        Some(Force::Says | Force::Favours | Force::Demands) => false,
        Some(Force::Rejects | Force::Denies | Force::Doubts) => true,
        _ => return Stance::NonCommittal,
    };
    let negations = LEXICON.negators.all(&tokenise(content)).len();
    if against == (negations % 2 == 1) {
        Stance::Support
    } else {
        Stance::Oppose
    }
}

#[cfg(test)]
mod tests {
    use super::leaning;
    use crate::Stance;

    #[test]
    fn force_and_negation_turn_one_another() {
        assert_eq!(leaning("said", "the ferry will run"), Stance::Support);
        assert_eq!(leaning("rejected", "a night ferry"), Stance::Oppose);
        assert_eq!(leaning("said", "the ferry will not run"), Stance::Oppose);
        assert_eq!(leaning("asked", "whether it runs"), Stance::NonCommittal);
        assert_eq!(leaning("", "a ferry"), Stance::NonCommittal);
    }
}
