//! Reads a folder of brat standoff annotation.

use crate::Result;
use crate::error::EvaluationError;
use crate::relation::{Offsets, Relation};
use crate::text::Text;
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// An article and the relations that people found in it.
#[derive(Debug, Clone)]
pub struct Article {
    /// The name of its files, less the endings; predictions use it as `id`.
    pub name: String,
    /// The text.
    pub text: Text,
    /// The gold relations, in the order of the annotation file.
    pub gold: Vec<Relation>,
}

impl Article {
    /// Makes an article from its parts.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>, gold: Vec<Relation>) -> Self {
        Self {
            name: name.into(),
            text: Text::new(text),
            gold,
        }
    }
}

/// How a line of standoff annotation begins. Any other line goes on the one
/// before it, as the text of a span may hold a newline.
static LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[TERAMN]\d+|#\d*|\*)\t"));
/// A span: identifier, type, fragments; the text that follows is not needed.
static SPAN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(T\d+)\t\S+ ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)"));
/// An event.
static EVENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?s:E\d+\t(.*))"));
/// A role of an event; brat numbers the second and later spans of a role.
static ROLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(Source|Cue|Content)\d*:(T\d+)"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant that compiles")
}

/// Reads a corpus: the articles that have annotation, by name.
///
/// Where an article has several annotation files, the first in alphabetical
/// order is the gold standard and the others are not opened. Spans of other
/// types than source, cue and content are passed over, as are notes and
/// events without content.
///
/// # Errors
/// [`EvaluationError`] with file and line where the folder is not such a
/// corpus, a file cannot be read or is not UTF-8, or an event refers to a span
/// that is not there.
pub fn read_gold(folder: &Path) -> Result<Vec<Article>> {
    gold_files(folder)?
        .into_iter()
        .map(|(name, path)| {
            let text = read_utf8(&folder.join("text").join(format!("{name}.txt")))?;
            let gold = parse_annotation(&read_utf8(&path)?, &path)?;
            Ok(Article {
                name,
                text: Text::new(text),
                gold,
            })
        })
        .collect()
}

/// The gold file of each article.
fn gold_files(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let annotations = folder.join("attributions");
    let unread = |source| EvaluationError::Read {
        path: annotations.clone(),
        source,
    };
    let entries = match annotations.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(EvaluationError::NoAnnotations {
                folder: folder.to_owned(),
            });
        }
        Err(error) => return Err(unread(error)),
    };
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(unread)?.path();
        if path.extension().is_none_or(|extension| extension != "ann") {
            continue;
        }
        let Some(name) = path
            .file_stem()
            .and_then(|stem| article_name(stem.to_str()?))
        else {
            return Err(EvaluationError::AnnotationName { path });
        };
        // Names of one article differ in the annotator alone, so the smaller
        // path is the earlier annotator.
        let first = files.entry(name).or_insert_with(|| path.clone());
        if path < *first {
            *first = path;
        }
    }
    if files.is_empty() {
        return Err(EvaluationError::NoAnnotations {
            folder: folder.to_owned(),
        });
    }
    Ok(files)
}

/// The article in `ARTICLE_xxxx`.
fn article_name(stem: &str) -> Option<String> {
    let (name, annotator) = stem.rsplit_once('_')?;
    let digits = annotator.len() == 4
        && annotator
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (digits && !name.is_empty()).then(|| name.to_owned())
}

/// A file's text, newlines as they are.
pub(crate) fn read_utf8(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|source| EvaluationError::Read {
        path: path.to_owned(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.split(|&b| b == b'\n').count();
        EvaluationError::NotUtf8 {
            path: path.to_owned(),
            line,
        }
    })
}

/// The lines of standoff annotation with their numbers, continued lines joined.
fn annotation_lines(annotation: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(annotation.split('\n')) {
        match lines.last_mut() {
            Some((_, before)) if !LINE.is_match(line) => {
                if !line.is_empty() {
                    before.push('\n');
                    before.push_str(line);
                }
            }
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}

/// The relations of an annotation file that have content, in its order.
fn parse_annotation(annotation: &str, path: &Path) -> Result<Vec<Relation>> {
    let mut spans: HashMap<String, Vec<Offsets>> = HashMap::new();
    let mut events = Vec::new();
    for (number, line) in annotation_lines(annotation) {
        if let Some(span) = SPAN.captures(&line) {
            let fragments =
                parse_fragments(&span[2]).map_err(|offset| EvaluationError::Offset {
                    path: path.to_owned(),
                    line: number,
                    offset,
                })?;
            spans.insert(span[1].to_owned(), fragments);
        } else if let Some(event) = EVENT.captures(&line) {
            events.push((number, event[1].to_owned()));
        }
    }
    let mut relations = Vec::new();
    // A span may come after the event that refers to it.
    for (number, event) in events {
        let mut relation = Relation::default();
        for reference in ROLE.captures_iter(&event) {
            let Some(span) = spans.get(&reference[2]) else {
                return Err(EvaluationError::MissingSpan {
                    path: path.to_owned(),
                    line: number,
                    id: reference[2].to_owned(),
                });
            };
            let role = match &reference[1] {
                "Source" => &mut relation.source,
                "Cue" => &mut relation.cue,
                _ => &mut relation.content,
            };
            role.extend_from_slice(span);
        }
        if !relation.content.is_empty() {
            relations.push(relation);
        }
    }
    Ok(relations)
}

/// Parses `0 3;12 16`; gives back the offset that does not fit a number.
fn parse_fragments(fragments: &str) -> std::result::Result<Vec<Offsets>, String> {
    let number = |digits: &str| digits.parse::<usize>().map_err(|_| digits.to_owned());
    fragments
        .split(';')
        .map(|fragment| {
            let (start, end) = fragment.split_once(' ').ok_or(fragment)?;
            Ok([number(start)?, number(end)?])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(annotation: &str) -> Result<Vec<Relation>> {
        parse_annotation(annotation, Path::new("a_0001.ann"))
    }

    #[test]
    fn spans_may_be_broken_numbered_and_continued() {
        let annotation = "T1\tContent 0 3;12 16\tfour\nlines of\n\ntext\n\
                          T2\tContent 20 25\tagain\nT3\tCue 7 9\tis\n\
                          E1\tAttribution:T3 Content:T1 Content2:T2 Cue:T3\n";
        let relations = parse(annotation).unwrap();
        assert_eq!(relations.len(), 1);
        assert_eq!(relations[0].content, [[0, 3], [12, 16], [20, 25]]);
        assert_eq!(relations[0].cue, [[7, 9]]);
        assert!(relations[0].source.is_empty());
    }

    #[test]
    fn events_without_content_and_other_lines_are_passed_over() {
        let annotation = "T1\tDiscuss 0 3\tfoo\nT2\tCue 4 5\tb\nE1\tAttribution:T2 Cue:T2\n\
                          #1\tAnnotatorNotes T1\tE2\tContent:T9\n*\tEquiv T1 T2\nA1\tNegated T1\n";
        assert_eq!(parse(annotation).unwrap(), []);
        assert_eq!(parse("").unwrap(), []);
        assert_eq!(parse("no annotation at all\nreally").unwrap(), []);
    }

    #[test]
    fn an_event_may_come_before_its_spans() {
        let relations = parse("E1\tAttribution:T1 Content:T1\nT1\tContent 0 1\tx").unwrap();
        assert_eq!(relations[0].content, [[0, 1]]);
    }

    #[test]
    fn faults_are_told_with_their_lines() {
        let error = parse("T1\tContent 0 1\tx\ny\nE1\tAttribution:T1 Content:T2\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "a_0001.ann, line 3: an event refers to T2, which the file does not define"
        );
        let error = parse("\nT1\tContent 0 99999999999999999999999\tx\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "a_0001.ann, line 2: 99999999999999999999999 is too large for an offset"
        );
    }

    #[test]
    fn names_tell_article_and_annotator() {
        assert_eq!(
            article_name("paper_2016_some-title_0a9f").as_deref(),
            Some("paper_2016_some-title")
        );
        for stem in [
            "paper",
            "paper_0A9F",
            "paper_123",
            "_0a9f",
            "paper_12345",
            "p_\u{e9}\u{e9}",
        ] {
            assert_eq!(article_name(stem), None, "{stem}");
        }
    }
}
