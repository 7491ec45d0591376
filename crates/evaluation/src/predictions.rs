//! Reads predictions: JSON Lines, one article a line.

use crate::Result;
use crate::brat::Article;
use crate::error::EvaluationError;
use crate::relation::{Offsets, Relation};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What a program found, by the name of the article.
///
/// An article that is not among the keys counts as one in which nothing was
/// found, and is reported as being without prediction.
pub type Predictions = BTreeMap<String, Vec<Relation>>;

/// Reads the predictions for a corpus from a file.
///
/// # Errors
/// As [`parse_predictions`], and when the file cannot be opened.
pub fn read_predictions(path: &Path, articles: &[Article]) -> Result<Predictions> {
    let file = File::open(path).map_err(|source| EvaluationError::Read {
        path: path.to_owned(),
        source,
    })?;
    parse_predictions(BufReader::new(file), path, articles)
}

/// Reads the predictions for a corpus from anything that gives lines; `path`
/// is what errors call it.
///
/// Blank lines are passed over, and so are members of the objects that are not
/// known here. A role may be missing or null. A `confidence` that is no number
/// is taken as not given.
///
/// # Errors
/// [`EvaluationError`] with the line that is not UTF-8 or not such an object,
/// names an article that the corpus does not have or that had its line
/// already, or has a span outside its text.
pub fn parse_predictions(
    mut reader: impl BufRead,
    path: &Path,
    articles: &[Article],
) -> Result<Predictions> {
    let lengths: HashMap<&str, usize> = articles
        .iter()
        .map(|article| (article.name.as_str(), article.text.length()))
        .collect();
    let mut predictions = Predictions::new();
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read =
            reader
                .read_until(b'\n', &mut bytes)
                .map_err(|source| EvaluationError::Read {
                    path: path.to_owned(),
                    source,
                })?;
        if read == 0 {
            break;
        }
        let at = At { path, line: number };
        let line = std::str::from_utf8(&bytes).map_err(|_| EvaluationError::NotUtf8 {
            path: path.to_owned(),
            line: number,
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let mut document: Value =
            serde_json::from_str(line).map_err(|source| EvaluationError::Json {
                path: path.to_owned(),
                line: number,
                source,
            })?;
        let Some(Value::String(id)) = document.get_mut("id").map(Value::take) else {
            return Err(at.shape("an object with a string `id` was expected"));
        };
        let Some(&length) = lengths.get(id.as_str()) else {
            return Err(EvaluationError::UnknownArticle {
                path: path.to_owned(),
                line: number,
                id,
            });
        };
        if predictions.contains_key(&id) {
            return Err(EvaluationError::RepeatedArticle {
                path: path.to_owned(),
                line: number,
                id,
            });
        }
        let Some(attributions) = document.get("attributions").and_then(Value::as_array) else {
            return Err(at.shape("`attributions` should be a list"));
        };
        let relations = attributions
            .iter()
            .map(|attribution| at.relation(attribution, length))
            .collect::<Result<_>>()?;
        predictions.insert(id, relations);
    }
    Ok(predictions)
}

/// A line of predictions, to say where something is wrong.
#[derive(Clone, Copy)]
struct At<'a> {
    path: &'a Path,
    line: usize,
}

impl At<'_> {
    fn shape(self, what: &'static str) -> EvaluationError {
        EvaluationError::Shape {
            path: self.path.to_owned(),
            line: self.line,
            what,
        }
    }

    fn relation(self, attribution: &Value, length: usize) -> Result<Relation> {
        if !attribution.is_object() {
            return Err(self.shape("each of the `attributions` should be an object"));
        }
        Ok(Relation {
            source: self.role(attribution, "source", length)?,
            cue: self.role(attribution, "cue", length)?,
            content: self.role(attribution, "content", length)?,
            confidence: attribution.get("confidence").and_then(Value::as_f64),
        })
    }

    fn role(self, attribution: &Value, role: &'static str, length: usize) -> Result<Vec<Offsets>> {
        let spans = match attribution.get(role) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(spans)) => spans,
            Some(_) => return Err(self.shape("source, cue and content should be lists of spans")),
        };
        spans
            .iter()
            .map(|span| {
                offsets(span, length).ok_or_else(|| EvaluationError::Span {
                    path: self.path.to_owned(),
                    line: self.line,
                    role,
                    span: shortened(span),
                    length,
                })
            })
            .collect()
    }
}

fn offsets(span: &Value, length: usize) -> Option<Offsets> {
    let [start, end] = span.as_array()?.as_slice() else {
        return None;
    };
    let start = usize::try_from(start.as_u64()?).ok()?;
    let end = usize::try_from(end.as_u64()?).ok()?;
    (start <= end && end <= length).then_some([start, end])
}

/// A value as JSON, short enough for a message.
fn shortened(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}...", &text[..cut]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(lines: impl AsRef<[u8]>) -> std::result::Result<Predictions, String> {
        let articles = [
            Article::new("a", "caf\u{e9}s", vec![]),
            Article::new("b", "x", vec![]),
        ];
        parse_predictions(lines.as_ref(), Path::new("p.jsonl"), &articles)
            .map_err(|e| e.to_string())
    }

    #[test]
    fn lines_become_relations() {
        let found = parse(
            "\n{\"id\":\"a\",\"attributions\":[{\"content\":[[0,5],[1,1]],\"cue\":null,\"confidence\":0.5,\"more\":1}]}\r\n \n",
        )
        .unwrap();
        let expected = Relation {
            content: vec![[0, 5], [1, 1]],
            confidence: Some(0.5),
            ..Relation::default()
        };
        assert_eq!(found, Predictions::from([("a".into(), vec![expected])]));
        assert_eq!(parse("").unwrap(), Predictions::new());
    }

    #[test]
    fn faults_are_told_with_their_lines() {
        for (lines, message) in [
            (
                "\nnonsense",
                "p.jsonl, line 2: not JSON: expected ident at line 1 column 2",
            ),
            (
                "[]",
                "p.jsonl, line 1: an object with a string `id` was expected",
            ),
            (
                r#"{"id":7}"#,
                "p.jsonl, line 1: an object with a string `id` was expected",
            ),
            (
                r#"{"id":"a"}"#,
                "p.jsonl, line 1: `attributions` should be a list",
            ),
            (
                r#"{"id":"a","attributions":[[]]}"#,
                "p.jsonl, line 1: each of the `attributions` should be an object",
            ),
            (
                r#"{"id":"a","attributions":[{"cue":"said"}]}"#,
                "p.jsonl, line 1: source, cue and content should be lists of spans",
            ),
            (
                r#"{"id":"\u001bc","attributions":[]}"#,
                "p.jsonl, line 1: the corpus has no article \"\\u{1b}c\"",
            ),
            (
                "{\"id\":\"a\",\"attributions\":[]}\n{\"id\":\"a\",\"attributions\":[]}",
                "p.jsonl, line 2: a second line for article \"a\"; put all its attributions on one",
            ),
        ] {
            assert_eq!(parse(lines).unwrap_err(), message, "{lines}");
        }
        assert_eq!(
            parse(b"\n{\"id\":\"\xff\"}").unwrap_err(),
            "p.jsonl, line 2: not UTF-8; convert the file first"
        );
    }

    #[test]
    fn spans_lie_in_the_text() {
        for span in [
            "[0,6]",
            "[2,1]",
            "[-1,2]",
            "[0.0,1]",
            "[true,1]",
            "[0]",
            "[0,1,2]",
            "\"01\"",
            "{}",
            "[0,1e400]",
            "[0,99999999999999999999]",
        ] {
            let line = format!("{{\"id\":\"a\",\"attributions\":[{{\"content\":[{span}]}}]}}");
            assert!(parse(&line).is_err(), "{span}");
        }
        let long = format!(
            "{{\"id\":\"a\",\"attributions\":[{{\"cue\":[\"{}\"]}}]}}",
            "\u{e9}".repeat(500)
        );
        assert!(parse(&long).unwrap_err().len() < 300);
    }

    #[test]
    fn a_deeply_nested_line_is_an_error() {
        assert!(parse("[".repeat(100_000)).is_err());
    }
}
