//! What can go wrong at the command line, and the exit codes.
//!
//! Policy: every crate below says in its own error what happened, where, and
//! what to do. Here such an error becomes a message and a remedy, is printed
//! once, and decides the exit code; nothing in between prints or exits. What
//! concerns one report of many is no failure: it goes into the summary. A
//! reader who closes the pipe early has what they wanted, so that is quiet.

use std::io;
use std::process::ExitCode;

use demarche_attribution::ExtractError;
use demarche_conflict::picture::TooLarge;
use demarche_conflict::study::ScenarioError;
use demarche_conflict::{ConflictError, Fault, Lost, UnknownChange};
use demarche_evaluation::EvaluationError;
use demarche_ledger::LedgerError;
use demarche_positions::{CodeError, DisputeError};
use demarche_stability::AnalysisError;
use demarche_stance::StanceError;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};
use serde_json::json;

use crate::args::Global;
use crate::screen;

/// How a command that did its job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All well.
    Done,
    /// The job was done, but a report was left out for a fault that a person
    /// can mend. A report in another language is no fault: it is what a
    /// folder of coverage holds, nobody can mend it, and a nightly read of
    /// such a folder must not look broken every night.
    LeftOut,
    /// `watch` found that something changed.
    Changed,
    /// A person stopped it.
    Interrupted,
}

/// Why a command did not do its job.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Failure {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    #[error("{0}")]
    #[diagnostic(help("please report this; the model is part of the program"))]
    Extract(#[from] ExtractError),
    #[error(transparent)]
    #[diagnostic(help("please report this; the model is part of the program"))]
    Judge(#[from] StanceError),
    #[error("{file}: cannot be opened: {source}")]
    #[diagnostic(help("check the name, and that you may read the file"))]
    Open { file: String, source: io::Error },
    #[error("{file}:{line}: not UTF-8")]
    #[diagnostic(help("save it as UTF-8 text"))]
    NotText { file: String, line: usize },
    #[error(transparent)]
    Conflict(#[from] ConflictError),
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// A message with its remedy behind the first semicolon.
    #[error("{0}")]
    Told(String),
    #[error(transparent)]
    Dispute(Box<DisputeError>),
    #[error("no {what} is called `{name}`; known: {known}")]
    Unknown {
        what: &'static str,
        name: String,
        known: String,
    },
    #[error("nobody knows who judges; say who you are: --author NAME, or set DEMARCHE_AUTHOR")]
    Nameless,
    #[error("{file}: cannot be read as a table: {detail}")]
    #[diagnostic(help("`demarche code --export` writes one in the form that is read"))]
    Table { file: String, detail: String },
    #[error("the results could not be written: {0}")]
    #[diagnostic(help("check that there is space left, and write them elsewhere"))]
    Output(io::Error),
    #[error("{file}: cannot be written: {source}")]
    #[diagnostic(help("check that the folder exists and that you may write there"))]
    Write { file: String, source: io::Error },
    #[error("{file}: exists already, and is left as it is")]
    #[diagnostic(help("give another name, or move that file away first"))]
    Exists { file: String },
    #[error("nothing was read")]
    #[diagnostic(help("each place skipped is named with its reason and remedy"))]
    NothingRead,
    #[error("the reader of the output closed it")]
    ClosedPipe,
    #[error("{0}")]
    #[diagnostic(help("please report this: it is a fault of the program"))]
    Internal(&'static str),
}

impl From<io::Error> for Failure {
    /// For writing results, the only thing here that gives bare errors.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Output(error),
        }
    }
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        match error {
            ScenarioError::Conflict(error) => error.into(),
            ScenarioError::Analysis(error) => error.into(),
            error => Self::told(error.to_string()),
        }
    }
}

impl From<TooLarge> for Failure {
    fn from(error: TooLarge) -> Self {
        Self::told(error.to_string())
    }
}

impl From<Lost> for Failure {
    fn from(error: Lost) -> Self {
        Self::told(error.to_string())
    }
}

impl From<UnknownChange> for Failure {
    fn from(error: UnknownChange) -> Self {
        Self::told(error.to_string())
    }
}

impl From<CodeError> for Failure {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Ledger(error) => error.into(),
            CodeError::Stance(error) => error.into(),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            _ => Self::Internal("a row of CSV could not be written"),
        }
    }
}

impl Failure {
    /// A message with its remedy behind the first semicolon.
    pub fn told(message: String) -> Self {
        Self::Told(message)
    }

    /// What happened, and what to do. The crates below put the remedy behind
    /// the first semicolon of their messages.
    fn parts(&self) -> (String, Option<String>) {
        if self.faults().len() > 1 {
            // Several faults keep their lines, each with its own remedy.
            let lines: Vec<String> = self.to_string().lines().map(screen::line).collect();
            return (lines.join("\n"), None);
        }
        let message = screen::line(&self.to_string());
        if let Some(help) = self.help() {
            return (message, Some(help.to_string()));
        }
        match message.split_once("; ") {
            Some((what, remedy)) => (what.to_owned(), Some(remedy.to_owned())),
            None => (message, None),
        }
    }

    /// The faults of a file, where these are what went wrong.
    fn faults(&self) -> &[Fault] {
        match self {
            Self::Conflict(error) => error.faults(),
            Self::Dispute(error) => error.faults(),
            _ => &[],
        }
    }

    /// What is printed for people: faults of a file are shown where they are.
    fn report(&self, message: String, remedy: Option<String>) -> miette::Report {
        let mut report = miette::MietteDiagnostic::new(message);
        report.help = remedy;
        if let Self::Dispute(error) = self {
            report.help = None;
            // Nothing can be shown in a file that holds nothing.
            if error.text().trim().is_empty() {
                let lines = error.to_string();
                let lines: Vec<String> = lines.lines().map(screen::line).collect();
                report.message = lines.join("\n");
                return miette::Report::new(report);
            }
            report.message = format!(
                "{}: {}",
                screen::line(error.file()),
                screen::count(error.faults().len(), "fault")
            );
            report.labels = error.labels().map(Iterator::collect);
            let text = miette::NamedSource::new(error.file(), error.text().to_owned());
            return miette::Report::new(report).with_source_code(text);
        }
        miette::Report::new(report)
    }

    fn print(&self, global: &Global) {
        let (message, remedy) = self.parts();
        if global.json {
            let mut error = json!({"message": message, "remedy": remedy});
            let faults: Vec<_> = self
                .faults()
                .iter()
                .map(|fault| {
                    json!({
                        "line": fault.line,
                        "column": fault.column,
                        "message": fault.what,
                        "remedy": fault.remedy,
                    })
                })
                .collect();
            if !faults.is_empty() {
                error["faults"] = faults.into();
            }
            anstream::eprintln!("{}", json!({"error": error}));
            return;
        }
        let report = self.report(message, remedy);
        let theme = if screen::colour(&io::stderr()) {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let mut text = String::new();
        let printed = GraphicalReportHandler::new_themed(theme)
            .with_width(screen::width())
            .render_report(&mut text, report.as_ref());
        match printed {
            Ok(()) => anstream::eprint!("{text}"),
            Err(_) => anstream::eprintln!("{report}"),
        }
    }
}

/// Prints what went wrong, if anything did, and decides the exit code.
pub fn conclude(result: Result<Outcome, Failure>, global: &Global) -> ExitCode {
    match result {
        Ok(Outcome::Done) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::LeftOut) => ExitCode::from(3),
        Ok(Outcome::Changed) => ExitCode::from(4),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(failure) => {
            failure.print(global);
            ExitCode::from(1)
        }
    }
}
