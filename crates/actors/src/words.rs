//! A text as words: where each stands, how it is written, what comes between.

use demarche_reading::Span;

use crate::fold::fold;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing but white space.
    Space,
    /// A comma.
    Comma,
    /// The end of a sentence, or the start of the text.
    Stop,
    /// The end of a paragraph.
    Paragraph,
    /// A colon, semicolon, dash, bracket, slash or other mark.
    Mark,
}

/// One word.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells another thing about how a word is written"
)]
pub(crate) struct Word {
    /// Bytes of the text, without a possessive ending.
    pub span: Span,
    /// In lower case without accents.
    pub fold: String,
    /// As written, without a possessive ending.
    pub text: Box<str>,
    /// Starts with a capital.
    pub capital: bool,
    /// All letters are capitals (two at least).
    pub upper: bool,
    /// Carries "'s" or a closing apostrophe.
    pub possessive: bool,
    /// What comes before it.
    pub gap: Gap,
    /// A quotation mark stands in the gap before it.
    pub quote: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// The number of its sentence, from 0.
    pub sentence: usize,
    /// The name in the text whose adjective it looks like (`demonyms`).
    pub land: Option<Box<str>>,
}

impl Word {
    /// The first word of its sentence, heading or quotation.
    pub fn opens(&self) -> bool {
        matches!(self.gap, Gap::Stop | Gap::Paragraph) || (self.quote && self.gap != Gap::Space)
    }

    /// The word as written.
    pub fn written(&self) -> String {
        self.text.to_string()
    }

    /// Joined to the word before it by white space alone.
    pub fn joined(&self) -> bool {
        self.gap == Gap::Space && !self.quote
    }
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "cmdr", "adm",
    "sen", "rep", "gov", "pres", "st", "jr", "sr", "rev", "hon", "no", "vs", "inc", "corp", "co",
    "ltd", "dept", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
    "dec", "mt", "ft", "amb", "brig", "messrs", "pvt", "cpl", "supt", "asst", "assn", "univ",
];

/// Cuts a text into words.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut chars = text.char_indices().peekable();
    let mut gap = Gap::Stop;
    let mut quote = false;
    let mut quoted = false;
    let mut sentence = 0;
    let mut newlines = false;
    while let Some((start, c)) = chars.next() {
        if c.is_alphanumeric() {
            let mut end = start + c.len_utf8();
            while let Some(&(at, c)) = chars.peek() {
                let inner = text[at + c.len_utf8()..].chars().next();
                let next_letter = inner.is_some_and(char::is_alphanumeric);
                let within = c.is_alphanumeric()
                    || (matches!(c, '\'' | '’' | '-' | '‑' | '&') && next_letter)
                    || (c == '.' && abbreviates(text, start, at, inner))
                    || (c == '.' && c.is_ascii() && number_goes_on(text, at, inner));
                if !within {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
            let end = without_verb(text, start, end);
            push(
                &mut out,
                text,
                start,
                end,
                gap,
                quote,
                quoted,
                &mut sentence,
            );
            gap = Gap::Space;
            quote = false;
            newlines = false;
            continue;
        }
        match c {
            '\n' => {
                gap = if newlines || gap == Gap::Paragraph || ends_line(text, start) {
                    Gap::Paragraph
                } else {
                    Gap::Stop
                };
                newlines = true;
                quoted = false;
            }
            c if c.is_whitespace() => {}
            '.' | '!' | '?' | '…' => {
                let after_abbreviation = c == '.'
                    && out.last().is_some_and(|word| {
                        word.span.end == start && ABBREVIATIONS.contains(&word.fold.as_str())
                    });
                if !after_abbreviation && gap != Gap::Paragraph {
                    gap = Gap::Stop;
                }
            }
            '"' => {
                quoted = !quoted;
                quote = true;
            }
            '“' | '«' | '„' => {
                quoted = true;
                quote = true;
            }
            '”' | '»' => {
                quoted = false;
                quote = true;
            }
            ',' => gap = stronger(gap, Gap::Comma),
            '\'' | '’' | '‘' => {
                // The closing apostrophe of a plural: "the ministers' plan".
                if let Some(last) = out.last_mut()
                    && last.span.end == start
                    && last.fold.ends_with('s')
                {
                    last.possessive = true;
                }
            }
            _ => gap = stronger(gap, Gap::Mark),
        }
    }
    out
}

/// Where a word ends that has a verb hanging on it: "I've", "she'll".
fn without_verb(text: &str, start: usize, end: usize) -> usize {
    const VERBS: [&str; 5] = ["ll", "ve", "d", "re", "m"];
    let written = &text[start..end];
    let Some((word, verb)) = written.split_once(['\'', '’']) else {
        return end;
    };
    if VERBS.contains(&verb.to_ascii_lowercase().as_str()) {
        start + word.len()
    } else {
        end
    }
}

/// The gap that counts where two meet.
fn stronger(old: Gap, new: Gap) -> Gap {
    match old {
        Gap::Stop | Gap::Paragraph | Gap::Mark => old,
        Gap::Comma | Gap::Space => new,
    }
}

/// Whether a line ends here for good: short lines are headings and captions.
fn ends_line(text: &str, at: usize) -> bool {
    text[at + 1..].starts_with('\n')
}

/// Whether the full stop at `at` belongs to an abbreviation such as "U.S.".
fn abbreviates(text: &str, start: usize, at: usize, next: Option<char>) -> bool {
    let so_far = &text[start..at];
    let single = so_far
        .rsplit('.')
        .next()
        .is_some_and(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    if !single {
        return false;
    }
    // Inside ("U" before ".S"), or the last stop of a dotted abbreviation, or
    // an initial before a name ("J. Smith").
    next.is_some_and(char::is_alphanumeric)
        || so_far.contains('.')
        || (next == Some(' ')
            && text[at + 2..]
                .chars()
                .next()
                .is_some_and(char::is_uppercase))
}

/// Whether the stop at `at` is a decimal point.
fn number_goes_on(text: &str, at: usize, next: Option<char>) -> bool {
    next.is_some_and(|c| c.is_ascii_digit())
        && text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_digit())
}

#[expect(clippy::too_many_arguments, reason = "the state of one pass")]
fn push(
    out: &mut Vec<Word>,
    text: &str,
    start: usize,
    end: usize,
    gap: Gap,
    quote: bool,
    quoted: bool,
    sentence: &mut usize,
) {
    let written = &text[start..end];
    let bare = ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| written.strip_suffix(ending))
        .filter(|bare| !bare.is_empty());
    let possessive = bare.is_some();
    let bare = bare.unwrap_or(written);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    // "U.S. President" goes on; "in the U.S. The talks" does not, but no mark
    // tells the two apart, so an abbreviation never ends a sentence.
    if matches!(gap, Gap::Stop | Gap::Paragraph) && !out.is_empty() {
        *sentence += 1;
    }
    out.push(Word {
        span: Span::new(start, start + bare.len()),
        fold: fold(bare),
        text: bare.into(),
        capital: bare.chars().next().is_some_and(char::is_uppercase),
        upper: letters >= 2 && bare.chars().all(|c| !c.is_lowercase()),
        possessive,
        gap,
        quote,
        quoted,
        sentence: *sentence,
        land: None,
    });
}

/// The words that lie inside a span, as a range of indices.
pub(crate) fn inside(words: &[Word], span: Span) -> std::ops::Range<usize> {
    let from = words.partition_point(|word| word.span.end <= span.start);
    let to = words.partition_point(|word| word.span.start < span.end);
    from..to.max(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words() {
        let text =
            "\"We agree,\" Mr. J. Smith of the U.S. said. Putin's envoy, who left, won 3.5%.";
        let cut = words(text);
        let shown: Vec<String> = cut
            .iter()
            .map(|word| {
                format!(
                    "{}{}{}{}",
                    word.fold,
                    if word.possessive { "'s" } else { "" },
                    if word.quoted { "\"" } else { "" },
                    word.sentence
                )
            })
            .collect();
        assert_eq!(
            shown.join(" "),
            "we\"0 agree\"0 mr0 j.0 smith0 of0 the0 u.s.0 said0 putin's1 envoy1 who1 left1 won1 3.51"
        );
    }
}
