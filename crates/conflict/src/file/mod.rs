//! Reads `conflict.toml`: its form, and which key may hold what. Whether the
//! parts fit together is for the model to say.

mod party;
mod rules;
mod sheet;

use crate::conflict::{Conflict, Origin, Scenario, View};
use crate::error::ConflictError;
use crate::sheet::Sheet;
use demarche_forms::{Faults, Table, listed, parse, stem};

pub(crate) fn conflict(name: &str, text: &str) -> Result<Conflict, ConflictError> {
    let parsed = parse(text, "docs/formats.md shows the form")
        .map_err(|faults| ConflictError::new(name, text, faults.0))?;
    let mut faults = Faults::default();
    let mut top = Table::new(parsed.get_ref(), 0..0, "a conflict");
    let title = top.string("title", &mut faults);
    let about = top.string("about", &mut faults);
    let source = top.string("source", &mut faults);
    let scenarios = top.tables("scenario", "a scenario", &mut faults);
    let views = top.tables("view", "a view", &mut faults);
    let title = title.map_or_else(|| stem(name), |title| title.text);
    let mut base = sheet::sheet(&mut top, &Sheet::default(), &mut faults);
    base.title.clone_from(&title);
    top.finish(&mut faults);
    let mut conflict = Conflict {
        title,
        about: about.map(|about| about.text),
        source: source.map(|source| source.text),
        sheet: base,
        scenarios: Vec::new(),
        views: Vec::new(),
        origin: Origin {
            name: name.to_owned(),
            text: text.to_owned(),
        },
    };
    for table in scenarios {
        let read = scenario(table, &conflict, &mut faults);
        conflict.scenarios.extend(read);
    }
    for table in views {
        let read = view(table, &conflict, &mut faults);
        conflict.views.extend(read);
    }
    if conflict.sheet.parties.is_empty() {
        faults.add(
            0..0,
            "the conflict has no party",
            "add one: [[party]] with a name, options and what it prefers",
        );
    }
    if faults.0.is_empty() {
        Ok(conflict)
    } else {
        Err(ConflictError::new(name, text, faults.0))
    }
}

/// A scenario says what is different; all else is as in the conflict, or in
/// the scenario that it is `like`.
fn scenario(mut table: Table<'_>, conflict: &Conflict, faults: &mut Faults) -> Option<Scenario> {
    let name = table.needed("name", "name it", faults)?;
    if conflict
        .scenarios
        .iter()
        .any(|known| known.name == name.text)
    {
        faults.add(
            name.at.0.clone(),
            format!("two scenarios are called \"{}\"", name.text),
            "give one of them another name",
        );
    }
    let about = table.string("about", faults).map(|about| about.text);
    let like = table.string("like", faults);
    let base = match &like {
        None => Some(&conflict.sheet),
        Some(like) => {
            let found = conflict.scenarios.iter().find(|s| s.name == like.text);
            if found.is_none() {
                faults.add(
                    like.at.0.clone(),
                    format!("no scenario above this one is called \"{}\"", like.text),
                    "name a scenario that stands earlier in the file, or leave `like` out",
                );
            }
            found.map(|scenario| &scenario.sheet)
        }
    }?;
    let mut sheet = sheet::sheet(&mut table, base, faults);
    sheet.title = format!("{}: {}", conflict.title, name.text);
    table.finish(faults);
    Some(Scenario {
        name: name.text,
        about,
        sheet,
    })
}

fn view(mut table: Table<'_>, conflict: &Conflict, faults: &mut Faults) -> Option<View> {
    let party = table.needed("of", "say whose view it is: of = \"its name\"", faults)?;
    if conflict.sheet.party(&party.text).is_none() {
        let names = conflict.sheet.parties.iter().map(|p| p.name.text.as_str());
        faults.add(
            party.at.0.clone(),
            format!("no party is called \"{}\"", party.text),
            format!("parties: {}", listed(names)),
        );
    }
    if conflict.views.iter().any(|known| known.party == party.text) {
        faults.add(
            party.at.0.clone(),
            format!("\"{}\" has two views", party.text),
            "keep one of them",
        );
    }
    let about = table.string("about", faults).map(|about| about.text);
    let mut sheet = sheet::sheet(&mut table, &conflict.sheet, faults);
    sheet.title = format!("{} as {} sees it", conflict.title, party.text);
    table.finish(faults);
    Some(View {
        party: party.text,
        about,
        sheet,
    })
}
