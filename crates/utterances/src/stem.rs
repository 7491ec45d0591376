//! Brings an English word near its stem, so that "meeting" and "met with"
//! differ but "meetings", "meeting" and "meets" do not.

/// The stem of a word in lower case. It need not be a word; it only has to be
/// the same for the forms of one.
pub(crate) fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(short) = word.strip_suffix("'s") {
        short.clone_into(&mut stem);
    }
    // The longest ending first; what is left keeps three letters.
    for (ending, instead) in [
        ("izations", "ize"),
        ("isations", "ize"),
        ("ization", "ize"),
        ("isation", "ize"),
        ("ations", ""),
        ("ating", ""),
        ("ation", ""),
        ("iness", "y"),
        ("ments", "ment"),
        ("ising", "ize"),
        ("ised", "ize"),
        ("ises", "ize"),
        ("ated", ""),
        ("ates", ""),
        ("ate", ""),
        ("ise", "ize"),
        ("ies", "y"),
        ("ied", "y"),
        ("ily", "y"),
        ("ings", ""),
        ("ing", ""),
        ("edly", ""),
        ("ed", ""),
        ("sses", "ss"),
        ("ly", ""),
        ("es", ""),
        ("s", ""),
    ] {
        if let Some(root) = stem.strip_suffix(ending)
            && root.len() >= 3
            && !(ending == "s" && root.ends_with(['s', 'u', 'i']))
        {
            stem = format!("{root}{instead}");
            break;
        }
    }
    // "stopped", "stop"; "agreed", "agree".
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if doubled && !stem.ends_with(['s', 'l', 'e', 'z']) {
        stem.pop();
    }
    while stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for words in [
            &["meeting", "meetings", "meets", "meet"][..],
            &[
                "negotiate",
                "negotiates",
                "negotiated",
                "negotiating",
                "negotiation",
                "negotiations",
            ],
            &["prepare", "prepared", "preparation", "preparations"],
            &["stop", "stops", "stopped", "stopping"],
            &["agree", "agreed", "agrees", "agreeing"],
            &["country", "countries"],
            &["guarantee", "guarantees", "guaranteed"],
            &[
                "organise",
                "organised",
                "organisation",
                "organization",
                "organizing",
            ],
            &["pass", "passes", "passed"],
            &["russia", "russia's"],
        ] {
            for word in words {
                assert_eq!(stem(word), stem(words[0]), "{word}");
            }
        }
        assert_ne!(stem("talk"), stem("tank"));
        assert_eq!(stem("nato"), "nato");
    }
}
