//! Resolves the mentions of one report.

use std::collections::BTreeMap;

use demarche_attribution::Attribution;
use demarche_reading::{Report, Span};

use crate::draft::Drafts;
use crate::mention::Reader;
use crate::scene::Scene;
use crate::{Cast, Known};

/// Finds the actors of a report and tells which of them each span in `asked`
/// means.
///
/// `relations` are the report's attribution relations: their sources and
/// contents tell who spoke last and which words are somebody's. `asked` are
/// the noun phrases and pronouns to resolve: sources, parts of sources,
/// addressees, links of a chain. Spans are bytes of `report.text`. The result
/// depends on the arguments alone.
#[must_use]
pub fn cast(report: &Report, relations: &[Attribution], asked: &[Span], known: &Known) -> Cast {
    let mut order: Vec<Span> = asked
        .iter()
        .copied()
        .filter(|span| report.text.get(span.range()).is_some())
        .collect();
    // In the order of the text, so that what was said before can be pointed
    // at; of two that start together the longer first.
    order.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    order.dedup();
    let mut reader = Reader::new(Scene::new(report, &order, known), relations, &order);
    let mut answers: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    // Who "I" and "we" are follows from sources that may stand after them, and
    // "he" may point at a name further on: those wait for the second round.
    let mut waiting = Vec::new();
    for &span in &order {
        match reader.read(span) {
            Some(actors) => {
                answers.insert(span, actors);
            }
            None => waiting.push(span),
        }
    }
    for span in waiting {
        let actors = reader.read_late(span, &answers);
        answers.insert(span, actors);
    }
    reader.lean(|_, relation| {
        let mut spoken = order
            .iter()
            .filter(|asked| {
                let mut sources = relation.source.iter();
                sources.any(|source| source.start <= asked.start && asked.end <= source.end)
            })
            .filter_map(|asked| answers.get(asked));
        match (spoken.next().map(Vec::as_slice), spoken.next()) {
            (Some(&[actor]), None) => Some(actor),
            _ => None,
        }
    });
    finish(reader.into_drafts(), answers)
}

fn finish(drafts: Drafts, answers: BTreeMap<Span, Vec<usize>>) -> Cast {
    let (actors, place) = drafts.finish();
    let answers = answers
        .into_iter()
        .map(|(span, drafts)| {
            (
                span,
                drafts.into_iter().filter_map(|at| place[at]).collect(),
            )
        })
        .collect();
    Cast { actors, answers }
}
