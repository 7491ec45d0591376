//! What the codes of CAMEO dictionaries stand for.

use crate::Side;
use crate::gazetteer::gazetteer;

/// Sectors as words that stand for an office, and back.
const SECTORS: &[(&str, &str)] = &[
    ("GOV", "government"),
    ("MIL", "military"),
    ("COP", "police"),
    ("SPY", "intelligence"),
    ("JUD", "judiciary"),
    ("LEG", "legislature"),
    ("OPP", "opposition"),
    ("REB", "rebels"),
    ("PTY", "party"),
    ("BUS", "business"),
    ("EDU", "education"),
    ("MED", "media"),
    ("REL", "religion"),
    ("UAF", "armed group"),
    ("CRM", "crime"),
    ("ELI", "former office"),
];

/// The word for the sector that follows a code's first three letters.
pub(crate) fn office(code: &str) -> Option<String> {
    let sector = code.get(3..6)?;
    let word = SECTORS.iter().find(|(short, _)| *short == sector)?.1;
    Some(word.to_owned())
}

/// The sector that an imported role's office stands for.
pub(crate) fn sector(office: &str) -> Option<&'static str> {
    SECTORS
        .iter()
        .find(|(_, word)| *word == office)
        .map(|(sector, _)| *sector)
}

/// The side of a code: its first three letters are a state's, or those after
/// "IGO" an organisation's.
pub(crate) fn side(code: &str) -> Option<Side> {
    let g = gazetteer();
    match code.get(..3)? {
        "IGO" | "NGO" | "IMG" | "MNC" | "NGM" => match code.get(3..6)? {
            "UNO" => g.side("UNO"),
            "EEC" | "EUR" | "EUU" => g.side("EUU"),
            "NAT" => g.side("NATO"),
            _ => None,
        },
        // Codes that CAMEO kept after ISO changed them.
        "KSV" => g.side("XKX"),
        "ROM" => g.side("ROU"),
        "ZAR" => g.side("COD"),
        "TMP" => g.side("TLS"),
        state => g.side(state).filter(|_| g.is_state(state)),
    }
}
