//! Resolves the mentions of one report.

use demarche_attribution::Attribution;
use demarche_reading::{Report, Span};

use crate::{ActorKind, Cast, Form, Known, LocalActor, Mention};

/// Finds the actors of a report and tells which of them each span in `asked`
/// means.
///
/// `relations` are the report's attribution relations: their sources and
/// contents tell who spoke last and which words are quoted. `asked` are the
/// noun phrases and pronouns to resolve: sources, parts of sources,
/// addressees, links of a chain. Spans are bytes of `report.text`. The result
/// depends on the arguments alone.
#[must_use]
pub fn cast(
    report: &Report,
    _relations: &[Attribution],
    asked: &[Span],
    _known: &Known,
) -> Cast {
    let mut result = Cast::default();
    for &span in asked {
        let Some(words) = report.text.get(span.range()) else {
            continue;
        };
        let index = result
            .actors
            .iter()
            .position(|actor| actor.name == words)
            .unwrap_or_else(|| {
                result.actors.push(LocalActor {
                    kind: ActorKind::Unnamed,
                    name: words.to_owned(),
                    aliases: Vec::new(),
                    roles: Vec::new(),
                    unnamed: None,
                    mentions: Vec::new(),
                });
                result.actors.len() - 1
            });
        result.actors[index].mentions.push(Mention {
            span,
            form: Form::Description,
            reason: "the words themselves".to_owned(),
        });
        result.answers.insert(span, vec![index]);
    }
    result
}
