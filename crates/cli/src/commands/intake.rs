//! From the paths given to reports, for every command that reads some.

use demarche_reading::{Format, Options, Reason, Skipped};
use serde::Serialize;

use crate::args::{Form, Global, Intake};
use crate::screen::{self, WARNING};
use crate::workers::Broken;

/// What was typed, as the reader takes it.
pub fn options(typed: &Intake) -> Options {
    let given = Options::default();
    Options {
        date: typed.date,
        language: typed.lang.clone(),
        format: typed.input_format.map(|form| match form {
            Form::Text => Format::Text,
            Form::Markdown => Format::Markdown,
            Form::Html => Format::Html,
            Form::Jsonl => Format::JsonLines,
        }),
        max_bytes: typed.max_size.unwrap_or(given.max_bytes),
    }
}

/// A place that gave no report, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub path: String,
    pub line: Option<usize>,
    pub reason: &'static str,
    pub message: String,
    pub remedy: &'static str,
    /// Whether a person can mend it, so that the exit code tells.
    pub fault: bool,
}

impl From<&Skipped> for LeftOut {
    fn from(skipped: &Skipped) -> Self {
        let (reason, fault) = class(&skipped.reason);
        Self {
            path: screen::line(&skipped.place.path),
            line: skipped.place.line,
            reason,
            message: screen::line(&skipped.reason.to_string()),
            remedy: skipped.reason.remedy(),
            fault,
        }
    }
}

impl From<&Broken> for LeftOut {
    fn from(broken: &Broken) -> Self {
        Self {
            path: screen::line(&broken.place.path),
            line: broken.place.line,
            reason: "broken",
            message: screen::line(&format!("Demarche failed on it: {}", broken.why)),
            remedy: "please report this, with the file if you may",
            fault: true,
        }
    }
}

impl LeftOut {
    /// Says what was left out at once, for people or as a line of JSON, and
    /// counts it if it is a fault.
    pub fn tell(&self, global: &Global) -> usize {
        if global.json {
            let line = serde_json::json!({ "skipped": self });
            anstream::eprintln!("{line}");
        } else if self.fault || (!global.quiet && self.reason == "language") {
            self.warn();
        }
        usize::from(self.fault)
    }

    /// Tells people of it.
    pub fn warn(&self) {
        anstream::eprintln!("{WARNING}skipped{WARNING:#} {}", self.line());
    }

    /// One line for people, under a word that says what it is.
    pub fn line(&self) -> String {
        let place = if self.path == "-" {
            "standard input"
        } else {
            &self.path
        };
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{place}{line}: {} ({})", self.message, self.remedy)
    }
}

/// A word for programs, and whether it is a fault.
fn class(reason: &Reason) -> (&'static str, bool) {
    match reason {
        Reason::Missing | Reason::DanglingLink => ("missing", true),
        Reason::Repeated => ("repeated", false),
        Reason::Hidden => ("hidden", false),
        Reason::Settings => ("settings", false),
        Reason::Special => ("special", true),
        Reason::Io(_) => ("unreadable", true),
        Reason::TooLarge { .. } => ("too-large", true),
        Reason::Empty | Reason::Blank => ("empty", true),
        Reason::Binary(_) => ("binary", true),
        Reason::NoText => ("no-text", true),
        Reason::Language { .. } => ("language", false),
        Reason::NotReports(_) => ("not-reports", false),
        Reason::NotUtf8 => ("encoding", true),
        _ => ("malformed", true),
    }
}
