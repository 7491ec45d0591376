//! "Norland-backed rebels": who stands behind somebody is not who speaks.

use crate::gazetteer::{Entry, gazetteer};
use crate::words::Word;

/// What a hyphen joins to the name of a backer, of whomsoever.
const BACKED: &[&str] = &[
    "backed",
    "allied",
    "aligned",
    "sponsored",
    "supported",
    "funded",
    "financed",
    "brokered",
    "mediated",
    "occupied",
    "armed",
    "trained",
    "friendly",
];

/// The same, but of no armed group or party: "the Taliban-led government" is
/// the Taliban's, "a US-led coalition" is a body of its own.
const LED: &[&str] = &["led", "controlled", "held", "dominated"];

/// Whether a name that ends in this word only tells who backs what follows.
pub(crate) fn backs(word: &Word, entry: Option<Entry>) -> bool {
    let Some((name, what)) = word.fold.rsplit_once('-') else {
        return false;
    };
    let led = match entry {
        Some(Entry::Body(body)) => !matches!(
            gazetteer().bodies[body].sector,
            "REB" | "PTY" | "OPP" | "PRM" | "UAF"
        ),
        _ => true,
    };
    word.capital && !name.is_empty() && (BACKED.contains(&what) || led && LED.contains(&what))
}
