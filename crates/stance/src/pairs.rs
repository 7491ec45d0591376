//! Judges pairs line by line: JSON in, the same JSON with a stance out.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::thread;

use crate::{Judge, Judgement, Proposition, Stance, StanceError, Statement};
use serde_json::{Map, Value};

/// Why pairs could not be judged to their end.
#[derive(Debug, thiserror::Error)]
pub enum PairsError {
    /// The input broke off.
    #[error("cannot be read on: {0}")]
    Read(#[source] io::Error),
    /// The result could not be written.
    #[error("the result cannot be written: {0}")]
    Write(#[source] io::Error),
    /// The model failed.
    #[error(transparent)]
    Judge(#[from] StanceError),
}

/// A line that is no pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPair {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

/// The lines of a block: enough for every thread, and soon printed.
const BLOCK: usize = 64;

/// What may stand before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes that are read ahead.
const AHEAD: usize = 1 << 16;

/// Judges the pairs of `input`, one JSON object a line, and writes each to
/// `output`, in order and as soon as those that came with it are judged.
/// Blank lines are left out, and lines that are no pair, which `left_out`
/// hears of.
///
/// A line has `statement` and `proposition` (a sentence) or `topic` (a noun
/// phrase); instead of `statement` it may have `source`, `cue` and `content`.
/// What it has is kept; `stance` (support, oppose, neutral), `confidence` and
/// `reason` are added. Returns the number of pairs judged.
///
/// # Errors
/// [`PairsError`]; what was written before stays.
pub fn judge_pairs(
    judge: &Judge,
    input: impl Read,
    mut output: impl Write,
    mut left_out: impl FnMut(NoPair),
) -> Result<usize, PairsError> {
    let mut input = BufReader::with_capacity(AHEAD, input);
    let (mut line, mut count) = (0, 0);
    loop {
        let block = block(&mut input).map_err(PairsError::Read)?;
        if block.is_empty() {
            return Ok(count);
        }
        let mut pairs = Vec::with_capacity(block.len());
        for text in block {
            line += 1;
            // Editors on Windows begin a file with a mark.
            let mark = if line == 1 { BYTE_ORDER_MARK } else { b"" };
            let text = text.strip_prefix(mark).unwrap_or(&text);
            if text.trim_ascii().is_empty() {
                continue;
            }
            match parse(text) {
                Ok(pair) => pairs.push(pair),
                Err(problem) => left_out(NoPair { line, problem }),
            }
        }
        judge_block(judge, &mut pairs)?;
        for pair in &pairs {
            serde_json::to_writer(&mut output, pair)
                .map_err(io::Error::from)
                .and_then(|()| output.write_all(b"\n"))
                .map_err(PairsError::Write)?;
        }
        // Whoever types pairs, or pipes them in one by one, waits for answers.
        output.flush().map_err(PairsError::Write)?;
        count += pairs.len();
    }
}

/// The next line, and those after it that have been read already.
fn block(input: &mut BufReader<impl Read>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        lines.push(line);
        if lines.len() == BLOCK || !input.buffer().contains(&b'\n') {
            return Ok(lines);
        }
    }
}

/// Adds to each pair how it is judged.
fn judge_block(judge: &Judge, pairs: &mut [Map<String, Value>]) -> Result<(), StanceError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = pairs.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let handles: Vec<_> = pairs
            .chunks_mut(share)
            .map(|pairs| {
                scope.spawn(move || {
                    pairs.iter_mut().try_for_each(|pair| {
                        let judgement = judge_pair(judge, pair)?;
                        add(pair, &judgement);
                        Ok(())
                    })
                })
            })
            .collect();
        handles.into_iter().try_for_each(|handle| {
            handle
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

fn parse(text: &[u8]) -> Result<Map<String, Value>, String> {
    let pair: Map<String, Value> =
        serde_json::from_slice(text).map_err(|error| format!("not a JSON object: {error}"))?;
    let has = |key: &str| match pair.get(key) {
        None | Some(Value::Null) => Ok(Has::Nothing),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(Has::Empty),
        Some(Value::String(_)) => Ok(Has::Words),
        Some(_) => Err(format!("\u{201c}{key}\u{201d} is not a string")),
    };
    for key in ["source", "cue"] {
        has(key)?;
    }
    // What is judged is the content, or else the statement, and so on.
    for (key, instead, missing) in [
        (
            "content",
            "statement",
            "\u{201c}statement\u{201d} is missing",
        ),
        (
            "proposition",
            "topic",
            "\u{201c}proposition\u{201d} is missing, and \u{201c}topic\u{201d} too",
        ),
    ] {
        let found = [(key, has(key)?), (instead, has(instead)?)];
        let taken = found.iter().find(|(_, has)| *has != Has::Nothing);
        match taken {
            None => return Err(missing.into()),
            Some((key, Has::Empty)) => return Err(format!("\u{201c}{key}\u{201d} is empty")),
            Some(_) => {}
        }
    }
    Ok(pair)
}

/// What a line has under a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Has {
    Nothing,
    Empty,
    Words,
}

fn judge_pair(judge: &Judge, pair: &Map<String, Value>) -> Result<Judgement, StanceError> {
    let get = |key: &str| pair.get(key).and_then(Value::as_str);
    let statement = match (get("content"), get("statement")) {
        (Some(content), sentence) => Statement {
            source: get("source").unwrap_or_default(),
            cue: get("cue").unwrap_or_default(),
            content,
            sentence: sentence.unwrap_or_default(),
            before: &[],
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

    const PAIR: &str = r#"{"n": 1, "statement": "Paris backs a truce.", "topic": "a ceasefire"}"#;

    fn judged(input: &[u8]) -> (Vec<Value>, Vec<NoPair>) {
        let judge = Judge::new().expect("the shipped model");
        let (mut out, mut left_out) = (Vec::new(), Vec::new());
        let count = judge_pairs(&judge, input, &mut out, |no_pair| left_out.push(no_pair));
        let lines: Vec<Value> = out
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).expect("JSON"))
            .collect();
        assert_eq!(count.expect("judged"), lines.len());
        (lines, left_out)
    }

    #[test]
    fn a_line_that_is_no_pair_is_left_out_and_told() {
        for (line, problem) in [
            (&b"[]"[..], "not a JSON object"),
            (b"\xff", "not a JSON object"),
            (
                br#"{"topic": "peace"}"#,
                "\u{201c}statement\u{201d} is missing",
            ),
            (
                br#"{"statement": "Yes."}"#,
                "\u{201c}proposition\u{201d} is missing",
            ),
            (br#"{"statement": 3, "topic": "peace"}"#, "is not a string"),
            (
                br#"{"statement": " ", "topic": "peace"}"#,
                "\u{201c}statement\u{201d} is empty",
            ),
            (
                br#"{"content": "", "statement": "Yes.", "topic": "peace"}"#,
                "\u{201c}content\u{201d} is empty",
            ),
            (
                br#"{"statement": "Yes.", "topic": ""}"#,
                "\u{201c}topic\u{201d} is empty",
            ),
        ] {
            let text = [PAIR.as_bytes(), b"\n\n", line, b"\n", PAIR.as_bytes()].concat();
            let (lines, left_out) = judged(&text);
            assert_eq!(lines.len(), 2);
            assert_eq!(left_out.len(), 1);
            assert_eq!(left_out[0].line, 3);
            assert!(left_out[0].problem.contains(problem), "{left_out:?}");
        }
    }

    #[test]
    fn files_of_windows_are_read() {
        let unix = format!("{PAIR}\n\n{PAIR}\n");
        let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
        let (lines, left_out) = judged(windows.as_bytes());
        assert_eq!(left_out, []);
        assert_eq!(lines, judged(unix.as_bytes()).0);
        // Only at the start of the file is it a mark.
        let (_, left_out) = judged(format!("{PAIR}\n\u{feff}{PAIR}\n").as_bytes());
        assert_eq!(left_out.len(), 1);
    }

    #[test]
    fn many_pairs_come_out_in_order_and_as_each_alone() {
        let alone = &judged(PAIR.as_bytes()).0[0];
        let numbers = 0..BLOCK + 3;
        let text: String = numbers
            .clone()
            .map(|number| PAIR.replace(": 1,", &format!(": {number},")) + "\n")
            .collect();
        let (lines, left_out) = judged(text.as_bytes());
        assert!(left_out.is_empty());
        for (number, line) in numbers.zip(&lines) {
            assert_eq!(line["n"], number);
            assert_eq!(line["confidence"], alone["confidence"]);
        }
    }
}
