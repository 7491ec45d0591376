//! Whom a pronoun points at.
//!
//! Candidates are the actors named or spoken of before. What counts, in the
//! manner of centering and of Lappin and Leass's salience weights: gender and
//! number must agree; the last speaker goes on speaking; subjects before
//! objects, objects before what follows a preposition; near before far; words
//! inside a quotation seldom are what words outside point at.

use std::collections::BTreeMap;
use std::ops::Range;

use demarche_reading::Span;

use crate::ActorKind;
use crate::describe::{described as described_as, kind_of};
use crate::entities::What;
use crate::lexicon::{POSTMODIFIERS, Pronoun};
use crate::mention::{DEPTH, Reader};
use crate::roles;
use crate::salience::{self, agreement, distance};
use crate::words::Gap;

/// A span that was read, and whom it meant.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    /// Its first word.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    pub sentence: usize,
    pub actors: Vec<usize>,
    /// It is the source of a relation.
    pub source: bool,
}

/// A pronoun to resolve.
pub(crate) struct Pointing {
    /// The pronoun's word.
    pub at: usize,
    pub kind: Pronoun,
    /// It is the source of a relation: whoever it is speaks.
    pub source: bool,
    pub span: Span,
}

/// How many sentences back a pronoun reaches.
const REACH: usize = 5;

/// What the place of a sentence's subject gives, and that of a clause's or behind a comma.
const OPENING: i64 = 9;
const CLAUSE: i64 = 6;

/// What a name gains that a paragraph begins a sentence with, before anybody
/// speaks in it: with its place, more than the last speaker of the paragraph before.
const BEGINS: i64 = 14;

/// Words of whose office it is before an office, at most: "Japan's".
const OWNER: usize = 3;

impl Reader<'_> {
    /// The actors a pronoun points at, with the reason.
    pub(crate) fn point(&mut self, pointing: &Pointing) -> Option<(Vec<usize>, String)> {
        if pointing.kind == Pronoun::Relative {
            return self.just_before(pointing.at);
        }
        let described = if self.depth > DEPTH {
            None
        } else {
            self.best_description(pointing)
        };
        let named = self.best_named(pointing);
        if let Some((score, range)) = described
            && named.as_ref().is_none_or(|(top, ..)| score > *top)
        {
            let phrase = roles::phrase(&self.scene.words, &self.scene.entities, range.clone())?;
            let meant = described_as(self, &phrase);
            let span = roles::span(&self.scene.words, &range);
            self.scene
                .drafts
                .mention(meant.actor, span, meant.form, meant.reason);
            let name = self.scene.drafts.all[meant.actor].name.clone();
            return Some((
                vec![meant.actor],
                format!("{name}: the last one described who fits"),
            ));
        }
        let (_, actors, why) = named?;
        let name = self.scene.drafts.all[*actors.first()?].name.clone();
        Some((actors, format!("{name}: {why}")))
    }

    /// The best of the descriptions before a pronoun.
    fn best_description(&self, pointing: &Pointing) -> Option<(i64, Range<usize>)> {
        let here = &self.scene.words[pointing.at];
        let mut best: Option<(i64, Range<usize>)> = None;
        let until = self
            .scene
            .descriptions
            .partition_point(|range| range.end <= pointing.at);
        for range in self.scene.descriptions[..until].iter().rev() {
            let first = &self.scene.words[range.start];
            if here.sentence - first.sentence > REACH || self.scene.parted(range.start, pointing.at)
            {
                break;
            }
            let Some(phrase) =
                roles::phrase(&self.scene.words, &self.scene.entities, range.clone())
            else {
                continue;
            };
            if self.tells_what_somebody_is(range.start) {
                continue;
            }
            let kind = kind_of(&phrase, &self.scene.words[phrase.head].fold, false);
            let gender = roles::gender(phrase.noun, &self.scene.words[phrase.head].fold);
            let Some(agreement) = agreement(pointing.kind, kind, phrase.plural, gender) else {
                continue;
            };
            let mut score = agreement
                - distance(pointing.at, here.sentence, range.end, first.sentence)
                + self.place_of(range.start);
            if first.quoted && !here.quoted {
                score -= 14;
            }
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                best = Some((score, range.clone()));
            }
        }
        best
    }

    /// "Maki is a quiet man": nobody else than Maki.
    fn tells_what_somebody_is(&self, start: usize) -> bool {
        let word = |at: usize| self.scene.words[at].fold.as_str();
        let Some(verb) = start.checked_sub(1).filter(|verb| *verb > 0) else {
            return false;
        };
        matches!(word(start), "a" | "an" | "one")
            && matches!(
                word(verb),
                "is" | "was" | "remains" | "remained" | "became" | "be" | "been"
            )
            && !matches!(word(verb - 1), "there" | "it")
    }

    /// The best of the actors named or asked about before a pronoun.
    fn best_named(&self, pointing: &Pointing) -> Option<(i64, Vec<usize>, &'static str)> {
        let mut best: Option<(i64, Vec<usize>, &'static str)> = None;
        let mut offer = |score: i64, actors: &[usize], why: &'static str| {
            if best.as_ref().is_none_or(|(top, ..)| score > *top) {
                best = Some((score, actors.to_vec(), why));
            }
        };
        let here = &self.scene.words[pointing.at];
        let inside = self.speaker_of_content(pointing.span);
        let not = self.first_person(pointing.span);
        // Who is spoken to is "you".
        let label = |start: usize| {
            let at = self.scene.words[start].span.start;
            let mut turns = self.scene.turns.iter();
            !not.is_empty() && turns.any(|turn| turn.label.start <= at && at < turn.label.end)
        };
        let last_source = self.heard.iter().rev().find(|heard| {
            heard.source && heard.end <= pointing.at && !self.told_by(pointing.span, heard)
        });
        // A paragraph in which nobody has spoken yet is about whom it begins with.
        let paragraph = self.scene.paragraph(pointing.at);
        let new_paragraph =
            pointing.source && last_source.is_some_and(|last| last.end <= paragraph);
        for (index, entity) in self.scene.entities.iter().enumerate() {
            if entity.words.start >= pointing.at {
                break;
            }
            if label(entity.words.start) {
                continue;
            }
            let Some(actor) = self.scene.actor[index].filter(|actor| !not.contains(actor)) else {
                continue;
            };
            let word = &self.scene.words[entity.words.start];
            let Some(score) = self.base_score(pointing, actor, word.sentence, entity.words.end)
            else {
                continue;
            };
            let mut score = score + self.place(index);
            if word.quoted && !here.quoted {
                score -= 14;
            }
            if new_paragraph && entity.words.start >= paragraph && self.begins(index) {
                score += BEGINS;
            }
            offer(score, &[actor], "the last one named who fits");
        }
        for heard in &self.heard {
            let speaks = heard.actors.iter().any(|actor| not.contains(actor));
            if heard.end > pointing.at || speaks || label(heard.start) {
                continue;
            }
            let Some(score) = heard
                .actors
                .iter()
                .map(|&actor| self.base_score(pointing, actor, heard.sentence, heard.end))
                .collect::<Option<Vec<_>>>()
                .and_then(|scores| scores.into_iter().max())
            else {
                if heard.actors.len() > 1 && pointing.kind == Pronoun::Several {
                    let distance = i64::try_from(here.sentence - heard.sentence.min(here.sentence))
                        .unwrap_or(99);
                    if distance <= 3 {
                        offer(
                            18 - 10 * distance,
                            &heard.actors,
                            "those named together before",
                        );
                    }
                }
                continue;
            };
            if heard.actors.len() > 1 && pointing.kind != Pronoun::Several {
                continue;
            }
            let mut score = score + if heard.source { 8 } else { 2 };
            let mut why = "the last one spoken of who fits";
            let goes_on =
                pointing.source && last_source.is_some_and(|last| last.start == heard.start);
            if goes_on {
                score += 16;
                why = "the last speaker goes on";
            }
            offer(score, &heard.actors, why);
        }
        if let Some(actors) = inside {
            for actor in actors.into_iter().filter(|actor| !not.contains(actor)) {
                if let Some(score) = self.base_score(pointing, actor, here.sentence, pointing.at) {
                    offer(score + 14, &[actor], "whoever speaks of themselves");
                }
            }
        }
        best
    }

    /// What agreement and distance give a candidate; none where it cannot be.
    fn base_score(
        &self,
        pointing: &Pointing,
        actor: usize,
        sentence: usize,
        end: usize,
    ) -> Option<i64> {
        let draft = &self.scene.drafts.all[actor];
        let here = self.scene.words[pointing.at].sentence;
        if here.checked_sub(sentence)? > REACH
            || self.scene.parted(end.saturating_sub(1), pointing.at)
        {
            return None;
        }
        let agreement = agreement(pointing.kind, draft.kind, draft.plural, draft.gender)?;
        Some(agreement - salience::distance(pointing.at, here, end, sentence))
    }

    /// Whether a sentence begins with a name, or with an office and the name
    /// behind a comma: "Japan's ambassador, Tetsuo Maki, …".
    fn begins(&self, index: usize) -> bool {
        let words = &self.scene.words;
        let entity = &self.scene.entities[index];
        if words[entity.words.start].quoted {
            return false;
        }
        match self.place(index) {
            OPENING => true,
            CLAUSE => {
                let start = entity.words.start;
                let mut descriptions = self.scene.descriptions.iter();
                words[start].gap == Gap::Comma
                    && descriptions.any(|office| {
                        let mut before = (0..=office.start).rev();
                        let first = before.find(|&at| words[at].opens());
                        office.end == start
                            && first.is_some_and(|first| office.start - first <= OWNER)
                    })
            }
            _ => false,
        }
    }

    /// What its place in the sentence gives a name.
    fn place(&self, index: usize) -> i64 {
        let words = &self.scene.words;
        let entity = &self.scene.entities[index];
        if words[entity.words.end - 1].possessive {
            return 2;
        }
        // The names right before belong to the same noun phrase.
        let mut start = entity.words.start;
        let mut first = index;
        while let Some(before) = first.checked_sub(1) {
            let other = &self.scene.entities[before];
            if other.words.end != start
                || !words[start].joined()
                || !matches!(
                    other.what,
                    What::Title
                        | What::Country(..)
                        | What::Body(_)
                        | What::Organisation
                        | What::Adjective
                        | What::Backer(_)
                )
            {
                break;
            }
            start = other.words.start;
            first = before;
        }
        self.place_of(start)
    }

    /// What its place in the sentence gives a noun phrase that starts at a
    /// word: most to the subject, least to what follows a preposition.
    fn place_of(&self, start: usize) -> i64 {
        let words = &self.scene.words;
        let opens = |at: usize| words[at].opens();
        if opens(start) {
            return OPENING;
        }
        let before = &words[start - 1];
        if before.fold == "the" && start >= 2 && opens(start - 1) {
            return OPENING;
        }
        let before = if before.fold == "the" && start >= 2 {
            &words[start - 2]
        } else {
            before
        };
        if POSTMODIFIERS.contains(&before.fold)
            && !matches!(
                before.fold.as_str(),
                "that"
                    | "as"
                    | "when"
                    | "while"
                    | "after"
                    | "before"
                    | "who"
                    | "has"
                    | "had"
                    | "is"
                    | "was"
            )
        {
            return 0;
        }
        if words[start].gap == Gap::Comma
            || matches!(
                before.fold.as_str(),
                "that"
                    | "as"
                    | "when"
                    | "while"
                    | "but"
                    | "because"
                    | "after"
                    | "before"
                    | "if"
                    | "though"
                    | "although"
            )
        {
            return CLAUSE;
        }
        if before.fold == "and" { 4 } else { 3 }
    }

    /// "…, who": whoever was named right before.
    fn just_before(&mut self, at: usize) -> Option<(Vec<usize>, String)> {
        let heard = self
            .heard
            .iter()
            .rev()
            .find(|heard| heard.end <= at && at - heard.end <= 1);
        if let Some(heard) = heard {
            return Some((heard.actors.clone(), "named right before".to_owned()));
        }
        let near =
            |entity: &crate::entities::Entity| entity.words.end <= at && at - entity.words.end <= 2;
        let named = self
            .scene
            .entities
            .iter()
            .enumerate()
            .rev()
            .find_map(|(index, entity)| {
                let actor = self.scene.actor[index].filter(|_| near(entity))?;
                Some((entity.words.end, actor))
            });
        // "… surprised analysts, who": nearer than any name.
        let described = self.scene.descriptions.iter().rev().find(|range| {
            range.end == at && named.is_none_or(|(end, _)| end < at) && self.depth <= DEPTH
        });
        if let Some(range) = described.cloned()
            && let Some(phrase) =
                roles::phrase(&self.scene.words, &self.scene.entities, range.clone())
        {
            let meant = described_as(self, &phrase);
            let span = roles::span(&self.scene.words, &range);
            let drafts = &mut self.scene.drafts;
            drafts.mention(meant.actor, span, meant.form, meant.reason);
            return Some((vec![meant.actor], "described right before".to_owned()));
        }
        named.map(|(_, actor)| (vec![actor], "named right before".to_owned()))
    }

    /// "Both leaders were ready, he claimed": whether whoever a span means tells
    /// what somebody else said.
    fn told_by(&self, span: Span, heard: &Heard) -> bool {
        let words = &self.scene.words;
        let (from, to) = (
            words[heard.start].span.start,
            words[heard.end.max(heard.start + 1) - 1].span.end,
        );
        self.relations.iter().any(|relation| {
            let mut sources = relation.source.iter();
            let mut contents = relation.content.iter();
            sources.any(|source| source.overlaps(span))
                && contents.any(|content| content.start <= from && to <= content.end)
        })
    }

    /// Who speaks the content that a span lies in, if that is known by now.
    fn speaker_of_content(&self, span: Span) -> Option<Vec<usize>> {
        let relation = self.around(span)?;
        let source = *relation.source.first()?;
        let range = self.scene.inside(source);
        self.heard
            .iter()
            .find(|heard| {
                heard.source
                    && heard.start >= range.start
                    && heard.start < range.end.max(range.start + 1)
            })
            .map(|heard| heard.actors.clone())
    }

    /// Who speaks the turn that a span lies in: they say "I" of themselves, and
    /// "she" of somebody else.
    fn first_person(&self, span: Span) -> Vec<usize> {
        let within = |said: &Span| said.start <= span.start && span.end <= said.end;
        let mut turns = self.scene.turns.iter();
        let Some(turn) = turns.find(|turn| turn.said.iter().any(within)) else {
            return Vec::new();
        };
        let label = self.scene.inside(turn.label);
        let mut heard = self.heard.iter();
        heard
            .find(|heard| label.contains(&heard.start))
            .map(|heard| heard.actors.clone())
            .unwrap_or_default()
    }

    /// The innermost relation whose content a span lies in.
    pub(crate) fn around(&self, span: Span) -> Option<&demarche_attribution::Attribution> {
        self.relations
            .iter()
            .filter(|relation| {
                !relation.source.is_empty()
                    && relation
                        .content
                        .iter()
                        .any(|content| content.start <= span.start && span.end <= content.end)
            })
            .min_by_key(|relation| {
                relation
                    .content
                    .iter()
                    .map(|content| content.end - content.start)
                    .sum::<usize>()
            })
    }

    /// Whoever speaks the words that "I" or "we" stands in.
    pub(crate) fn speaker_around(
        &self,
        span: Span,
        answers: &BTreeMap<Span, Vec<usize>>,
    ) -> Option<Vec<usize>> {
        let relation = self.around(span)?;
        let inside = |asked: &Span| {
            relation
                .source
                .iter()
                .any(|source| source.start <= asked.start && asked.end <= source.end)
        };
        answers
            .iter()
            .find(|(asked, actors)| inside(asked) && !actors.is_empty())
            .map(|(_, actors)| actors.clone())
    }

    /// The first one named after a pronoun who fits, in the same sentence or
    /// the next.
    pub(crate) fn ahead(&self, at: usize, kind: Pronoun) -> Option<usize> {
        let sentence = self.scene.words.get(at)?.sentence;
        self.scene
            .entities
            .iter()
            .enumerate()
            .find_map(|(index, entity)| {
                let word = &self.scene.words[entity.words.start];
                let actor = self.scene.actor[index]?;
                let draft = &self.scene.drafts.all[actor];
                let fits = match kind {
                    Pronoun::Personal(gender) => {
                        draft.kind == ActorKind::Person
                            && draft.gender.is_none_or(|own| own == gender)
                    }
                    _ => false,
                };
                (entity.words.start > at && word.sentence <= sentence + 1 && fits).then_some(actor)
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn who_speaks_a_turn_says_she_of_somebody_else() {
        let found = told(
            "[Ann Cole]: Who speaks for them, Jana Lindqvist?\n\n\
             [Jana Lindqvist]: I rang Nigora Safarova, a deputy minister. [She] said it was late.\n\n\
             [Ann Cole]: And the others?\n\n\
             [Jana Lindqvist]: They left, Ann Cole.",
        );
        assert!(found[2].starts_with("Nigora Safarova;"), "{found:?}");
        let found = told("I rang their deputy foreign minister, Nigora Safarova. [She] was late.");
        assert!(found[0].starts_with("Nigora Safarova;"), "{found:?}");
    }

    #[test]
    fn a_paragraph_is_about_whom_it_begins_with() {
        // Nobody has spoken in it yet.
        let found = told(
            "[Lucia Corvalan] told Congress that they would sit out every year.\n\n\
             Anna Ruel shrugged when she was told. \u{201c}Nonsense,\u{201d} [she] said.",
        );
        assert!(found[1].starts_with("Anna Ruel;"), "{found:?}");
        let found = told(
            "[Eirik Tveit] told me that small doors were best.\n\n\
             Tomas Estevez would hold each of them with his foot; [he] told the press so.",
        );
        assert!(found[1].starts_with("Tomas Estevez;"), "{found:?}");
        let found = told(
            "[Samuel Adjei] told reporters that it was for others to settle.\n\n\
             Japan's ambassador, Thomas Maki, was less shy. Nobody would come, [he] said.",
        );
        assert!(found[1].starts_with("Thomas Maki;"), "{found:?}");
        // In one paragraph the speaker goes on.
        let found = told(
            "[Eirik Tveit] told me that small doors were best. Tomas Estevez disagreed. [He] said \
             that he had buried one bargain.",
        );
        assert!(found[1].starts_with("Eirik Tveit;"), "{found:?}");
        let found = told(
            "Thomas Maki is a quiet man, but he has been to the ministry. [He] asked for silence.",
        );
        assert!(found[0].starts_with("Thomas Maki;"), "{found:?}");
        let found = told("There was a spokesman at the door. [He] asked for silence.");
        assert!(found[0].contains("spokesman"), "{found:?}");
    }
}
