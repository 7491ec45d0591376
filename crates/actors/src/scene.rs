//! A report laid out for resolution: its words, names and people, and the
//! actors that the names alone give.

use demarche_reading::{Report, Span};

use crate::descriptions::descriptions;
use crate::draft::{Draft, Drafts};
use crate::entities::{Entity, What, covering, entities};
use crate::fold::{fold, same_word};
use crate::gazetteer::{Gender, How, Leader, gazetteer};
use crate::lexicon::honorific;
use crate::people::{self, Person};
use crate::roles;
use crate::words::{Word, inside, words};
use crate::{ActorKind, Form, Known, KnownActor, Role, Side};

/// Everything that resolution looks at and fills.
pub(crate) struct Scene<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
    pub entities: Vec<Entity>,
    pub people: Vec<Person>,
    /// Descriptions that name nobody.
    pub descriptions: Vec<std::ops::Range<usize>>,
    /// The draft of each person.
    pub person_draft: Vec<usize>,
    /// The actor of each entity, where it has one.
    pub actor: Vec<Option<usize>>,
    pub drafts: Drafts,
    pub known: &'a Known,
    /// The report's day, where it tells one.
    pub date: Option<&'a str>,
}

impl<'a> Scene<'a> {
    /// Lays a report out; `asked` are the spans that will be asked about.
    pub fn new(report: &'a Report, asked: &[Span], known: &'a Known) -> Self {
        let text = report.text.as_str();
        let words = words(text);
        let entities = entities(&words);
        let named = names_asked(&words, &entities, asked);
        let descriptions = descriptions(&words, &entities);
        let people = people::people(text, &words, &entities, &named);
        let mut scene = Self {
            text,
            actor: vec![None; entities.len()],
            words,
            entities,
            people,
            descriptions,
            person_draft: Vec::new(),
            drafts: Drafts::default(),
            known,
            date: report.metadata.date.as_deref(),
        };
        scene.enter_people();
        for index in 0..scene.entities.len() {
            scene.enter(index, false);
        }
        scene.settle_owned_roles();
        scene
    }

    /// The text that a range of words covers.
    pub fn written(&self, range: &std::ops::Range<usize>) -> &'a str {
        &self.text[roles::span(&self.words, range).range()]
    }

    /// The span of an entity.
    pub fn span(&self, entity: usize) -> Span {
        roles::span(&self.words, &self.entities[entity].words)
    }

    fn enter_people(&mut self) {
        for at in 0..self.people.len() {
            let person = self.people[at].clone();
            let key = format!("person:{}", fold(&person.name));
            let known = self.known_person(&person.words);
            let name = person.name.clone();
            let draft = self.drafts.at(key, || Draft::new(ActorKind::Person, &name));
            let leader = self.leader_named(&person.words);
            for alias in &person.aliases {
                self.drafts.alias(draft, alias);
            }
            let entry = &mut self.drafts.all[draft];
            entry.gender = person.gender;
            entry.roles.extend(person.roles.iter().cloned());
            if let Some(known) = known {
                add_known(entry, known);
            }
            if let Some(leader) = leader
                && (entry.roles.is_empty() || entry.roles.iter().all(|role| role.side.is_none()))
                && let Some(role) = leader_role(leader)
            {
                fill_side(entry, role);
            }
            self.person_draft.push(draft);
            for &entity in &person.full {
                self.actor[entity] = Some(draft);
                let span = self.span(entity);
                self.drafts
                    .mention(draft, span, Form::Full, "named in full");
            }
        }
    }

    /// Enters the actor that an entity names by itself. `asked` says that
    /// somebody asks about it, so an unclear name is taken for a person's.
    pub fn enter(&mut self, index: usize, asked: bool) -> Option<usize> {
        if let Some(actor) = self.actor[index] {
            return Some(actor);
        }
        let g = gazetteer();
        let actor = match self.entities[index].what {
            What::Country(country, how) => {
                if matches!(how, How::Adjective | How::People) && !asked {
                    return None;
                }
                Some(self.state(g.countries[country].code, g.countries[country].name, index))
            }
            What::Body(body) => Some(self.body(body, index)),
            What::Organisation => Some(self.organisation(index)),
            What::Person | What::Name => self.single(index, asked),
            What::Title | What::Adjective => None,
        }?;
        self.actor[index] = Some(actor);
        Some(actor)
    }

    /// The actor of a state of the tables.
    fn state(&mut self, code: &str, name: &str, index: usize) -> usize {
        let actor = self.state_of(&Side {
            code: code.to_owned(),
            name: name.to_owned(),
        });
        let span = self.span(index);
        let written = self.written(&self.entities[index].words.clone());
        let (form, reason) = match self.entities[index].what {
            What::Country(_, How::Capital | How::Seat) => {
                (Form::Metonym, format!("“{written}” stands for {name}"))
            }
            What::Country(_, How::Adjective | How::People) => {
                (Form::Name, format!("“{written}” is of {name}"))
            }
            _ => (Form::Name, format!("a name of {name}")),
        };
        if form == Form::Name {
            self.drafts.alias(actor, written);
        }
        self.drafts.mention(actor, span, form, reason);
        actor
    }

    /// The actor of a state, without a mention.
    pub fn state_of(&mut self, side: &Side) -> usize {
        self.drafts.at(format!("state:{}", side.code), || {
            let state = gazetteer()
                .countries
                .iter()
                .any(|country| country.code == side.code)
                || side.code.starts_with("X-");
            let kind = if state {
                ActorKind::State
            } else {
                ActorKind::Organisation
            };
            let mut draft = Draft::new(kind, &side.name);
            draft.roles.push(Role {
                side: Some(side.clone()),
                ..Role::default()
            });
            draft
        })
    }

    fn body(&mut self, body: usize, index: usize) -> usize {
        let g = gazetteer();
        let entry = &g.bodies[body];
        let written = self.written(&self.entities[index].words.clone());
        let side = g.side(entry.code);
        // The union itself, not one of its organs.
        let whole =
            entry.sector != "REGION" && side.as_ref().is_some_and(|side| side.name == entry.name);
        let key = if whole {
            format!("state:{}", entry.code)
        } else {
            format!("body:{}:{}", entry.code, fold(entry.name))
        };
        let actor = self.drafts.at(key, || {
            let region = entry.sector == "REGION";
            let kind = if region {
                ActorKind::Group
            } else {
                ActorKind::Organisation
            };
            let mut draft = Draft::new(kind, entry.name);
            draft
                .roles
                .extend(side.filter(|_| !region).map(|side| Role {
                    side: Some(side),
                    ..Role::default()
                }));
            draft.head = last_noun(&fold(entry.name));
            draft
        });
        let metonym = written == "Brussels";
        if !metonym {
            self.drafts.alias(actor, written);
        }
        let form = if metonym { Form::Metonym } else { Form::Name };
        let reason = if written == entry.name {
            "named".to_owned()
        } else {
            format!("“{written}” is the {}", entry.name)
        };
        let span = self.span(index);
        self.drafts.mention(actor, span, form, reason);
        actor
    }

    fn organisation(&mut self, index: usize) -> usize {
        let range = self.entities[index].words.clone();
        let found = roles::body_side(&self.words, &self.entities, index);
        // "Chinese Foreign Ministry": the adjective is part of the name.
        let start = index
            .checked_sub(1)
            .filter(|&at| {
                self.entities[at].words.end == range.start
                    && self.words[range.start].joined()
                    && !self.words[range.start - 1].possessive
                    && matches!(self.entities[at].what, What::Country(..) | What::Adjective)
            })
            .map_or(range.start, |at| self.entities[at].words.start);
        let bare = self.written(&range).to_owned();
        let full = self.written(&(start..range.end)).to_owned();
        let bare_key = fold(&bare);
        let found_in_file = self
            .known_body(&fold(&full))
            .or_else(|| self.known_body(&bare_key));
        if let Some(known) = found_in_file {
            let span = roles::span(&self.words, &(start..range.end));
            return self.of_file(known, &full, span);
        }
        // A bare "Foreign Ministry" is the one that has a side, if there is one.
        let key = match &found {
            Some((side, _)) => format!("organisation:{bare_key}:{}", side.code),
            None => self
                .organisations(&bare_key)
                .unwrap_or_else(|| format!("organisation:{bare_key}:")),
        };
        let actor = self.drafts.at(key, || {
            let mut draft = Draft::new(ActorKind::Organisation, &full);
            if let Some((side, words)) = &found {
                draft.roles.push(Role {
                    side: Some(side.clone()),
                    evidence: vec![roles::span(&self.words, words)],
                    ..Role::default()
                });
            }
            draft.head = last_noun(&bare_key);
            draft
        });
        self.drafts.alias(actor, &bare);
        self.drafts.alias(actor, &full);
        let span = roles::span(&self.words, &(start..range.end));
        self.drafts.mention(actor, span, Form::Name, "named");
        actor
    }

    /// The key of the one organisation with these words that has a side.
    fn organisations(&self, bare: &str) -> Option<String> {
        let mut found = None;
        for country in &gazetteer().countries {
            let key = format!("organisation:{bare}:{}", country.code);
            if self.drafts.get(&key).is_some() {
                if found.is_some() {
                    return None;
                }
                found = Some(key);
            }
        }
        found
    }

    /// A name of one word, or an unclear one: somebody named elsewhere in the
    /// report, in the actor file, or in the tables.
    fn single(&mut self, index: usize, asked: bool) -> Option<usize> {
        let range = self.entities[index].words.clone();
        let name: Vec<String> = self.words[range.clone()]
            .iter()
            .map(|word| word.fold.clone())
            .collect();
        let gender = self.gender_before(range.start);
        let written = self.written(&range).to_owned();
        let span = self.span(index);
        if let Some(at) = self.called(&name, gender, range.start) {
            let draft = self.person_draft[at];
            if let Some(gender) = gender {
                self.drafts.all[draft].gender = Some(gender);
            }
            let before = self.people[at].roles.len();
            let mut person = self.people[at].clone();
            people::describe(&self.words, &self.entities, index, &mut person);
            self.drafts.all[draft]
                .roles
                .extend(person.roles.iter().skip(before).cloned());
            self.people[at] = person;
            let full = self.drafts.all[draft].name.clone();
            self.drafts.alias(draft, &written);
            let reason = if full == written {
                "the same name".to_owned()
            } else if self.people[at].full.is_empty() {
                format!("short for {full}")
            } else {
                format!("{full}, who is named in full in this report")
            };
            self.drafts.mention(draft, span, Form::Surname, reason);
            return Some(draft);
        }
        let key = format!("person:{}", fold(&written));
        if let Some(draft) = self.drafts.get(&key) {
            self.drafts
                .mention(draft, span, Form::Surname, "the same name");
            return Some(draft);
        }
        let titled = self.entities[index].what == What::Person;
        if !titled && let Some(known) = self.known_body(&fold(&written)) {
            return Some(self.of_file(known, &written, span));
        }
        let mut person = Person {
            name: written.clone(),
            words: name.clone(),
            aliases: Vec::new(),
            roles: Vec::new(),
            owned: Vec::new(),
            gender,
            full: Vec::new(),
        };
        people::describe(&self.words, &self.entities, index, &mut person);
        if let Some((full, mut roles, reason)) = self.from_outside(&name, &person.roles) {
            let draft = self.drafts.at(format!("person:{}", fold(&full)), || {
                Draft::new(ActorKind::Person, &full)
            });
            roles.extend(
                person
                    .roles
                    .iter()
                    .filter(|role| role.office.is_some())
                    .cloned(),
            );
            let entry = &mut self.drafts.all[draft];
            for role in roles {
                if !entry
                    .roles
                    .iter()
                    .any(|old| old.office == role.office && old.side == role.side)
                {
                    entry.roles.push(role);
                }
            }
            entry.gender = person
                .gender
                .or_else(|| gazetteer().gender(&fold(full.split(' ').next().unwrap_or_default())));
            self.drafts.alias(draft, &written);
            self.drafts.mention(
                draft,
                span,
                if name.len() > 1 {
                    Form::Full
                } else {
                    Form::Surname
                },
                reason,
            );
            person.name = full.clone();
            person.words = full.split(' ').map(fold).collect();
            self.remember(person, draft);
            return Some(draft);
        }
        if !(titled || asked) {
            return None;
        }
        // "Nasa" where the report also writes "NASA".
        if let Some(draft) = self
            .drafts
            .get(&format!("organisation:{}:", fold(&written)))
        {
            self.drafts.alias(draft, &written);
            self.drafts
                .mention(draft, span, Form::Name, "the same letters");
            return Some(draft);
        }
        // "Pew" after "Pew Research".
        let longer = self.drafts.all.iter().position(|draft| {
            draft.kind == ActorKind::Organisation
                && draft
                    .name
                    .strip_prefix(&written)
                    .is_some_and(|rest| rest.starts_with(' '))
        });
        if !titled
            && name.len() == 1
            && let Some(draft) = longer
        {
            self.drafts.alias(draft, &written);
            self.drafts
                .mention(draft, span, Form::Name, "the first word of its name");
            return Some(draft);
        }
        if !titled && self.no_person(&range) {
            let draft = self
                .drafts
                .at(format!("organisation:{}:", fold(&written)), || {
                    Draft::new(ActorKind::Organisation, &written)
                });
            self.drafts
                .mention(draft, span, Form::Name, "a name that takes an article");
            return Some(draft);
        }
        if !titled
            && name.len() == 1
            && let Some(side) = self.land_called(&name[0], &written)
        {
            let actor = self.state_of(&side);
            self.drafts
                .mention(actor, span, Form::Name, "a land that the report speaks of");
            return Some(actor);
        }
        let draft = self
            .drafts
            .at(key, || Draft::new(ActorKind::Person, &written));
        self.drafts.all[draft]
            .roles
            .extend(person.roles.iter().cloned());
        self.drafts.all[draft].gender = person.gender;
        let form = if name.len() > 1 {
            Form::Full
        } else {
            Form::Surname
        };
        self.drafts.mention(
            draft,
            span,
            form,
            if titled {
                "named with a title"
            } else {
                "a name that the report does not explain"
            },
        );
        self.remember(person, draft);
        Some(draft)
    }

    /// Whether a name takes an article, as those of people do not.
    fn no_person(&self, range: &std::ops::Range<usize>) -> bool {
        let Some(before) = range.start.checked_sub(1).map(|at| &self.words[at]) else {
            return false;
        };
        before.fold == "the" && self.words[range.start].joined()
    }

    fn remember(&mut self, person: Person, draft: usize) {
        if !self.person_draft.contains(&draft) {
            self.people.push(person);
            self.person_draft.push(draft);
        }
    }

    /// The honorific right before a name: "Mr.", "Ms.".
    fn gender_before(&self, start: usize) -> Option<Gender> {
        let before = &self.words[start.checked_sub(1)?];
        if !self.words[start].joined() {
            return None;
        }
        honorific(&before.fold).flatten()
    }

    /// The person of this report whom a short name means.
    fn called(&self, name: &[String], gender: Option<Gender>, at: usize) -> Option<usize> {
        let one = name.last()?;
        let fits = |person: &Person| {
            gender.is_none() || person.gender.is_none() || gender == person.gender
        };
        let ranked = |rank: &dyn Fn(&Person) -> bool| -> Option<usize> {
            let mut found: Vec<usize> = (0..self.people.len())
                .filter(|&index| fits(&self.people[index]) && rank(&self.people[index]))
                .collect();
            if found.len() > 1 {
                found.sort_by_key(|&index| {
                    let draft = &self.drafts.all[self.person_draft[index]];
                    let start = self.words[at].span.start;
                    // The one named last before, or, failing that, first after.
                    let last = draft
                        .mentions
                        .iter()
                        .map(|m| m.span.start)
                        .filter(|&s| s < start)
                        .max();
                    match last {
                        Some(last) => (0, start - last),
                        None => (
                            1,
                            draft
                                .mentions
                                .iter()
                                .map(|m| m.span.start)
                                .min()
                                .unwrap_or(usize::MAX),
                        ),
                    }
                });
            }
            found.first().copied()
        };
        if name.len() > 1 {
            return ranked(&|person| {
                people::same_person(&person.words, name) || ends_with(&person.words, name)
            });
        }
        ranked(&|person| same_word(people::surname(&person.words), one))
            .or_else(|| {
                ranked(&|person| {
                    person.words.len() > 1
                        && person.words.last().is_some_and(|last| same_word(last, one))
                })
            })
            .or_else(|| {
                ranked(&|person| {
                    person.words.len() > 1 && person.words.first().is_some_and(|first| first == one)
                })
            })
    }

    /// Somebody known beforehand or a head of state, by a short or full name.
    fn from_outside(&self, name: &[String], told: &[Role]) -> Option<(String, Vec<Role>, String)> {
        if let Some(known) = self.known_person(name) {
            return Some((
                known.name.clone(),
                known.roles.clone(),
                "in the actor file".to_owned(),
            ));
        }
        let leader = self.leader_called(name, told)?;
        let g = gazetteer();
        let side = g.side(leader.code)?;
        let reason = format!(
            "{}, {} of {}, in the country table",
            leader.name, leader.office, side.name
        );
        Some((
            leader.name.to_owned(),
            leader_role(leader).into_iter().collect(),
            reason,
        ))
    }

    /// Somebody of the actor file: by a whole name or alias, by a fuller or
    /// shorter form of the name, or by a surname that only one of them has.
    fn known_person(&self, name: &[String]) -> Option<&'a KnownActor> {
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
    fn known_body(&self, folded: &str) -> Option<&'a KnownActor> {
        let known: &'a Known = self.known;
        known
            .called(folded)
            .find(|actor| actor.kind != ActorKind::Person)
    }

    /// The actor of an entry of the actor file, with the mention that names
    /// it.
    fn of_file(&mut self, known: &KnownActor, written: &str, span: Span) -> usize {
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

    /// The head of state or government whom a full name names.
    fn leader_named(&self, name: &[String]) -> Option<&'static Leader> {
        let g = gazetteer();
        let found = name
            .iter()
            .flat_map(|word| g.leaders_named(word))
            .copied()
            .find(|&index| {
                let words: Vec<String> = g.leaders[index].name.split(' ').map(fold).collect();
                name.len() > 1 && people::same_person(&words, name)
            })?;
        Some(&g.leaders[found])
    }

    /// The head of state or government whom a surname alone means: one whose
    /// office the words before it name, or whose state the report speaks of.
    fn leader_called(&self, name: &[String], told: &[Role]) -> Option<&'static Leader> {
        let g = gazetteer();
        if name.len() > 1 {
            return self.leader_named(name);
        }
        let fitting = |leader: &&Leader| {
            // Candidates and party leaders are known by full name only.
            leader.office != "politician"
                && same_word(leader.surname, &name[0])
                && self.in_office(leader)
                && match told.iter().find_map(|role| role.side.as_ref()) {
                    Some(side) => side.code == leader.code,
                    None => self.speaks_of(leader.code),
                }
                && told
                    .iter()
                    .find_map(|role| role.office.as_deref())
                    .is_none_or(|office| {
                        roles::office_fits(office, leader.office)
                            || roles::office_fits(leader.office, office)
                            || office == "leader"
                    })
        };
        let mut found: Vec<&Leader> = g
            .leaders_named(&name[0])
            .iter()
            .map(|&index| &g.leaders[index])
            .filter(fitting)
            .collect();
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

    /// Whether a leader had taken office by the report's day. One who left
    /// stays known by name.
    pub fn in_office(&self, leader: &Leader) -> bool {
        let Some(date) = self.date else { return true };
        let year = date.get(..4).unwrap_or("9999");
        leader.from.get(..4).is_none_or(|from| from <= year) || leader.to.is_empty()
    }

    /// The one state that a report speaks of, where it speaks of no other.
    pub fn only_state(&self) -> Option<Side> {
        let mut found: Option<Side> = None;
        for entity in &self.entities {
            let side = match entity.what {
                What::Country(country, _) => gazetteer().side(gazetteer().countries[country].code),
                What::Adjective => roles::own_side(&self.words[entity.words.start]),
                _ => None,
            };
            let Some(side) = side else { continue };
            match &found {
                Some(other) if other.code != side.code => return None,
                _ => found = Some(side),
            }
        }
        found
    }

    /// Whether the report names a state in any way.
    pub fn speaks_of(&self, code: &str) -> bool {
        let g = gazetteer();
        self.entities.iter().any(|entity| match entity.what {
            What::Country(country, _) => g.countries[country].code == code,
            What::Body(body) => g.bodies[body].code == code,
            _ => false,
        })
    }

    /// A land that the tables do not hold: its adjective stands in the report,
    /// or its name ends as names of lands do.
    fn land_called(&self, name: &str, written: &str) -> Option<Side> {
        let adjective = self.entities.iter().any(|entity| {
            entity.what == What::Adjective
                && crate::entities::land(&self.words[entity.words.start])
                    .is_some_and(|land| fold(&land) == name)
        });
        let ending = name.len() >= 6
            && (name.ends_with("land") || name.ends_with("stan") || name.ends_with("ia"))
            && gazetteer().gender(name).is_none();
        (adjective || ending).then(|| {
            let g = gazetteer();
            g.place(name)
                .and_then(|code| g.side(code))
                .unwrap_or_else(|| roles::named_side(written))
        })
    }

    /// Gives "Putin's foreign minister" the side of Putin.
    fn settle_owned_roles(&mut self) {
        for at in 0..self.people.len() {
            for (role, owner) in self.people[at].owned.clone() {
                let Some(side) = self.actor[owner].and_then(|actor| self.side_of(actor)) else {
                    continue;
                };
                let draft = self.person_draft[at];
                if let Some(entry) = self.drafts.all[draft].roles.get_mut(role)
                    && entry.side.is_none()
                {
                    entry.side = Some(side.clone());
                }
                if let Some(entry) = self.people[at].roles.get_mut(role) {
                    entry.side = Some(side);
                }
            }
        }
    }

    /// The side of an actor.
    pub fn side_of(&self, actor: usize) -> Option<Side> {
        self.drafts.all[actor]
            .roles
            .iter()
            .find_map(|role| role.side.clone())
    }

    /// The words of a span, as indices.
    pub fn inside(&self, span: Span) -> std::ops::Range<usize> {
        inside(&self.words, span)
    }

    /// The entity that covers a word.
    pub fn covering(&self, word: usize) -> Option<usize> {
        covering(&self.entities, word)
    }
}

fn ends_with(long: &[String], short: &[String]) -> bool {
    long.len() > short.len() && long[long.len() - short.len()..] == *short
}

/// The unclear names that stand at the head of a span asked about.
fn names_asked(words: &[Word], entities: &[Entity], asked: &[Span]) -> Vec<usize> {
    let mut out = Vec::new();
    for &span in asked {
        let range = inside(words, span);
        if range.len() > 40 {
            continue;
        }
        for at in range.clone() {
            if let Some(index) = covering(entities, at)
                && entities[index].what == What::Name
                && entities[index].words.start == at
                && entities[index].words.end <= range.end
                && !words[entities[index].words.end - 1].possessive
            {
                let before = at == range.start
                    || !crate::lexicon::POSTMODIFIERS.contains(&words[at - 1].fold);
                let article = at > 0 && words[at - 1].fold == "the" && words[at].joined();
                if article {
                    continue;
                }
                let end = entities[index].words.end;
                let last = end == range.end
                    || !words[end].joined()
                    || crate::lexicon::POSTMODIFIERS.contains(&words[end].fold)
                    || words[end].fold == "and";
                if before && last && !out.contains(&index) {
                    out.push(index);
                }
            }
        }
    }
    out
}

/// The last word of a name, as the noun that can stand for it.
fn last_noun(name: &str) -> Option<String> {
    let base = name.split(" of ").next()?.split(" for ").next()?;
    base.rsplit(' ').next().map(str::to_owned)
}

fn leader_role(leader: &Leader) -> Option<Role> {
    if leader.office == "politician" {
        return Some(Role {
            side: Some(gazetteer().side(leader.code)?),
            ..Role::default()
        });
    }
    Some(Role {
        office: Some(leader.office.to_owned()),
        side: Some(gazetteer().side(leader.code)?),
        from: Some(leader.from.to_owned()).filter(|from| !from.is_empty()),
        to: Some(leader.to.to_owned()).filter(|to| !to.is_empty()),
        evidence: Vec::new(),
    })
}

/// Gives a role from outside to an actor whose report tells no side.
fn fill_side(draft: &mut Draft, role: Role) {
    match draft
        .roles
        .iter_mut()
        .find(|old| old.side.is_none() && old.office.is_some())
    {
        Some(old) if old.office == role.office => old.side = role.side,
        _ => draft.roles.push(role),
    }
}

fn add_known(draft: &mut Draft, known: &KnownActor) {
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
