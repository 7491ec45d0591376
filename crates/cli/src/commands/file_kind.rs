//! Tells a dispute file from a conflict model, so that one given for the other
//! gets an answer instead of a list of unknown keys.

/// Whether a file is a dispute: those ask questions, models do not.
pub fn is_dispute(text: &str) -> bool {
    has_table(text, "question")
}

/// Whether a file is a conflict model: those have options, disputes do not.
pub fn is_model(text: &str) -> bool {
    has_table(text, "option") && !is_dispute(text)
}

fn has_table(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim().strip_prefix("[[");
        let inner = line.and_then(|line| line.split_once("]]"));
        inner.is_some_and(|(inner, _)| inner.trim() == name)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_dispute, is_model};

    #[test]
    fn questions_make_a_dispute_and_options_a_model() {
        assert!(is_dispute(
            "title = \"x\"\n [[ question ]] # one\nid = \"q\""
        ));
        assert!(!is_dispute("[[option]]\nname = \"question\""));
        assert!(is_model("[[option]]\nname = \"a\""));
        assert!(!is_model("[[question]]\n[[option]]"));
    }
}
