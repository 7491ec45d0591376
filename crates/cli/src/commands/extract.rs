//! `demarche extract`: predictions, without a ledger.

use std::io::Write;
use std::path::Path;

use demarche_attribution::Attribution;
use demarche_evaluation::Relation;
use demarche_reading::{Report, Span, find};
use demarche_statements::ActorNames;
use serde::Serialize;

use crate::args::{Extract, Global};
use crate::commands::{
    self,
    intake::{self, LeftOut},
};
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::render::{json, table};
use crate::screen;
use crate::workers::{self, Extracted, Workers};

/// One line: a report and what was found in it.
#[derive(Debug, Serialize)]
pub struct Prediction {
    pub id: String,
    pub attributions: Vec<Found>,
}

/// A relation as the evaluator reads it, and its kind.
#[derive(Debug, Serialize)]
pub struct Found {
    #[serde(flatten)]
    pub relation: Relation,
    pub kind: &'static str,
}

pub fn run(global: &Global, args: &Extract) -> Result<Outcome, Failure> {
    if args.triples {
        return triples(global, args);
    }
    let extractor = workers::extractor(args.extraction)?;
    interrupt::listen();
    let options = intake::options(&args.intake);
    let sources = find(&args.paths);
    let mut out = screen::raw();
    let (mut faults, mut broke) = (0, 0);
    let mut printed = 0;
    Workers::with(&extractor, None, args.extraction, |workers| {
        let mut print = |workers: &mut Workers| {
            match workers.take()? {
                None => return Ok(false),
                Some(Ok(done)) => {
                    printed += 1;
                    json::one_line(&mut out, &prediction(&done, args.nested))?;
                }
                Some(Err(broken)) => broke += LeftOut::from(&broken).tell(global),
            }
            Ok::<bool, Failure>(true)
        };
        let reads = sources.into_iter().flat_map(|source| {
            let (source, skipped) = match source {
                Ok(source) => (Some(source.read(&options)), None),
                Err(skipped) => (None, Some(Err(skipped))),
            };
            source.into_iter().flatten().chain(skipped)
        });
        for read in reads {
            if interrupt::asked() {
                return Ok::<(), Failure>(());
            }
            match read {
                Ok(report) => {
                    if workers.full() {
                        print(workers)?;
                    }
                    workers.put(report, None)?;
                }
                Err(skipped) => faults += LeftOut::from(&skipped).tell(global),
            }
        }
        while print(workers)? {}
        Ok(())
    })?;
    out.flush()?;
    Ok(match (interrupt::asked(), faults + broke, printed) {
        (true, _, _) => Outcome::Interrupted,
        (_, 0, _) => Outcome::Done,
        (_, _, 0) => return Err(Failure::NothingRead),
        _ => Outcome::LeftOut,
    })
}

/// Prints who holds what in bulletins.
fn triples(global: &Global, args: &Extract) -> Result<Outcome, Failure> {
    let names = match &args.names {
        None => ActorNames::default(),
        Some(path) => {
            let file = path.display();
            let text = commands::text(path)?;
            ActorNames::read(&text).map_err(|error| Failure::told(format!("{file}: {error}")))?
        }
    };
    let options = intake::options(&args.intake);
    let mut out = screen::raw();
    let (mut faults, mut printed) = (0, 0);
    for source in find(&args.paths) {
        let reads = match source {
            Ok(source) => source.read(&options).collect(),
            Err(skipped) => vec![Err(skipped)],
        };
        for read in reads {
            let report = match read {
                Ok(report) => report,
                Err(skipped) => {
                    faults += LeftOut::from(&skipped).tell(global);
                    continue;
                }
            };
            printed += 1;
            for triple in demarche_statements::triples(&report.text, &names) {
                let sentence = report.text.get(triple.span.range()).unwrap_or_default();
                let fields = [sentence, &triple.actor, &triple.predicate, &triple.message];
                writeln!(out, "{}", fields.map(field).join("\t"))?;
            }
        }
    }
    out.flush()?;
    match (faults, printed) {
        (0, _) => Ok(Outcome::Done),
        (_, 0) => Err(Failure::NothingRead),
        _ => Ok(Outcome::LeftOut),
    }
}

/// Text that keeps to its column.
fn field(text: &str) -> String {
    screen::line(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What was found in a report, in code points of its original.
pub fn prediction(done: &Extracted, nested: bool) -> Prediction {
    let points = done.report.code_points();
    let places = |spans: &[Span]| {
        spans
            .iter()
            .flat_map(|span| points.of_span(*span))
            .collect()
    };
    let found = done
        .found
        .iter()
        .filter(|found| nested || found.parent.is_none());
    let attributions = found.map(|found: &Attribution| Found {
        relation: Relation {
            source: places(&found.source),
            cue: places(&found.cue),
            content: places(&found.content),
            confidence: Some(shortest(found.confidence)),
        },
        kind: table::kind(found.kind),
    });
    Prediction {
        id: name(&done.report),
        attributions: attributions.collect(),
    }
}

/// The file's name without its ending; of a JSON line, its own identifier, or
/// the file's name and the line.
fn name(report: &Report) -> String {
    let stem = Path::new(&report.place.file).file_stem();
    let stem = stem.map_or_else(
        || report.place.file.clone(),
        |s| s.to_string_lossy().into_owned(),
    );
    match (&report.metadata.id, report.place.line) {
        (Some(id), Some(_)) => id.clone(),
        (None, Some(line)) => format!("{stem}:{line}"),
        (_, None) => stem,
    }
}

/// The same decimal digits in double precision: 0.9, not 0.8999999761581421.
fn shortest(confidence: f32) -> f64 {
    confidence
        .to_string()
        .parse()
        .unwrap_or_else(|_| f64::from(confidence))
}
