//! For or against, by the word lists alone: for a first look over many
//! statements, where no proposition is there yet to judge them by.

use std::ops::Range;
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

/// How many words may stand before a content's own attitude: "that the foreign
/// minister of Ruritania firmly".
const BEFORE: usize = 8;

/// Where a content tells somebody's attitude to a thing ("that Ruritania backs
/// the ferry") rather than what becomes of it: the bytes of the words that
/// tell it. They stand among its first words; a verb that only says counts for
/// none.
#[must_use]
pub fn attitude(content: &str) -> Option<Range<usize>> {
    let tokens = tokenise(content);
    // Who "should join" is who joins, not who is for it.
    let is_duty = |range: &Range<usize>| {
        let first = tokens[range.start].text.as_str();
        let last = tokens[range.end - 1].text.as_str();
        matches!(first, "should" | "must" | "ought" | "shall")
            || (matches!(first, "has" | "have" | "had" | "need" | "needs" | "needed")
                && (last == "to" || tokens.get(range.end).is_some_and(|next| next.text == "to")))
    };
    let found = (0..tokens.len().min(BEFORE)).find_map(|at| {
        let (force, range) = LEXICON.cue_at(&tokens, at)?;
        (!matches!(force, Force::Says | Force::PassesOn)).then_some(range)
    });
    let found = found.filter(|range| !is_duty(range))?;
    // "wants to" tells it by its verb; "to" belongs to what is wanted.
    let verb = tokens[found.clone()]
        .iter()
        .rfind(|token| token.text != "to");
    let last = verb?;
    Some(tokens[found.start].span.start..last.span.end)
}

#[cfg(test)]
mod tests {
    use super::{attitude, leaning};
    use crate::Stance;

    #[test]
    fn an_attitude_stands_among_the_first_words() {
        let words = |content: &'static str| attitude(content).map(|range| &content[range]);
        assert_eq!(words("that Ruritania backs the ferry"), Some("backs"));
        assert_eq!(words("We reject the ferry"), Some("reject"));
        assert_eq!(words("that it wants to run"), Some("wants"));
        assert_eq!(words("that the ferry sails at night"), None);
        assert_eq!(words("that Ruritania said so"), None);
        assert_eq!(words("that Ruritania should join it"), None);
        assert_eq!(words("that we need to join it"), None);
        assert_eq!(words(""), None);
    }

    #[test]
    fn force_and_negation_turn_one_another() {
        assert_eq!(leaning("said", "the ferry will run"), Stance::Support);
        assert_eq!(leaning("rejected", "a night ferry"), Stance::Oppose);
        assert_eq!(leaning("said", "the ferry will not run"), Stance::Oppose);
        assert_eq!(leaning("asked", "whether it runs"), Stance::NonCommittal);
        assert_eq!(leaning("", "a ferry"), Stance::NonCommittal);
    }
}
