//! Bodies named before that a bare noun stands for: "the bloc", "the movement",
//! "the group's leader".

use std::ops::Range;

use crate::entities::{Entity, What};
use crate::gazetteer::{Body, gazetteer};
use crate::mention::Reader;
use crate::sides;
use crate::words::Word;
use crate::{Role, Side};

/// So many sentences back a body is looked for.
const REACH: usize = 3;

/// Whether a noun can stand for a body.
fn stands_for(noun: &str, body: &Body) -> bool {
    let g = gazetteer();
    let own = !body.code.is_empty() && !g.is_state(body.code);
    let among_states = own && matches!(body.sector, "IGO" | "GOV" | "MIL" | "BUS");
    let armed = matches!(body.sector, "REB" | "PRM");
    let called = |word: &str| {
        let mut words = body.name.split(' ');
        words.any(|part| part.eq_ignore_ascii_case(word))
    };
    // An organ of a union is no bloc.
    let whole = g.side(body.code).is_some_and(|side| side.name == body.name);
    match noun {
        "bloc" => among_states && whole && body.code != "UNO",
        "alliance" => body.code == "NATO" || (armed || among_states) && called("alliance"),
        "union" => among_states && whole && called("union"),
        "movement" | "militia" | "faction" | "rebels" => armed,
        "group" => armed || body.sector == "NGO",
        "organisation" | "organization" => armed || among_states && whole || body.sector == "NGO",
        _ => false,
    }
}

/// The one body in the sentences before that a noun can stand for; none where
/// two can, or where a name that no table explains may be meant as well.
fn body_before(words: &[Word], entities: &[Entity], at: usize, noun: &str) -> Option<usize> {
    let g = gazetteer();
    let first = words[at].sentence.saturating_sub(REACH);
    let mut found: Option<(usize, &str)> = None;
    let mut unknown = None;
    for (index, entity) in entities.iter().enumerate() {
        if entity.words.end > at {
            break;
        }
        if words[entity.words.start].sentence < first {
            continue;
        }
        match entity.what {
            What::Body(body) if stands_for(noun, &g.bodies[body]) => {
                let name = g.bodies[body].name;
                if found.is_some_and(|(_, other)| other != name) {
                    return None;
                }
                found = Some((index, name));
            }
            What::Organisation if stands_for_unknown(noun) => {
                unknown = Some(words[entity.words.start].sentence);
            }
            _ => {}
        }
    }
    let (index, _) = found?;
    // One named before it, such as an outlet above the text, is further off.
    let named = words[entities[index].words.start].sentence;
    unknown.is_none_or(|other| other < named).then_some(index)
}

/// Whether a noun can stand for a body of any sort.
fn stands_for_unknown(noun: &str) -> bool {
    matches!(
        noun,
        "group" | "organisation" | "organization" | "movement" | "alliance"
    )
}

/// "The bloc", after the European Union was named: the actor and the reason.
pub(crate) fn body(reader: &mut Reader<'_>, range: &Range<usize>) -> Option<(usize, String)> {
    let words = &reader.scene.words;
    let bare = range.len() == 2 && words[range.start].fold == "the";
    let noun = &words[range.end - 1];
    if !bare || noun.capital {
        return None;
    }
    let index = body_before(words, &reader.scene.entities, range.start, &noun.fold)?;
    let actor = reader.scene.enter(index, true)?;
    let name = &reader.scene.drafts.all[actor].name;
    Some((actor, format!("{name}, named before")))
}

/// Gives "the group's political leader" the side of the body named before.
pub(crate) fn settle_roles(words: &[Word], entities: &[Entity], roles: &mut [Role]) {
    for role in roles.iter_mut().filter(|role| role.side.is_none()) {
        if let Some(side) = owner(words, entities, role) {
            role.side = Some(side);
        }
    }
}

fn owner(words: &[Word], entities: &[Entity], role: &Role) -> Option<Side> {
    role.evidence.iter().find_map(|span| {
        let start = words.partition_point(|word| word.span.start < span.start);
        let noun = words.get(start + 1)?;
        if words[start].fold != "the" || !noun.possessive || noun.span.end > span.end {
            return None;
        }
        let index = body_before(words, entities, start, &noun.fold)?;
        Some(sides::body_side(words, entities, index)?.0)
    })
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn a_noun_stands_for_the_one_body_named_before() {
        for (text, name) in [
            (
                "The European Union met. [The bloc] said no.",
                "European Union",
            ),
            ("Hamas was divided. [The movement] said no.", "Hamas"),
            (
                "Hezbollah met in Beirut. It rained. [The group] said no.",
                "Hezbollah",
            ),
            (
                "The Free Harvest Front left. Hamas was divided. [The movement] said no.",
                "Hamas",
            ),
            ("NATO met in Oslo. [The alliance] said no.", "NATO"),
        ] {
            let found = told(text);
            assert!(
                found[0].starts_with(&format!("{name};")),
                "{text}\n{found:?}"
            );
        }
        for text in [
            "Hamas met Hezbollah. [The movement] said no.",
            "The European Union met the African Union. [The bloc] said no.",
            "Hamas met the Free Harvest Front. [The group] said no.",
            "The European Commission met. [The movement] said no.",
        ] {
            let found = told(text);
            let of = |name: &str| found[0].starts_with(name);
            assert!(
                !["Ham", "Hez", "Eur", "Afr"].into_iter().any(of),
                "{text}\n{found:?}"
            );
        }
    }

    #[test]
    fn whoever_leads_the_group_speaks_for_it() {
        let text = "Hamas signed. “No,” said [Omar Ndiaye, the group's political leader].";
        assert!(told(text)[0].ends_with("; Hamas"), "{:?}", told(text));
    }
}
