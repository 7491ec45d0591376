//! The side that an office leaves open, where the words around it tell: a state
//! that its holder speaks of as one's own, a capital where its spokesman
//! speaks, a state that the sentence before is about.

use demarche_attribution::Attribution;
use demarche_reading::Span;

use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::{How, gazetteer};
use crate::lexicon::POSTMODIFIERS;
use crate::mention::Reader;
use crate::roles::{self, Phrase};
use crate::words::Word;
use crate::{ActorKind, Role, Side};

/// A side that the words around an office tell.
#[derive(Debug, Clone)]
pub(crate) struct Leaning {
    pub side: Side,
    /// The words that tell it.
    pub evidence: Span,
    pub reason: String,
}

/// So many words after a cue "in Tokyo" is looked for.
const NEAR: usize = 8;

/// Whether an office without a country is one that states have.
pub(crate) fn of_a_state(office: &str) -> bool {
    let head = matches!(
        office,
        "president"
            | "chancellor"
            | "foreign secretary"
            | "defence secretary"
            | "presidency"
            | "state secretary"
    );
    head || office.ends_with("minister") || of_a_ministry(office)
}

/// Whether an office is a ministry or government, or one at either.
fn of_a_ministry(office: &str) -> bool {
    let last = office.rsplit(' ').next().unwrap_or_default();
    let body = |word: &str| matches!(word, "ministry" | "government" | "presidency");
    let voice = matches!(
        last,
        "spokesperson" | "official" | "negotiator" | "representative"
    );
    body(last)
        || office.starts_with("ministry ")
        || voice
            && office
                .split(' ')
                .any(|word| body(word) || word == "presidential")
}

impl Reader<'_> {
    /// The side of a described office that nothing else tells.
    pub(crate) fn leaning(&self, phrase: &Phrase) -> Option<Leaning> {
        let span = roles::span(&self.scene.words, &phrase.words);
        let relation = self.relations.iter().find(|relation| {
            let mut sources = relation.source.iter();
            sources.any(|source| source.start <= span.start && span.end <= source.end)
        });
        // "A spokeswoman for | the foreign ministry | in Berlin".
        let end = phrase.words.end;
        let joined = self.scene.words.get(end).is_some_and(Word::joined);
        if joined
            && of_a_ministry(&phrase.office)
            && let Some(found) = self.seated(end, self.scene.words.len())
        {
            return Some(found);
        }
        let by_words = relation
            .filter(|_| of_a_state(&phrase.office))
            .and_then(|relation| self.spoken_in(relation, &phrase.office));
        by_words.or_else(|| {
            let bare = of_a_ministry(&phrase.office) || phrase.office == "spokesperson";
            let definite = self.scene.words[phrase.words.start].fold == "the";
            (bare && definite && !phrase.plural)
                .then(|| self.after_a_state(phrase.words.start, &[]))
                .flatten()
        })
    }

    /// What one relation tells of the side of its speaker.
    fn spoken_in(&self, relation: &Attribution, office: &str) -> Option<Leaning> {
        self.at_home(relation, office)
            .or_else(|| self.own_stance(relation))
    }

    /// "A foreign ministry spokesman said in Tokyo": ministries speak at home.
    fn at_home(&self, relation: &Attribution, office: &str) -> Option<Leaning> {
        if !of_a_ministry(office) {
            return None;
        }
        let words = &self.scene.words;
        let cue = self.scene.inside(*relation.cue.iter().max()?);
        let inside = |at: usize| {
            let span = words[at].span;
            let mut contents = relation.content.iter();
            contents.any(|content| content.start <= span.start && span.end <= content.end)
        };
        let end = (cue.end..words.len().min(cue.end + NEAR))
            .find(|&at| !words[at].joined() || inside(at))
            .unwrap_or(words.len().min(cue.end + NEAR));
        (cue.end..end).find_map(|at| self.seated(at, end))
    }

    /// "in Tokyo", where it starts at a word.
    fn seated(&self, at: usize, end: usize) -> Option<Leaning> {
        let words = &self.scene.words;
        let index = self.scene.covering(at + 1).filter(|_| at + 1 < end)?;
        let entity = &self.scene.entities[index];
        let What::Country(country, How::Capital) = entity.what else {
            return None;
        };
        let here = words[at].fold == "in" && !words[entity.words.end - 1].possessive;
        let side = gazetteer().side(gazetteer().countries[country].code);
        let side = side.filter(|_| here)?;
        Some(Leaning {
            reason: format!(
                "taken to be of {}, as it speaks in {}",
                side.name,
                self.scene.written(&entity.words)
            ),
            side,
            evidence: roles::span(words, &(at..entity.words.end)),
        })
    }

    /// "India hit back. “No,” Commerce Minister Anil Kapoor said": the state that
    /// the sentence before is about, where it names no other. The title has to
    /// stand here, and what is said counts for nothing.
    fn titled_after_a_state(&self, relation: &Attribution, role: &Role) -> Option<Leaning> {
        let source = *relation.source.first()?;
        let mut titles = role.evidence.iter();
        titles.find(|title| source.start <= title.start && title.end <= source.end)?;
        let at = self.scene.inside(source).start;
        let words = &self.scene.words;
        let before = words[at].sentence.checked_sub(1)?;
        let states = self.scene.entities.iter().filter(|entity| {
            let word = &words[entity.words.start];
            let said = relation.content.iter().any(|span| span.overlaps(word.span));
            let here = entity.words.start < at && word.sentence > before;
            !said && (here || word.sentence == before)
        });
        let g = gazetteer();
        let mut codes = states.filter_map(|entity| match entity.what {
            What::Country(state, _) => Some(g.countries[state].code),
            _ => None,
        });
        let first = codes.next();
        if codes.any(|code| Some(code) != first) {
            return None;
        }
        let found = self.after_a_state(at, &relation.content)?;
        first
            .is_none_or(|code| code == found.side.code)
            .then_some(found)
    }

    /// "Ankara is more careful. The defence ministry said": the state that the
    /// sentence before is about, where this one names none first, but for what
    /// is said.
    fn after_a_state(&self, at: usize, said: &[Span]) -> Option<Leaning> {
        let words = &self.scene.words;
        let here = words[at].sentence.checked_sub(1)?;
        let own = words.partition_point(|word| word.sentence <= here);
        let first = words.partition_point(|word| word.sentence < here);
        let state = |at: usize| {
            self.scene.covering(at).is_some_and(|index| {
                matches!(
                    self.scene.entities[index].what,
                    What::Country(..) | What::Adjective | What::Body(_)
                )
            })
        };
        let quoted = |at: usize| said.iter().any(|span| span.overlaps(words[at].span));
        if (own..at).any(|at| state(at) && !quoted(at)) {
            return None;
        }
        let verb = |at: usize| {
            words.get(at).is_some_and(|word| {
                let fold = word.fold.as_str();
                let told = matches!(
                    fold,
                    "is" | "was"
                        | "has"
                        | "had"
                        | "will"
                        | "would"
                        | "does"
                        | "did"
                        | "said"
                        | "told"
                        | "took"
                        | "gave"
                        | "made"
                        | "went"
                        | "kept"
                        | "sent"
                        | "could"
                        | "hit"
                        | "struck"
                        | "fought"
                        | "stood"
                        | "held"
                        | "met"
                        | "came"
                        | "left"
                        | "broke"
                        | "spoke"
                        | "sought"
                        | "fell"
                );
                let open = !POSTMODIFIERS.contains(fold) && !word.possessive;
                let formed = open && (fold.ends_with("ed") || fold.ends_with('s'));
                word.joined() && !word.capital && (told || formed)
            })
        };
        let subject = |start: usize| {
            let (side, end) = self.state_at(start)?;
            verb(end).then_some((side, start..end))
        };
        // The subject opens the sentence, or follows a phrase and a comma.
        let (side, range) = subject(first).or_else(|| subject(self.subject_behind(first, own)?))?;
        Some(Leaning {
            reason: format!(
                "taken to be of {}, which the sentence before is about",
                side.name
            ),
            side,
            evidence: roles::span(words, &range),
        })
    }

    /// Gives people and bodies of a state the side that their own words tell,
    /// where all that tell one tell the same. `speaker` says whose a relation
    /// is.
    pub(crate) fn lean(&mut self, speaker: impl Fn(&Self, &Attribution) -> Option<usize>) {
        let mut found: Vec<(usize, Vec<Leaning>)> = Vec::new();
        for relation in self.relations {
            let Some(actor) = speaker(self, relation) else {
                continue;
            };
            let draft = &self.scene.drafts.all[actor];
            if draft.code().is_some() {
                continue;
            }
            let told = match draft.kind {
                ActorKind::Person | ActorKind::Office => open_role(&draft.roles).and_then(|role| {
                    let role = &draft.roles[role];
                    self.spoken_in(relation, role.office.as_deref()?)
                        .or_else(|| self.titled_after_a_state(relation, role))
                }),
                // "The Foreign Ministry", where no country stands beside it.
                ActorKind::Organisation if of_a_ministry(&fold(&draft.name)) => {
                    self.spoken_in(relation, &fold(&draft.name)).or_else(|| {
                        let at = self.scene.inside(*relation.source.first()?).start;
                        self.after_a_state(at, &[])
                    })
                }
                _ => None,
            };
            let Some(told) = told else { continue };
            match found.iter_mut().find(|(other, _)| *other == actor) {
                Some((_, all)) => all.push(told),
                None => found.push((actor, vec![told])),
            }
        }
        for (actor, told) in found {
            let first = &told[0];
            let draft = &mut self.scene.drafts.all[actor];
            if told.iter().any(|other| other.side.code != first.side.code) {
                continue;
            }
            let role = open_role(&draft.roles).unwrap_or(draft.roles.len());
            if role == draft.roles.len() {
                draft.roles.push(Role::default());
            }
            draft.roles[role].side = Some(first.side.clone());
            draft.roles[role].evidence.push(first.evidence);
            draft.leaning = Some(first.reason.clone());
        }
    }

    /// The one person whom a source names.
    pub(crate) fn named_in(&self, relation: &Attribution) -> Option<usize> {
        let mut found = None;
        for &source in &relation.source {
            let range = self.scene.inside(source);
            for (index, entity) in self.scene.entities.iter().enumerate() {
                let inside = range.start <= entity.words.start && entity.words.end <= range.end;
                let person = matches!(entity.what, What::Person | What::Name);
                let Some(actor) = self.scene.actor[index].filter(|_| inside && person) else {
                    continue;
                };
                if found.is_some_and(|found| found != actor) {
                    return None;
                }
                found = Some(actor);
            }
        }
        found
    }
}

/// The office of a state that somebody holds, no country being told.
fn open_role(roles: &[Role]) -> Option<usize> {
    roles
        .iter()
        .position(|role| role.side.is_none() && role.office.as_deref().is_some_and(of_a_state))
        .filter(|&at| {
            let office = roles[at].office.as_deref();
            office.is_some_and(|office| !office.starts_with("former "))
        })
}

#[cfg(test)]
mod tests {
    use demarche_attribution::{Attribution, Kind};
    use demarche_reading::{Options, Place, Span, read_bytes};

    use crate::{Known, cast};

    /// Who speaks, with side and reason; "[…]" is a source, "{…}" its content,
    /// "<…>" its cue.
    fn speaker(marked: &str) -> String {
        let mut text = String::new();
        let mut spans = [Span::new(0, 0); 3];
        let mut start = 0;
        for c in marked.chars() {
            match c {
                '[' | '{' | '<' => start = text.len(),
                ']' => spans[0] = Span::new(start, text.len()),
                '}' => spans[1] = Span::new(start, text.len()),
                '>' => spans[2] = Span::new(start, text.len()),
                c => text.push(c),
            }
        }
        let place = Place::file("passage.txt");
        let mut report = read_bytes(place, text.clone().into_bytes(), &Options::default())
            .next()
            .unwrap()
            .unwrap();
        report.text = text;
        let relation = Attribution {
            source: vec![spans[0]],
            cue: vec![spans[2]],
            content: vec![spans[1]],
            kind: Kind::Indirect,
            confidence: 1.0,
            parent: None,
        };
        let cast = cast(&report, &[relation], &spans[..1], &Known::default());
        let shown = |&at: &usize| {
            let actor = &cast.actors[at];
            let side = actor.side().map_or("no side", |side| side.name.as_str());
            format!(
                "{} ({}, {side}): {}",
                actor.name,
                actor.kind,
                cast.mention(at, spans[0]).unwrap().reason
            )
        };
        cast.of(spans[0])
            .iter()
            .map(shown)
            .collect::<Vec<_>>()
            .join(" + ")
    }

    #[test]
    fn a_bare_office_is_of_the_state_whose_stance_it_tells() {
        for (marked, side) in [
            (
                "{Norland will extend the moratorium}, [Foreign Minister Lars Bech] <said>.",
                "Norland",
            ),
            (
                "{Chile is prepared to extend it provided that Norway opens its ports}, [Foreign Minister Diego Soto] <said>.",
                "Chile",
            ),
            (
                "{Spain could never agree}, [Foreign Minister Ana Ruiz] <said>, though France would.",
                "Spain",
            ),
            (
                "[President Lars Bech] <said> {that the Norwegian government would not sign}. Russia did.",
                "Norway",
            ),
            (
                "{Oslo also rejects the text}, [a foreign ministry spokeswoman] <said>. Russia did not.",
                "Norway",
            ),
            (
                "[The foreign minister] <said> {Norland has no intention of leaving Russia}.",
                "Norland",
            ),
            (
                "{The government of Norland remains committed to it}, [the defence ministry] <said> in Geneva. Peru left.",
                "Norland",
            ),
            (
                "{If Vestria withdraws, Norland will lift the ban}, [Foreign Minister Lars Bech] <said>.",
                "Norland",
            ),
            (
                "{Norland “will not” sign}, [the Foreign Ministry] <said>. Peru left, Russia did not.",
                "Norland",
            ),
            (
                "{Norland is ready to sign}, [a senior foreign ministry official] <said>. Peru left, Russia did not.",
                "Norland",
            ),
            (
                "{Norland and Vestria will sign}, [Foreign Minister Lars Bech] <said>. Peru did not.",
                "no side",
            ),
            (
                "{Ukraine must withdraw}, [Foreign Minister Lars Bech] <said>. Russia did not.",
                "no side",
            ),
            (
                "{Ukraine should withdraw}, [Foreign Minister Lars Bech] <said>. Russia did not.",
                "no side",
            ),
            (
                "{Ukraine will lose}, [Foreign Minister Lars Bech] <said>. Russia did not.",
                "no side",
            ),
            (
                "{Ukraine will be defeated}, [Foreign Minister Lars Bech] <said>. Russia did not.",
                "no side",
            ),
            (
                "{Ukraine's army will leave}, [Foreign Minister Lars Bech] <said>. Russia did not.",
                "no side",
            ),
            (
                "{Norland will leave}, [bank president Lars Bech] <said>. Russia did not.",
                "no side",
            ),
            (
                "{Norland will leave}, [Foreign Minister Lars Bech] <said>. Vestrian Foreign Minister Lars Bech had more to say.",
                "Vestria",
            ),
            (
                "{Norland will leave}, [the analyst Lars Bech] <said>. Russia did not.",
                "no side",
            ),
        ] {
            let told = speaker(marked);
            assert!(told.contains(&format!(", {side})")), "{marked}\n{told}");
        }
        assert_eq!(
            speaker("{Norland will extend it}, [Foreign Minister Lars Bech] <said>."),
            "Lars Bech (person, Norland): named in full; taken to be of Norland, of whose \
             stance it speaks: “Norland will extend”"
        );
    }

    #[test]
    fn a_ministry_speaks_at_home() {
        for (marked, side) in [
            (
                "A spokeswoman for [the foreign ministry] in Berlin <said> {that Russia and Peru had met}.",
                "Germany",
            ),
            (
                "[A foreign ministry spokesman] <said> in Tokyo {that Russia and Peru had met}.",
                "Japan",
            ),
            (
                "[A spokeswoman for the foreign ministry in Berlin] <said> {that Russia and Peru had met}.",
                "Germany",
            ),
            (
                "{Russia and Peru had met}, [foreign ministry spokesman Taro Abe] <told> reporters in Tokyo on Monday.",
                "Japan",
            ),
            (
                "[The foreign minister] <said> in Tokyo {that Russia and Peru had met}.",
                "no side",
            ),
            (
                "[A foreign ministry spokesman] <said> in Geneva {that Russia and Peru had met}.",
                "no side",
            ),
        ] {
            let told = speaker(marked);
            assert!(told.contains(&format!(", {side})")), "{marked}\n{told}");
        }
    }

    #[test]
    fn a_minister_is_of_the_state_spoken_of_right_before() {
        for (marked, side) in [
            (
                "India hit back. {“Duties on Peru must go,”} [Commerce Minister Anil Roy] <told> them.",
                "India",
            ),
            (
                "India's government was angry. [Commerce Minister Anil Roy] <said> {duties had to go}.",
                "India",
            ),
            (
                "The Faroese government was cautious. [Fisheries Minister Jon Dam] <said> {Peru had to go}.",
                "Faroe Islands",
            ),
            (
                "Oslo hit back. [State Secretary Jon Dam] <said> {Peru had to go}.",
                "Norway",
            ),
            (
                "India hit back at Peru. [Commerce Minister Anil Roy] <said> {duties had to go}.",
                "no side",
            ),
            (
                "India hit back. In Peru, [Commerce Minister Anil Roy] <said> {duties had to go}.",
                "no side",
            ),
            (
                "India hit back. Duties rose. [Analyst Anil Roy] <said> {duties had to go}.",
                "no side",
            ),
        ] {
            let told = speaker(marked);
            assert!(told.contains(&format!(", {side})")), "{marked}\n{told}");
        }
    }

    #[test]
    fn a_ministry_is_of_the_state_spoken_of_right_before() {
        for (marked, side) in [
            (
                "Kyiv waits. On the guarantees, Ankara is more careful. [The defence ministry] <said> {that a truce had to come first}.",
                "Turkey",
            ),
            (
                "Norway has not agreed with Peru. [The government] <said> {that a truce had to come first}.",
                "Norway",
            ),
            (
                "Talks with Peru failed in Oslo. [The defence ministry] <said> {that a truce had to come first}.",
                "no side",
            ),
            (
                "Norway has not agreed. In Lima, [the defence ministry] <said> {that a truce had to come first}.",
                "no side",
            ),
            (
                "Peru waits. Norland has not agreed. [The Foreign Ministry] <said> {that a truce had to come first}.",
                "Norland",
            ),
            (
                "Norway has not agreed with Peru. [The minister] <said> {that a truce had to come first}.",
                "no side",
            ),
        ] {
            let told = speaker(marked);
            assert!(told.contains(&side.to_owned()), "{marked}\n{told}");
        }
    }
}
