//! Full-text search over reports, and the text around a statement.

use demarche_reading::Span;
use rusqlite::params;

use crate::rows::{self, SUMMARY, SUMMARY_WIDTH};
use crate::{Hit, Ledger, Passage, ReportSummary, Result, Roles, Statement, words};

/// How many words of text a hit shows: about two lines on a terminal.
const SNIPPET_WORDS: usize = 32;

/// Set around matches inside snippets. Noncharacters of Unicode: no text
/// should hold them, and one that does is shown without marks.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

impl Ledger {
    /// Reports whose title or text holds all the words, best match first, in
    /// their latest revisions. A phrase in double quotes must stand together;
    /// no other character has a meaning of its own. Case, accents and English
    /// endings do not count.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>> {
        let Some(query) = words::query(words) else {
            return Ok(Vec::new());
        };
        let found = self
            .best_readings(&query, limit)
            .map_err(|e| self.error(e))?;
        let mut hits = Vec::with_capacity(found.len());
        for (report, reading) in found {
            let (plain, marked) = self.snippets(&query, reading).map_err(|e| self.error(e))?;
            let (snippet, matches) = if plain.contains([OPEN, CLOSE]) {
                (plain, Vec::new())
            } else {
                unmark(&marked)
            };
            // Line breaks are one byte, as is a blank: the spans stay.
            hits.push(Hit {
                report,
                snippet: snippet.replace('\n', " "),
                matches,
            });
        }
        Ok(hits)
    }

    fn best_readings(
        &self,
        query: &str,
        limit: usize,
    ) -> std::result::Result<Vec<(ReportSummary, i64)>, rusqlite::Error> {
        let sql = format!(
            "SELECT {SUMMARY}, t.id
             FROM report_words w
             CROSS JOIN readings t ON t.id = w.rowid
             CROSS JOIN reports r ON r.id = t.report
             CROSS JOIN addresses a ON a.id = r.address AND a.latest = r.id
             CROSS JOIN derivations d ON d.id = r.current AND d.reading = t.id
             WHERE report_words MATCH ?1
             ORDER BY bm25(report_words), a.id LIMIT ?2"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached(&sql)?
            .query_map(params![query, limit], |row| {
                Ok((rows::summary(row)?, row.get(SUMMARY_WIDTH)?))
            })?
            .collect()
    }

    /// The words around the first matches, without marks and with.
    fn snippets(
        &self,
        query: &str,
        reading: i64,
    ) -> std::result::Result<(String, String), rusqlite::Error> {
        self.connection
            .prepare_cached(
                "SELECT snippet(report_words, 1, '', '', '…', ?3),
                     snippet(report_words, 1, ?4, ?5, '…', ?3)
                 FROM report_words WHERE report_words MATCH ?1 AND rowid = ?2",
            )?
            .query_row(
                params![
                    query,
                    reading,
                    SNIPPET_WORDS,
                    OPEN.to_string(),
                    CLOSE.to_string()
                ],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
    }

    /// The paragraphs that hold a statement, with `around` more before and
    /// after.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn passage(&self, statement: &Statement, around: usize) -> Result<Passage> {
        let text = self.reading_text(statement.reading)?;
        Ok(Passage::of(&text, &statement.spans, around))
    }
}

/// Takes the marks out of a snippet and says where they stood.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut plain = String::with_capacity(marked.len());
    let mut matches = Vec::new();
    let mut start = 0;
    for character in marked.chars() {
        match character {
            OPEN => start = plain.len(),
            CLOSE => matches.push(Span::new(start, plain.len())),
            other => plain.push(other),
        }
    }
    (plain, matches)
}

impl Passage {
    /// The lines of a normalised text that hold the spans, and `around` more
    /// before and after; empty ones between do not count.
    #[must_use]
    pub fn of(text: &str, spans: &Roles, around: usize) -> Self {
        let all = || {
            [&spans.source, &spans.cue, &spans.content]
                .into_iter()
                .flatten()
        };
        let first = all()
            .map(|span| span.start)
            .min()
            .unwrap_or(0)
            .min(text.len());
        let last = all()
            .map(|span| span.end)
            .max()
            .unwrap_or(0)
            .clamp(first, text.len());
        let bytes = text.as_bytes();
        let line_start = |at: usize| {
            bytes[..at]
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(0, |i| i + 1)
        };
        let line_end = |at: usize| {
            bytes[at..]
                .iter()
                .position(|b| *b == b'\n')
                .map_or(text.len(), |i| at + i)
        };
        let (mut start, mut end) = (line_start(first), line_end(last));
        let mut left = around;
        while left > 0 && start > 0 {
            let before = line_start(start - 1);
            left -= usize::from(!text[before..start].trim().is_empty());
            start = before;
        }
        let mut left = around;
        while left > 0 && end < text.len() {
            let after = line_end(end + 1);
            left -= usize::from(!text[end..after].trim().is_empty());
            end = after;
        }
        let shift = |list: &[Span]| {
            list.iter()
                .map(|span| Span::new(span.start - start, span.end - start))
                .collect()
        };
        Passage {
            text: text[start..end].to_owned(),
            start,
            spans: Roles {
                source: shift(&spans.source),
                cue: shift(&spans.cue),
                content: shift(&spans.content),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use demarche_reading::Span;

    use super::unmark;
    use crate::{Passage, Roles};

    #[test]
    fn passages_are_whole_paragraphs() {
        let text = "One.\n\nTwo said three.\nFour.\n\nFive.";
        let spans = Roles {
            source: vec![Span::new(6, 9)],
            cue: vec![Span::new(10, 14)],
            content: vec![Span::new(15, 20)],
        };
        let passage = Passage::of(text, &spans, 0);
        assert_eq!(passage.text, "Two said three.");
        assert_eq!(passage.start, 6);
        assert_eq!(&passage.text[passage.spans.content[0].range()], "three");
        assert_eq!(
            Passage::of(text, &spans, 1).text,
            "One.\n\nTwo said three.\nFour."
        );
        assert_eq!(Passage::of(text, &spans, 2).text, text);
        assert_eq!(Passage::of(text, &spans, 9).text, text);
    }

    #[test]
    fn marks_become_spans() {
        let (plain, matches) = unmark("…a \u{FDD0}red\u{FDD1} line");
        assert_eq!(plain, "…a red line");
        assert_eq!(&plain[matches[0].range()], "red");
    }
}
