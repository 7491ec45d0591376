//! What is asked, left open or supposed is nobody's word.

use super::together::Held;
use super::{Piece, bears};
use crate::Stance;
use crate::turns::{Turn, ends, holds, starts};

/// Takes the stance from clauses that nobody asserts: "declined to say whether
/// Ruritania supports it", "if Ruritania had wanted it"; and from who speaks
/// of the reasons for something ("understood why Ruritania wants it"), or
/// finds fault with somebody for it ("criticised Ruritania for proposing it").
pub(super) fn leave_the_asked(pieces: &[Piece], opinions: &mut [Held]) {
    for (piece, (opinion, told, _)) in pieces.iter().zip(opinions) {
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
        let (stance, why) = if opened(Turn::LeftOpen) {
            (Stance::Asks, "asked or left open, not said")
        } else if opened(Turn::Supposed) {
            (Stance::Reports, "supposed, not said")
        } else if (within_reasons || starts(&piece.content, Turn::Reasons).is_some())
            && !matches!(opinion.stance, Stance::Asks | Stance::NonCommittal)
        {
            (Stance::Reports, "speaks of the reasons for it")
        } else if holds(&piece.cue, Turn::Accuses).is_some()
            && is_for_doing(&piece.content)
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

/// Whether somebody is blamed "for proposing" something.
fn is_for_doing(content: &str) -> bool {
    let words: Vec<&str> = content.split_whitespace().collect();
    words
        .windows(2)
        .any(|pair| pair[0] == "for" && pair[1].ends_with("ing"))
}
