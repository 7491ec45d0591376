//! A report laid out for resolution: its words, names and people, and the
//! actors that the names alone give.

use demarche_attribution::{Turn, turns};
use demarche_reading::{Report, Span};

use crate::blocks::{blocks, is_asked};
use crate::carried;
use crate::dateline::datelines;
use crate::demonyms;
use crate::descriptions::descriptions;
use crate::draft::{Draft, Drafts};
use crate::entities::{Entity, What, covering, entities};
use crate::fold::fold;
use crate::gazetteer::{Entry, How, gazetteer};
use crate::outside::{add_known, fill_side, leader_named, leader_role};
use crate::people::{self, Person};
use crate::polities::Lands;
use crate::roles;
use crate::sides;
use crate::words::{Gap, Word, inside, words};
use crate::{ActorKind, Form, Known, Role, Side};

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
    /// Lands and regions that own offices in this report.
    pub lands: Lands,
    /// The turns of an interview.
    pub turns: Vec<Turn>,
    /// The first words of a live blog's blocks.
    pub blocks: Vec<usize>,
    /// The report's day, where it tells one.
    pub date: Option<&'a str>,
}

impl<'a> Scene<'a> {
    /// Lays a report out; `asked` are the spans that will be asked about.
    pub fn new(report: &'a Report, asked: &[Span], known: &'a Known) -> Self {
        let text = report.text.as_str();
        let mut words = words(text);
        demonyms::mark(&mut words);
        let mut entities = entities(&words);
        // A dateline names a place and nobody.
        let datelines = datelines(text, &words);
        entities.retain(|entity| {
            let inside = |line: &std::ops::Range<usize>| line.contains(&entity.words.start);
            matches!(entity.what, What::Country(..)) || !datelines.iter().any(inside)
        });
        let named = names_asked(&words, &entities, asked);
        let descriptions = descriptions(&words, &entities);
        let people = people::people(text, &words, &entities, &named);
        let blocks = blocks(text, &words);
        let mut scene = Self {
            text,
            turns: turns(text),
            actor: vec![None; entities.len()],
            words,
            entities,
            people,
            descriptions,
            person_draft: Vec::new(),
            drafts: Drafts::default(),
            known,
            lands: Lands::new(),
            blocks,
            date: report.metadata.date.as_deref(),
        };
        scene.enter_people();
        scene.find_lands();
        for index in 0..scene.entities.len() {
            let asked = is_asked(&scene.words, scene.entities[index].words.end)
                && scene.entities[index].what == What::Name;
            scene.enter(index, asked);
        }
        scene.settle_owned_roles();
        scene.settle_lands();
        scene.settle_counterparts();
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
            carried::settle_roles(&self.words, &self.entities, &mut self.people[at].roles);
            let person = self.people[at].clone();
            let key = format!("person:{}", fold(&person.name));
            let known = self.known_person(&person.words);
            let name = person.name.clone();
            let draft = self.drafts.at(key, || Draft::new(ActorKind::Person, &name));
            let leader = leader_named(&person.words, self.date);
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
        // What a person wrote outranks the tables.
        if matches!(self.entities[index].what, What::Body(_)) {
            let written = self.written(&self.entities[index].words);
            if let Some(known) = self.known_body(&fold(written)) {
                let span = self.span(index);
                let actor = self.of_file(known, written, span);
                self.actor[index] = Some(actor);
                return Some(actor);
            }
        }
        let actor = match self.entities[index].what {
            What::Country(country, how) => {
                if matches!(how, How::Adjective | How::People) && !asked {
                    return None;
                }
                Some(self.state(g.countries[country].code, g.countries[country].name, index))
            }
            What::Body(body) => Some(self.body(body, index)),
            What::Organisation => match self.shouted(index) {
                Some(person) => Some(person),
                None => Some(self.organisation(index)),
            },
            What::Person | What::Name => self.single(index, asked),
            What::Title | What::Adjective | What::Backer(_) => None,
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
        // A body that is a side of its own needs no role to say so.
        let side = g
            .side_of_body(body)
            .filter(|side| *side != sides::named_side(entry.name));
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
        let found = sides::body_side(&self.words, &self.entities, index);
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
        // "Korean Central News Agency": the tables know which of the Koreas.
        let found = found.map(|(side, words)| {
            let known = gazetteer().alone(&full);
            let told = known.and_then(|body| gazetteer().side(body.code));
            (told.unwrap_or(side), words)
        });
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
                .or_else(|| self.longer(&bare_key, index))
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

    /// The key of the one organisation before whose name ends with these words:
    /// "the People's Front", after "the Kasholo People's Front".
    fn longer(&self, bare: &str, index: usize) -> Option<String> {
        let ending = format!(" {bare}");
        let mut named = self.entities[..index]
            .iter()
            .filter(|entity| entity.what == What::Organisation)
            .map(|entity| fold(self.written(&entity.words)))
            .filter(|name| name.ends_with(&ending))
            .map(|name| format!("organisation:{name}:"))
            .filter(|key| self.drafts.get(key).is_some());
        let found = named.next()?;
        named.all(|other| other == found).then_some(found)
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

    /// The one state that a report speaks of, where it speaks of no other.
    pub fn only_state(&self) -> Option<Side> {
        let mut found: Option<Side> = None;
        for entity in &self.entities {
            let side = match entity.what {
                What::Country(country, _) => gazetteer().side(gazetteer().countries[country].code),
                What::Adjective => sides::own_side(&self.words[entity.words.start]),
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
            What::Country(country, _) | What::Backer(Some(Entry::Country(country, _))) => {
                g.countries[country].code == code
            }
            What::Body(body) | What::Backer(Some(Entry::Body(body))) => g.bodies[body].code == code,
            _ => false,
        })
    }

    /// Gives "Putin's foreign minister" the side of Putin.
    fn settle_owned_roles(&mut self) {
        for at in 0..self.people.len() {
            for (role, owner) in self.people[at].owned.clone() {
                let told = self.actor[owner].and_then(|actor| self.side_of(actor));
                let Some(side) = told.or_else(|| self.body_with_article(owner)) else {
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

    /// Whether a live blog's block starts between two words.
    pub fn parted(&self, before: usize, at: usize) -> bool {
        let block = |at: usize| self.blocks.partition_point(|&start| start <= at);
        block(before) != block(at)
    }

    /// The first word of the paragraph that a word stands in.
    pub fn paragraph(&self, at: usize) -> usize {
        let mut before = (0..=at).rev();
        before
            .find(|&at| self.words[at].gap == Gap::Paragraph)
            .unwrap_or(0)
    }

    /// The words of a span, as indices.
    pub fn inside(&self, span: Span) -> std::ops::Range<usize> {
        inside(&self.words, span)
    }

    /// Whom a name means that is all of a span.
    pub fn named_at(&mut self, span: Span) -> Option<usize> {
        let last = self.inside(span).last()?;
        let index = self.covering(last)?;
        self.enter(index, true)
    }

    /// The entity that covers a word.
    pub fn covering(&self, word: usize) -> Option<usize> {
        covering(&self.entities, word)
    }
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
pub(crate) fn last_noun(name: &str) -> Option<String> {
    let base = name.split(" of ").next()?.split(" for ").next()?;
    base.rsplit(' ').next().map(str::to_owned)
}
