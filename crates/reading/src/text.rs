//! The normalised view of plain text: the same words and lines, clean characters.

use crate::Span;
use crate::offsets::View;

/// What becomes of a character that does not stay as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It stays.
    Plain,
    /// It becomes a space.
    Blank,
    /// It becomes a line end.
    LineEnd,
    /// It goes: nobody sees it.
    Unseen,
}

pub(crate) fn kind(c: char) -> Kind {
    match c {
        '\n' | '\t' | ' '..='~' => Kind::Plain,
        // The vertical tab, form feed, next-line and Unicode separators end
        // lines in the word processors that write them.
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::LineEnd,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Kind::Blank
        }
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => Kind::Unseen,
        c if c.is_control() => Kind::Unseen,
        _ => Kind::Plain,
    }
}

/// The view of a whole plain text.
pub(crate) fn view(original: &str) -> View {
    view_from(original, 0)
}

/// The view of a plain text from a byte on.
pub(crate) fn view_from(original: &str, start: usize) -> View {
    let mut view = View::default();
    push(&mut view, &original[start..], start);
    view
}

/// Adds the view of `text`, which stands at byte `at` of the original.
pub(crate) fn push(view: &mut View, text: &str, at: usize) {
    // Most text is plain throughout: it is copied in long runs.
    let mut run = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let kind = kind(c);
        if kind == Kind::Plain {
            continue;
        }
        view.push_exact(&text[run..start], at + run);
        let mut end = start + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
            chars.next();
            end += 1;
        }
        let span = Span::new(at + start, at + end);
        match kind {
            Kind::Blank => view.push_unit(" ", span),
            Kind::LineEnd => view.push_unit("\n", span),
            Kind::Unseen => view.leave_out(span),
            Kind::Plain => {}
        }
        run = end;
    }
    view.push_exact(&text[run..], at + run);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::CodePoints;

    #[test]
    fn cleans_characters_and_keeps_lines() {
        let original = "\u{feff}A\u{a0}B\r\n\r\nco\u{ad}operate\u{200b}\r\u{1b}x\u{2028}y\0";
        let (text, map) = view(original).finish_untrimmed();
        assert_eq!(text, "A B\n\ncooperate\nx\ny");
        let at = text.find("cooperate").unwrap();
        let spans = map.to_original(Span::new(at, at + 9));
        assert_eq!(spans.len(), 1);
        assert_eq!(&original[spans[0].range()], "co\u{ad}operate");
        let points = CodePoints::new(original, &map);
        assert_eq!(points.of_span(Span::new(0, 3)), [[1, 4]]);
    }

    proptest! {
        #[test]
        fn ascii_stays_as_it_is(original in "[ -~\n\t]{0,400}") {
            let (text, map) = view(&original).finish_untrimmed();
            prop_assert_eq!(&text, &original);
            if !text.is_empty() {
                let all = Span::new(0, text.len());
                prop_assert_eq!(map.to_original(all), vec![all]);
            }
        }

        #[test]
        fn every_character_leads_back(original in "(\\PC|\r\n|\u{ad}|\u{a0}|\u{feff}|\0){0,200}") {
            let (text, map) = view(&original).finish_untrimmed();
            let mut last = 0;
            for (at, c) in text.char_indices() {
                let spans = map.to_original(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(spans.len(), 1);
                prop_assert!(spans[0].start >= last);
                last = spans[0].end;
                let source = &original[spans[0].range()];
                prop_assert!(source.starts_with(c) || c == ' ' || c == '\n');
                prop_assert_eq!(map.to_text(spans[0]), Some(Span::new(at, at + c.len_utf8())));
            }
        }
    }
}
