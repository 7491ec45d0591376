//! Who, when and through whom, in words for people.

use demarche_actors::written;
use demarche_ledger::{Actor, ActorRow, On, Speaker, Statement, Via};
use demarche_statements::{Aspect, Grade, Part, Precision};

/// An actor with office and side.
pub fn actor(actor: &Actor) -> String {
    described(&actor.name, actor.office.as_deref(), actor.side.as_deref())
}

/// An actor over all reports, with the first office and side known; an office
/// whose end is known comes after those that may still be held.
pub fn known(actor: &ActorRow) -> String {
    let held = actor.roles.iter().filter(|role| role.to.is_none());
    let ended = actor.roles.iter().filter(|role| role.to.is_some());
    let office = held.chain(ended).find_map(|role| role.office.as_deref());
    let side = actor.roles.iter().find_map(|role| role.side.as_deref());
    described(&actor.name, office, side)
}

fn described(name: &str, office: Option<&str>, side: Option<&str>) -> String {
    let office = office.map(written);
    // A state speaks for itself.
    match (office, side.filter(|side| *side != name)) {
        (Some(office), Some(side)) => format!("{name} ({office}, {side})"),
        (Some(office), None) => format!("{name} ({office})"),
        (None, Some(side)) => format!("{name} ({side})"),
        (None, None) => name.to_owned(),
    }
}

/// All speakers on one line, the first without its part.
pub fn speakers(speakers: &[Speaker]) -> String {
    let parts: Vec<String> = speakers
        .iter()
        .map(|speaker| match speaker.part {
            Part::Speaks => actor(&speaker.actor),
            Part::SpokenFor => format!("for {}", actor(&speaker.actor)),
            Part::Supports => format!("supported by {}", actor(&speaker.actor)),
            Part::Opposes => format!("opposed by {}", actor(&speaker.actor)),
        })
        .collect();
    parts.join(", ")
}

/// The days on which something was said, as short as they can be told.
pub fn days(on: &On) -> Option<String> {
    let days = match (on.from.as_deref(), on.to.as_deref()) {
        (None, None) => return None,
        (Some(from), Some(to)) if from == to => from.to_owned(),
        (Some(from), Some(to)) => match on.precision {
            Precision::Month => from.get(..7).unwrap_or(from).to_owned(),
            Precision::Year => from.get(..4).unwrap_or(from).to_owned(),
            _ => format!("{from} to {to}"),
        },
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("not after {to}"),
    };
    Some(match on.aspect {
        Aspect::Repeated => format!("{days}, more than once"),
        Aspect::Once | Aspect::Earlier => days,
    })
}

/// The chain from the outlet to the speaker.
pub fn chain(via: &[Via]) -> Option<String> {
    let names: Vec<&str> = via.iter().map(|link| link.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(" ← "))
}

/// How near the reader is to the speaker.
pub const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::FirstHand => "first-hand",
        Grade::Relayed => "relayed",
        Grade::SecondHand => "second-hand",
        Grade::Unnamed => "unnamed",
    }
}

/// Who, when and how near, on one line; empty where nothing was resolved.
pub fn line(statement: &Statement) -> String {
    let who = (!statement.speakers.is_empty()).then(|| speakers(&statement.speakers));
    let parts = [
        who,
        // "Not after the report" says no more than the report's date does.
        statement
            .on
            .as_ref()
            .filter(|on| on.precision != Precision::Unknown)
            .and_then(days),
        statement.grade.map(|known| grade(known).to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
