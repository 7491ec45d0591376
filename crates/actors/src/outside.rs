//! Whom a name means outside the report: an entry of the actor file, or a head
//! of state or government.

use demarche_reading::Span;

use crate::draft::Draft;
use crate::fold::{fold, same_word};
use crate::gazetteer::{Leader, gazetteer};
use crate::offices;
use crate::people;
use crate::scene::{Scene, last_noun};
use crate::{ActorKind, Form, Known, KnownActor, Role};

/// From so many letters on a surname may be spelt in another way.
const SPELT: usize = 7;

impl<'a> Scene<'a> {
    /// Somebody known beforehand or a head of state, by a short or full name.
    pub(crate) fn known_or_leader(
        &self,
        name: &[String],
        told: &[Role],
        asked: bool,
    ) -> Option<(String, Vec<Role>, String)> {
        if let Some(known) = self.known_person(name) {
            return Some((
                known.name.clone(),
                known.roles.clone(),
                "in the actor file".to_owned(),
            ));
        }
        let leader = self.leader_called(name, told, asked)?;
        let (office, side) = leader.seat()?;
        let reason = format!(
            "{}, {office} of {}, in the country table",
            leader.name, side.name
        );
        Some((
            leader.name.to_owned(),
            leader_role(leader).into_iter().collect(),
            reason,
        ))
    }

    /// Somebody of the actor file: by a whole name or alias, by a fuller or
    /// shorter form of the name, or by a surname that only one of them has.
    pub(crate) fn known_person(&self, name: &[String]) -> Option<&'a KnownActor> {
        let known: &'a Known = self.known;
        let person = |actor: &&KnownActor| actor.kind == ActorKind::Person;
        if let Some(found) = known.called(&name.join(" ")).find(person) {
            return Some(found);
        }
        let last = name.last()?;
        if name.len() > 1 {
            return known.people_with(last).find(|actor| {
                actor.names().any(|full| {
                    let words: Vec<String> = full.split_whitespace().map(fold).collect();
                    words.len() > 1 && people::same_person(&words, name)
                })
            });
        }
        let mut short = known.people_with(last).filter(|actor| {
            let words: Vec<String> = actor.name.split_whitespace().map(fold).collect();
            words.len() > 1 && same_word(people::surname(&words), last)
        });
        let first = short.next()?;
        short.next().is_none().then_some(first)
    }

    /// A body, group or state of the actor file with this whole name.
    pub(crate) fn known_body(&self, folded: &str) -> Option<&'a KnownActor> {
        let known: &'a Known = self.known;
        known
            .called(folded)
            .find(|actor| actor.kind != ActorKind::Person)
    }

    /// The actor of an entry of the actor file, with the mention that names
    /// it.
    pub(crate) fn of_file(&mut self, known: &KnownActor, written: &str, span: Span) -> usize {
        let actor = self
            .drafts
            .at(format!("{}:{}", known.kind, fold(&known.name)), || {
                let mut draft = Draft::new(known.kind, &known.name);
                add_known(&mut draft, known);
                draft.head = last_noun(&fold(&known.name));
                draft
            });
        self.drafts.alias(actor, written);
        self.drafts
            .mention(actor, span, Form::Name, "in the actor file");
        actor
    }

    /// The head of state or government whom a surname alone means: one whose
    /// office the words before it name, or whose state the report speaks of.
    pub(crate) fn leader_called(
        &self,
        name: &[String],
        told: &[Role],
        asked: bool,
    ) -> Option<&'static Leader> {
        let g = gazetteer();
        if name.len() > 1 {
            return leader_named(name, self.date);
        }
        let fitting = |leader: &&Leader| {
            // Candidates and party leaders are known by full name only.
            leader.office != "politician"
                && same_word(leader.surname, &name[0])
                // Heads are written in many ways; another's name by itself is its own.
                && (leader.head || !told.is_empty() || fold(leader.surname) == name[0])
                && self.in_office(leader)
                && match told.iter().find_map(|role| role.side.as_ref()) {
                    Some(side) => side.code == leader.code,
                    None => self.speaks_of(leader.code),
                }
                && told
                    .iter()
                    .find_map(|role| role.office.as_deref())
                    .is_none_or(|office| {
                        offices::office_fits(office, leader.office)
                            || offices::office_fits(leader.office, office)
                            || office == "leader"
                    })
        };
        let called = || {
            let named = g.leaders_named(&name[0]).iter();
            named.map(|&index| &g.leaders[index])
        };
        let mut found: Vec<&Leader> = called().filter(fitting).collect();
        // "President Holm" of a state that the report does not name.
        if found.is_empty() && told.iter().all(|role| role.side.is_none()) {
            let office = told.iter().find_map(|role| role.office.as_deref());
            // A bare name waits until all who are named in the report are known.
            let ready = asked || office.is_some();
            found = called()
                .filter(|leader| ready && self.serves(leader, &name[0], office))
                .collect();
        }
        // A head before a minister, one in office before one who was.
        if found.iter().any(|leader| leader.head) {
            found.retain(|leader| leader.head);
        }
        if found.iter().any(|leader| leader.to.is_empty()) {
            found.retain(|leader| leader.to.is_empty());
        }
        let first = *found.first()?;
        found
            .iter()
            .all(|leader| {
                leader.code == first.code
                    && same_word(
                        leader.name.split(' ').next().unwrap_or(""),
                        first.name.split(' ').next().unwrap_or(""),
                    )
            })
            .then_some(first)
    }

    /// Whether a leader of this name holds the office on the report's day;
    /// without an office, whether it is a head of state or government by a name
    /// that is no forename too.
    fn serves(&self, leader: &Leader, name: &str, office: Option<&str>) -> bool {
        let fits = match office {
            Some(office) => office == leader.office,
            None => leader.head && gazetteer().gender(name).is_none(),
        };
        // Sounds of short names are too many people's.
        let spelt = fold(leader.surname) == name;
        fits && (spelt || name.len() >= SPELT && same_word(leader.surname, name))
            && self.date.is_some_and(|date| leader.holds_on(date))
    }

    /// Whether a leader had taken office by the report's day. One who left
    /// stays known by name.
    pub fn in_office(&self, leader: &Leader) -> bool {
        let Some(date) = self.date else { return true };
        let year = date.get(..4).unwrap_or("9999");
        leader.from.get(..4).is_none_or(|from| from <= year) || leader.to.is_empty()
    }
}

pub(crate) fn leader_role(leader: &Leader) -> Option<Role> {
    if leader.office == "politician" {
        return Some(Role {
            side: Some(gazetteer().side(leader.code)?),
            ..Role::default()
        });
    }
    let (office, side) = leader.seat()?;
    Some(Role {
        office: Some(office.to_owned()),
        side: Some(side),
        from: Some(leader.from.to_owned()).filter(|from| !from.is_empty()),
        to: Some(leader.to.to_owned()).filter(|to| !to.is_empty()),
        evidence: Vec::new(),
    })
}

/// Gives a role from outside to an actor whose report tells no side.
pub(crate) fn fill_side(draft: &mut Draft, role: Role) {
    match draft
        .roles
        .iter_mut()
        .find(|old| old.side.is_none() && old.office.is_some())
    {
        Some(old) if old.office == role.office => old.side = role.side,
        _ => draft.roles.push(role),
    }
}

pub(crate) fn add_known(draft: &mut Draft, known: &KnownActor) {
    for role in &known.roles {
        if !draft
            .roles
            .iter()
            .any(|old| old.office == role.office && old.side == role.side)
        {
            draft.roles.push(role.clone());
        }
    }
}

/// The holder of an office whom a full name names: as of the report's day
/// where the tables tell, else a head before a minister, and who may still hold
/// it before who held it.
pub(crate) fn leader_named(name: &[String], date: Option<&str>) -> Option<&'static Leader> {
    if name.len() < 2 {
        return None;
    }
    let g = gazetteer();
    let same = |leader: &&Leader| {
        let words: Vec<String> = leader.name.split(' ').map(fold).collect();
        people::same_person(&words, name)
    };
    let order = |leader: &&Leader| {
        let held = date.is_some_and(|day| leader.holds_on(day));
        (held, leader.head, leader.to.is_empty(), leader.from)
    };
    name.iter()
        .flat_map(|word| g.leaders_named(word))
        .map(|&index| &g.leaders[index])
        .filter(same)
        .rev()
        .max_by_key(order)
}
