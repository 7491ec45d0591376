//! Resolves the relations of one report, from its words to its statements.

use demarche_actors::{ActorKind, Cast, Known};
use demarche_attribution::Attribution;
use demarche_reading::{Report, Span};

use crate::chain::{self, Chains};
use crate::dating;
use crate::denial::{self, Said};
use crate::frame::Frame;
use crate::relays::Relay;
use crate::voices::Voice;
use crate::words::Words;
use crate::{
    Denial, Link, LinkKind, Part, Reference, Resolved, Speaker, Statements, addressees, relays,
    report_day, subject, voices,
};

/// What the words around one relation name, before anybody is looked up.
struct Sketch {
    voices: Vec<Voice>,
    /// Why the source is who it is, where the relation has none of its own.
    found: Option<&'static str>,
    to: Vec<Span>,
    relays: Vec<Relay>,
    denial: Option<Denial>,
}

/// Makes a statement of each attribution relation of a report.
///
/// `relations` are the report's, with [`Attribution::parent`] pointing into
/// the same list; `known` are the actors known beforehand (empty is fine).
/// Spans are bytes of `report.text`. The result depends on the arguments
/// alone.
#[must_use]
pub fn resolve(report: &Report, relations: &[Attribution], known: &Known) -> Statements {
    let words = Words::new(&report.text);
    let frames: Vec<Frame> = relations.iter().map(|r| Frame::new(&words, r)).collect();
    let parents = parents(relations);
    let sketches = sketch(&words, relations, &frames, &parents);

    let asked: Vec<Span> = sketches
        .iter()
        .flat_map(|sketch| {
            let voices = sketch.voices.iter().map(|voice| voice.span);
            let relays = sketch.relays.iter().map(|relay| relay.span);
            voices.chain(sketch.to.iter().copied()).chain(relays)
        })
        .collect();
    let cast = demarche_actors::cast(report, relations, &asked, known);

    let mut resolved: Vec<Resolved> = sketches
        .iter()
        .zip(relations)
        .map(|(sketch, relation)| people(&cast, sketch, relation))
        .collect();
    deny(&words, relations, &frames, &sketches, &cast, &mut resolved);
    let day = report_day::of(report);
    dating::date(&words, &day, &frames, &parents, &mut resolved);
    link(report, &words, &cast, &sketches, &parents, &mut resolved);
    Statements {
        cast,
        resolved,
        day: day.day,
    }
}

/// Each relation's parent; one that is out of range or leads in a circle is
/// none.
fn parents(relations: &[Attribution]) -> Vec<Option<usize>> {
    let parent = |of: usize| relations.get(of).and_then(|r| r.parent);
    (0..relations.len())
        .map(|of| {
            let first = parent(of).filter(|&p| p < relations.len())?;
            let (mut at, mut steps) = (Some(first), 0);
            while let Some(up) = at {
                steps += 1;
                if up == of || steps > relations.len() {
                    return None;
                }
                at = parent(up);
            }
            Some(first)
        })
        .collect()
}

fn sketch(
    words: &Words,
    relations: &[Attribution],
    frames: &[Frame],
    parents: &[Option<usize>],
) -> Vec<Sketch> {
    let mut sketches: Vec<Sketch> = Vec::with_capacity(relations.len());
    for (index, (relation, frame)) in relations.iter().zip(frames).enumerate() {
        let mut found = None;
        let mut source = relation.source.clone();
        if source.is_empty() {
            let earlier = (0..index)
                .rev()
                .find(|&other| {
                    frames[other].sentence == frame.sentence
                        && frames[other].cue.0 < frame.cue.0
                        && parents[other] == parents[index]
                        && !relations[other].source.is_empty()
                })
                .map(|other| relations[other].source.as_slice());
            if let Some((spans, why)) = subject::find(words, frame, earlier) {
                source = spans;
                found = Some(why);
            }
        }
        let relays = relays::of(words, frame)
            .into_iter()
            .filter(|relay| is_for(words, relay, index, relations, frames, parents))
            .collect();
        let mut to = addressees::of(words, frame);
        if to.is_empty() {
            to = inherited(words, index, relations, frames, &sketches);
        }
        sketches.push(Sketch {
            voices: voices::of(words, frame, &source),
            found,
            to,
            relays,
            denial: denial::find(words, frame, relation),
        });
    }
    sketches
}

/// Whom a relation addresses through the one before it: "told reporters …,
/// adding that", or an answer to whoever spoke just before.
fn inherited(
    words: &Words,
    index: usize,
    relations: &[Attribution],
    frames: &[Frame],
    sketches: &[Sketch],
) -> Vec<Span> {
    let frame = &frames[index];
    let Some(before) = (0..index)
        .filter(|&other| frames[other].cue.0 < frame.cue.0)
        .max_by_key(|&other| frames[other].cue.0)
    else {
        return Vec::new();
    };
    let (this, other) = (&relations[index], &relations[before]);
    let same = this.source == other.source || this.source.is_empty();
    if frame.is_participle(words) && frames[before].sentence == frame.sentence && same {
        return sketches[before].to.clone();
    }
    let near = frame.sentence - frames[before].sentence.min(frame.sentence) <= 1;
    if addressees::answers(words, frame) && near && !same && this.parent == other.parent {
        return other.source.clone();
    }
    Vec::new()
}

/// Whether a relay that stands in a relation's sentence has to do with it:
/// not where it is the source of a relation beside it, or where another cue
/// stands between the two.
fn is_for(
    words: &Words,
    relay: &Relay,
    index: usize,
    relations: &[Attribution],
    frames: &[Frame],
    parents: &[Option<usize>],
) -> bool {
    let mut ancestors = Vec::new();
    let mut at = parents[index];
    while let Some(up) = at {
        ancestors.push(up);
        at = parents[up];
    }
    let frame = &frames[index];
    let (first, last) = words.inside(relay.span);
    for (other, beside) in frames.iter().enumerate() {
        if other == index || beside.sentence != frame.sentence || ancestors.contains(&other) {
            continue;
        }
        let covers = relations[other]
            .content
            .iter()
            .any(|c| relations[index].content.iter().any(|own| c.overlaps(*own)));
        let sources = relations[other]
            .source
            .iter()
            .any(|s| s.overlaps(relay.span));
        if sources && !covers {
            return false;
        }
        let between = frame.cue.1 <= beside.cue.0 && beside.cue.1 <= first
            || last <= beside.cue.0 && beside.cue.1 <= frame.cue.0;
        let same = relations[other].source == relations[index].source;
        // "citing" belongs to the nearest cue.
        if between && relay.behind {
            return false;
        }
        if between && !same && !covers && parents[other] == parents[index] && !sources {
            return false;
        }
    }
    true
}

/// Speakers, addressees and the actors that the content names.
fn people(cast: &Cast, sketch: &Sketch, relation: &Attribution) -> Resolved {
    let mut speakers: Vec<Speaker> = Vec::new();
    for voice in &sketch.voices {
        for &actor in cast.of(voice.span) {
            if speakers.iter().any(|speaker| speaker.actor == actor) {
                continue;
            }
            let named = cast
                .mention(actor, voice.span)
                .map_or("named so", |mention| mention.reason.as_str());
            let why = match voice.part {
                Part::Speaks => sketch.found.unwrap_or("the source of the words"),
                Part::SpokenFor => "somebody else speaks in this name",
                Part::Supports => "said to stand with the speaker",
                Part::Opposes => "said to stand against it",
            };
            let mut evidence = vec![voice.span];
            evidence.extend(voice.marker);
            speakers.push(Speaker {
                actor,
                part: voice.part,
                evidence,
                reason: format!("{why}; {named}"),
            });
        }
    }
    let mut to: Vec<Reference> = Vec::new();
    for &span in &sketch.to {
        for &actor in cast.of(span) {
            let speaks = speakers
                .iter()
                .any(|s| s.actor == actor && s.part == Part::Speaks);
            if !speaks && !to.iter().any(|other| other.actor == actor) {
                to.push(Reference {
                    actor,
                    evidence: vec![span],
                });
            }
        }
    }
    let mut about: Vec<Reference> = Vec::new();
    for &span in &relation.content {
        for (actor, words) in cast.within(span) {
            let named = cast.actors.get(actor).is_some_and(|actor| {
                !matches!(actor.kind, ActorKind::Unnamed | ActorKind::Document)
            });
            let speaks = speakers
                .iter()
                .any(|s| s.actor == actor && s.part == Part::Speaks);
            if !named || speaks {
                continue;
            }
            match about.iter_mut().find(|other| other.actor == actor) {
                Some(other) => other.evidence.push(words),
                None => about.push(Reference {
                    actor,
                    evidence: vec![words],
                }),
            }
        }
    }
    Resolved {
        speakers,
        to,
        about,
        ..Resolved::default()
    }
}

/// Finds what each denial goes against.
fn deny(
    words: &Words,
    relations: &[Attribution],
    frames: &[Frame],
    sketches: &[Sketch],
    cast: &Cast,
    resolved: &mut [Resolved],
) {
    if sketches.iter().all(|sketch| sketch.denial.is_none()) {
        return;
    }
    let said: Vec<Said> = relations
        .iter()
        .zip(frames)
        .zip(resolved.iter())
        .map(|((relation, frame), resolved)| Said {
            frame,
            relation,
            speakers: &resolved.speakers,
            stems: denial::stems(words, &relation.content),
        })
        .collect();
    let found: Vec<(usize, Denial, Option<usize>)> = sketches
        .iter()
        .enumerate()
        .filter_map(|(index, sketch)| {
            let denial = sketch.denial.clone()?;
            let target = denial::target(words, index, denial.own, &said);
            Some((index, denial, target))
        })
        .collect();
    for (index, mut denial, target) in found {
        let speaker = resolved[index].speakers.first().map(|s| s.actor);
        denial.of = target
            .and_then(|target| resolved[target].speakers.first())
            .map(|speaker| speaker.actor)
            .or_else(|| {
                let outlet = |span: Span| relays::kind(words, span) == Some(LinkKind::Outlet);
                resolved[index]
                    .about
                    .iter()
                    .find(|about| about.evidence.iter().any(|&span| outlet(span)))
                    .map(|about| about.actor)
            })
            .filter(|&of| denial.own || Some(of) != speaker)
            .filter(|&of| of < cast.actors.len());
        resolved[index].denies = target;
        resolved[index].denial = Some(denial);
    }
}

/// Builds chains and grades, parents first.
fn link(
    report: &Report,
    words: &Words,
    cast: &Cast,
    sketches: &[Sketch],
    parents: &[Option<usize>],
    resolved: &mut [Resolved],
) {
    let outlet = report.metadata.outlet.as_deref();
    let chains = Chains {
        words,
        cast,
        outlet,
    };
    let mut done: Vec<Option<Vec<Link>>> = vec![None; resolved.len()];
    for start in 0..resolved.len() {
        let mut path = vec![start];
        while let Some(up) = path.last().and_then(|&at| parents[at]) {
            if done[up].is_some() {
                break;
            }
            path.push(up);
        }
        while let Some(at) = path.pop() {
            if done[at].is_some() {
                continue;
            }
            let parent = parents[at]
                .and_then(|up| Some((done[up].as_deref()?, resolved[up].speakers.as_slice())));
            let mut relays = sketches[at].relays.clone();
            for &span in &sketches[at].to {
                if relays::kind(words, span) == Some(LinkKind::Outlet)
                    && !relays.iter().any(|r| r.span.overlaps(span))
                {
                    relays.push(Relay {
                        span,
                        kind: Some(LinkKind::Outlet),
                        behind: false,
                    });
                }
            }
            done[at] = Some(chains.of(parent, &relays, &resolved[at].speakers));
        }
    }
    for (statement, chain) in resolved.iter_mut().zip(done) {
        statement.via = chain.unwrap_or_default();
        statement.grade = chain::grade(words, cast, &statement.speakers, &statement.via, outlet);
    }
}
