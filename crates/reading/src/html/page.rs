//! Walks a page's tokens into blocks of text with their places.
//!
//! No tree is built, so depth costs nothing here; it is only measured, for
//! the library that builds one.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::elements::{ends_by_itself, is_block, is_furniture, is_unshown, is_void};
use super::entities::Entities;
use super::head::Head;
use crate::Span;
use crate::offsets::View;
use crate::text::{Kind, kind};

/// A stretch of text between two block-level tags or line breaks.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) view: View,
    /// Inside `article` or `main`.
    pub(crate) in_article: bool,
    /// Inside navigation, footers and other furniture.
    pub(crate) in_furniture: bool,
    /// Bytes of the text that are links.
    pub(crate) linked: usize,
}

/// A page as the walk leaves it.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) blocks: Vec<Block>,
    pub(crate) head: Head,
    /// Elements open at once, at most; tags that end by themselves not counted.
    pub(crate) depth: usize,
    /// Start tags.
    pub(crate) tags: usize,
    /// Scripts and styles, which hold no text, with their tags.
    pub(crate) scripts: Vec<Span>,
}

/// Walks `source`, whose first byte is byte `at` of the original.
pub(crate) fn walk(source: &str, at: usize) -> Page {
    let mut walk = Walk {
        source,
        at,
        ..Walk::default()
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&tag.name, tag.span.end),
            Token::String(text) => walk.text(text.span.start, text.span.end),
            _ => {}
        }
    }
    if let Some(start) = walk.script_from {
        walk.page.scripts.push(Span::new(start, source.len()));
    }
    walk.end_block();
    walk.page
}

#[derive(Default)]
struct Walk<'s> {
    source: &'s str,
    at: usize,
    page: Page,
    entities: Entities,
    block: Block,
    /// Blanks that count only if a word follows.
    blank: Option<Span>,
    open: usize,
    articles: usize,
    furniture: usize,
    links: usize,
    verbatim: usize,
    /// Inside elements whose text is not shown as text.
    unshown: usize,
    in_title: bool,
    in_heading: bool,
    in_json_ld: bool,
    script_from: Option<usize>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(&value.value).into_owned())
        };
        self.page.tags += 1;
        if !is_void(name) && !ends_by_itself(name) && !tag.self_closing {
            self.open += 1;
            self.page.depth = self.page.depth.max(self.open);
        }
        if is_block(name) {
            self.end_block();
        }
        match name {
            b"html" => self.page.head.language = attribute("lang").or(attribute("xml:lang")),
            b"meta" => {
                let key = attribute("property")
                    .or(attribute("name"))
                    .or(attribute("itemprop"))
                    .or(attribute("http-equiv"));
                if let (Some(key), Some(value)) = (key, attribute("content")) {
                    self.page.head.meta.push((key.to_ascii_lowercase(), value));
                }
            }
            b"link" => {
                let canonical =
                    attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if canonical && self.page.head.canonical.is_none() {
                    self.page.head.canonical = attribute("href");
                }
            }
            b"time" if self.furniture == 0 => {
                if let Some(value) = attribute("datetime") {
                    let stated = tag.attributes.contains_key(b"pubdate".as_slice())
                        || attribute("itemprop")
                            .is_some_and(|p| p.eq_ignore_ascii_case("datePublished"));
                    self.page.head.times.push((stated, value));
                }
            }
            b"title" => self.in_title = self.unshown == 0 && self.page.head.title.is_empty(),
            b"h1" => {
                self.page.head.headings += 1;
                self.in_heading = self.page.head.headings == 1;
            }
            b"a" => self.links += 1,
            b"pre" => self.verbatim += 1,
            // What was left open before cannot hide the article.
            b"body" => self.unshown = 0,
            b"article" | b"main" => {
                self.unshown = 0;
                self.articles += 1;
            }
            _ if is_furniture(name) => self.furniture += 1,
            _ if is_unshown(name) && !tag.self_closing => self.unshown += 1,
            b"script" | b"style" => {
                self.script_from = Some(tag.span.start);
                self.in_json_ld = attribute("type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8], to: usize) {
        if !is_void(name) && !ends_by_itself(name) {
            self.open = self.open.saturating_sub(1);
        }
        if is_block(name) {
            self.end_block();
        }
        let count = match name {
            b"title" => {
                self.in_title = false;
                return;
            }
            b"h1" => {
                self.in_heading = false;
                return;
            }
            b"script" | b"style" => {
                self.in_json_ld = false;
                if let Some(from) = self.script_from.take() {
                    self.page.scripts.push(Span::new(from, to));
                }
                return;
            }
            b"a" => &mut self.links,
            b"pre" => &mut self.verbatim,
            b"article" | b"main" => &mut self.articles,
            _ if is_furniture(name) => &mut self.furniture,
            _ if is_unshown(name) => &mut self.unshown,
            _ => return,
        };
        *count = count.saturating_sub(1);
    }

    fn text(&mut self, start: usize, end: usize) {
        let Some(raw) = self.source.get(start..end) else {
            return;
        };
        if self.in_json_ld {
            self.page.head.json_ld.push(raw.to_owned());
        }
        if self.script_from.is_some() || self.unshown > 0 {
            return;
        }
        let mut from = self.block.view.text().len();
        let mut run = start;
        let mut at = start;
        while let Some(c) = self.source[at..end].chars().next() {
            let mut next = at + c.len_utf8();
            let mut kind = kind(c);
            let mut decoded = None;
            if c == '&'
                && let Some((length, text)) = self.entities.at(&self.source[at..end])
            {
                next = at + length;
                kind = text.chars().next().map_or(Kind::Unseen, crate::text::kind);
                let shown = |c: &char| crate::text::kind(*c) == Kind::Plain;
                decoded = Some(text.chars().filter(shown).collect::<String>());
            }
            let span = Span::new(self.at + at, self.at + next);
            let blank = c.is_ascii_whitespace()
                || matches!(kind, Kind::Blank | Kind::LineEnd)
                || decoded
                    .as_ref()
                    .is_some_and(|text| text.trim().is_empty() && kind == Kind::Plain);
            if kind == Kind::Plain && decoded.is_none() && !blank {
                self.push_blank();
                at = next;
                continue;
            }
            self.push_run(run, at);
            run = next;
            at = next;
            if c == '\n' && self.verbatim > 0 {
                self.note_links(from);
                self.end_block();
                from = 0;
                continue;
            }
            if blank {
                match &mut self.blank {
                    Some(blank) if blank.end == span.start => blank.end = span.end,
                    Some(_) => {}
                    None => self.blank = Some(span),
                }
            } else if kind == Kind::Unseen {
                if self.blank.is_none() {
                    self.block.view.leave_out(span);
                }
            } else if let Some(decoded) = decoded {
                self.push_blank();
                self.block.view.push_unit(&decoded, span);
            }
        }
        self.push_run(run, end);
        self.note_links(from);
    }

    /// Adds the plain characters from `run` to `end`.
    fn push_run(&mut self, run: usize, end: usize) {
        if run < end {
            self.block
                .view
                .push_exact(&self.source[run..end], self.at + run);
        }
    }

    /// Counts what came after `from` as link, title or heading, if it is one.
    fn note_links(&mut self, from: usize) {
        let text = self.block.view.text();
        let added = text.get(from..).unwrap_or_default();
        if self.links > 0 {
            self.block.linked += added.len();
        }
        if self.in_heading {
            self.page.head.heading.push_str(added);
        }
        if self.in_title {
            self.page.head.title.push_str(added);
            self.block = Block::default();
            self.blank = None;
        }
    }

    fn push_blank(&mut self) {
        if let Some(blank) = self.blank.take()
            && !self.block.view.is_empty()
        {
            self.block.view.push_unit(" ", blank);
        }
    }

    fn end_block(&mut self) {
        self.blank = None;
        let mut block = std::mem::take(&mut self.block);
        if !block.view.is_empty() {
            block.in_article = self.articles > 0;
            block.in_furniture = self.furniture > 0;
            self.page.blocks.push(block);
        }
    }
}
