//! `demarche read`: reports into the ledger.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use demarche_ledger::{Findings, Ledger, Standing, Versions};
use demarche_reading::{Options, Report, Skipped, Source, find};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{Global, Read};
use crate::commands::{intake, summary::Summary};
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::workers::{self, Workers};

/// A read that is over sooner needs no progress bar.
const LONG: Duration = Duration::from_secs(1);

pub fn run(global: &Global, args: &Read) -> Result<Outcome, Failure> {
    let extractor = workers::extractor(args.extraction)?;
    let ledger = Ledger::open(&global.ledger)?;
    let known = ledger.known_actors()?;
    let resolver = ledger.resolver(demarche_statements::VERSION)?;
    interrupt::listen();
    let sources = find(&args.paths);
    let mut reading = Reading {
        ledger,
        versions: Versions {
            extractor: extractor.version(),
            resolver: &resolver,
        },
        summary: Summary::new(&global.ledger),
        progress: progress(sources.len()),
        shows: !global.quiet && !global.json,
        begun: Instant::now(),
        under_way: VecDeque::new(),
    };
    let options = intake::options(&args.intake);
    let read = Workers::with(&extractor, Some(&known), args.extraction, |workers| {
        reading.all(sources, &options, workers)
    });
    reading.progress.finish_and_clear();
    read?;
    reading.summary.conclude(global)
}

struct Reading<'e> {
    ledger: Ledger,
    versions: Versions<'e>,
    summary: Summary,
    progress: ProgressBar,
    shows: bool,
    begun: Instant,
    /// The addresses of the reports that the workers have, oldest first.
    under_way: VecDeque<Option<String>>,
}

impl Reading<'_> {
    fn all(
        &mut self,
        sources: Vec<Result<Source, Skipped>>,
        options: &Options,
        workers: &mut Workers,
    ) -> Result<(), Failure> {
        for source in sources {
            match source {
                Err(skipped) => self.summary.skip(&skipped),
                Ok(source) => {
                    for read in source.read(options) {
                        if interrupt::asked() {
                            self.summary.interrupted = true;
                            return Ok(());
                        }
                        match read {
                            Ok(report) => self.one(report, workers)?,
                            Err(skipped) => self.summary.skip(&skipped),
                        }
                    }
                }
            }
            self.step();
        }
        while self.keep(workers)? {
            if interrupt::asked() {
                self.summary.interrupted = true;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Hands a report to the workers, unless the ledger has it as it is.
    fn one(&mut self, report: Report, workers: &mut Workers) -> Result<(), Failure> {
        self.summary.note(&report);
        let address = address(&report);
        // How a report stands is known only once those before it under the
        // same address are in the ledger.
        while address.is_some() && self.under_way.contains(&address) {
            self.keep(workers)?;
        }
        let found = match self.ledger.standing(&report, self.versions)? {
            Standing::Unchanged { .. } => {
                self.summary.unchanged();
                return Ok(());
            }
            Standing::Unresolved { report } => Some(self.ledger.relations(&report)?),
            Standing::New | Standing::Revision { .. } | Standing::Outdated { .. } => None,
        };
        while workers.full() {
            self.keep(workers)?;
        }
        self.under_way.push_back(address);
        workers.put(report, found)
    }

    /// Keeps the oldest report that the workers have; `false` if they have none.
    fn keep(&mut self, workers: &mut Workers) -> Result<bool, Failure> {
        let Some(done) = workers.take()? else {
            return Ok(false);
        };
        self.under_way.pop_front();
        let done = match done {
            Ok(done) => done,
            Err(broken) => {
                self.summary.skip(&broken);
                return Ok(true);
            }
        };
        let findings = Findings {
            relations: &done.found,
            statements: &done.statements,
            versions: self.versions,
        };
        let added = self.ledger.add(&done.report, &findings)?;
        self.summary.added(&added);
        Ok(true)
    }

    fn step(&mut self) {
        if self.shows && self.progress.is_hidden() && self.begun.elapsed() > LONG {
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.progress.inc(1);
    }
}

/// What two revisions of a report share, as far as the order of work needs to
/// know: it may take two reports for one, but never one for two.
fn address(report: &Report) -> Option<String> {
    let id = report.metadata.id.as_deref();
    if let Some(url) = &report.metadata.url {
        let url = url.split('#').next().unwrap_or_default();
        return Some(url.trim().to_ascii_lowercase());
    }
    match (id, report.place.line) {
        (None, Some(_)) => None,
        _ => Some(format!("{} {}", report.place.path, id.unwrap_or_default())),
    }
}

fn progress(files: usize) -> ProgressBar {
    let files = u64::try_from(files).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(files), ProgressDrawTarget::hidden());
    let style = ProgressStyle::with_template("reading {bar:30} {pos}/{len} files, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
