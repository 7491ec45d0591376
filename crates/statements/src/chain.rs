//! The chain of reporting, and the grade that comes from it.

use demarche_actors::{ActorKind, Cast, LocalActor, UnnamedKind};
use demarche_reading::Span;

use crate::relays::{self, Relay};
use crate::words::Words;
use crate::{Grade, Link, LinkKind, Part, Speaker};

/// Puts a chain together.
pub(crate) struct Chains<'a> {
    pub words: &'a Words<'a>,
    pub cast: &'a Cast,
    /// The report's own outlet.
    pub outlet: Option<&'a str>,
}

impl Chains<'_> {
    /// The chain of a statement, outermost first: that of its parent, the
    /// parent's speakers, the relays its own sentence names, and last those
    /// whom its speaker cites.
    pub fn of(
        &self,
        parent: Option<(&[Link], &[Speaker])>,
        relays: &[Relay],
        speakers: &[Speaker],
    ) -> Vec<Link> {
        let mut chain: Vec<Link> = Vec::new();
        match parent {
            Some((links, parents)) => {
                for link in links {
                    self.push(&mut chain, link.clone(), speakers);
                }
                for speaker in parents.iter().filter(|s| s.part == Part::Speaks) {
                    let Some(&span) = speaker.evidence.first() else {
                        continue;
                    };
                    let link = self.link(span, Some(speaker.actor), relays::kind(self.words, span));
                    // What the parent cites stands nearer to the speaker.
                    let at = chain
                        .iter()
                        .position(|link| link.evidence.iter().any(|e| e.start > span.end))
                        .unwrap_or(chain.len());
                    self.insert(&mut chain, at, link, speakers);
                }
            }
            None => {
                if let Some(outlet) = self.outlet {
                    chain.push(Link {
                        name: outlet.to_owned(),
                        kind: LinkKind::Outlet,
                        actor: None,
                        evidence: Vec::new(),
                    });
                }
            }
        }
        for behind in [false, true] {
            for relay in relays.iter().filter(|relay| relay.behind == behind) {
                let actor = self.cast.of(relay.span).first().copied();
                let link = self.link(relay.span, actor, relay.kind);
                self.push(&mut chain, link, speakers);
            }
        }
        chain
    }

    fn push(&self, chain: &mut Vec<Link>, link: Link, speakers: &[Speaker]) {
        self.insert(chain, chain.len(), link, speakers);
    }

    /// Adds a link, unless it is there already, is one of the speakers or is
    /// the report's own outlet by another path.
    fn insert(&self, chain: &mut Vec<Link>, at: usize, link: Link, speakers: &[Speaker]) {
        let speaks = link
            .actor
            .is_some_and(|actor| speakers.iter().any(|speaker| speaker.actor == actor));
        let overlap = link.evidence.iter().any(|&span| {
            speakers.iter().any(|s| {
                s.part == Part::Speaks
                    && s.evidence
                        .iter()
                        .any(|&e| e.start <= span.start && span.end <= e.end)
                    && relays::kind(self.words, span).is_none()
            })
        });
        let known = chain.iter().any(|other| {
            other.actor.is_some() && other.actor == link.actor
                || other.name.eq_ignore_ascii_case(&link.name)
                || other
                    .evidence
                    .iter()
                    .any(|a| link.evidence.iter().any(|b| a.overlaps(*b)))
        });
        if !speaks && !overlap && !known {
            chain.insert(at, link);
        }
    }

    fn link(&self, span: Span, actor: Option<usize>, kind: Option<LinkKind>) -> Link {
        let local = actor.and_then(|actor| self.cast.actors.get(actor));
        // "The ministry's spokeswoman, Mao Ning" is a person all the same.
        let kind = kind
            .filter(|&kind| {
                let unnamed = local.is_none_or(|local| local.kind == ActorKind::Unnamed);
                kind != LinkKind::Organisation || unnamed
            })
            .or_else(|| local.map(of_actor))
            .unwrap_or(LinkKind::Unnamed);
        let words = without_article(&self.words.text[span.range()]);
        let name = local
            .filter(|local| local.kind != ActorKind::Group)
            .filter(|_| !matches!(kind, LinkKind::Media))
            .map_or_else(|| words.to_owned(), |local| local.name.clone());
        Link {
            name,
            kind,
            actor,
            evidence: vec![span],
        }
    }
}

fn of_actor(actor: &LocalActor) -> LinkKind {
    match actor.kind {
        ActorKind::Person => LinkKind::Person,
        ActorKind::Office | ActorKind::Organisation | ActorKind::State | ActorKind::Group => {
            LinkKind::Organisation
        }
        ActorKind::Document => LinkKind::Document,
        ActorKind::Unnamed if actor.unnamed == Some(UnnamedKind::Media) => LinkKind::Media,
        ActorKind::Unnamed => LinkKind::Unnamed,
    }
}

/// The words without "the", "a" or "an" in front.
pub(crate) fn without_article(words: &str) -> &str {
    for article in ["the ", "a ", "an "] {
        if words
            .get(..article.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(article))
        {
            return &words[article.len()..];
        }
    }
    words
}

/// How near the reader is to the speaker, by the rule in
/// `docs/statements.md`. `None` where nobody is said to speak.
pub(crate) fn grade(
    words: &Words,
    cast: &Cast,
    speakers: &[Speaker],
    chain: &[Link],
    outlet: Option<&str>,
) -> Option<Grade> {
    let speaker = speakers.iter().find(|s| s.part == Part::Speaks)?;
    let nameless = cast
        .actors
        .get(speaker.actor)
        .is_some_and(|actor| actor.kind == ActorKind::Unnamed);
    let between: Vec<&Link> = chain
        .iter()
        .filter(|link| !(link.evidence.is_empty() && outlet.is_some()))
        .filter(|link| {
            outlet.is_none_or(|outlet| {
                !without_article(outlet).eq_ignore_ascii_case(without_article(&link.name))
            })
        })
        .collect();
    if nameless || between.iter().any(|link| link.kind == LinkKind::Unnamed) {
        return Some(Grade::Unnamed);
    }
    // An outlet that speaks for itself tells what it knows of others.
    let spoken = speaker.evidence.first().copied();
    let own = |span: Span| {
        let name = without_article(&words.text[span.range()]);
        outlet.is_some_and(|outlet| without_article(outlet).eq_ignore_ascii_case(name))
    };
    let medium = spoken
        .filter(|&span| !own(span))
        .and_then(|span| relays::kind(words, span));
    Some(match between.as_slice() {
        [] if medium == Some(LinkKind::Media) => Grade::Unnamed,
        [] if medium == Some(LinkKind::Outlet) => Grade::Relayed,
        [] => Grade::FirstHand,
        [one] if one.kind == LinkKind::Outlet => Grade::Relayed,
        _ => Grade::SecondHand,
    })
}
