//! What is asked, left open or supposed is nobody's word.

use super::together::{Held, between, stands_in};
use super::{Piece, bears};
use crate::Stance;
use crate::dispute::folded;
use crate::turns::{Turn, ends, holds, starts};

/// Takes the stance from clauses that nobody asserts: "declined to say whether
/// Ruritania supports it", "if Ruritania had wanted it"; and from who speaks
/// of the reasons for something ("understood why Ruritania wants it"), or
/// finds fault with somebody for it ("criticised Ruritania for proposing it").
pub(super) fn leave_the_asked(pieces: &[Piece], opinions: &mut [Held]) {
    let unsaid = |piece: &Piece| {
        before_the_cue(piece, Turn::NotYet) || is_left_to_them(piece) || is_forecast(piece)
    };
    for (index, (piece, (opinion, told, _))) in pieces.iter().zip(opinions).enumerate() {
        if !bears(opinion) {
            continue;
        }
        // Who understands why somebody wants it does not want it by that.
        let within_reasons = pieces.iter().any(|outer| {
            piece.parent.as_ref() == Some(&outer.id)
                && piece.speaker.is_some()
                && piece.speaker == outer.speaker
                && starts(&outer.content, Turn::Reasons).is_some()
        });
        let opened =
            |turn| ends(&piece.lead, turn).is_some() || starts(&piece.source, turn).is_some();
        let alleged = pieces.iter().any(|outer| {
            piece.parent.as_ref() == Some(&outer.id)
                && (piece.speaker.is_none() || piece.speaker != outer.speaker)
                && holds(&outer.cue, Turn::Accuses).is_some()
        });
        let within_unsaid = (0..pieces.len())
            .any(|outer| unsaid(&pieces[outer]) && stands_in(pieces, index, outer));
        let (stance, why) = if opened(Turn::LeftOpen) {
            (Stance::Asks, "asked or left open, not said")
        } else if opened(Turn::Supposed) || before_the_cue(piece, Turn::NotYet) {
            (Stance::Reports, "supposed, not said")
        } else if alleged {
            (
                Stance::Reports,
                "what somebody is blamed for, not what they said",
            )
        } else if is_deed(piece) && !matches!(opinion.stance, Stance::Asks) {
            (Stance::Reports, "what somebody does, not what they said")
        } else if is_left_to_them(piece) || within_unsaid {
            (
                Stance::Reports,
                "what somebody should or might say, not what they said",
            )
        } else if is_forecast(piece) && opinion.stance != Stance::NonCommittal {
            (
                Stance::Reports,
                "expects it of somebody else, takes no stand on it",
            )
        } else if (within_reasons || starts(&piece.content, Turn::Reasons).is_some())
            && !matches!(opinion.stance, Stance::Asks | Stance::NonCommittal)
        {
            (Stance::Reports, "speaks of the reasons for it")
        } else if holds(&piece.cue, Turn::Accuses).is_some()
            && (is_for_doing(&piece.content) || is_somebody(&piece.content))
            && matches!(opinion.stance, Stance::Support | Stance::Oppose)
        {
            (
                Stance::Reports,
                "accuses somebody, takes no stand on the thing",
            )
        } else {
            continue;
        };
        opinion.stance = stance;
        opinion.conditions.clear();
        opinion.reason = format!("{why}; {}", opinion.reason);
        *told = None;
    }
}

/// Whether what stands between source and cue ends with a phrase of that kind:
/// "would think twice before | agreeing to".
fn before_the_cue(piece: &Piece, turn: Turn) -> bool {
    between(&piece.sentence, &piece.source, &piece.cue).is_some_and(|gap| ends(gap, turn).is_some())
}

/// Whether somebody tells what another should or might say or do: "Norland must
/// demand", "could call for". A refusal ("could not accept") is none of these. Or
/// guesses what they wanted: "Norland probably hoped for".
fn is_left_to_them(piece: &Piece) -> bool {
    const ONESELF: [&str; 2] = ["i", "we"];
    if piece.source.is_empty() || ONESELF.contains(&folded(&piece.source).as_str()) {
        return false;
    }
    let gap = between(&piece.sentence, &piece.source, &piece.cue).unwrap_or_default();
    let told = folded(&format!("{gap} {}", piece.cue));
    let refuses = told
        .split(' ')
        .any(|word| matches!(word, "not" | "never" | "t" | "cannot"));
    starts(&told, Turn::LeftToThem).is_some() && !refuses || holds(&told, Turn::Guessed).is_some()
}

/// Whether the cue is no word of somebody but a deed that another tells of them:
/// "Norland is stoking | fears of a war".
fn is_deed(piece: &Piece) -> bool {
    const ONESELF: [&str; 2] = ["i", "we"];
    let itself = ONESELF.contains(&folded(&piece.source).as_str());
    !itself && ends(&piece.cue, Turn::Deeds).is_some()
}

/// Whether it says what somebody else will do: "believes that Norland will
/// agree", "expects Norland to yield".
fn is_forecast(piece: &Piece) -> bool {
    // The other's name and what stands around it.
    const NAME: usize = 5;
    if holds(&piece.cue, Turn::Forecasts).is_none() {
        return false;
    }
    let words: Vec<&str> = piece.content.split_whitespace().collect();
    let verb = words
        .iter()
        .take(NAME + 1)
        .position(|word| matches!(*word, "will" | "would" | "to"));
    let Some(verb) = verb else {
        return false;
    };
    let own = piece.side.as_deref().map(folded).unwrap_or_default();
    let subject: Vec<&str> = words[..verb]
        .iter()
        .copied()
        .filter(|word| *word != "that")
        .collect();
    let names = subject
        .iter()
        .any(|word| word.starts_with(char::is_uppercase));
    let itself = !own.is_empty() && folded(&subject.join(" ")) == own;
    names && !itself && !matches!(subject.first(), Some(&"I" | &"We" | &"It" | &"They"))
}

/// Whether a content names somebody and nothing else: "Ruritania", "the Ruritanian
/// Government and Freedonia".
fn is_somebody(content: &str) -> bool {
    const BETWEEN: [&str; 5] = ["the", "and", "of", "both", "or"];
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = content
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-'))
        .filter(|word| !word.is_empty() && !BETWEEN.contains(&word.to_lowercase().as_str()))
        .peekable();
    words.peek().is_some() && words.all(is_name)
}

/// Whether somebody is blamed "for proposing" something.
fn is_for_doing(content: &str) -> bool {
    let words: Vec<&str> = content.split_whitespace().collect();
    words
        .windows(2)
        .any(|pair| pair[0] == "for" && pair[1].ends_with("ing"))
}

#[cfg(test)]
mod tests {
    use super::is_somebody;

    #[test]
    fn somebody_is_names_and_nothing_else() {
        assert!(is_somebody("Ruritania"));
        assert!(is_somebody("the Ruritanian Government and Freedonia."));
        assert!(!is_somebody("Ruritania's ferry"));
        assert!(!is_somebody("the plan"));
        assert!(!is_somebody("the"));
    }
}
