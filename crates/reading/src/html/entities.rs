//! Character references, decoded as units.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// The longest reference that the HTML standard names has 33 bytes.
const LONGEST: usize = 40;

/// Decodes references and remembers them: a page uses a handful over and over.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    known: BTreeMap<String, Option<String>>,
}

impl Entities {
    /// The reference at the head of `source`, which begins with `&`: its
    /// length in bytes and what it stands for. `None` where `&` is just that.
    pub(crate) fn at(&mut self, source: &str) -> Option<(usize, &str)> {
        let bytes = source.as_bytes();
        let mut end = 1 + usize::from(bytes.get(1) == Some(&b'#'));
        while end < bytes.len().min(LONGEST) && bytes[end].is_ascii_alphanumeric() {
            end += 1;
        }
        if end < bytes.len() && bytes[end] == b';' {
            end += 1;
        }
        let reference = &source[..end];
        if !self.known.contains_key(reference) {
            let decoded = decode(reference).filter(|decoded| decoded != reference);
            self.known.insert(reference.to_owned(), decoded);
        }
        let decoded = self.known.get(reference)?.as_deref()?;
        Some((end, decoded))
    }
}

fn decode(reference: &str) -> Option<String> {
    let Ok(tokens) = Tokenizer::new(reference).collect::<Result<Vec<_>, _>>();
    let mut decoded = String::new();
    for token in tokens {
        if let Token::String(text) = token {
            decoded.push_str(str::from_utf8(&text).ok()?);
        }
    }
    (!decoded.is_empty()).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_as_browsers_do() {
        let mut entities = Entities::default();
        assert_eq!(entities.at("&ldquo;x"), Some((7, "“")));
        assert_eq!(entities.at("&#8220;x"), Some((7, "“")));
        assert_eq!(entities.at("&#x201C; x"), Some((8, "“")));
        assert_eq!(entities.at("&#147;"), Some((6, "“")));
        assert_eq!(entities.at("&amp broken"), Some((4, "&")));
        assert_eq!(entities.at("&copy2025"), Some((9, "©2025")));
        assert_eq!(entities.at("& so on"), None);
        assert_eq!(entities.at("&nonsense;"), None);
        assert_eq!(entities.at("&"), None);
        assert_eq!(entities.at("&#"), None);
    }
}
