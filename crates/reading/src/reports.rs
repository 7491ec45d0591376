//! Turns the bytes of one file into its reports, whatever their form.

use std::io::{self, BufReader, Cursor, Read};

use crate::offsets::View;
use crate::{
    Format, Metadata, Note, Options, Place, Reason, Report, Skipped, dates, encoding, html,
    json_lines, language, markdown, plain_metadata, sniff, text,
};

/// A report as its form's reader leaves it.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) view: View,
    pub(crate) metadata: Metadata,
    pub(crate) notes: Vec<Note>,
}

/// What bytes a report was read from, and as what text.
pub(crate) struct Origin {
    pub(crate) place: Place,
    pub(crate) format: Format,
    pub(crate) encoding: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) original: String,
}

/// Reads the reports in `bytes`: one, or one a line of JSON Lines.
///
/// Nothing is read before the first report is asked for, and a JSON Lines
/// file line by line.
#[must_use]
pub fn read_bytes(place: Place, bytes: Vec<u8>, options: &Options) -> Reports {
    let size = bytes.len() as u64;
    Reports::from_reader(place, Box::new(Cursor::new(bytes)), Some(size), options)
}

/// The reports of one file, each read when it is asked for.
pub struct Reports {
    options: Options,
    state: State,
}

enum State {
    Unread {
        place: Place,
        reader: Box<dyn Read + Send>,
        size: Option<u64>,
    },
    Lines(json_lines::Lines),
    Failed(Box<Skipped>),
    Done,
}

impl Reports {
    /// Reads from an open stream; `size` is what is known of its length.
    pub(crate) fn from_reader(
        place: Place,
        reader: Box<dyn Read + Send>,
        size: Option<u64>,
        options: &Options,
    ) -> Self {
        Self {
            options: options.clone(),
            state: State::Unread {
                place,
                reader,
                size,
            },
        }
    }

    /// Gives the one fault and no report.
    pub(crate) fn failed(skipped: Skipped) -> Self {
        Self {
            options: Options::default(),
            state: State::Failed(Box::new(skipped)),
        }
    }
}

impl std::fmt::Debug for Reports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reports").finish_non_exhaustive()
    }
}

impl Iterator for Reports {
    type Item = Result<Report, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Failed(skipped) => Some(Err(*skipped)),
            State::Lines(mut lines) => {
                let next = lines.next(&self.options);
                if next.is_some() {
                    self.state = State::Lines(lines);
                }
                next
            }
            State::Unread {
                place,
                reader,
                size,
            } => match open(&place, reader, size, &self.options) {
                Ok(Opened::Lines(lines)) => {
                    self.state = State::Lines(lines);
                    self.next()
                }
                Ok(Opened::Whole(format, bytes)) => Some(
                    whole(&place, format, bytes, &self.options)
                        .map_err(|reason| Skipped::new(place, reason)),
                ),
                Err(reason) => Some(Err(Skipped::new(place, reason))),
            },
        }
    }
}

enum Opened {
    Whole(Format, Vec<u8>),
    Lines(json_lines::Lines),
}

/// Looks at the first bytes, then streams JSON Lines and reads all else whole.
fn open(
    place: &Place,
    mut reader: Box<dyn Read + Send>,
    size: Option<u64>,
    options: &Options,
) -> Result<Opened, Reason> {
    let mut sample = Vec::new();
    read_up_to(&mut reader, sniff::SAMPLE as u64, &mut sample)?;
    if sample.is_empty() {
        return Err(Reason::Empty);
    }
    let limit = options.max_bytes;
    let format = options
        .format
        .unwrap_or_else(|| sniff::format(&place.file, &sample));
    if let Some(what) = sniff::binary(&sample) {
        return Err(Reason::Binary(what));
    }
    if format == Format::JsonLines {
        if options.format.is_none() {
            if sniff::by_name(&place.file).is_none() {
                sniff::one_object_a_line(&sample)?;
            }
            sniff::lines_of_reports(&sample)?;
        }
        let reader = BufReader::new(Cursor::new(sample).chain(reader));
        return Ok(Opened::Lines(json_lines::Lines::new(
            place.clone(),
            Box::new(reader),
        )));
    }
    if size.is_some_and(|size| size > limit) {
        return Err(Reason::TooLarge { limit });
    }
    let rest = (limit + 1).saturating_sub(sample.len() as u64);
    read_up_to(&mut reader, rest, &mut sample)?;
    if sample.len() as u64 > limit {
        return Err(Reason::TooLarge { limit });
    }
    Ok(Opened::Whole(format, sample))
}

fn read_up_to(reader: &mut impl Read, limit: u64, bytes: &mut Vec<u8>) -> Result<(), Reason> {
    match reader.take(limit).read_to_end(bytes) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => Err(Reason::TooLarge { limit }),
        Err(error) => Err(Reason::Io(error)),
    }
}

fn whole(
    place: &Place,
    format: Format,
    bytes: Vec<u8>,
    options: &Options,
) -> Result<Report, Reason> {
    let decoded = encoding::decode(&bytes, format == Format::Html);
    let original = decoded.text;
    if is_blank(&original) {
        return Err(Reason::Blank);
    }
    let mut draft = match format {
        Format::Html => html::read(&original),
        Format::Markdown => markdown::read(&original),
        Format::Text | Format::JsonLines => {
            let metadata = plain_metadata::read(text::view(&original).text());
            let view = text::view_from(&original, plain_metadata::head(&original));
            Draft {
                view,
                metadata,
                notes: Vec::new(),
            }
        }
    };
    if decoded.undecodable > 0 {
        let count = decoded.undecodable;
        draft.notes.insert(0, Note::Undecodable { count });
    }
    if draft.metadata.date.is_none() && place.path != "-" {
        draft.metadata.date = dates::in_file_name(&place.file).map(|day| day.to_string());
    }
    let origin = Origin {
        place: place.clone(),
        format,
        encoding: decoded.encoding.name(),
        bytes,
        original,
    };
    finish(origin, draft, options)
}

/// Whether nobody would see anything of a text.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || text::kind(c) != text::Kind::Plain)
}

/// Puts a report together: what every form has in common.
pub(crate) fn finish(origin: Origin, draft: Draft, options: &Options) -> Result<Report, Reason> {
    let mut metadata = draft.metadata;
    let (text, map) = match origin.format {
        Format::Text | Format::JsonLines => draft.view.finish_untrimmed(),
        Format::Markdown | Format::Html => draft.view.finish(),
    };
    if is_blank(&text) {
        return Err(Reason::NoText);
    }
    let language = match &options.language {
        Some(forced) => language::normalise(forced).unwrap_or_else(|| forced.clone()),
        None => language::find(&text, metadata.language.as_deref()),
    };
    if language != language::ENGLISH {
        return Err(Reason::Language {
            name: language::name(&language),
            code: language,
        });
    }
    metadata.language = Some(language);
    if let Some(date) = options.date {
        metadata.date = Some(date.to_string());
    }
    Ok(Report {
        place: origin.place,
        format: origin.format,
        encoding: origin.encoding.to_owned(),
        bytes: origin.bytes,
        original: origin.original,
        text,
        map,
        metadata,
        notes: draft.notes,
    })
}
