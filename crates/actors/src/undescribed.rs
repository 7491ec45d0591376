//! Whom a phrase means whose head no table knows: a text, an utterance, a body
//! with a name of its own, somebody.

use std::ops::Range;

use crate::carried;
use crate::describe::described;
use crate::draft::Draft;
use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::gazetteer;
use crate::holders::same_head;
use crate::lexicon::{BODY_NOUNS, DOCUMENTS, Pronoun, UTTERANCES, pronoun};
use crate::mention::{Meant, Reader};
use crate::own;
use crate::point::Pointing;
use crate::roles;
use crate::{ActorKind, Form, Role, UnnamedKind};

/// A phrase whose head no table knows: a text, an utterance, somebody.
pub(crate) fn other(reader: &mut Reader<'_>, range: &Range<usize>) -> Meant {
    // "Ukrainian media reports": the media speak, not a text.
    if range.len() >= 2
        && matches!(
            reader.scene.words[range.end - 1].fold.as_str(),
            "report" | "reports" | "accounts"
        )
        && gazetteer()
            .head(&reader.scene.words[range.end - 2].fold)
            .is_some_and(|(noun, _)| noun.unnamed == UnnamedKind::Media)
        && let Some(phrase) = roles::phrase(
            &reader.scene.words,
            &reader.scene.entities,
            range.start..range.end - 1,
        )
    {
        return described(reader, &phrase);
    }
    let zone = roles::zone_end(&reader.scene.words, &reader.scene.entities, range);
    let zone_range = range.start..zone;
    let head = zone_range.clone().next_back().unwrap_or(range.start);
    let word = reader.scene.words[head].fold.clone();
    let owner = possessor(reader, &zone_range, head);
    if let Some(meant) = own::owned(reader, range, owner) {
        return meant;
    }
    if UTTERANCES.contains(&word)
        && let Some(actor) = owner
    {
        let reason = format!(
            "“{}” are words of {}",
            reader.plain_name(range),
            reader.scene.drafts.all[actor].name
        );
        return Meant {
            actor,
            form: Form::Title,
            reason,
        };
    }
    let singular = word.strip_suffix('s').unwrap_or(&word).to_owned();
    let document = DOCUMENTS.contains(&word)
        || DOCUMENTS.contains(&singular)
        || word == "minutes"
        || UTTERANCES.contains(&word);
    let kind = if document {
        ActorKind::Document
    } else if capitals(reader, &zone_range) || BODY_NOUNS.contains(&word) {
        ActorKind::Organisation
    } else if word.ends_with('s') && !word.ends_with("ss") && range.len() > 1
        || matches!(word.as_str(), "two" | "public" | "rest")
    {
        ActorKind::Group
    } else {
        ActorKind::Unnamed
    };
    let mut name = reader.plain_name(range);
    if kind == ActorKind::Document {
        name = reader.plain_name(&document_words(reader, range));
    }
    let definite = matches!(
        reader.scene.words[range.start].fold.as_str(),
        "the" | "this" | "that" | "these" | "those"
    );
    if definite && let Some(meant) = named_before(reader, &singular, range) {
        return meant;
    }
    let side = owner
        .and_then(|owner| reader.scene.side_of(owner))
        .filter(|_| kind != ActorKind::Document);
    let actor = reader
        .scene
        .drafts
        .at(format!("{kind}:{}:", fold(&name)), || {
            let mut draft = Draft::new(kind, &name);
            draft.unnamed = (kind == ActorKind::Unnamed).then_some(UnnamedKind::Other);
            draft.head = Some(singular.clone());
            draft.plural = word.ends_with('s');
            draft.roles.extend(side.map(|side| Role {
                side: Some(side),
                ..Role::default()
            }));
            draft
        });
    let reason = match kind {
        ActorKind::Document => "a text that speaks",
        ActorKind::Group => "several, not named one by one",
        ActorKind::Organisation => "a name that the report does not explain",
        _ => "described, not named",
    };
    Meant {
        actor,
        form: Form::Description,
        reason: reason.to_owned(),
    }
}

/// Whoever was spoken of before with the same noun, or the body that it can
/// stand for.
fn named_before(reader: &mut Reader<'_>, noun: &str, range: &Range<usize>) -> Option<Meant> {
    let same = same_head(reader, noun, range).map(|actor| {
        let name = &reader.scene.drafts.all[actor].name;
        (actor, format!("{name}, spoken of before"))
    });
    let (actor, reason) = same.or_else(|| carried::body(reader, range))?;
    Some(Meant {
        actor,
        form: Form::Description,
        reason,
    })
}

/// "An unsigned letter to the editor": the letter alone names it.
fn document_words(reader: &Reader<'_>, range: &Range<usize>) -> Range<usize> {
    let end = (range.start + 1..range.end)
        .find(|&at| {
            let word = reader.scene.words[at].fold.as_str();
            Reader::modifies(word)
                && word != "of"
                && word != "on"
                && word != "for"
                && reader.scene.covering(at).is_none()
        })
        .unwrap_or(range.end);
    range.start..end
}

fn capitals(reader: &Reader<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|at| {
        reader.scene.covering(at).is_some_and(|index| {
            matches!(
                reader.scene.entities[index].what,
                What::Organisation | What::Name
            ) && !reader.scene.words[at].possessive
        })
    })
}

/// Whoever owns the head by "'s" or a pronoun.
fn possessor(reader: &mut Reader<'_>, zone: &Range<usize>, head: usize) -> Option<usize> {
    for at in zone.start..head {
        if reader.scene.words[at].possessive
            && let Some(index) = reader.scene.covering(at)
        {
            return reader.scene.enter(index, true);
        }
    }
    let first = reader.scene.words[zone.start].fold.clone();
    if zone.start < head && matches!(first.as_str(), "his" | "her" | "its" | "their") {
        let kind = pronoun(&first).unwrap_or(Pronoun::Nobody);
        let pointing = Pointing {
            at: zone.start,
            kind,
            source: false,
            span: reader.scene.words[zone.start].span,
        };
        return reader
            .point(&pointing)
            .and_then(|(actors, _)| actors.first().copied());
    }
    None
}
