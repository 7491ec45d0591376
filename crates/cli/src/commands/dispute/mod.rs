//! The commands about a dispute, and what they share: the file, the coding,
//! the progress.

mod agreement;
mod batch;
pub mod brief;
pub mod code;
mod coded_sheet;
mod coded_table;
mod conditions;
mod export;
mod import;
mod listing;
mod matching;
pub mod memory;
pub mod new;
pub mod positions;
mod teach;
pub mod timeline;
pub mod watch;

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use demarche_ledger::Ledger;
use demarche_positions::dispute::folded;
use demarche_positions::{
    Case, CodeError, Coverage, Dispute, Party, Position, Question, Stranger, case, code, coder,
};
use demarche_stance::Judge;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sha2::{Digest, Sha256};

use crate::args::Global;
use crate::commands::{self, file_kind::is_model};
use crate::failure::Failure;
use crate::interrupt;
use crate::screen;

/// A coding that is over sooner needs no progress bar.
const LONG: Duration = Duration::from_secs(1);

/// Reads and checks a dispute file.
pub fn read(file: &Path) -> Result<Dispute, Failure> {
    let name = file.display().to_string();
    let text = commands::text(file)?;
    Dispute::parse(&name, &text).map_err(|error| {
        if is_model(&text) {
            return Failure::told(format!(
                "{name}: a conflict model, not a dispute file; `demarche stability {}` analyses it",
                screen::typed(&name)
            ));
        }
        Failure::Dispute(Box::new(error))
    })
}

/// Codes what is new and weighs all of it. `None` when a person stopped it.
pub fn hold(
    global: &Global,
    dispute: &Dispute,
    day: Option<&str>,
) -> Result<Option<(Ledger, Case)>, Failure> {
    let judge = Judge::new()?;
    let version = coder(&judge);
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let missing = dispute
        .questions
        .iter()
        .map(|question| ledger.uncoded(&question.hash(), &version))
        .collect::<Result<Vec<_>, _>>()?;
    // A ledger that lacks nothing need not be writable.
    let ledger = if missing.iter().all(Vec::is_empty) {
        ledger
    } else {
        drop(ledger);
        let mut ledger = Ledger::open(&global.ledger)?;
        if coding(global, dispute, &judge, &mut ledger)?.is_break() {
            if !global.quiet {
                anstream::eprintln!(
                    "Stopped. What was coded is kept; the same command goes on from there."
                );
            }
            return Ok(None);
        }
        ledger
    };
    let found = case(&ledger, dispute, &version, day)?;
    if !global.quiet && found.coverage.reports == 0 && day.is_none() {
        let name = global.ledger.display().to_string();
        let option = match name.as_str() {
            "demarche.db" => String::new(),
            _ => format!(" --ledger {}", screen::typed(&name)),
        };
        anstream::eprintln!(
            "Nothing was read into {} yet; read reports first: demarche read{option} FOLDER",
            screen::line(&name)
        );
    }
    if !global.quiet {
        // Of a party that speaks by other names, the brief's last part tells.
        let telling = |stranger: &&Stranger| stranger.near.is_some() || stranger.unheard;
        for stranger in found.strangers.iter().filter(telling) {
            anstream::eprintln!("{}", screen::line(&stranger.told()));
        }
    }
    Ok(Some((ledger, found)))
}

fn coding(
    global: &Global,
    dispute: &Dispute,
    judge: &Judge,
    ledger: &mut Ledger,
) -> Result<ControlFlow<()>, CodeError> {
    interrupt::listen();
    let begun = Instant::now();
    let shows = !global.quiet && !global.json;
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    let style = ProgressStyle::with_template("coding {bar:30} {pos}/{len} reports, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let done = code(ledger, dispute, judge, |progress| {
        if shows && bar.is_hidden() && begun.elapsed() > LONG {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_length(count(progress.all));
        bar.set_position(count(progress.done));
        if interrupt::asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    bar.finish_and_clear();
    done
}

/// The party and the question that a person wants to see, of a dispute's all.
pub struct Choice<'d> {
    party: Option<&'d Party>,
    question: Option<&'d Question>,
}

impl<'d> Choice<'d> {
    /// Finds them by name or id.
    pub fn of(dispute: &'d Dispute, name: Option<&str>, id: Option<&str>) -> Result<Self, Failure> {
        Ok(Self {
            party: name.map(|name| party(dispute, name)).transpose()?,
            question: id.map(|id| question(dispute, id)).transpose()?,
        })
    }

    /// Whether both are chosen.
    pub fn is_one(&self) -> bool {
        self.party.is_some() && self.question.is_some()
    }

    /// What to print where nothing that was chosen was said, and what to try.
    pub fn nothing(&self, coverage: &Coverage, since: Option<&str>) -> String {
        if coverage.reports == 0 {
            return "No report counts here. `demarche read FOLDER` reads some.".to_owned();
        }
        let said = match self.party {
            Some(party) => format!("{} has said nothing", screen::line(&party.name)),
            None => "No party has said anything".to_owned(),
        };
        let asked = self.question.map_or_else(
            || "the questions".to_owned(),
            |question| format!("“{}”", screen::line(&question.yes)),
        );
        let since = since.map(|day| format!(" since {day}")).unwrap_or_default();
        format!(
            "{said} that bears on {asked}{since}, in {}. Try `demarche statements WORDS` to see \
             what the reports hold, and other wordings (`also`) of a question that misses it.",
            screen::count(coverage.reports, "report")
        )
    }

    /// Whether a position is among those chosen.
    pub fn takes(&self, position: &Position) -> bool {
        let party = self.party.is_none_or(|party| party.id == position.party);
        let asked = self.question;
        party && asked.is_none_or(|question| question.id == position.question)
    }
}

/// The party that a person means, by id or name.
fn party<'d>(dispute: &'d Dispute, name: &str) -> Result<&'d Party, Failure> {
    let same = |party: &&Party| party.id == name || folded(&party.name) == folded(name);
    dispute
        .parties
        .iter()
        .find(same)
        .ok_or_else(|| Failure::Unknown {
            what: "party",
            name: name.to_owned(),
            known: listed(dispute.parties.iter().map(|party| {
                let (name, id) = (&party.name, &party.id);
                if name == id {
                    id.clone()
                } else {
                    format!("{name} ({id})")
                }
            })),
        })
}

/// The question that a person means, by id.
pub fn question<'d>(dispute: &'d Dispute, id: &str) -> Result<&'d Question, Failure> {
    // Identifiers that differ only in case are no two in one dispute.
    let same = |known: &&Question| folded(&known.id) == folded(id);
    let alike = || dispute.questions.iter().find(same);
    dispute
        .question(id)
        .or_else(alike)
        .ok_or_else(|| Failure::Unknown {
            what: "question",
            name: id.to_owned(),
            known: listed(dispute.questions.iter().map(|question| question.id.clone())),
        })
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// What tells this dispute from another in the ledger's memory of briefs: its
/// title, since parties and questions are added while it goes on.
pub fn key(dispute: &Dispute) -> String {
    let title = folded(&dispute.title);
    Sha256::digest(title.as_bytes())[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
