//! Running text with source, cue and content marked, wrapped to a width.
//!
//! By colour where colours show, else by brackets, so that a pipe or a printed
//! page tells as much as a terminal.

use anstyle::Style;
use demarche_ledger::Roles;
use demarche_reading::Span;
use unicode_width::UnicodeWidthChar;

use crate::screen::{CONTENT, CUE, SOURCE};
use demarche_brief::visible;

/// How roles are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    Colour,
    Brackets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Source,
    Cue,
    Content,
}

impl Role {
    const fn style(self) -> Style {
        match self {
            Self::Source => SOURCE,
            Self::Cue => CUE,
            Self::Content => CONTENT,
        }
    }

    const fn brackets(self) -> (char, char) {
        match self {
            Self::Source => ('[', ']'),
            Self::Cue => ('<', '>'),
            Self::Content => ('{', '}'),
        }
    }
}

impl Marks {
    /// One line that says what the marks mean.
    pub fn legend(self) -> String {
        let mark = |role: Role, name: &str| match self {
            Self::Colour => format!("{0}{name}{0:#}", role.style()),
            Self::Brackets => {
                let (open, close) = role.brackets();
                format!("{open}{name}{close}")
            }
        };
        let parts = [
            mark(Role::Source, "who"),
            mark(Role::Cue, "the word that says so"),
            mark(Role::Content, "what"),
        ];
        parts.join(" ")
    }
}

/// The text in lines of at most `width` columns.
pub fn wrap(text: &str, spans: &Roles, marks: Marks, width: usize) -> Vec<String> {
    let mut lines = Lines {
        width: width.max(10),
        ..Lines::default()
    };
    for (part, role) in segments(text, spans) {
        let (lead, rest) = part.split_at(part.len() - part.trim_start().len());
        let (body, tail) = rest.split_at(rest.trim_end().len());
        lines.push(lead, None);
        match (role, marks) {
            (Some(role), Marks::Brackets) if !body.is_empty() => {
                let (open, close) = role.brackets();
                lines.mark(open);
                lines.push(body, None);
                lines.mark(close);
            }
            (role, _) => lines.push(body, role.map(Role::style)),
        }
        lines.push(tail, None);
    }
    lines.finish()
}

/// The text cut where a role begins or ends. Where two roles share words, the
/// cue shows, then the source.
fn segments<'a>(text: &'a str, spans: &Roles) -> Vec<(&'a str, Option<Role>)> {
    let roles = [
        (Role::Cue, &spans.cue),
        (Role::Source, &spans.source),
        (Role::Content, &spans.content),
    ];
    let mut cuts: Vec<usize> = roles
        .iter()
        .flat_map(|(_, spans)| spans.iter().flat_map(|span| [span.start, span.end]))
        .chain([0, text.len()])
        .filter(|cut| text.is_char_boundary(*cut))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let role_of = |part: Span| {
        roles
            .iter()
            .find(|(_, spans)| spans.iter().any(|s| s.overlaps(part)))
            .map(|(role, _)| *role)
    };
    let mut found: Vec<(Span, Option<Role>)> = Vec::new();
    for pair in cuts.windows(2) {
        let part = Span::new(pair[0], pair[1]);
        let role = role_of(part);
        match found.last_mut() {
            Some((last, same)) if *same == role && role.is_none() => last.end = part.end,
            _ => found.push((part, role)),
        }
    }
    found
        .into_iter()
        .map(|(part, role)| (&text[part.range()], role))
        .collect()
}

/// Lines in the making.
#[derive(Default)]
struct Lines {
    width: usize,
    done: Vec<String>,
    line: String,
    line_columns: usize,
    word: String,
    word_columns: usize,
}

impl Lines {
    fn push(&mut self, text: &str, style: Option<Style>) {
        let mut styled = false;
        for c in text.chars() {
            if c.is_whitespace() {
                self.unstyle(&mut styled, style);
                self.end_word();
                continue;
            }
            if self.word_columns >= self.width {
                self.unstyle(&mut styled, style);
                self.end_word();
            }
            if let Some(style) = style
                && !styled
            {
                self.word.push_str(&style.render().to_string());
                styled = true;
            }
            self.word.push(visible(c));
            self.word_columns += c.width().unwrap_or(1);
        }
        self.unstyle(&mut styled, style);
    }

    fn mark(&mut self, mark: char) {
        self.word.push(mark);
        self.word_columns += 1;
    }

    fn unstyle(&mut self, styled: &mut bool, style: Option<Style>) {
        if let (Some(style), true) = (style, *styled) {
            self.word.push_str(&style.render_reset().to_string());
        }
        *styled = false;
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let blank = usize::from(!self.line.is_empty());
        if self.line_columns + blank + self.word_columns > self.width && blank > 0 {
            self.done.push(std::mem::take(&mut self.line));
            self.line_columns = 0;
        } else if blank > 0 {
            self.line.push(' ');
            self.line_columns += 1;
        }
        self.line.push_str(&std::mem::take(&mut self.word));
        self.line_columns += std::mem::take(&mut self.word_columns);
    }

    fn finish(mut self) -> Vec<String> {
        self.end_word();
        if !self.line.is_empty() {
            self.done.push(self.line);
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, wrap};
    use demarche_ledger::Roles;
    use demarche_reading::Span;

    const TEXT: &str = "“We will sign,” Kovalenko said, “if they do.” Rain fell.";

    fn spans(of: &str) -> Vec<Span> {
        let at = TEXT.find(of).expect("it stands in the text");
        vec![Span::new(at, at + of.len())]
    }

    fn roles() -> Roles {
        let mut content = spans("“We will sign,”");
        content.extend(spans("“if they do.”"));
        Roles {
            source: spans("Kovalenko"),
            cue: spans("said"),
            content,
        }
    }

    #[test]
    fn brackets_tell_the_roles_apart() {
        assert_eq!(
            wrap(TEXT, &roles(), Marks::Brackets, 30),
            [
                "{“We will sign,”} [Kovalenko]",
                "<said>, {“if they do.”} Rain",
                "fell."
            ]
        );
    }

    #[test]
    fn colours_do_not_count_as_columns() {
        let plain = wrap(TEXT, &Roles::default(), Marks::Colour, 30);
        let coloured = wrap(TEXT, &roles(), Marks::Colour, 30);
        let stripped: Vec<_> = coloured
            .iter()
            .map(|line| anstream::adapter::strip_str(line).to_string())
            .collect();
        assert_eq!(stripped, plain);
        assert!(coloured[0].contains("\u{1b}[32m"));
    }

    #[test]
    fn escapes_in_a_report_do_nothing() {
        let lines = wrap(
            "a\u{1b}]0;owned\u{7}b",
            &Roles::default(),
            Marks::Colour,
            80,
        );
        assert_eq!(lines, ["a␛]0;owned␇b"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let lines = wrap(&"x".repeat(25), &Roles::default(), Marks::Brackets, 10);
        assert_eq!(lines, ["x".repeat(10), "x".repeat(10), "x".repeat(5)]);
    }

    #[test]
    fn the_legend_uses_the_marks() {
        assert_eq!(
            Marks::Brackets.legend(),
            "[who] <the word that says so> {what}"
        );
    }
}
