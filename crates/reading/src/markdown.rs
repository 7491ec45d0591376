//! Markdown: the words without the markup, each with its place.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::offsets::View;
use crate::reports::Draft;
use crate::{Metadata, Note, Span, front_matter, html, text};

/// Reads a Markdown text: one line a paragraph, heading, list item or row.
pub(crate) fn read(original: &str) -> Draft {
    // The parser would take a byte-order mark for a word.
    let shift = original.len() - original.trim_start_matches('\u{feff}').len();
    let source = &original[shift..];
    let mut reader = Reader {
        source,
        shift,
        ..Reader::default()
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.take(&event, range);
    }
    let mut metadata = reader.metadata;
    metadata.title = metadata.title.or(reader.heading);
    Draft {
        view: reader.view,
        metadata,
        notes: reader.notes,
    }
}

#[derive(Default)]
struct Reader<'s> {
    source: &'s str,
    shift: usize,
    view: View,
    metadata: Metadata,
    notes: Vec<Note>,
    /// The first heading of the first level.
    heading: Option<String>,
    /// Where the text of the heading that is being read begins.
    heading_from: Option<usize>,
    /// Inside pictures, code and front matter, whose words are not the report's.
    aside: usize,
    in_front_matter: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(words) if self.in_front_matter => {
                front_matter::read(words, &mut self.metadata, &mut self.notes);
            }
            _ if self.aside > 0 => {}
            Event::Text(words) => self.words(words, range),
            Event::Code(words) => {
                // The range holds the fences; the words stand once inside it.
                let inside = self.source[range.clone()].find(&**words);
                let range = inside.map_or(range.clone(), |at| {
                    range.start + at..range.start + at + words.len()
                });
                self.words(words, range);
            }
            Event::SoftBreak => self.view.push_unit(" ", self.place(range)),
            Event::HardBreak => self.view.push_unit("\n", self.place(range)),
            Event::Rule => self.view.end_line(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::MetadataBlock(_) => self.in_front_matter = true,
            Tag::Image { .. } => self.aside += 1,
            // A fence with a language holds code; without one, or by
            // indentation, it may hold the words of a letter or a statement.
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) if !language.trim().is_empty() => {
                self.view.end_line();
                self.aside += 1;
            }
            Tag::HtmlBlock => {
                self.view.end_line();
                let place = self.place(range.clone());
                html::push_fragment(&mut self.view, &self.source[range], place.start);
                self.aside += 1;
            }
            Tag::Heading { level, .. } => {
                self.view.end_line();
                if *level == HeadingLevel::H1 && self.heading.is_none() {
                    self.heading_from = Some(self.view.text().len());
                }
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::TableCell => {
                if !self.view.text().is_empty() && !self.view.text().ends_with(['\n', ' ']) {
                    self.view.push_free(" ");
                }
            }
            _ => self.view.end_line(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_front_matter = false,
            TagEnd::Image => self.aside = self.aside.saturating_sub(1),
            TagEnd::HtmlBlock | TagEnd::CodeBlock => {
                self.aside = self.aside.saturating_sub(1);
                self.view.end_line();
            }
            TagEnd::Heading(_) => {
                if let Some(from) = self.heading_from.take() {
                    let words = self.view.text()[from..].trim();
                    self.heading = (!words.is_empty()).then(|| words.to_owned());
                }
                self.view.end_line();
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::TableCell => {}
            _ => self.view.end_line(),
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let place = self.place(range.clone());
        if self.source.get(range) == Some(words) {
            text::push(&mut self.view, words, place.start);
        } else {
            let words: String = words
                .chars()
                .filter(|c| text::kind(*c) == text::Kind::Plain)
                .collect();
            self.view.push_unit(&words, place);
        }
    }

    fn place(&self, range: Range<usize>) -> Span {
        Span::new(range.start + self.shift, range.end + self.shift)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOURCE: &str = "\u{feff}---\ntitle: Talks resume\ndate: 2025-08-22\n---\n\n# Envoys *meet* again\n\nThe envoy said [the plan](https://a.example \"t\") was **dead**\nand &ldquo;buried&rdquo;\\*.\n\n- first `point`\n- second point\n  - inner\n\n> \"We will not sign,\"  \n> said a delegate.\n\n![a photo](p.png)\n\n```rust\nfn main() {}\n```\n\n```\nDear Sir,\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n<div><p>Told &amp; retold.</p></div>\n";

    #[test]
    fn keeps_words_and_drops_markup() {
        let draft = read(SOURCE);
        let (text, map) = draft.view.finish();
        assert_eq!(
            text,
            "Envoys meet again\nThe envoy said the plan was dead and “buried”*.\nfirst point\nsecond point\ninner\n\"We will not sign,\"\nsaid a delegate.\nDear Sir,\na b\nc d\nTold & retold."
        );
        assert_eq!(draft.metadata.title.as_deref(), Some("Talks resume"));
        assert_eq!(draft.metadata.date.as_deref(), Some("2025-08-22"));
        let at = text.find("the plan").unwrap();
        let back: Vec<&str> = map
            .to_original(Span::new(at, at + "the plan was dead".len()))
            .iter()
            .map(|span| &SOURCE[span.range()])
            .collect();
        assert_eq!(back, ["the plan", " was ", "dead"]);
        let at = text.find('“').unwrap();
        assert_eq!(
            &SOURCE[map.to_original(Span::new(at, at + 3))[0].range()],
            "&ldquo;"
        );
        let at = text.find("& retold").unwrap();
        assert_eq!(
            &SOURCE[map.to_original(Span::new(at, at + 1))[0].range()],
            "&amp;"
        );
    }

    #[test]
    fn the_first_heading_is_the_title_without_front_matter() {
        assert_eq!(
            read("# Envoys meet\n\nText.").metadata.title.as_deref(),
            Some("Envoys meet")
        );
        assert_eq!(read("## Part\n\nText.").metadata.title, None);
    }

    proptest! {
        #[test]
        fn pieces_rise_and_slice(original in "(\\PC|[-*_#>`|\\[\\]()!&;<\n \t]|\r\n|&amp;|---\n|\\* ){0,80}") {
            let (text, map) = read(&original).view.finish();
            let mut last = 0;
            for (at, c) in text.char_indices() {
                for span in map.to_original(Span::new(at, at + c.len_utf8())) {
                    prop_assert!(original.get(span.range()).is_some());
                    prop_assert!(span.end >= last);
                    last = span.end;
                }
            }
        }
    }
}
