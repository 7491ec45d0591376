//! The actors of one report, and which words mean which of them.

use std::collections::BTreeMap;

use demarche_reading::Span;

use crate::{LocalActor, Mention};

/// The actors of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cast {
    /// The actors, in order of their first mention.
    pub actors: Vec<LocalActor>,
    /// For each span that was asked for: the actors it means.
    pub(crate) answers: BTreeMap<Span, Vec<usize>>,
}

impl Cast {
    /// The actors that a span means, as indices into `actors`: several where
    /// the words join them ("Clinton and Trump"), none where they name
    /// nobody. The span is one that was asked for.
    #[must_use]
    pub fn of(&self, span: Span) -> &[usize] {
        self.answers.get(&span).map_or(&[], Vec::as_slice)
    }

    /// The mention of an actor that stands at a span or first within it.
    #[must_use]
    pub fn mention(&self, actor: usize, span: Span) -> Option<&Mention> {
        let mentions = &self.actors.get(actor)?.mentions;
        mentions
            .iter()
            .find(|mention| mention.span == span)
            .or_else(|| mentions.iter().find(|mention| span.overlaps(mention.span)))
    }

    /// The named actors (people, organisations, states) mentioned inside a
    /// span, in order, each once, with the words that name it.
    #[must_use]
    pub fn within(&self, span: Span) -> Vec<(usize, Span)> {
        let mut found: Vec<(usize, Span)> = Vec::new();
        for (index, actor) in self.actors.iter().enumerate() {
            let inside = |mention: &&Mention| {
                span.start <= mention.span.start && mention.span.end <= span.end
            };
            if let Some(mention) = actor.mentions.iter().find(inside) {
                found.push((index, mention.span));
            }
        }
        found.sort_by_key(|&(index, span)| (span.start, index));
        found
    }
}
