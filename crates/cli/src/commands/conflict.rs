//! What the commands on model files share: reading one, finding states and
//! parties in it, progress and stopping.

use std::fs;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use demarche_conflict::{Case, Conflict};
use demarche_stability::{Model, Progress, State};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{Frame, Global};
use crate::commands::file_kind::is_dispute;
use crate::failure::Failure;
use crate::interrupt;
use crate::screen;

/// The largest model file that is read.
const LARGEST: u64 = 256 << 20;

/// What a file holds, and the name to call it by.
pub fn text(path: &Path) -> Result<(String, String), Failure> {
    let name = path.display().to_string();
    let open = |source| Failure::Open {
        file: name.clone(),
        source,
    };
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin()
            .take(LARGEST)
            .read_to_end(&mut bytes)
            .map_err(open)?;
    } else {
        if fs::metadata(path).map_err(open)?.len() > LARGEST {
            return Err(Failure::told(format!(
                "{name}: larger than 256 MiB; a model file is text of a few pages"
            )));
        }
        bytes = fs::read(path).map_err(open)?;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((
            if name == "-" {
                "standard input".to_owned()
            } else {
                name
            },
            text,
        )),
        Err(_) => Err(Failure::told(format!(
            "{name}: not UTF-8; save it as UTF-8 text"
        ))),
    }
}

/// Reads a model file of any form.
pub fn read(path: &Path) -> Result<Conflict, Failure> {
    let (name, text) = text(path)?;
    Conflict::read(&name, &text).map_err(|error| {
        if is_dispute(&text) {
            return Failure::told(format!(
                "{name}: a dispute file, not a conflict model; `demarche model {name}` drafts a model from it"
            ));
        }
        error.into()
    })
}

/// The version of the conflict that was asked for.
pub fn case<'c>(conflict: &'c Conflict, scenario: Option<&str>) -> Result<Case<'c>, Failure> {
    let Some(name) = scenario else {
        return Ok(conflict.base());
    };
    conflict.scenario(name).ok_or_else(|| {
        let names: Vec<&str> = conflict.cases().filter_map(|case| case.scenario).collect();
        let remedy = match names.as_slice() {
            [] => "the file has none".to_owned(),
            names => format!("scenarios: {}", names.join(", ")),
        };
        Failure::told(format!("there is no scenario \"{name}\"; {remedy}"))
    })
}

/// Who acts together: as typed, or as the file says.
pub fn coalitions(
    case: &Case<'_>,
    model: &Model,
    frame: &Frame,
) -> Result<Vec<Vec<usize>>, Failure> {
    if frame.coalition.is_empty() {
        return Ok(case.coalitions(model)?);
    }
    let group = |typed: &String| {
        typed
            .split(',')
            .map(|name| party(model, name.trim()))
            .collect()
    };
    frame.coalition.iter().map(group).collect()
}

/// The party with this name.
pub fn party(model: &Model, name: &str) -> Result<usize, Failure> {
    let found = model.decision_maker(name).or_else(|| {
        // Case is no reason to refuse.
        let same =
            |dm: &demarche_stability::DecisionMaker| dm.name.to_lowercase() == name.to_lowercase();
        model.decision_makers().iter().position(same)
    });
    found.ok_or_else(|| {
        let names: Vec<&str> = model
            .decision_makers()
            .iter()
            .map(|dm| dm.name.as_str())
            .collect();
        Failure::told(format!(
            "no party is called \"{name}\"; parties: {}",
            names.join(", ")
        ))
    })
}

/// The state that was typed.
pub fn state(model: &Model, typed: &str) -> Result<State, Failure> {
    if let Some(state) = model.find(typed) {
        return Ok(state);
    }
    let letters = model.options().len();
    let pattern = typed.len() == letters && State::from_pattern(typed).is_some();
    Err(Failure::told(if pattern {
        format!("the state {typed} is not feasible; `demarche stability` lists those that are")
    } else {
        let names: Vec<&str> = model
            .labels()
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let hint = if names.is_empty() {
            String::new()
        } else {
            format!(", or a name: {}", names.join(", "))
        };
        format!("\"{typed}\" is no state; write {letters} letters, Y or N{hint}")
    }))
}

/// Progress of a long run on standard error; Ctrl-C stops it.
pub struct Bar {
    drawn: ProgressBar,
    begun: Instant,
    shows: bool,
}

impl Bar {
    pub fn new(global: &Global) -> Self {
        interrupt::listen();
        let bar = ProgressBar::with_draw_target(Some(1000), ProgressDrawTarget::hidden());
        if let Ok(style) =
            ProgressStyle::with_template("analysing {bar:30} {percent} %, {eta} left")
        {
            bar.set_style(style);
        }
        Self {
            drawn: bar,
            begun: Instant::now(),
            shows: !global.quiet && !global.json,
        }
    }

    /// Takes note of progress; breaks when a person asked to stop.
    pub fn step(&self, progress: Progress) -> ControlFlow<()> {
        if self.shows && self.begun.elapsed() > Duration::from_secs(1) {
            if self.drawn.is_hidden() {
                self.drawn.set_draw_target(ProgressDrawTarget::stderr());
            }
            let share = progress.done.saturating_mul(1000) / progress.total.max(1);
            self.drawn.set_position(share.min(1000));
        }
        if interrupt::asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    pub fn done(&self) {
        self.drawn.finish_and_clear();
    }
}

/// A line of text of unknown origin as it may be printed.
pub fn clean(line: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    format!("{}{}", &line[..indent], screen::line(&line[indent..]))
}
