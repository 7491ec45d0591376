//! Resolves the relations of one report.

use demarche_actors::Known;
use demarche_attribution::Attribution;
use demarche_reading::{Report, Span};

use crate::{Part, ReportDay, Resolved, Speaker, Statements};

/// Makes a statement of each attribution relation of a report.
///
/// `relations` are the report's, with [`Attribution::parent`] pointing into
/// the same list; `known` are the actors known beforehand (empty is fine).
/// Spans are bytes of `report.text`. The result depends on the arguments
/// alone.
#[must_use]
pub fn resolve(report: &Report, relations: &[Attribution], known: &Known) -> Statements {
    let asked: Vec<Span> = relations.iter().flat_map(|r| r.source.clone()).collect();
    let cast = demarche_actors::cast(report, relations, &asked, known);
    let resolved = relations
        .iter()
        .map(|relation| Resolved {
            speakers: relation
                .source
                .iter()
                .flat_map(|&span| {
                    cast.of(span).iter().map(move |&actor| Speaker {
                        actor,
                        part: Part::Speaks,
                        evidence: vec![span],
                        reason: "the source".to_owned(),
                    })
                })
                .collect(),
            ..Resolved::default()
        })
        .collect();
    Statements {
        cast,
        resolved,
        day: ReportDay::default(),
    }
}
