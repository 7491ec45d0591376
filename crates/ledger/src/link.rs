//! Makes actors over all reports of what each report tells, and keeps them up
//! to date as reports come in.
//!
//! Profiles that share a key may be one actor; the rest cannot. So what comes
//! in touches the groups of its own keys only, and the result is what linking
//! all profiles at once would give.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use demarche_actors::{Correction, Key, Known, KnownActor, Linked as Found, LocalActor, keys};
use rusqlite::{Connection, OptionalExtension, params};

use crate::corrections;
use crate::identity;
use crate::linked::Linked;
use crate::profile::{Profile, ProfileRole};
use crate::utterances;

/// What linking takes from people.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) known: Known,
    corrections: Vec<Correction>,
    /// How each actor of the files can meet others.
    keys: Vec<Vec<Key>>,
    /// The actors of the files that have a key.
    holders: HashMap<Key, Vec<usize>>,
}

impl Told {
    pub(crate) fn new(known: Known, corrections: Vec<Correction>) -> Self {
        let keys: Vec<Vec<Key>> = known
            .actors()
            .iter()
            .map(|actor| keys(&local(actor)))
            .collect();
        let mut holders: HashMap<Key, Vec<usize>> = HashMap::new();
        for (at, own) in keys.iter().enumerate() {
            for key in own {
                holders.entry(key.clone()).or_default().push(at);
            }
        }
        Self {
            known,
            corrections,
            keys,
            holders,
        }
    }
}

/// Profiles and actors of the files that lead to one another from key to key.
#[derive(Default)]
struct Group {
    profiles: BTreeMap<i64, Profile>,
    known: BTreeSet<usize>,
}

/// What a key leads to.
enum Met {
    Profile(i64),
    Known(usize),
}

/// Links the groups that these profiles belong to.
pub(crate) fn profiles(
    connection: &Connection,
    touched: &[i64],
    told: &Told,
) -> rusqlite::Result<()> {
    let (mut seen, mut moved) = (BTreeSet::new(), Vec::new());
    for &profile in touched {
        if !seen.contains(&profile) {
            let group = group(connection, profile, told)?;
            relink(connection, &group, told, &mut moved)?;
            seen.extend(group.profiles.into_keys());
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
    profiles(connection, &all, &corrections::told(connection)?)?;
    drop_unused(connection)
}

/// All that leads to this profile from key to key.
fn group(connection: &Connection, profile: i64, told: &Told) -> rusqlite::Result<Group> {
    let mut group = Group::default();
    let mut open = vec![Met::Profile(profile)];
    // A correction makes the two it names meet.
    let merges: Vec<BTreeSet<Key>> = told
        .corrections
        .iter()
        .filter_map(|correction| match correction {
            Correction::Merge(a, b) => Some(a.keys().into_iter().chain(b.keys()).collect()),
            Correction::Split(..) | Correction::Rename(..) => None,
        })
        .collect();
    while let Some(met) = open.pop() {
        let mut own: BTreeSet<Key> = match met {
            Met::Profile(id) if group.profiles.contains_key(&id) => continue,
            Met::Profile(id) => {
                let detail: Profile = connection
                    .prepare_cached("SELECT detail FROM profiles WHERE id = ?1")?
                    .query_row([id], |row| crate::cast::json(row, 0))?;
                let own = keys(&detail.actor()).into_iter().collect();
                group.profiles.insert(id, detail);
                own
            }
            Met::Known(at) if !group.known.insert(at) => continue,
            Met::Known(at) => told.keys[at].iter().cloned().collect(),
        };
        for merge in &merges {
            if merge.iter().any(|key| own.contains(key)) {
                own.extend(merge.iter().cloned());
            }
        }
        let mut holders = connection
            .prepare_cached("SELECT profile FROM profile_keys WHERE key = ?1 ORDER BY profile")?;
        for key in own.iter().flat_map(meets) {
            for other in holders.query_map([column(&key)], |row| row.get(0))? {
                open.push(Met::Profile(other?));
            }
            let known = told.holders.get(&key).into_iter().flatten();
            open.extend(known.map(|&at| Met::Known(at)));
        }
    }
    Ok(group)
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

/// The keys that a key meets.
fn meets(key: &Key) -> Vec<Key> {
    match key {
        Key::Is(_) => vec![key.clone()],
        Key::Offers(word) => vec![Key::Wants(word.clone())],
        Key::Wants(word) => vec![Key::Offers(word.clone()), key.clone()],
    }
}

/// Links a group; `moved` gets the profiles that are another actor's now.
fn relink(
    connection: &Connection,
    group: &Group,
    told: &Told,
    moved: &mut Vec<i64>,
) -> rusqlite::Result<()> {
    let ids: Vec<i64> = group.profiles.keys().copied().collect();
    if let [id] = ids.as_slice()
        && let Some(profile) = group.profiles.get(id)
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
    let locals: Vec<_> = group.profiles.values().map(Profile::actor).collect();
    let known = group
        .known
        .iter()
        .filter_map(|&at| told.known.actors().get(at));
    let known = Known::new(known.cloned().collect());
    for found in demarche_actors::link(&locals, &known, &told.corrections) {
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
