//! Judges pairs line by line: JSON in, the same JSON with a stance out.

use crate::{Judge, Judgement, Proposition, Stance, StanceError, Statement};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Write};

/// Why a file of pairs could not be judged to its end.
#[derive(Debug, thiserror::Error)]
pub enum PairsError {
    /// The file could not be read.
    #[error("{file}: line {line}: cannot be read: {source}")]
    Read {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What went wrong.
        source: io::Error,
    },
    /// A line is no pair.
    #[error("{file}: line {line}: {problem}")]
    Line {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, and what it should be.
        problem: String,
    },
    /// The result could not be written.
    #[error("the result cannot be written: {0}")]
    Write(#[source] io::Error),
    /// The model failed.
    #[error(transparent)]
    Judge(#[from] StanceError),
}

/// Judges the pairs of `input`, one JSON object a line, and writes each to
/// `output` as soon as it is judged. Blank lines are left out.
///
/// A line has `statement` and `proposition` (a sentence) or `topic` (a noun
/// phrase); instead of `statement` it may have `source`, `cue` and `content`.
/// What it has is kept; `stance` (support, oppose, neutral), `confidence` and
/// `reason` are added. Returns the number of pairs.
///
/// # Errors
/// [`PairsError`], which names `file` and the line.
pub fn judge_pairs(
    judge: &Judge,
    file: &str,
    mut input: impl BufRead,
    mut output: impl Write,
) -> Result<u64, PairsError> {
    let (mut text, mut line, mut count) = (String::new(), 0, 0);
    loop {
        text.clear();
        line += 1;
        let read = input
            .read_line(&mut text)
            .map_err(|source| PairsError::Read {
                file: file.to_owned(),
                line,
                source,
            })?;
        if read == 0 {
            return Ok(count);
        }
        if text.trim().is_empty() {
            continue;
        }
        let mut pair = parse(&text).map_err(|problem| PairsError::Line {
            file: file.to_owned(),
            line,
            problem,
        })?;
        let judgement = judge_pair(judge, &pair)?;
        add(&mut pair, &judgement);
        serde_json::to_writer(&mut output, &pair)
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
            .map_err(PairsError::Write)?;
        count += 1;
    }
}

fn parse(text: &str) -> Result<Map<String, Value>, String> {
    let pair: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| format!("not a JSON object: {error}"))?;
    let has = |key: &str| match pair.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::String(_)) => Ok(true),
        Some(_) => Err(format!("\u{201c}{key}\u{201d} is not a string")),
    };
    for key in ["source", "cue"] {
        has(key)?;
    }
    if !has("statement")? && !has("content")? {
        return Err("\u{201c}statement\u{201d} is missing".into());
    }
    if !has("proposition")? && !has("topic")? {
        return Err("\u{201c}proposition\u{201d} is missing, and \u{201c}topic\u{201d} too".into());
    }
    Ok(pair)
}

fn judge_pair(judge: &Judge, pair: &Map<String, Value>) -> Result<Judgement, StanceError> {
    let get = |key: &str| pair.get(key).and_then(Value::as_str);
    let statement = match (get("content"), get("statement")) {
        (Some(content), sentence) => Statement {
            source: get("source").unwrap_or_default(),
            cue: get("cue").unwrap_or_default(),
            content,
            sentence: sentence.unwrap_or_default(),
        },
        (None, sentence) => Statement::plain(sentence.unwrap_or_default()),
    };
    let proposition = get("proposition").or(get("topic")).unwrap_or_default();
    judge.judge(&statement, &judge.prepare(&Proposition::new(proposition)))
}

fn add(pair: &mut Map<String, Value>, judgement: &Judgement) {
    let [support, oppose, neutral] = judgement.sides;
    let (stance, confidence) = match judgement.stance {
        Stance::Support => ("support", support),
        Stance::Oppose => ("oppose", oppose),
        _ => ("neutral", neutral),
    };
    // Four places are more than the model knows, and read well.
    let confidence = (f64::from(confidence) * 1e4).round() / 1e4;
    pair.insert("stance".into(), stance.into());
    pair.insert("confidence".into(), confidence.into());
    pair.insert("reason".into(), judgement.reason.to_string().into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_file_and_line() {
        for (line, problem) in [
            ("[]", "not a JSON object"),
            (
                r#"{"topic": "peace"}"#,
                "\u{201c}statement\u{201d} is missing",
            ),
            (
                r#"{"statement": "Yes."}"#,
                "\u{201c}proposition\u{201d} is missing",
            ),
            (r#"{"statement": 3, "topic": "peace"}"#, "is not a string"),
        ] {
            let judge = Judge::new().expect("the shipped model");
            let text = format!("\n{line}\n");
            let error = judge_pairs(&judge, "pairs.jsonl", text.as_bytes(), Vec::new())
                .expect_err(line)
                .to_string();
            assert!(error.starts_with("pairs.jsonl: line 2: "), "{error}");
            assert!(error.contains(problem), "{error}");
        }
    }
}
