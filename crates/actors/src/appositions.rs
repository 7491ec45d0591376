//! What the words around a name tell of its bearer: titles before it,
//! descriptions set before or after it between commas.

use std::ops::Range;

use crate::Role;
use crate::entities::{Entity, What, covering};
use crate::gazetteer::{How, gazetteer};
use crate::lexicon::{
    DETERMINERS, FORMER, PORTFOLIOS, QUALIFIERS, RIVALS, honorific, honorific_gender,
};
use crate::people::Person;
use crate::roles::{self, Phrase};
use crate::sides;
use crate::words::{Gap, Word};

/// Adds what the words around a mention tell of a person.
pub(crate) fn describe(words: &[Word], entities: &[Entity], index: usize, person: &mut Person) {
    let range = entities[index].words.clone();
    let before = before(words, entities, &range);
    for at in before.clone() {
        if let Some(gender) = honorific_gender(&words[at].fold) {
            person.gender = Some(gender);
        }
    }
    if !before.is_empty() {
        match roles::phrase(words, entities, before.clone()) {
            Some(phrase) if !phrase.plural && (phrase.noun.title || phrase.noun.office) => {
                add(words, person, &phrase);
            }
            _ => bare_side(words, entities, &before, person),
        }
    }
    let behind = after(words, entities, &range);
    // "a spokesman, Caio Lima, said"; without the second comma, or with a
    // description behind it, the name may open a clause of its own.
    let set_apart = behind.is_none()
        && words
            .get(range.end)
            .is_some_and(|next| next.gap == Gap::Comma);
    if let Some(after) = behind
        && let Some(phrase) = roles::phrase(words, entities, after)
        && !phrase.plural
        && (phrase.noun.title || phrase.noun.office)
    {
        add(words, person, &owned_by_state(words, entities, phrase));
    }
    if let Some(ahead) = ahead(words, entities, &(before.start..range.end))
        && let Some(phrase) = roles::phrase(words, entities, ahead)
        && !phrase.plural
        && (phrase.definite || set_apart)
        && (phrase.noun.title || phrase.noun.office)
    {
        add(words, person, &owned_by_state(words, entities, phrase));
    }
    of_country(words, entities, &range, person);
    of_party(words, &range, person);
}

/// "…, R-Calif.," and "(D-N.Y.)": a member of the Congress of the United States.
fn of_party(words: &[Word], range: &Range<usize>, person: &mut Person) {
    let Some(next) = words.get(range.end).filter(|next| next.gap != Gap::Space) else {
        return;
    };
    let marked = next.capital
        && ["r-", "d-", "i-"]
            .iter()
            .any(|party| next.fold.starts_with(party))
        && next.text.chars().nth(2).is_some_and(char::is_uppercase);
    if marked && person.roles.iter().all(|role| role.side.is_none()) {
        let side = gazetteer().side("USA");
        let evidence = next.span;
        match person.roles.iter_mut().find(|role| role.office.is_some()) {
            Some(role) => {
                role.side = side;
                role.evidence.push(evidence);
            }
            None => person.roles.push(Role {
                side,
                evidence: vec![evidence],
                ..Role::default()
            }),
        }
    }
}

fn add(words: &[Word], person: &mut Person, phrase: &Phrase) {
    if let Some(gender) = roles::gender(phrase.noun, &words[phrase.head].fold) {
        person.gender = person.gender.or(Some(gender));
    }
    let role = phrase.role(words);
    let same = person.roles.iter_mut().find(|old| {
        old.office == role.office
            && (old.side.is_none() || role.side.is_none() || old.side == role.side)
    });
    if let Some(old) = same {
        old.side = old.side.take().or(role.side);
        old.evidence.extend(role.evidence);
    } else {
        if let Some(owner) = phrase.owner {
            person.owned.push((person.roles.len(), owner));
        }
        person.roles.push(role);
    }
}

/// "Its ambassador in Oslo": the state that "its" means is the side.
fn owned_by_state(words: &[Word], entities: &[Entity], phrase: Phrase) -> Phrase {
    let open = phrase.side.is_none() && phrase.owner.is_none();
    let side = open
        .then(|| sides::state_meant(words, entities, phrase.words.start))
        .flatten();
    Phrase {
        side: side.or(phrase.side),
        ..phrase
    }
}

/// "Turkey's Erdogan", "Russian Vladimir Putin": a side without an office.
fn bare_side(words: &[Word], entities: &[Entity], before: &Range<usize>, person: &mut Person) {
    let g = gazetteer();
    for at in before.clone() {
        if let Some(index) = covering(entities, at)
            && let What::Country(country, how) = entities[index].what
            && !(how == How::People && words[at].fold.ends_with('s'))
            && person.roles.iter().all(|role| role.side.is_none())
        {
            person.roles.push(Role {
                office: None,
                side: g.side(g.countries[country].code),
                from: None,
                to: None,
                evidence: vec![roles::span(words, &entities[index].words)],
            });
            return;
        }
    }
}

/// "Wang Yi of China".
fn of_country(words: &[Word], entities: &[Entity], range: &Range<usize>, person: &mut Person) {
    let g = gazetteer();
    let Some(of) = words
        .get(range.end)
        .filter(|word| word.joined() && word.fold == "of")
    else {
        return;
    };
    let mut at = range.end + 1;
    if words
        .get(at)
        .is_some_and(|word| word.fold == "the" && word.joined())
    {
        at += 1;
    }
    if !of.capital
        && let Some(index) = covering(entities, at)
        && person.roles.iter().all(|role| role.side.is_none())
    {
        let side = match entities[index].what {
            What::Country(country, _) => g.side(g.countries[country].code),
            What::Body(_) | What::Organisation => {
                sides::speaks_for(words, entities, index).map(|(side, _)| side)
            }
            _ => None,
        };
        if side.is_some() {
            person.roles.push(Role {
                office: None,
                side,
                from: None,
                to: None,
                evidence: vec![roles::span(words, &(range.end..entities[index].words.end))],
            });
        }
    }
}

/// The words right before a name that describe its bearer.
fn before(words: &[Word], entities: &[Entity], range: &Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start > 0 && words[start].gap == Gap::Space && !words[start].quote {
        let word = &words[start - 1];
        if let Some(index) = covering(entities, start - 1) {
            let entity = &entities[index];
            let describes = matches!(
                entity.what,
                What::Title
                    | What::Country(..)
                    | What::Body(_)
                    | What::Organisation
                    | What::Adjective
                    | What::Backer(_)
            ) || word.possessive;
            if !describes {
                break;
            }
            start = entity.words.start;
            continue;
        }
        let fold = word.fold.as_str();
        let describes = QUALIFIERS.contains(fold)
            || RIVALS.contains(fold)
            || FORMER.contains(fold)
            || PORTFOLIOS.contains(fold)
            || gazetteer().head(fold).is_some()
            || honorific(fold)
            || matches!(fold, "his" | "her" | "their" | "its");
        if !describes || crate::lexicon::POSTMODIFIERS.contains(fold) {
            // "minister of defence Ivan Ivanov" is too rare to reach for.
            break;
        }
        start -= 1;
    }
    office_of_body(words, entities, start, range.start).unwrap_or(start)..range.start
}

/// Where "Head of the Budget Committee" starts that stands right before a
/// name; `start` is where its body does.
fn office_of_body(words: &[Word], entities: &[Entity], start: usize, name: usize) -> Option<usize> {
    let body = covering(entities, name.checked_sub(1)?).map(|index| entities[index].what);
    if !matches!(body, Some(What::Body(_) | What::Organisation)) {
        return None;
    }
    let joined = |at: usize| words[at].joined();
    let the = start
        .checked_sub(1)
        .filter(|&at| words[at].fold == "the" && joined(start))
        .unwrap_or(start);
    let of = the
        .checked_sub(1)
        .filter(|&at| matches!(words[at].fold.as_str(), "of" | "for") && joined(the))?;
    let office = of.checked_sub(1).filter(|_| joined(of))?;
    if let Some(index) = covering(entities, office) {
        let title = entities[index].what == What::Title;
        return title.then_some(entities[index].words.start);
    }
    let (head, plural) = gazetteer().head(&words[office].fold)?;
    (head.office && !plural).then_some(office)
}

/// The description set after a name: ", an expert with the Institute … at …,".
fn after(words: &[Word], entities: &[Entity], range: &Range<usize>) -> Option<Range<usize>> {
    let first = words.get(range.end)?;
    if first.gap != Gap::Comma || first.quote || words[range.end - 1].possessive {
        return None;
    }
    let end = segment_end(words, entities, range.end, 24);
    let zone = range.end..end;
    let phrase = roles::phrase(words, entities, zone.clone())?;
    closes(words, entities, &phrase, end).then_some(zone)
}

/// Whether a phrase is closed: a verb right after its head makes it the
/// subject of a clause of its own ("…, the minister said").
fn closes(words: &[Word], entities: &[Entity], phrase: &Phrase, end: usize) -> bool {
    let mut at = phrase.head + 1;
    if let Some(index) = covering(entities, phrase.head) {
        at = entities[index].words.end;
    }
    let next_is_modifier = words.get(at).is_none_or(|word| {
        !word.joined()
            || crate::lexicon::POSTMODIFIERS.contains(&word.fold)
            || word.fold == "and"
            || covering(entities, at).is_some()
    });
    next_is_modifier || at >= end
}

/// Where the stretch between two commas ends; commas inside names are passed.
fn segment_end(words: &[Word], entities: &[Entity], from: usize, most: usize) -> usize {
    let mut at = from;
    while at < words.len() && at - from < most {
        if at > from && (words[at].gap != Gap::Space || words[at].quote) {
            let inside =
                covering(entities, at).is_some_and(|index| entities[index].words.start < at);
            if !inside {
                break;
            }
        }
        at += 1;
    }
    at
}

/// The description set before a name: "the spokesperson of the ministry, Mao
/// Ning, said".
fn ahead(words: &[Word], entities: &[Entity], range: &Range<usize>) -> Option<Range<usize>> {
    let first = &words[range.start];
    if first.gap != Gap::Comma || first.quote || range.start == 0 {
        return None;
    }
    let mut start = range.start - 1;
    let mut length = 1;
    while start > 0 && words[start].gap == Gap::Space && !words[start].quote && length < 16 {
        start -= 1;
        length += 1;
    }
    // From the left, the first word that can open a description of one.
    for from in start..range.start {
        let word = &words[from];
        let owner = covering(entities, from).is_some_and(|index| {
            entities[index].words.start == from
                && (matches!(
                    entities[index].what,
                    What::Country(..) | What::Title | What::Body(_) | What::Adjective
                ) || words[entities[index].words.end - 1].possessive)
        });
        let named = covering(entities, from)
            .is_some_and(|index| matches!(entities[index].what, What::Person | What::Name));
        let opens =
            DETERMINERS.contains(&word.fold) || owner || (from == start && word.capital && !named);
        if !opens {
            continue;
        }
        if let Some(phrase) = roles::phrase(words, entities, from..range.start)
            && one_phrase(words, entities, from..phrase.head)
            && closes(words, entities, &phrase, range.start)
            && (phrase.noun.office || phrase.noun.title)
            && !phrase.plural
        {
            return Some(from..range.start);
        }
    }
    None
}

/// Whether the words before a head describe one and the same: no person is
/// named among them ("Holm met the minister"), and no article stands inside.
fn one_phrase(words: &[Word], entities: &[Entity], range: Range<usize>) -> bool {
    range.clone().all(|at| match covering(entities, at) {
        Some(index) => {
            entities[index].what != What::Person || words[entities[index].words.end - 1].possessive
        }
        None => at == range.start || !DETERMINERS.contains(&words[at].fold),
    })
}

#[cfg(test)]
mod tests {
    use crate::entities::entities;
    use crate::people::people;
    use crate::words::words;

    #[test]
    fn descriptions_beside_a_name_tell_whom_it_speaks_for() {
        for (text, name, side) in [
            (
                "The secretary-general of the OAS, Luis Almagro, said the OAS supported it.",
                "Luis Almagro",
                "Organization of American States",
            ),
            (
                "African Union commission chairman Moussa Faki said so.",
                "Moussa Faki",
                "African Union",
            ),
            (
                "African Union Commission chair Moussa Faki said so.",
                "Moussa Faki",
                "African Union",
            ),
            (
                "The chair of the African Union Commission, Moussa Faki, said so.",
                "Moussa Faki",
                "African Union",
            ),
            (
                "African Union Commission Chairperson Moussa Faki said so.",
                "Moussa Faki",
                "African Union",
            ),
            (
                "Peru's government spokesman, Raul Vega, said so.",
                "Raul Vega",
                "Peru",
            ),
            (
                "A Brazilian foreign ministry spokesman, Caio Lima, said so.",
                "Caio Lima",
                "Brazil",
            ),
            (
                "It was late, an Egyptian irrigation ministry spokesman, Mohamed Ghanem, said.",
                "Mohamed Ghanem",
                "Egypt",
            ),
        ] {
            let cut = words(text);
            let found = entities(&cut);
            let people = people(text, &cut, &found, &[]);
            let person = people.iter().find(|person| person.name == name);
            let told =
                person.and_then(|person| person.roles.iter().find_map(|role| role.side.as_ref()));
            assert_eq!(
                told.map(|told| told.name.as_str()),
                Some(side),
                "{text}\n{people:?}\n{found:?}"
            );
        }
    }
}
