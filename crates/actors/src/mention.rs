//! Reads a span that somebody asks about: whom do these words mean?

use std::collections::BTreeMap;
use std::ops::Range;

use demarche_attribution::Attribution;
use demarche_reading::Span;

use crate::draft::{Draft, Drafts};
use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::How;
use crate::lexicon::{DETERMINERS, POSTMODIFIERS, Pronoun, pronoun};
use crate::point::{Heard, Pointing};
use crate::roles::{self, Phrase};
use crate::scene::Scene;
use crate::words::Gap;
use crate::{ActorKind, Form};

/// Reads spans in the order of the text and remembers whom they meant.
pub(crate) struct Reader<'a> {
    pub(crate) scene: Scene<'a>,
    pub(crate) relations: &'a [Attribution],
    /// Whom the spans read so far meant.
    pub(crate) heard: Vec<Heard>,
    /// Spans that are sources of a relation, in rising order.
    sources: Vec<Span>,
    /// How many descriptions are being read inside one another.
    pub(crate) depth: usize,
}

/// Descriptions whose owners are pronouns that mean descriptions, and so on,
/// are followed so far.
pub(crate) const DEPTH: usize = 6;

/// Whom a stretch of words means.
pub(crate) struct Meant {
    pub actor: usize,
    pub form: Form,
    pub reason: String,
}

/// Words of a time that end a source by mistake.
const TIMES: &[&str] = &[
    "week",
    "month",
    "year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "earlier",
    "recently",
    "later",
    "morning",
    "afternoon",
    "evening",
    "night",
    "weekend",
];

impl<'a> Reader<'a> {
    pub fn new(scene: Scene<'a>, relations: &'a [Attribution], asked: &[Span]) -> Self {
        let mut sources: Vec<Span> = relations
            .iter()
            .flat_map(|r| r.source.iter().copied())
            .collect();
        sources.sort();
        let mut reader = Self {
            scene,
            relations,
            heard: Vec::new(),
            sources,
            depth: 0,
        };
        for &span in asked {
            reader.name_heads(span);
        }
        reader
    }

    pub fn into_drafts(self) -> Drafts {
        self.scene.drafts
    }

    /// Whether a span lies in a relation's source.
    pub(crate) fn is_source(&self, span: Span) -> bool {
        self.sources
            .iter()
            .any(|source| source.start <= span.start && span.end <= source.end)
    }

    /// Names asked about count as people for all that is read after.
    fn name_heads(&mut self, span: Span) {
        let range = self.trimmed(self.scene.inside(span));
        if let [at] = range.clone().collect::<Vec<_>>()[..]
            && let Some(index) = self.scene.covering(at)
            && self.scene.entities[index].words == range
        {
            self.scene.enter(index, true);
        }
    }

    /// Whom a span means; `None` where later words must tell.
    pub fn read(&mut self, span: Span) -> Option<Vec<usize>> {
        let range = self.trimmed(self.scene.inside(span));
        if range.is_empty() {
            return Some(Vec::new());
        }
        if let [at] = range.clone().collect::<Vec<_>>()[..]
            && let Some(kind) = pronoun(&self.scene.words[at].fold)
            && self.scene.covering(at).is_none()
        {
            let found = match kind {
                Pronoun::Speaker => return None,
                Pronoun::Nobody => Vec::new(),
                _ => {
                    let pointing = Pointing {
                        at,
                        kind,
                        source: self.is_source(span),
                        span,
                    };
                    match self.point(&pointing) {
                        Some((actors, reason)) => self.note(span, actors, Form::Pronoun, &reason),
                        None if matches!(kind, Pronoun::Personal(_)) => return None,
                        None => Vec::new(),
                    }
                }
            };
            self.hear(span, &found);
            return Some(found);
        }
        let meant = self.units(range);
        let mut actors = Vec::new();
        for one in meant {
            if !actors.contains(&one.actor) {
                self.scene
                    .drafts
                    .mention(one.actor, span, one.form, one.reason);
                actors.push(one.actor);
            }
        }
        self.hear(span, &actors);
        Some(actors)
    }

    /// Reads a pronoun that had to wait.
    pub fn read_late(&mut self, span: Span, answers: &BTreeMap<Span, Vec<usize>>) -> Vec<usize> {
        let range = self.trimmed(self.scene.inside(span));
        let Some(kind) = range
            .clone()
            .next()
            .and_then(|at| pronoun(&self.scene.words[at].fold))
        else {
            return Vec::new();
        };
        let found = if kind == Pronoun::Speaker {
            self.speaker_around(span, answers)
                .map(|actors| (actors, "whoever speaks these words".to_owned()))
        } else {
            self.ahead(range.start, kind)
                .map(|actor| (vec![actor], "named right after".to_owned()))
        };
        match found {
            Some((actors, reason)) => self.note(span, actors, Form::Pronoun, &reason),
            None => Vec::new(),
        }
    }

    fn note(&mut self, span: Span, actors: Vec<usize>, form: Form, reason: &str) -> Vec<usize> {
        for &actor in &actors {
            self.scene.drafts.mention(actor, span, form, reason);
        }
        actors
    }

    fn hear(&mut self, span: Span, actors: &[usize]) {
        if actors.is_empty() {
            return;
        }
        let range = self.scene.inside(span);
        let Some(word) = self.scene.words.get(range.start) else {
            return;
        };
        self.heard.push(Heard {
            start: range.start,
            end: range.end,
            sentence: word.sentence,
            actors: actors.to_vec(),
            source: self.is_source(span),
        });
    }

    /// A range without the marks and small words at its ends.
    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let small = |word: &str| {
            matches!(
                word,
                "and"
                    | "or"
                    | "but"
                    | "that"
                    | "by"
                    | "as"
                    | "with"
                    | "to"
                    | "from"
                    | "of"
                    | "for"
                    | "according"
                    | "while"
                    | "when"
                    | "though"
                    | "although"
            )
        };
        while range.len() > 1 {
            let first = &self.scene.words[range.start];
            if small(&first.fold) && self.scene.covering(range.start).is_none() {
                range.start += 1;
            } else {
                break;
            }
        }
        while range.len() > 1
            && matches!(
                self.scene.words[range.end - 1].fold.as_str(),
                "and" | "or" | "who" | "also" | "that"
            )
        {
            range.end -= 1;
        }
        // "Evan Blass last month": when it was said is no part of who.
        if range.len() > 2
            && TIMES.contains(&self.scene.words[range.end - 1].fold.as_str())
            && matches!(
                self.scene.words[range.end - 2].fold.as_str(),
                "last" | "this" | "next" | "on" | "in" | "late" | "early"
            )
        {
            range.end -= 2;
        } else if range.len() > 1 && TIMES.contains(&self.scene.words[range.end - 1].fold.as_str())
        {
            range.end -= 1;
        }
        range
    }

    /// Whom a noun phrase means: one, or several that are joined.
    pub(crate) fn units(&mut self, range: Range<usize>) -> Vec<Meant> {
        let segments = self.segments(&range);
        if segments.len() > 1 && self.is_list(&segments) {
            return segments
                .into_iter()
                .flat_map(|segment| self.joined(segment))
                .collect();
        }
        // "Kari Holm and her counterpart, Marek Dol": the apposition belongs to
        // the second of two.
        if segments.len() > 1
            && let Some(and) = (segments[0].start + 1..segments[0].end)
                .find(|&at| self.scene.words[at].fold == "and" && self.scene.covering(at).is_none())
            && and + 1 < segments[0].end
            && DETERMINERS.contains(&self.scene.words[and + 1].fold)
            && self.scene.covering(and - 1).is_some()
        {
            let mut out = self.joined(segments[0].start..and);
            out.extend(self.units(and + 1..range.end));
            return out;
        }
        // An apposition: the part that names a person tells who it is.
        if segments.len() > 1 {
            for segment in &segments {
                if let Some(index) = self.name_at_head(segment)
                    && let Some(actor) = self.scene.enter(index, true)
                {
                    let person = self.scene.drafts.all[actor].kind == ActorKind::Person;
                    let first = segment.start == range.start;
                    if person || first {
                        let form = if first {
                            self.form_of(index)
                        } else {
                            Form::Apposition
                        };
                        return vec![Meant {
                            actor,
                            form,
                            reason: self.reason(actor, index),
                        }];
                    }
                }
            }
            let first = segments[0].clone();
            return self.joined(first);
        }
        self.joined(range)
    }

    /// The parts between commas, without clauses that open with "who".
    fn segments(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = range.start;
        for at in range.start + 1..range.end {
            let inside = self
                .scene
                .covering(at)
                .is_some_and(|index| self.scene.entities[index].words.start < at);
            if matches!(self.scene.words[at].gap, Gap::Comma | Gap::Mark) && !inside {
                out.push(start..at);
                start = at;
            }
        }
        out.push(start..range.end);
        out.retain(|part| {
            let first = self.scene.words[part.start].fold.as_str();
            part.start == range.start
                || !POSTMODIFIERS.contains(first)
                    && !matches!(
                        first,
                        "who" | "which" | "whose" | "where" | "when" | "speaking" | "citing"
                    )
        });
        out
    }

    /// "A, B and C", each a name.
    fn is_list(&self, segments: &[Range<usize>]) -> bool {
        let Some(last) = segments.last() else {
            return false;
        };
        let joined = self.scene.words[last.clone()]
            .iter()
            .any(|word| word.fold == "and" || word.fold == "or");
        joined
            && segments.iter().all(|segment| {
                let start = segment.start
                    + usize::from(matches!(
                        self.scene.words[segment.start].fold.as_str(),
                        "and" | "the" | "or"
                    ));
                self.scene
                    .covering(start)
                    .or_else(|| self.scene.covering(start + 1))
                    .is_some_and(|index| {
                        matches!(
                            self.scene.entities[index].what,
                            What::Country(_, How::Name | How::Capital | How::Seat)
                                | What::Body(_)
                                | What::Organisation
                                | What::Name
                                | What::Person
                        )
                    })
            })
    }

    /// Splits "Clinton and Trump", "the minister and the president".
    fn joined(&mut self, range: Range<usize>) -> Vec<Meant> {
        for at in range.start + 1..range.end.saturating_sub(1) {
            if self.scene.words[at].fold != "and" || self.scene.covering(at).is_some() {
                continue;
            }
            let left = self.scene.covering(at - 1).is_some_and(|index| {
                !matches!(
                    self.scene.entities[index].what,
                    What::Country(_, How::Adjective) | What::Adjective | What::Title
                )
            });
            let next = at + 1;
            let right = self.scene.covering(next).is_some_and(|index| {
                !matches!(
                    self.scene.entities[index].what,
                    What::Country(_, How::Adjective) | What::Adjective
                )
            }) || DETERMINERS.contains(&self.scene.words[next].fold);
            let zone = roles::zone_end(&self.scene.words, &self.scene.entities, &range);
            if (left && right && at < zone)
                || (right && at < zone && DETERMINERS.contains(&self.scene.words[next].fold))
            {
                let mut out = self.joined(range.start..at);
                out.extend(self.joined(next..range.end));
                return out;
            }
        }
        self.unit(range).into_iter().collect()
    }

    /// The name that heads a part: the last one before its first modifier.
    fn name_at_head(&self, range: &Range<usize>) -> Option<usize> {
        let zone = roles::zone_end(&self.scene.words, &self.scene.entities, range);
        let last = zone.checked_sub(1).filter(|&last| last >= range.start)?;
        let index = self.scene.covering(last)?;
        let entity = &self.scene.entities[index];
        let named = matches!(
            entity.what,
            What::Person | What::Name | What::Country(..) | What::Body(_) | What::Organisation
        );
        // "Kerry's" alone is Kerry; "Kerry's plan" is not.
        (named && entity.words.end == zone).then_some(index)
    }

    fn form_of(&self, index: usize) -> Form {
        let entity = &self.scene.entities[index];
        match entity.what {
            What::Country(_, How::Capital | How::Seat) => Form::Metonym,
            What::Person | What::Name if entity.words.len() > 1 => Form::Full,
            What::Person | What::Name => Form::Surname,
            _ => Form::Name,
        }
    }

    /// Why an entity means its actor.
    fn reason(&self, actor: usize, index: usize) -> String {
        let span = self.scene.span(index);
        let mentions = &self.scene.drafts.all[actor].mentions;
        mentions
            .iter()
            .find(|mention| mention.span.overlaps(span))
            .map_or_else(|| "named".to_owned(), |mention| mention.reason.clone())
    }

    /// Whom one noun phrase means.
    fn unit(&mut self, range: Range<usize>) -> Option<Meant> {
        let range = self.trimmed(range);
        if range.is_empty() {
            return None;
        }
        if let Some(index) = self.name_at_head(&range)
            && let Some(meant) = self.named(index, &range)
        {
            return Some(meant);
        }
        let first = self.scene.words[range.start].fold.clone();
        if range.len() == 1
            && self.scene.covering(range.start).is_none()
            && let Some(kind) = pronoun(&first)
        {
            let span = roles::span(&self.scene.words, &range);
            let pointing = Pointing {
                at: range.start,
                kind,
                source: self.is_source(span),
                span,
            };
            let (actors, reason) = self.point(&pointing)?;
            return actors.first().map(|&actor| Meant {
                actor,
                form: Form::Pronoun,
                reason,
            });
        }
        match roles::phrase(&self.scene.words, &self.scene.entities, range.clone()) {
            Some(phrase) => Some(self.described(&phrase)),
            None => Some(self.other(&range)),
        }
    }

    /// A phrase headed by a name.
    fn named(&mut self, index: usize, range: &Range<usize>) -> Option<Meant> {
        let what = self.scene.entities[index].what;
        if let What::Country(country, how @ (How::Adjective | How::People)) = what {
            let g = crate::gazetteer::gazetteer();
            let name = g.countries[country].name;
            let side = g.side(g.countries[country].code)?;
            let word = self.scene.words[range.end.min(self.scene.entities[index].words.end) - 1]
                .fold
                .clone();
            let the = self.scene.words[range.start].fold == "the";
            // "the Chinese" negotiate; "Chinese", "Russians" are people.
            if how == How::Adjective && the && !word.ends_with('s')
                || how == How::Adjective && range.len() == 1 && !word.ends_with('s')
            {
                let actor = self.scene.state_of(&side);
                return Some(Meant {
                    actor,
                    form: Form::Name,
                    reason: format!("“{}” is of {name}", self.scene.written(range)),
                });
            }
            let plural = word.ends_with('s')
                || word.ends_with("ish")
                || word.ends_with("ese")
                || word.ends_with("men");
            let kind = if plural {
                ActorKind::Group
            } else {
                ActorKind::Unnamed
            };
            let written = self.plain_name(range);
            let actor = self
                .scene
                .drafts
                .at(format!("{kind}:{}", fold(&written)), || {
                    let mut draft = Draft::new(kind, &written);
                    draft.unnamed = (!plural).then_some(crate::UnnamedKind::Witness);
                    draft.roles.push(crate::Role {
                        side: Some(side),
                        ..crate::Role::default()
                    });
                    draft
                });
            return Some(Meant {
                actor,
                form: Form::Description,
                reason: format!("people of {name}"),
            });
        }
        let actor = self.scene.enter(index, true)?;
        Some(Meant {
            actor,
            form: self.form_of(index),
            reason: self.reason(actor, index),
        })
    }

    /// A phrase headed by a noun that the tables know.
    fn described(&mut self, phrase: &Phrase) -> Meant {
        crate::describe::described(self, phrase)
    }

    /// A phrase whose head no table knows.
    fn other(&mut self, range: &Range<usize>) -> Meant {
        crate::describe::other(self, range)
    }

    /// The words of a phrase as a name: without determiner, and without what
    /// a comma or "who" cuts off.
    pub(crate) fn plain_name(&self, range: &Range<usize>) -> String {
        let mut range = range.clone();
        for at in range.start + 1..range.end {
            let word = &self.scene.words[at];
            let inside = self
                .scene
                .covering(at)
                .is_some_and(|index| self.scene.entities[index].words.start < at);
            if !inside
                && (matches!(word.gap, Gap::Comma | Gap::Stop | Gap::Paragraph)
                    || (matches!(
                        word.fold.as_str(),
                        "who"
                            | "which"
                            | "whose"
                            | "speaking"
                            | "seen"
                            | "obtained"
                            | "reviewed"
                            | "published"
                    ) && at > range.start + 1))
            {
                range.end = at;
                break;
            }
        }
        if range.len() > 1
            && matches!(
                self.scene.words[range.start].fold.as_str(),
                "the" | "a" | "an" | "this" | "that" | "these" | "those" | "some"
            )
        {
            range.start += 1;
        }
        let text = self.scene.written(&range);
        // A line break or a run of spaces inside a name is no part of it.
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a word ends the head of a phrase.
    pub(crate) fn modifies(word: &str) -> bool {
        POSTMODIFIERS.contains(word)
    }
}
