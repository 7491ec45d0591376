//! `demarche model`: writes a model, drafted from a dispute or in another form.

use std::io::Write;

use demarche_brief::{Brief, Outlook};
use demarche_conflict::{Case, Conflict, export};
use demarche_drafting::{Manner, draft, outlook};
use demarche_positions::{Dispute, Position};

use crate::args::{Global, Model, Target};
use crate::commands::conflict::{case, text};
use crate::commands::dispute;
use crate::commands::file_kind::is_dispute;
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen;

pub fn run(global: &Global, args: &Model) -> Result<Outcome, Failure> {
    let (name, text) = text(&args.file)?;
    let conflict = if is_dispute(&text) {
        let dispute = dispute::read(&args.file)?;
        let Some((_, held)) = dispute::hold(global, &dispute, None)? else {
            return Ok(Outcome::Interrupted);
        };
        let draft = draft(&dispute, &held.positions, Manner::default());
        if !global.quiet {
            let assumed = screen::count(draft.conflict.sheet.assumptions.len(), "assumption");
            anstream::eprintln!("Drafted with {assumed}, listed in the model under `assumptions`.");
        }
        draft.conflict
    } else {
        Conflict::read(&name, &text)?
    };
    write(
        &conflict,
        &case(&conflict, args.scenario.as_deref())?,
        args.to,
    )?;
    Ok(Outcome::Done)
}

fn write(conflict: &Conflict, case: &Case<'_>, to: Target) -> Result<(), Failure> {
    let model = case.model()?;
    let mut raw = screen::raw();
    match to {
        Target::Toml => raw.write_all(conflict.to_toml().as_bytes())?,
        Target::Gmcr => json::pretty(&mut raw, &export(&model, &case.coalitions(&model)?)?)?,
    }
    Ok(raw.flush()?)
}

/// What could hold, for a brief; `None` where the dispute has no question that
/// a party controls, or its model is too large.
pub fn what_could_hold(
    dispute: &Dispute,
    positions: &[Position],
    brief: &Brief,
) -> Option<Outlook> {
    let draft = draft(dispute, positions, Manner::default());
    let note = |statement: &str| {
        let found = brief.notes.iter().find(|note| note.statement == statement);
        found.map(|note| note.number)
    };
    outlook(dispute, &draft, &note).ok()
}
