//! The cast of a report: kept as members that share profiles, and read back as
//! actors.

use std::cmp::Ordering;

use demarche_actors::{Form, LocalActor};
use demarche_reading::{CodePoints as Index, Report};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::linked::Linked;
use crate::profile::{Profile, ProfileRole};
use crate::{Actor, CodePoints, identity, link, resolved};

/// A member of a cast, as a statement shows it.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) actor: Actor,
}

/// A mention, as the column `members.mentions` keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MentionRow {
    pub(crate) span: [usize; 2],
    pub(crate) at: CodePoints,
    pub(crate) form: Form,
    pub(crate) reason: String,
}

/// Keeps the cast of a resolution; gives the rows of its members and the
/// profiles that the ledger did not know.
pub(crate) fn insert(
    connection: &Connection,
    resolution: i64,
    cast: &[LocalActor],
    report: &Report,
    index: &Index<'_>,
    name: &str,
) -> rusqlite::Result<(Vec<i64>, Vec<i64>)> {
    let (mut members, mut fresh) = (Vec::with_capacity(cast.len()), Vec::new());
    for (ordinal, actor) in cast.iter().enumerate() {
        let (profile, is_new) = profile(connection, &Profile::of(actor, name))?;
        if is_new {
            fresh.push(profile);
        }
        let mentions: Vec<MentionRow> = actor
            .mentions
            .iter()
            .filter_map(|mention| {
                Some(MentionRow {
                    span: [mention.span.start, mention.span.end],
                    at: resolved::code_points(report, index, mention.span)?,
                    form: mention.form,
                    reason: mention.reason.clone(),
                })
            })
            .collect();
        let member = connection
            .prepare_cached(
                "INSERT INTO members (resolution, ordinal, profile, mentions)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .insert(params![
                resolution,
                ordinal,
                profile,
                serde_json::to_string(&mentions).unwrap_or_default(),
            ])?;
        members.push(member);
    }
    Ok((members, fresh))
}

/// The row of a profile, and whether it is new.
fn profile(connection: &Connection, profile: &Profile) -> rusqlite::Result<(i64, bool)> {
    let (detail, digest) = profile.column();
    let known: Option<i64> = connection
        .prepare_cached("SELECT id FROM profiles WHERE digest = ?1")?
        .query_row([&digest[..]], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok((known, false));
    }
    let id = connection
        .prepare_cached("INSERT INTO profiles (digest, detail) VALUES (?1, ?2)")?
        .insert(params![&digest[..], detail])?;
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO profile_keys (key, profile) VALUES (?1, ?2)")?;
    for key in demarche_actors::keys(&profile.actor()) {
        insert.execute(params![link::column(&key), id])?;
    }
    Ok((id, true))
}

/// The cast of a resolution, in order.
pub(crate) fn members(connection: &Connection, resolution: i64) -> rusqlite::Result<Vec<Member>> {
    connection
        .prepare_cached(
            "SELECT p.detail, p.digest, a.name, a.detail, r.day
             FROM members m
             CROSS JOIN resolutions r ON r.id = m.resolution
             CROSS JOIN profiles p ON p.id = m.profile
             LEFT JOIN actors a ON a.id = p.actor
             WHERE m.resolution = ?1 ORDER BY m.ordinal",
        )?
        .query_map([resolution], |row| {
            let profile: Profile = json(row, 0)?;
            let digest: Vec<u8> = row.get(1)?;
            let linked = match row.get::<_, Option<String>>(2)? {
                Some(id) => Some((id, json::<Linked>(row, 3)?)),
                None => None,
            };
            let day: Option<String> = row.get(4)?;
            Ok(Member {
                actor: shown(&profile, &digest, linked, day.as_deref()),
            })
        })?
        .collect()
}

/// What a statement shows of an actor: office and side as its own report
/// tells them, else as all reports do. Of dated offices those of the report's
/// day come first; one that ended before is a former one, and one that was not
/// held yet is none.
fn shown(
    profile: &Profile,
    digest: &[u8],
    linked: Option<(String, Linked)>,
    day: Option<&str>,
) -> Actor {
    let (id, name, kind, roles) = match linked {
        Some((id, linked)) => (id, linked.label, linked.kind, linked.roles),
        None => (
            identity::hex(digest, identity::DIGITS),
            profile.name.clone(),
            profile.kind,
            Vec::new(),
        ),
    };
    let all = || profile.roles.iter().chain(&roles);
    let at = |when: Held| all().filter(move |role| held(role, day) == when);
    let office = at(Held::Then)
        .find_map(|role| role.office.clone())
        .or_else(|| at(Held::Before).find_map(|role| former(role.office.as_deref()?)));
    let side = at(Held::Then)
        .chain(at(Held::Before))
        .find_map(|role| role.side.clone());
    Actor {
        id,
        name,
        kind,
        office,
        side_code: side.as_ref().map(|side| side.code.clone()),
        side: side.map(|side| side.name),
    }
}

/// When an office was held, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Before,
    Then,
    Later,
}

/// A month or a year, too, is compared as far as it goes; what has no date
/// holds.
fn held(role: &ProfileRole, day: Option<&str>) -> Held {
    let Some(day) = day else { return Held::Then };
    let against = |date: &str| day.get(..date.len()).map(|day| day.cmp(date));
    let is = |date: Option<&str>, order| date.and_then(against) == Some(order);
    if is(role.from.as_deref(), Ordering::Less) {
        Held::Later
    } else if is(role.to.as_deref(), Ordering::Greater) {
        Held::Before
    } else {
        Held::Then
    }
}

/// An office that ended.
fn former(office: &str) -> Option<String> {
    let known = office.split(' ').any(|word| word == "former");
    let told = if known { "" } else { "former " };
    (!office.is_empty()).then(|| format!("{told}{office}"))
}

/// A column of this crate's own JSON.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    crate::rows::list(row, column)
}

#[cfg(test)]
mod tests {
    use demarche_actors::{ActorKind, Side};

    use super::shown;
    use crate::linked::Linked;
    use crate::profile::{Profile, ProfileRole};

    #[test]
    fn an_office_is_held_in_its_time() {
        let role = |office: &str, side: &str, from: Option<&str>, to: Option<&str>| ProfileRole {
            office: Some(office.into()),
            side: Some(Side {
                name: side.into(),
                code: side[..3].to_uppercase(),
            }),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        let profile = Profile {
            kind: ActorKind::Person,
            name: "Ann Orr".into(),
            aliases: Vec::new(),
            roles: Vec::new(),
            unnamed: None,
            only_in: None,
        };
        let office = |day| {
            let linked = Linked {
                kind: ActorKind::Person,
                label: "Ann Orr".into(),
                aliases: Vec::new(),
                roles: vec![
                    role("president", "Ruritania", Some("2025-01"), Some("2026-01")),
                    role("mayor", "Eastport", None, Some("2025-03")),
                ],
                why: Vec::new(),
            };
            let found = shown(&profile, &[0; 32], Some(("a".into(), linked)), day);
            (found.office.unwrap(), found.side.unwrap())
        };
        let told = |office: &str, side: &str| (office.to_owned(), side.to_owned());
        assert_eq!(office(Some("2024-12-31")), told("mayor", "Eastport"));
        assert_eq!(office(Some("2025-01-02")), told("president", "Ruritania"));
        assert_eq!(office(Some("2025-06-01")), told("president", "Ruritania"));
        assert_eq!(
            office(Some("2026-02-01")),
            told("former president", "Ruritania")
        );
        assert_eq!(office(None), told("president", "Ruritania"));
    }
}
