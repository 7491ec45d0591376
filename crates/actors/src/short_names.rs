//! Names of one word, and unclear ones: somebody named elsewhere in the
//! report, in the actor file or in the tables.

use crate::appositions;
use crate::draft::Draft;
use crate::entities::What;
use crate::fold::{fold, same_word};
use crate::gazetteer::{Entry, Gender, How, gazetteer};
use crate::lexicon::honorific_gender;
use crate::people::{self, Person};
use crate::scene::Scene;
use crate::sides;
use crate::{ActorKind, Form, Role, Side};

impl Scene<'_> {
    /// A name of one word, or an unclear one: somebody named elsewhere in the
    /// report, in the actor file, or in the tables.
    pub(crate) fn single(&mut self, index: usize, asked: bool) -> Option<usize> {
        let range = self.entities[index].words.clone();
        let folds = |word: &crate::words::Word| word.fold.clone();
        let name: Vec<String> = self.words[range.clone()].iter().map(folds).collect();
        let gender = self.gender_before(range.start);
        let written = self.written(&range).to_owned();
        let span = self.span(index);
        if let Some(at) = self.called(&name, gender, range.start) {
            return Some(self.once_more(at, index, gender));
        }
        if let Some(draft) = self.drafts.get(&format!("person:{}", fold(&written))) {
            let drafts = &mut self.drafts;
            drafts.mention(draft, span, Form::Surname, "the same name");
            return Some(draft);
        }
        let titled = self.entities[index].what == What::Person;
        if !titled && let Some(known) = self.known_body(&fold(&written)) {
            return Some(self.of_file(known, &written, span));
        }
        if let Some(side) = self.lands.get(&fold(&written)).cloned() {
            let actor = self.state_of(&side);
            let why = "a land that the report speaks of";
            self.drafts.mention(actor, span, Form::Name, why);
            return Some(actor);
        }
        let mut person = Person {
            name: written,
            words: name,
            aliases: Vec::new(),
            roles: Vec::new(),
            owned: Vec::new(),
            gender,
            full: Vec::new(),
        };
        appositions::describe(&self.words, &self.entities, index, &mut person);
        if let Some(draft) = self.out_of_tables(index, &person, false) {
            return Some(draft);
        }
        if titled {
            return Some(self.somebody(index, person, "named with a title"));
        }
        if !asked {
            return None;
        }
        if let Some(actor) = self.no_person(index, &person) {
            return Some(actor);
        }
        // Whoever bears the name in the report is known by now.
        if let Some(draft) = self.out_of_tables(index, &person, true) {
            return Some(draft);
        }
        Some(self.somebody(index, person, "a name that the report does not explain"))
    }

    /// "PENCE:" in a transcript, where somebody of that name is in the report.
    pub(crate) fn shouted(&mut self, index: usize) -> Option<usize> {
        let range = self.entities[index].words.clone();
        let word = &self.words[range.start];
        if range.len() > 1 || !word.upper {
            return None;
        }
        let name = [word.fold.clone()];
        let at = self.called(&name, None, range.start)?;
        (people::surname(&self.people[at].words) == name[0])
            .then(|| self.once_more(at, index, None))
    }

    /// Another mention of a person of this report, with what the words around
    /// it add.
    fn once_more(&mut self, at: usize, index: usize, gender: Option<Gender>) -> usize {
        let draft = self.person_draft[at];
        if gender.is_some() {
            self.drafts.all[draft].gender = gender;
        }
        let known = self.people[at].roles.len();
        let mut person = self.people[at].clone();
        appositions::describe(&self.words, &self.entities, index, &mut person);
        let added = person.roles.iter().skip(known).cloned();
        self.drafts.all[draft].roles.extend(added);
        self.people[at] = person;
        let full = self.drafts.all[draft].name.clone();
        let written = self.written(&self.entities[index].words);
        self.drafts.alias(draft, written);
        let reason = if full == written {
            "the same name".to_owned()
        } else if self.people[at].full.is_empty() {
            format!("short for {full}")
        } else {
            format!("{full}, who is named in full in this report")
        };
        let span = self.span(index);
        self.drafts.mention(draft, span, Form::Surname, reason);
        draft
    }

    /// Somebody of the actor file or the tables.
    fn out_of_tables(&mut self, index: usize, person: &Person, asked: bool) -> Option<usize> {
        let (full, mut roles, reason) =
            self.known_or_leader(&person.words, &person.roles, asked)?;
        let draft = self.drafts.at(format!("person:{}", fold(&full)), || {
            Draft::new(ActorKind::Person, &full)
        });
        let told = person.roles.iter().filter(|role| role.office.is_some());
        roles.extend(told.cloned());
        let entry = &mut self.drafts.all[draft];
        for role in roles {
            let same = |old: &Role| old.office == role.office && old.side == role.side;
            if !entry.roles.iter().any(same) {
                entry.roles.push(role);
            }
        }
        let given = fold(full.split(' ').next().unwrap_or_default());
        entry.gender = person.gender.or_else(|| gazetteer().gender(&given));
        let form = form(person);
        let written = self.written(&self.entities[index].words);
        self.drafts.alias(draft, written);
        let span = self.span(index);
        self.drafts.mention(draft, span, form, reason);
        let mut person = person.clone();
        person.words = full.split(' ').map(fold).collect();
        person.name = full;
        self.remember(person, draft);
        Some(draft)
    }

    /// Somebody of whom no more than this name is known.
    fn somebody(&mut self, index: usize, person: Person, reason: &str) -> usize {
        let key = format!("person:{}", fold(&person.name));
        let draft = self
            .drafts
            .at(key, || Draft::new(ActorKind::Person, &person.name));
        let entry = &mut self.drafts.all[draft];
        entry.roles.extend(person.roles.iter().cloned());
        entry.gender = person.gender;
        let span = self.span(index);
        self.drafts.mention(draft, span, form(&person), reason);
        self.remember(person, draft);
        draft
    }

    /// The body or land that a name means which is no person's: a body's
    /// letters or first word, a name with an article, a land spoken of.
    fn no_person(&mut self, index: usize, person: &Person) -> Option<usize> {
        let written = person.name.as_str();
        let span = self.span(index);
        let key = format!("organisation:{}:", fold(written));
        // "Nasa" where the report also writes "NASA".
        if let Some(draft) = self.drafts.get(&key) {
            self.drafts.alias(draft, written);
            self.drafts
                .mention(draft, span, Form::Name, "the same letters");
            return Some(draft);
        }
        let one = person.words.len() == 1;
        // "Pew" after "Pew Research".
        let longer = self.drafts.all.iter().position(|draft| {
            let rest = draft.name.strip_prefix(written);
            draft.kind == ActorKind::Organisation && rest.is_some_and(|rest| rest.starts_with(' '))
        });
        if let Some(draft) = longer.filter(|_| one) {
            self.drafts.alias(draft, written);
            self.drafts
                .mention(draft, span, Form::Name, "the first word of its name");
            return Some(draft);
        }
        if let Some(actor) = self.half_of_korea(index) {
            return Some(actor);
        }
        // "The Social Democrats": people of a kind.
        let last = person.words.last().map_or("", String::as_str);
        let nation = last
            .rsplit_once('-')
            .and_then(|(_, nation)| gazetteer().named(nation));
        let nation = matches!(
            nation,
            Some(Entry::Country(_, How::People | How::Adjective))
        );
        // "The Koreas".
        let lands = last
            .strip_suffix('s')
            .and_then(|land| gazetteer().named(land));
        let plural = gazetteer().head(last).is_some_and(|(_, plural)| plural)
            || matches!(lands, Some(Entry::Country(_, How::Name)));
        if plural || nation && last.ends_with('s') {
            let draft = self.drafts.at(format!("group:{}", fold(written)), || {
                Draft::new(ActorKind::Group, written)
            });
            self.drafts
                .mention(draft, span, Form::Name, "several people, by what they are");
            return Some(draft);
        }
        if self.with_article(self.entities[index].words.start) {
            let draft = self
                .drafts
                .at(key, || Draft::new(ActorKind::Organisation, written));
            self.drafts
                .mention(draft, span, Form::Name, "a name that takes an article");
            return Some(draft);
        }
        let side = self
            .land_called(&person.words[0], written)
            .filter(|_| one)?;
        let actor = self.state_of(&side);
        self.drafts
            .mention(actor, span, Form::Name, "a land that the report speaks of");
        Some(actor)
    }

    /// "The North", where a report speaks of North Korea; likewise the South.
    fn half_of_korea(&mut self, index: usize) -> Option<usize> {
        let range = self.entities[index].words.clone();
        let code = match self.words[range.start].fold.as_str() {
            "north" if range.len() == 1 => "PRK",
            "south" if range.len() == 1 => "KOR",
            _ => return None,
        };
        if !self.with_article(range.start) || !self.speaks_of("PRK") || !self.speaks_of("KOR") {
            return None;
        }
        let actor = self.state_of(&gazetteer().side(code)?);
        let span = self.span(index);
        self.drafts.mention(
            actor,
            span,
            Form::Name,
            "one of the two Koreas, which the report speaks of",
        );
        Some(actor)
    }

    /// "The Hearth's spokesman": the side of an owner whose name takes an
    /// article.
    pub(crate) fn body_with_article(&self, owner: usize) -> Option<Side> {
        let entity = &self.entities[owner];
        let body = matches!(entity.what, What::Name | What::Organisation)
            && self.with_article(entity.words.start);
        body.then(|| sides::named_side(self.written(&entity.words)))
    }

    /// Whether a name takes an article, as those of people do not.
    fn with_article(&self, start: usize) -> bool {
        let before = start.checked_sub(1).map(|at| &self.words[at]);
        before.is_some_and(|before| before.fold == "the") && self.words[start].joined()
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
        honorific_gender(&before.fold)
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

    /// A land that the tables do not hold: its adjective stands in the report,
    /// or its name ends as names of lands do.
    pub(crate) fn land_called(&self, name: &str, written: &str) -> Option<Side> {
        let adjective = self.entities.iter().any(|entity| {
            entity.what == What::Adjective
                && crate::entities::land(&self.words[entity.words.start])
                    .is_some_and(|land| fold(&land) == name)
        });
        let ending = name.len() >= 6
            && (name.ends_with("land") || name.ends_with("stan") || name.ends_with("ia"))
            && gazetteer().gender(name).is_none();
        (adjective || ending).then(|| {
            // A region speaks for itself and not for the state that it lies in.
            sides::named_side(written)
        })
    }
}

fn ends_with(long: &[String], short: &[String]) -> bool {
    long.len() > short.len() && long[long.len() - short.len()..] == *short
}

/// How a name of so many words names somebody.
fn form(person: &Person) -> Form {
    if person.words.len() > 1 {
        Form::Full
    } else {
        Form::Surname
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn a_body_of_the_tables_is_another_where_a_name_stands_before_it() {
        let found = told(
            "[The Kasholo People's Front] left. [The People's Front] was late. \
             [People's Front negotiators] sang. [The Front] went home.",
        );
        for one in &found {
            assert!(!one.contains("Ukraine"), "{found:?}");
        }
        assert!(found[0].starts_with("Kasholo People's Front;"), "{found:?}");
        assert!(found[1].starts_with("Kasholo People's Front;"), "{found:?}");
        assert!(found[3].starts_with("Kasholo People's Front;"), "{found:?}");
    }
}
