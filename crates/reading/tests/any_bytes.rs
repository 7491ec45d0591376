//! What the fuzz targets check, on a few hundred inputs in every test run.

#[path = "../../../fuzz/fuzz_targets/checks.rs"]
mod checks;

use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_bytes_of_any_form(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a"] {
            checks::check(name, &bytes);
        }
    }

    #[test]
    fn any_words_and_markup_of_any_form(text in "([a-z “”é]{1,12}|\n|\r\n|<p>|</p>|&quot;|\\*|# |- |> |```|\\{\"text\": \"|\"\\}|\u{feff}|\u{ad}|\\\\u00e9){0,60}") {
        for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a"] {
            checks::check(name, text.as_bytes());
        }
    }
}
