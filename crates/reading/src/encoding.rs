//! Finds the encoding of a report and decodes it, keeping every character.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes in which a page may declare its encoding: four times what the HTML
/// standard asks for, since saved pages carry long comments on top.
const DECLARED_WITHIN: usize = 4096;

/// A text and how it was decoded.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static Encoding,
    /// Stretches of bytes that are no text in this encoding.
    pub(crate) undecodable: usize,
}

/// Decodes `bytes`; `page` says whether a declaration inside is to be looked for.
///
/// A byte-order mark stays in the text as U+FEFF, so that code points count
/// as they do in the bytes.
pub(crate) fn decode(bytes: &[u8], page: bool) -> Decoded {
    let encoding = find(bytes, page);
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let undecodable = if malformed {
        let given = bytes.windows(3).filter(|w| *w == b"\xef\xbf\xbd").count();
        let given = if encoding == UTF_8 { given } else { 0 };
        text.matches('\u{fffd}').count().saturating_sub(given)
    } else {
        0
    };
    Decoded {
        text: text.into_owned(),
        encoding,
        undecodable,
    }
}

/// The text of a file that is no report, such as a table: in the encoding that
/// its bytes speak for, without a byte-order mark.
#[must_use]
pub fn decoded(bytes: &[u8]) -> String {
    let text = decode(bytes, false).text;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn find(bytes: &[u8], page: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    let utf8 = is_mostly_utf8(bytes);
    // Text with accents that happens to be sound UTF-8 is UTF-8, whatever the
    // page says; servers and editors get the declaration wrong.
    if utf8 && !bytes.is_ascii() {
        return UTF_8;
    }
    match declared(bytes).filter(|_| page) {
        Some(encoding) if encoding != UTF_8 => return encoding,
        _ if utf8 => return UTF_8,
        _ => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16, by its mark or by the zero bytes that every second place of
/// Western text then holds.
pub(crate) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(2048) & !1];
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |first: usize| {
        sample
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Seven in ten on one side and none on the other: accents and curly
    // quotes have a high byte, zero characters do not occur.
    if odd * 10 >= pairs * 7 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Sound UTF-8, or UTF-8 that was cut or hurt in a few places: at least four
/// sound characters beyond ASCII to one fault.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut faults, mut cut, mut beyond) = (0, false, 0);
    for chunk in bytes.utf8_chunks() {
        beyond += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if !chunk.invalid().is_empty() {
            faults += 1;
            // Only a character that was begun rightly can have been cut.
            cut = chunk.invalid()[0] >= 0xc2 && chunk.invalid().len() > 1;
        }
    }
    let ends_cut = faults == 1
        && bytes
            .utf8_chunks()
            .last()
            .is_some_and(|c| !c.invalid().is_empty());
    faults == 0 || (ends_cut && (cut || beyond > 0)) || beyond >= faults * 4
}

/// The encoding that an HTML `meta` or an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let xml = head
        .starts_with(b"<?xml")
        .then(|| label_after(&head, b"encoding"))
        .flatten();
    let label = xml.or_else(|| label_after(&head, b"charset"))?;
    match Encoding::for_label(label)? {
        // A page whose declaration can be read as ASCII is not UTF-16.
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        encoding => Some(encoding),
    }
}

fn label_after<'b>(head: &'b [u8], word: &[u8]) -> Option<&'b [u8]> {
    let mut from = 0;
    while let Some(at) = head[from..].windows(word.len()).position(|w| w == word) {
        from += at + word.len();
        let rest = head[from..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or(value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
                .unwrap_or(value.len());
            return Some(&value[..end]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8], page: bool) -> (&'static str, String, usize) {
        let decoded = decode(bytes, page);
        (decoded.encoding.name(), decoded.text, decoded.undecodable)
    }

    #[test]
    fn marks_stay_in_the_text() {
        assert_eq!(
            name("\u{feff}Tak".as_bytes(), false),
            ("UTF-8", "\u{feff}Tak".into(), 0)
        );
        assert_eq!(
            name(b"\xff\xfeT\0a\0k\0", false),
            ("UTF-16LE", "\u{feff}Tak".into(), 0)
        );
        assert_eq!(
            name(b"\xfe\xff\0T\0a\0k", false),
            ("UTF-16BE", "\u{feff}Tak".into(), 0)
        );
    }

    #[test]
    fn utf16_shows_without_a_mark() {
        let bytes: Vec<u8> = "The “pact” holds, he said."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(name(&bytes, false).0, "UTF-16LE");
        let bytes: Vec<u8> = "The “pact” holds, he said."
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(name(&bytes, false).1, "The “pact” holds, he said.");
    }

    #[test]
    fn declarations_count_unless_the_bytes_say_otherwise() {
        let page = b"<meta charset=\"windows-1251\"><p>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert_eq!(
            name(page, true).1,
            "<meta charset=\"windows-1251\"><p>Привет"
        );
        let xml = b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><p>\xb3</p>";
        assert_eq!(name(xml, true).0, "ISO-8859-2");
        let wrong = "<meta http-equiv=x content='text/html; charset=iso-8859-1'>Orbán, “yes”";
        assert_eq!(name(wrong.as_bytes(), true).0, "UTF-8");
        assert_eq!(name(b"<meta charset=utf-16><p>x", true).0, "UTF-8");
    }

    #[test]
    fn guesses_old_western_copy() {
        let text = b"\x93We agree,\x94 the minister\x92s aide said in the caf\xe9.";
        assert_eq!(
            name(text, false).1,
            "“We agree,” the minister’s aide said in the café."
        );
    }

    #[test]
    fn cut_and_hurt_utf8_is_still_utf8() {
        let whole = "Он сказал “да”".as_bytes();
        let (encoding, text, undecodable) = name(&whole[..whole.len() - 1], false);
        assert_eq!((encoding, undecodable), ("UTF-8", 1));
        assert!(text.ends_with("да\u{fffd}"));
        assert_eq!(name(b"so he said \xe2\x80", false).0, "UTF-8");
        let mut hurt = "“Да”, сказал он. ".repeat(3).into_bytes();
        hurt.extend(b"\xff\xff end");
        assert_eq!(name(&hurt, false).0, "UTF-8");
    }
}
