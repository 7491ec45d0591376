//! Makes actors over all reports of what each report tells, and keeps them up
//! to date as reports come in.
//!
//! Profiles that share a key may be one actor; the rest cannot. So what comes
//! in touches the groups of its own keys only, and the result is what linking
//! all profiles at once would give.

use std::collections::{BTreeMap, BTreeSet};

use demarche_actors::{Correction, Key, Known, KnownActor, Linked as Found, LocalActor, keys};
use rusqlite::{Connection, OptionalExtension, params};

use crate::corrections;
use crate::identity;
use crate::linked::Linked;
use crate::profile::{Profile, ProfileRole};
use crate::utterances;

/// What linking takes from people.
pub(crate) struct Told {
    pub(crate) known: Known,
    pub(crate) corrections: Vec<Correction>,
}

/// Links the groups that these profiles belong to.
pub(crate) fn profiles(connection: &Connection, touched: &[i64]) -> rusqlite::Result<()> {
    if touched.is_empty() {
        return Ok(());
    }
    let told = corrections::told(connection)?;
    let (mut seen, mut moved) = (BTreeSet::new(), Vec::new());
    for &profile in touched {
        if !seen.contains(&profile) {
            let group = group(connection, profile, &told)?;
            relink(connection, &group, &told, &mut moved)?;
            seen.extend(group.into_keys());
        }
    }
    utterances::find_again(connection, &moved)
}

/// Links everything again, after people changed what linking takes from them.
pub(crate) fn everything(connection: &Connection) -> rusqlite::Result<()> {
    let all: Vec<i64> = connection
        .prepare_cached("SELECT id FROM profiles ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    profiles(connection, &all)?;
    drop_unused(connection)
}

/// All profiles that lead to this one from key to key.
fn group(
    connection: &Connection,
    profile: i64,
    told: &Told,
) -> rusqlite::Result<BTreeMap<i64, Profile>> {
    let mut group = BTreeMap::new();
    let mut open = vec![profile];
    // A correction makes the two it names meet; so does a file's actor all of
    // its names.
    let bridges = bridges(told);
    while let Some(profile) = open.pop() {
        if group.contains_key(&profile) {
            continue;
        }
        let detail: Profile = connection
            .prepare_cached("SELECT detail FROM profiles WHERE id = ?1")?
            .query_row([profile], |row| crate::cast::json(row, 0))?;
        let mut own: BTreeSet<Key> = keys(&detail.actor()).into_iter().collect();
        for bridge in &bridges {
            if bridge.iter().any(|key| own.contains(key)) {
                own.extend(bridge.iter().cloned());
            }
        }
        group.insert(profile, detail);
        let mut holders = connection
            .prepare_cached("SELECT profile FROM profile_keys WHERE key = ?1 ORDER BY profile")?;
        for met in own.iter().flat_map(meets) {
            for other in holders.query_map([met], |row| row.get(0))? {
                open.push(other?);
            }
        }
    }
    Ok(group)
}

fn bridges(told: &Told) -> Vec<BTreeSet<Key>> {
    let merged = told.corrections.iter().filter_map(|c| match c {
        Correction::Merge(a, b) => Some(a.keys().into_iter().chain(b.keys()).collect()),
        Correction::Split(..) | Correction::Rename(..) => None,
    });
    let known = told
        .known
        .actors()
        .iter()
        .map(|actor| keys(&local(actor)).into_iter().collect());
    merged.chain(known).collect()
}

/// An actor of a file in the form that linking takes.
fn local(actor: &KnownActor) -> LocalActor {
    LocalActor {
        kind: actor.kind,
        name: actor.name.clone(),
        aliases: actor.aliases.clone(),
        roles: actor.roles.clone(),
        unnamed: None,
        mentions: Vec::new(),
    }
}

/// A key as the column keeps it.
pub(crate) fn column(key: &Key) -> String {
    match key {
        Key::Is(name) => format!("is {name}"),
        Key::Offers(word) => format!("offers {word}"),
        Key::Wants(word) => format!("wants {word}"),
    }
}

/// The keys that a key meets, as the column keeps them.
fn meets(key: &Key) -> Vec<String> {
    match key {
        Key::Is(_) => vec![column(key)],
        Key::Offers(word) => vec![format!("wants {word}")],
        Key::Wants(word) => vec![format!("offers {word}"), format!("wants {word}")],
    }
}

/// Links a group; `moved` gets the profiles that are another actor's now.
fn relink(
    connection: &Connection,
    group: &BTreeMap<i64, Profile>,
    told: &Told,
    moved: &mut Vec<i64>,
) -> rusqlite::Result<()> {
    let ids: Vec<i64> = group.keys().copied().collect();
    if let [id] = ids.as_slice()
        && let Some(profile) = group.get(id)
        && profile.only_in.is_some()
    {
        // Somebody in one report only: nobody to link it to.
        let (_, digest) = profile.column();
        let linked = Linked {
            kind: profile.kind,
            label: profile.name.clone(),
            aliases: profile.aliases.clone(),
            roles: profile.roles.clone(),
            why: Vec::new(),
        };
        let name = identity::hex(&digest, identity::DIGITS);
        point(connection, *id, &name, &linked)?;
        return Ok(());
    }
    let locals: Vec<_> = group.values().map(Profile::actor).collect();
    for found in demarche_actors::link(&locals, &told.known, &told.corrections) {
        if found.profiles.is_empty() {
            continue;
        }
        let name = identity::hex(
            &identity::digest(&[b"actor", found.identity.as_bytes()]),
            identity::DIGITS,
        );
        let linked = Linked::from(found.clone());
        for at in found.profiles {
            if point(connection, ids[at], &name, &linked)? {
                moved.push(ids[at]);
            }
        }
    }
    Ok(())
}

/// Makes a profile's actor the one of this identifier, as it is now; says
/// whether it was another's.
fn point(
    connection: &Connection,
    profile: i64,
    name: &str,
    linked: &Linked,
) -> rusqlite::Result<bool> {
    // Plain data always serialises.
    let detail = serde_json::to_string(linked).unwrap_or_default();
    let known: Option<(i64, String)> = connection
        .prepare_cached("SELECT id, detail FROM actors WHERE name = ?1")?
        .query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let actor = match known {
        Some((actor, same)) if same == detail => actor,
        Some((actor, _)) => {
            connection
                .prepare_cached("UPDATE actors SET detail = ?2 WHERE id = ?1")?
                .execute(params![actor, detail])?;
            connection
                .prepare_cached("DELETE FROM actor_words WHERE rowid = ?1")?
                .execute([actor])?;
            words(connection, actor, linked)?;
            actor
        }
        None => {
            let actor = connection
                .prepare_cached("INSERT INTO actors (name, detail) VALUES (?1, ?2)")?
                .insert(params![name, detail])?;
            words(connection, actor, linked)?;
            actor
        }
    };
    let before: Option<i64> = connection
        .prepare_cached("SELECT actor FROM profiles WHERE id = ?1")?
        .query_row([profile], |row| row.get(0))?;
    if before == Some(actor) {
        return Ok(false);
    }
    connection
        .prepare_cached("UPDATE profiles SET actor = ?2 WHERE id = ?1")?
        .execute(params![profile, actor])?;
    Ok(before.is_some())
}

fn words(connection: &Connection, actor: i64, linked: &Linked) -> rusqlite::Result<()> {
    let names: Vec<&str> = std::iter::once(linked.label.as_str())
        .chain(linked.aliases.iter().map(String::as_str))
        .collect();
    connection
        .prepare_cached("INSERT INTO actor_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![actor, names.join("\n")])?;
    Ok(())
}

/// Actors that no profile leads to any more are derived, and go.
fn drop_unused(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM actor_words WHERE rowid IN
             (SELECT a.id FROM actors a WHERE NOT EXISTS
                 (SELECT 1 FROM profiles p WHERE p.actor = a.id));
         DELETE FROM actors WHERE NOT EXISTS
             (SELECT 1 FROM profiles p WHERE p.actor = actors.id);",
    )
}

impl From<Found> for Linked {
    fn from(found: Found) -> Self {
        Self {
            kind: found.kind,
            label: found.name,
            aliases: found.aliases,
            roles: found.roles.iter().map(ProfileRole::of).collect(),
            why: found.why,
        }
    }
}
