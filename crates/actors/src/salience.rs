//! How well an actor suits a pronoun: agreement, distance, place in the
//! sentence.

use crate::ActorKind;
use crate::gazetteer::Gender;
use crate::lexicon::Pronoun;

/// Whether a pronoun can mean an actor of a kind, and how well.
pub(crate) fn agreement(
    pronoun: Pronoun,
    kind: ActorKind,
    plural: bool,
    own: Option<Gender>,
) -> Option<i64> {
    Some(match pronoun {
        Pronoun::Personal(gender) => {
            let somebody = matches!(kind, ActorKind::Person | ActorKind::Office)
                || (kind == ActorKind::Unnamed && !plural);
            if !somebody {
                return None;
            }
            // A name tells less than a word such as "spokeswoman", and the
            // tables may be wrong about it.
            let known = match own {
                Some(own) if own == gender => 4,
                Some(_) => -20,
                None => 0,
            };
            known + if kind == ActorKind::Person { 3 } else { 0 }
        }
        Pronoun::Thing => match kind {
            ActorKind::State | ActorKind::Organisation if !plural => 4,
            ActorKind::Document if !plural => 3,
            ActorKind::Group if !plural => 2,
            _ => return None,
        },
        Pronoun::Several => match kind {
            ActorKind::Group => 6,
            ActorKind::Unnamed if plural => 6,
            ActorKind::Organisation => 0,
            ActorKind::State => -2,
            ActorKind::Unnamed => -4,
            _ => return None,
        },
        _ => return None,
    })
}

/// What distance takes away: seven a sentence, one a dozen words.
pub(crate) fn distance(at: usize, sentence: usize, end: usize, other: usize) -> i64 {
    let sentences = i64::try_from(sentence.saturating_sub(other)).unwrap_or(99);
    let words = i64::try_from(at.saturating_sub(end)).unwrap_or(99);
    7 * sentences + (words / 12).min(6)
}
