//! Tests of `code`.

use super::*;

#[test]
fn phrases_are_coded_by_their_words() {
    for (mention, country, sector) in [
        ("the Pakistani Army", "PAK", "MIL"),
        ("Beijing", "CHN", "GOV"),
        ("a former German minister", "DEU", "ELI"),
        ("Kenya's ambassador to Poland", "KEN", "GOV"),
        (
            "a professor at the University of Oslo in Norway",
            "NOR",
            "EDU",
        ),
        ("a team of armed police", "", "COP"),
        ("yesterday", "", "JNK"),
        ("the European Union", "EUR", "GOV"),
    ] {
        let code = code(mention, None, None, &Known::default());
        assert_eq!(
            (code.country.as_str(), code.sector.as_str()),
            (country, sector),
            "{mention}: {}",
            code.reason
        );
    }
}
