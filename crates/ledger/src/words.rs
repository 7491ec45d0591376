//! Turns a person's words into a full-text query that cannot be anything else.

/// The query for all of `words`: text in double quotes is a phrase, each other
/// word stands for itself, and no character has a meaning beyond that. `None`
/// when there is no word.
pub(crate) fn query(words: &str) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    // Odd stretches lie between quotes; an unclosed quote ends with the text.
    for (at, stretch) in words.split('"').enumerate() {
        if at % 2 == 1 {
            terms.extend(term(stretch));
        } else {
            terms.extend(stretch.split_whitespace().filter_map(term));
        }
    }
    // A blank between terms asks for all of them, and ignores a term without
    // a letter or digit; the operator AND would then find nothing.
    (!terms.is_empty()).then(|| terms.join(" "))
}

fn term(text: &str) -> Option<String> {
    // SQLite takes a query for a C string: NUL would end it.
    let text = text.replace('\0', " ");
    let text = text.trim();
    (!text.is_empty()).then(|| format!("\"{text}\""))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn words_and_phrases() {
        assert_eq!(query("red  lines").as_deref(), Some(r#""red" "lines""#));
        assert_eq!(
            query(r#"the "red lines" hold"#).as_deref(),
            Some(r#""the" "red lines" "hold""#)
        );
        assert_eq!(
            query(r#"open "end of"#).as_deref(),
            Some(r#""open" "end of""#)
        );
        assert_eq!(query(" \"\" \0 "), None);
        assert_eq!(
            query("NOT a* ^b text:c").as_deref(),
            Some(r#""NOT" "a*" "^b" "text:c""#)
        );
    }
}
