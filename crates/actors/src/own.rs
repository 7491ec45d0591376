//! What speakers call their own: "her country", "his movement", "our
//! government" are the side that they speak for.

use std::collections::BTreeMap;
use std::ops::Range;

use demarche_reading::Span;

use crate::draft::Draft;
use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::{How, gazetteer};
use crate::leanings::of_a_state;
use crate::mention::{Meant, Reader};
use crate::{ActorKind, Form, Role, Side};

/// Nouns for a state.
const LANDS: &[&str] = &["country", "nation", "homeland"];
/// Nouns for whatever somebody speaks for.
const SIDES: &[&str] = &[
    "government",
    "administration",
    "delegation",
    "side",
    "leadership",
];
/// What "the" stands before where somebody of a government speaks of it.
const GOVERNMENT: &str = "government";
/// Nouns for a body that is no state.
const BODIES: &[&str] = &[
    "party",
    "movement",
    "organisation",
    "organization",
    "group",
    "bloc",
    "front",
    "alliance",
    "union",
    "faction",
];

/// Whom an owner's "country" or "movement" means.
pub(crate) fn owned(
    reader: &mut Reader<'_>,
    range: &Range<usize>,
    owner: Option<usize>,
) -> Option<Meant> {
    let first = reader.scene.words[range.start].fold.as_str();
    if !matches!(first, "his" | "her" | "its" | "their") {
        return None;
    }
    meant(reader, range, owner?)
}

/// Whether a stretch waits until all speakers are known: "my country", and
/// "the country" inside what somebody says.
pub(crate) fn waits(reader: &Reader<'_>, range: &Range<usize>, span: Span) -> bool {
    let Some(noun) = noun(reader, range) else {
        return false;
    };
    match reader.scene.words[range.start].fold.as_str() {
        "my" | "our" => reader.around(span).is_some(),
        "the" => {
            let known = LANDS.contains(&noun) || BODIES.contains(&noun) || noun == GOVERNMENT;
            known && reader.around(span).is_some()
        }
        _ => false,
    }
}

/// Whom a stretch means that waited.
pub(crate) fn late(
    reader: &mut Reader<'_>,
    range: &Range<usize>,
    span: Span,
    answers: &BTreeMap<Span, Vec<usize>>,
) -> Option<Meant> {
    if !waits(reader, range, span) {
        return None;
    }
    let land = noun(reader, range).is_some_and(|noun| LANDS.contains(&noun));
    let the = reader.scene.words[range.start].fold == "the";
    if the && !land && body_before(reader, range, span) {
        return None;
    }
    let government = the && noun(reader, range) == Some(GOVERNMENT);
    if government && another_state(reader, range, span, answers) {
        return None;
    }
    if the
        && land
        && let Some(meant) = named_before(reader, range, span)
    {
        return Some(meant);
    }
    let [speaker] = reader.speaker_around(span, answers)?[..] else {
        return None;
    };
    meant(reader, range, speaker)
}

/// Whether "the government" in somebody's words may be another than the
/// speaker's: the speaker governs nothing, the words around name another state
/// before, or the sentence before is about one.
fn another_state(
    reader: &Reader<'_>,
    range: &Range<usize>,
    span: Span,
    answers: &BTreeMap<Span, Vec<usize>>,
) -> bool {
    let Some(speaker) = reader.speaker_around(span, answers) else {
        return true;
    };
    let [speaker] = speaker[..] else {
        return true;
    };
    let governs = |role: &Role| {
        let office = role.office.as_deref().unwrap_or_default();
        !office.starts_with("former ") && (of_a_state(office) || office.ends_with("secretary"))
    };
    let roles = &reader.scene.drafts.all[speaker].roles;
    let role = roles.iter().find(|role| governs(role));
    let Some(side) = role.and_then(|role| role.side.as_ref().filter(|s| reader.scene.is_land(s)))
    else {
        return true;
    };
    let words = &reader.scene.words;
    let own = words[range.start].sentence;
    let first = words.partition_point(|word| word.sentence < own);
    let g = gazetteer();
    let other = |entity: &crate::entities::Entity| {
        let here = first <= entity.words.start && entity.words.end <= range.start;
        let state = match entity.what {
            What::Country(state, _) => Some(g.countries[state].code),
            _ => None,
        };
        here && state.is_some_and(|code| code != side.code)
    };
    if reader.scene.entities.iter().any(other) {
        return true;
    }
    let Some(before) = own.checked_sub(1) else {
        return false;
    };
    let start = words.partition_point(|word| word.sentence < before);
    let subject = |at: usize| reader.state_at(at).map(|(side, _)| side);
    let told = subject(start).or_else(|| subject(reader.subject_behind(start, first)?));
    told.is_some_and(|told| told.code != side.code)
}

/// Whether the same words name a body before, which "the party" means sooner.
fn body_before(reader: &Reader<'_>, range: &Range<usize>, span: Span) -> bool {
    let mut contents = reader.around(span).into_iter().flat_map(|one| &one.content);
    let Some(inside) = contents.find(|content| content.overlaps(span)) else {
        return false;
    };
    reader.scene.entities.iter().any(|entity| {
        let start = reader.scene.words[entity.words.start].span.start;
        matches!(entity.what, What::Body(_) | What::Organisation)
            && entity.words.end <= range.start
            && start >= inside.start
    })
}

/// The last state that the same words name before: "Norland acted alone, and
/// the country would pay".
fn named_before(reader: &mut Reader<'_>, range: &Range<usize>, span: Span) -> Option<Meant> {
    let contents = &reader.around(span)?.content;
    let inside = contents.iter().find(|content| content.overlaps(span))?;
    let from = inside.start;
    let g = gazetteer();
    let state = reader.scene.entities.iter().rev().find_map(|entity| {
        let before = entity.words.end <= range.start;
        let within = reader.scene.words[entity.words.start].span.start >= from;
        match entity.what {
            What::Country(state, How::Name) if before && within => Some(state),
            _ => None,
        }
    })?;
    let side = g.side(g.countries[state].code)?;
    let reason = format!("{}, named in the same words before", side.name);
    Some(Meant {
        actor: reader.scene.state_of(&side),
        form: Form::Description,
        reason,
    })
}

/// The noun of "her country", "my own party", where it is one for a side.
fn noun<'a>(reader: &'a Reader<'_>, range: &Range<usize>) -> Option<&'a str> {
    let words = &reader.scene.words;
    let own = range.len() == 3 && words[range.start + 1].fold == "own";
    let last = words[range.end.checked_sub(1)?].fold.as_str();
    let known = [LANDS, SIDES, BODIES]
        .iter()
        .any(|nouns| nouns.contains(&last));
    ((range.len() == 2 || own) && known && !words[range.end - 1].possessive).then_some(last)
}

fn meant(reader: &mut Reader<'_>, range: &Range<usize>, speaker: usize) -> Option<Meant> {
    let noun = noun(reader, range)?.to_owned();
    let draft = &reader.scene.drafts.all[speaker];
    let name = draft.name.clone();
    let itself = matches!(draft.kind, ActorKind::State | ActorKind::Organisation);
    // A governor's administration is not that of the state.
    let local = draft.roles.iter().any(|role| {
        let office = role.office.as_deref().unwrap_or_default();
        office.ends_with("governor") || office.ends_with("mayor")
    });
    if local && SIDES.contains(&noun.as_str()) {
        return None;
    }
    let side = reader.scene.side_of(speaker);
    let land = |side: &Side| reader.scene.is_land(side);
    let actor = match side {
        Some(side) if LANDS.contains(&noun.as_str()) => {
            if !land(&side) {
                return None;
            }
            reader.scene.state_of(&side)
        }
        Some(side) if BODIES.contains(&noun.as_str()) => {
            if land(&side) {
                return None;
            }
            body_of(reader, &side)
        }
        Some(side) if land(&side) || !side.is_own() => reader.scene.state_of(&side),
        Some(side) => body_of(reader, &side),
        // A body that no words tell more of.
        None if itself && !LANDS.contains(&noun.as_str()) => speaker,
        None => return None,
    };
    let side = &reader.scene.drafts.all[actor].name;
    let words = reader.plain_name(range);
    let reason = if actor == speaker {
        format!("“{words}” is {side} itself")
    } else {
        format!("“{words}” stands for {side}, for which {name} speaks")
    };
    Some(Meant {
        actor,
        form: Form::Metonym,
        reason,
    })
}

/// The actor of a side that is a body.
fn body_of(reader: &mut Reader<'_>, side: &Side) -> usize {
    if !side.is_own() {
        return reader.scene.state_of(side);
    }
    let drafts = &mut reader.scene.drafts;
    let named = drafts.all.iter().position(|draft| {
        let mut names = draft.aliases.iter().chain([&draft.name]);
        draft.kind == ActorKind::Organisation && names.any(|name| fold(name) == fold(&side.name))
    });
    named.unwrap_or_else(|| {
        drafts.at(format!("organisation:{}:", fold(&side.name)), || {
            Draft::new(ActorKind::Organisation, &side.name)
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn what_speakers_call_their_own_is_their_side() {
        let sudan = "Sudan; state; ; Sudan";
        for (text, means) in [
            (
                "[Sudan's foreign minister, Mona Said], said {that [her country] agreed}.",
                sudan,
            ),
            (
                "[Sudan's foreign minister, Mona Said], said {that [her own nation] agreed}.",
                sudan,
            ),
            (
                "[Sudan's foreign minister, Mona Said], said {that [the country] agreed}.",
                sudan,
            ),
            (
                "[Sudan's foreign minister, Mona Said], said {that [her delegation] agreed}.",
                sudan,
            ),
            (
                "[Sudan's foreign minister, Mona Said], said: “{[Our country] agreed}.”",
                sudan,
            ),
            (
                "[Sudan's foreign minister, Mona Said], said {that Egypt had come and that [the \
                 country] agreed}.",
                "Egypt; state; ; Egypt",
            ),
            (
                "[Norland's foreign minister, Mona Said], said {that [her country] agreed}.",
                "Norland; state; ; Norland",
            ),
            (
                "[The Free Front's spokesman, Omar Ndiaye], said {that [his movement] agreed}.",
                "Free Front; organisation; ; ",
            ),
        ] {
            assert_eq!(told(text)[1], means, "{text}");
        }
        let found = told(
            "[Sudan's foreign minister, Mona Said], left. [She] said {that [her country] agreed}.",
        );
        assert_eq!(found[2], sudan, "{found:?}");
        let found = told("[Texas Governor Bill Frame] said {that [his administration] agreed}.");
        assert!(!found[1].contains("state;"), "{found:?}");
        let found = told(
            "[The Free Front's spokesman, Omar Ndiaye], said {that the Labour League lied and that \
             [the movement] agreed}.",
        );
        assert!(!found[1].starts_with("Free Front"), "{found:?}");
        // No party of a minister is the state.
        let found = told("[Sudan's foreign minister, Mona Said], said {that [her party] agreed}.");
        assert_ne!(found[1], sudan, "{found:?}");
    }

    #[test]
    fn the_government_in_a_minister_s_words_is_their_own() {
        for (text, means) in [
            (
                "[German Foreign Minister Mona Reed] said {[the government] opposed talks with \
                 Russia}.",
                "Germany; state; ; Germany",
            ),
            (
                "“{[The government] agreed with Norway},” said [British Fisheries Minister Ann \
                 Reed].",
                "United Kingdom; state; ; United Kingdom",
            ),
            (
                "[British fisheries minister Ann Reed] said {that [the government] agreed with \
                 Norway}.",
                "United Kingdom; state; ; United Kingdom",
            ),
        ] {
            let found = told(text);
            assert!(found.iter().any(|one| one == means), "{text}\n{found:?}");
        }
        for text in [
            // Another state, named before.
            "[German Foreign Minister Mona Reed] said {that Russia lied and that [the government] \
             agreed}.",
            "Sudan is at war. [German Foreign Minister Mona Reed] said {[the government] agreed}.",
            // Nobody who governs.
            "[Germany's ambassador in Lima, Mona Reed,] said {[the government] agreed}.",
        ] {
            let found = told(text);
            assert!(!found[1].contains("Germany; state"), "{text}\n{found:?}");
        }
    }

    #[test]
    fn words_that_come_before_their_speaker_wait_for_them() {
        let found = told("“{[My country] agreed},” said [the Ethiopian water minister, Abe Taye].");
        assert_eq!(found[0], "Ethiopia; state; ; Ethiopia", "{found:?}");
    }
}
