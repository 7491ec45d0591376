//! Reads a span that somebody asks about: whom do these words mean?

use std::collections::BTreeMap;
use std::ops::Range;

use demarche_attribution::Attribution;
use demarche_reading::Span;

use crate::blocks::after_time;
use crate::dateline::dateline;
use crate::draft::{Draft, Drafts};
use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::How;
use crate::labels;
use crate::lexicon::{POSTMODIFIERS, Pronoun, QUANTITIES, pronoun};
use crate::own;
use crate::point::{Heard, Pointing};
use crate::roles::{self, Phrase};
use crate::scene::Scene;
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
        reader.lean(Self::named_in);
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
        if let Some(labelled) = labels::labelled(self, span) {
            let meant = labelled.into_iter().map(|(actor, reason)| Meant {
                actor,
                form: Form::Description,
                reason,
            });
            let meant = meant.collect();
            return Some(self.keep(span, meant));
        }
        let range = self.trimmed(self.after_dateline(self.scene.inside(span)));
        if range.is_empty() {
            return Some(Vec::new());
        }
        let Some(range) = self.somebody(range) else {
            return Some(Vec::new());
        };
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
                        Some((actors, reason)) => {
                            self.learn_gender(kind, &actors);
                            self.note(span, actors, Form::Pronoun, &reason)
                        }
                        None if matches!(kind, Pronoun::Personal(_)) => return None,
                        None => Vec::new(),
                    }
                }
            };
            self.hear(span, &found);
            return Some(found);
        }
        if own::waits(self, &range, span) {
            return None;
        }
        let meant = self.units(range);
        Some(self.keep(span, meant))
    }

    /// "Moor said he": whoever was called "he" is not "she" further on.
    fn learn_gender(&mut self, kind: Pronoun, actors: &[usize]) {
        if let (Pronoun::Personal(gender), &[actor]) = (kind, actors) {
            let draft = &mut self.scene.drafts.all[actor];
            if draft.kind == ActorKind::Person && draft.gender.is_none() {
                draft.gender = Some(gender);
            }
        }
    }

    /// Notes whom a span means.
    fn keep(&mut self, span: Span, meant: Vec<Meant>) -> Vec<usize> {
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
        actors
    }

    /// A range without the dateline, or a live blog's time, that it starts with.
    fn after_dateline(&self, range: Range<usize>) -> Range<usize> {
        let dateline = dateline(self.scene.text, &self.scene.words, range.start);
        let time = || after_time(self.scene.text, &self.scene.words, &range);
        let end = dateline.map(|dateline| dateline.end).or_else(time);
        let end = end.unwrap_or(range.start);
        if end < range.end {
            end..range.end
        } else {
            range
        }
    }

    /// Reads a pronoun, or a description of the speaker's side, that had to
    /// wait.
    pub fn read_late(&mut self, span: Span, answers: &BTreeMap<Span, Vec<usize>>) -> Vec<usize> {
        let range = self.trimmed(self.scene.inside(span));
        if own::waits(self, &range, span) {
            let meant = match own::late(self, &range, span, answers) {
                Some(meant) => vec![meant],
                None => self.units(range),
            };
            return self.keep(span, meant);
        }
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

    /// Whom one noun phrase means.
    pub(crate) fn unit(&mut self, range: Range<usize>) -> Option<Meant> {
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
            // "Many Norwegians" are not Norway.
            let some = QUANTITIES.contains(&self.scene.words[range.start].fold);
            let written = self.plain_name(range);
            let actor = self
                .scene
                .drafts
                .at(format!("{kind}:{}", fold(&written)), || {
                    let mut draft = Draft::new(kind, &written);
                    draft.unnamed = (!plural).then_some(crate::UnnamedKind::Witness);
                    if !some {
                        draft.roles.push(crate::Role {
                            side: Some(side),
                            ..crate::Role::default()
                        });
                    }
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
        crate::undescribed::other(self, range)
    }

    /// Whether a word ends the head of a phrase.
    pub(crate) fn modifies(word: &str) -> bool {
        POSTMODIFIERS.contains(word)
    }
}
