//! JSON Lines: one report a line, read one line at a time.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use crate::reports::{Draft, Origin, finish, is_blank};
use crate::{
    Format, Metadata, Note, Options, Place, Reason, Report, Skipped, dates, plain_metadata, text,
};

/// Bad lines at the head of a file after which it is taken for something else.
const GIVE_UP_AFTER: usize = 20;

/// The lines of one file.
pub(crate) struct Lines {
    place: Place,
    reader: Box<dyn BufRead + Send>,
    line: usize,
    tried: usize,
    good: usize,
    done: bool,
    /// Of each identifier, the line that had it and that line's text.
    known: BTreeMap<String, (usize, u64)>,
}

enum Line {
    Whole(Vec<u8>),
    TooLong,
    End,
}

impl Lines {
    pub(crate) fn new(place: Place, reader: Box<dyn BufRead + Send>) -> Self {
        Self {
            place,
            reader,
            line: 0,
            tried: 0,
            good: 0,
            done: false,
            known: BTreeMap::new(),
        }
    }

    /// The next line's report; blank lines are no lines.
    pub(crate) fn next(&mut self, options: &Options) -> Option<Result<Report, Skipped>> {
        while !self.done {
            if self.good == 0 && self.tried >= GIVE_UP_AFTER {
                self.done = true;
                let reason = Reason::GaveUp { lines: self.tried };
                return Some(Err(Skipped::new(self.place.clone(), reason)));
            }
            let line = match self.read_line(options.max_bytes) {
                Ok(line) => line,
                Err(error) => {
                    self.done = true;
                    let place = self.place.at_line(self.line + 1);
                    return Some(Err(Skipped::new(place, Reason::Io(error))));
                }
            };
            self.line += 1;
            let place = self.place.at_line(self.line);
            let read = match line {
                Line::End => {
                    self.done = true;
                    let blank = Skipped::new(self.place.clone(), Reason::Blank);
                    return (self.tried == 0).then_some(Err(blank));
                }
                Line::TooLong => Err(Reason::TooLarge {
                    limit: options.max_bytes,
                }),
                Line::Whole(bytes) if bytes.trim_ascii().is_empty() => continue,
                Line::Whole(bytes) => {
                    read(&place, &bytes, options).and_then(|report| self.first_of_its_id(report))
                }
            };
            self.tried += 1;
            // A line in another language is a sound line.
            self.good += usize::from(matches!(read, Ok(_) | Err(Reason::Language { .. })));
            return Some(read.map_err(|reason| Skipped::new(place, reason)));
        }
        None
    }

    /// Two lines of one file with one identifier and two texts are not two
    /// revisions: nobody writes a report's history so.
    fn first_of_its_id(&mut self, report: Report) -> Result<Report, Reason> {
        let Some(id) = &report.metadata.id else {
            return Ok(report);
        };
        let text = hash(&report.original);
        let (line, known) = *self.known.entry(id.clone()).or_insert((self.line, text));
        if known == text {
            return Ok(report);
        }
        let id = id.clone();
        Err(Reason::RepeatedId { id, line })
    }

    fn read_line(&mut self, limit: u64) -> io::Result<Line> {
        let mut line = Vec::new();
        (&mut self.reader)
            .take(limit + 1)
            .read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(Line::End);
        }
        if line.len() as u64 <= limit || line.ends_with(b"\n") {
            return Ok(Line::Whole(line));
        }
        // The rest of the line is passed over without keeping it.
        loop {
            let buffer = self.reader.fill_buf()?;
            let (used, found) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(used);
            if found {
                return Ok(Line::TooLong);
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn read(place: &Place, bytes: &[u8], options: &Options) -> Result<Report, Reason> {
    let line = str::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?;
    // Without its line end, which the parser would take for part of a cut string.
    let line = line.trim_start_matches('\u{feff}').trim_ascii();
    let fields = match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => return Err(Reason::NotAnObject(type_of(&other))),
        Err(error) => return Err(Reason::Json(message(&error))),
    };
    let original = string(&fields, "text")?.ok_or(Reason::FieldMissing("text"))?;
    if is_blank(&original) {
        return Err(Reason::Blank);
    }
    let view = text::view(&original);
    let mut notes = Vec::new();
    let date = match string(&fields, "date")? {
        Some(value) => {
            let date = dates::iso(&value);
            if date.is_none() && !value.is_empty() {
                let field = "date".to_owned();
                notes.push(Note::Unread { field, value });
            }
            date
        }
        None => plain_metadata::read(view.text()).date,
    };
    let given = |field| Ok(string(&fields, field)?.filter(|value| !value.trim().is_empty()));
    let metadata = Metadata {
        id: match fields.get("id") {
            // Databases number their rows.
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => given("id")?,
        },
        url: given("url")?,
        title: given("title")?,
        outlet: given("outlet")?,
        author: given("author")?,
        date,
        language: given("lang")?,
    };
    let origin = Origin {
        place: place.clone(),
        format: Format::JsonLines,
        encoding: "UTF-8",
        bytes: original.clone().into_bytes(),
        original,
    };
    let draft = Draft {
        view,
        metadata,
        notes,
    };
    finish(origin, draft, options)
}

/// A field that is a string, or absent; null is absent.
fn string(fields: &Map<String, Value>, field: &'static str) -> Result<Option<String>, Reason> {
    match fields.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value.clone())),
        Some(other) => Err(Reason::FieldType {
            field,
            found: type_of(other),
        }),
    }
}

const fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The parser's words without its line number, which is always 1.
fn message(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or(&words);
    format!("{words}, column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_bytes;

    const TEXT: &str = "The envoy said on Monday that nothing had been agreed so far.";

    fn lines(content: &str) -> Vec<Result<Report, Skipped>> {
        read_bytes(
            Place::file("a.jsonl"),
            content.as_bytes().to_vec(),
            &Options::default(),
        )
        .collect()
    }

    #[test]
    fn reads_fields_and_keeps_the_text() {
        let content = format!(
            "\u{feff}{{\"id\": 7, \"url\": \"https://post.example/7\", \"title\": \"Talks\", \"outlet\": \"Post\", \"author\": null, \"date\": \"22 Aug 2025\", \"lang\": \"en\", \"text\": \"{TEXT}\\r\\nSo\\u00a0far.\", \"more\": [1]}}\n\n{{\"text\": \"{TEXT}\"}}"
        );
        let read = lines(&content);
        assert_eq!(read.len(), 2);
        let report = read[0].as_ref().unwrap();
        assert_eq!(report.text, format!("{TEXT}\nSo far."));
        assert_eq!(report.bytes, format!("{TEXT}\r\nSo\u{a0}far.").as_bytes());
        assert_eq!(report.metadata.id.as_deref(), Some("7"));
        assert_eq!(report.metadata.date.as_deref(), Some("2025-08-22"));
        assert_eq!(report.metadata.author, None);
        assert_eq!(read[1].as_ref().unwrap().place.line, Some(3));
    }

    #[test]
    fn bad_lines_do_not_stop_good_ones() {
        let good = format!("{{\"text\": \"{TEXT}\"}}");
        let content = format!(
            "{good}\n{{\"title\": \"no text\"}}\n{{\"text\": 3}}\n[1]\n{{\"text\": \"cut\n{good}\n{{\"text\": \" \"}}\n{{\"date\": \"soon\", \"text\": \"{TEXT}\"}}\n{{\"text\": \"cut at the en"
        );
        let said: Vec<String> = lines(&content)
            .iter()
            .map(|read| match read {
                Ok(report) => format!("ok {:?}", report.notes.len()),
                Err(skipped) => skipped.to_string(),
            })
            .collect();
        assert_eq!(said[0], "ok 0");
        assert_eq!(
            said[1],
            "a.jsonl:2: the line has no `text`; add it: the field holds the report's words"
        );
        assert_eq!(
            said[2],
            "a.jsonl:3: `text` is a number, not a string; write it as a JSON string, or leave it out"
        );
        assert!(said[3].starts_with("a.jsonl:4: the line is a list, not a JSON object"));
        assert!(
            said[4].starts_with(
                "a.jsonl:5: the line is not JSON: EOF while parsing a string, column 13"
            ),
            "{}",
            said[4]
        );
        assert_eq!(said[5], "ok 0");
        assert!(said[6].starts_with("a.jsonl:7: it holds nothing but blanks"));
        assert_eq!(said[7], "ok 1");
        assert!(said[8].starts_with("a.jsonl:9: the line is not JSON: EOF"));
        assert_eq!(said.len(), 9);
    }

    #[test]
    fn records_about_texts_are_no_reports() {
        let spans = format!(
            "{{\"id\": \"a\", \"source\": [[0, 9]], \"cue\": [[10, 14]], \"content\": [[15, 30]], \"text\": \"{TEXT}\"}}\n"
        );
        let labels = format!(
            "{{\"id\": \"a\", \"text\": \"{TEXT}\"}}\n{{\"id\": \"a\", \"text\": \"{TEXT} Yet.\"}}\n"
        );
        for content in [spans.repeat(2), labels] {
            let read = lines(&content);
            assert_eq!(read.len(), 1);
            let skipped = read[0].as_ref().unwrap_err();
            assert!(matches!(skipped.reason, Reason::NotReports(_)), "{skipped}");
            assert_eq!(skipped.place.line, None);
        }
    }

    #[test]
    fn a_repeated_id_is_no_revision() {
        let line = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
        let content = [
            line("a", TEXT),
            line("b", TEXT),
            line("c", TEXT),
            line("d", TEXT),
            line("e", TEXT),
            line("a", TEXT),
            line(
                "a",
                "The envoy said on Tuesday that all of it had been agreed.",
            ),
            line("f", TEXT),
        ]
        .concat();
        let read = lines(&content);
        assert_eq!(read.len(), 8);
        assert!(read[5].is_ok(), "the same again");
        assert_eq!(
            read[6].as_ref().unwrap_err().to_string(),
            "a.jsonl:7: the line has the `id` of line 1, `a`, and another text; give each report an `id` of its own"
        );
        assert!(read[7].is_ok());
    }

    #[test]
    fn gives_up_on_what_is_no_json_lines() {
        let read = lines(&"words and words\n".repeat(500));
        assert_eq!(read.len(), GIVE_UP_AFTER + 1);
        assert!(matches!(
            read.last(),
            Some(Err(Skipped {
                reason: Reason::GaveUp {
                    lines: GIVE_UP_AFTER
                },
                ..
            }))
        ));
    }

    #[test]
    fn long_lines_are_passed_over() {
        let options = Options {
            max_bytes: 100,
            ..Options::default()
        };
        let content = format!(
            "{{\"text\": \"{}\"}}\n{{\"text\": \"{TEXT}\"}}\n",
            "word ".repeat(9000)
        );
        let read: Vec<_> =
            read_bytes(Place::file("a.jsonl"), content.into_bytes(), &options).collect();
        assert!(matches!(
            read[0],
            Err(Skipped {
                reason: Reason::TooLarge { limit: 100 },
                ..
            })
        ));
        assert_eq!(read[1].as_ref().unwrap().text, TEXT);
    }

    #[test]
    fn broken_bytes_and_deep_nesting_are_faults_of_their_line() {
        let mut content = b"{\"text\": \"caf\xc3\"}\n".to_vec();
        content.extend("[".repeat(100_000).bytes());
        content.extend(format!("\n{{\"text\": \"{TEXT}\"}}\n").bytes());
        let read: Vec<_> =
            read_bytes(Place::file("a.jsonl"), content, &Options::default()).collect();
        assert!(matches!(
            read[0],
            Err(Skipped {
                reason: Reason::NotUtf8,
                ..
            })
        ));
        assert!(matches!(
            read[1],
            Err(Skipped {
                reason: Reason::Json(_),
                ..
            })
        ));
        assert!(read[2].is_ok());
    }
}
