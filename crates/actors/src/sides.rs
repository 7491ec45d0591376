//! The side that a description or a body belongs to, by the words around it.

use std::ops::Range;

use crate::Side;
use crate::entities::{Entity, What, covering, land};
use crate::fold::fold;
use crate::gazetteer::{Entry, How, gazetteer};
use crate::lexicon::{
    BELONGING, DETERMINERS, FORMER, POSTED, POSTMODIFIERS, QUALIFIERS, honorific,
};
use crate::polities;
use crate::words::Word;

/// The side of a body, by its own words and the adjective before it.
pub(crate) fn body_side(
    words: &[Word],
    entities: &[Entity],
    index: usize,
) -> Option<(Side, Range<usize>)> {
    let g = gazetteer();
    let entity = &entities[index];
    if let What::Body(body) = entity.what {
        if g.bodies[body].sector == "REGION" {
            return None;
        }
        return Some((g.side_of_body(body)?, entity.words.clone()));
    }
    if let Some(before) = index.checked_sub(1).map(|at| &entities[at])
        && before.words.end == entity.words.start
        && words[entity.words.start].joined()
    {
        let side = match before.what {
            What::Country(country, _) => Some(g.side(g.countries[country].code)?),
            What::Adjective => own_side(&words[before.words.start]),
            _ => None,
        };
        if let Some(side) = side {
            return Some((side, before.words.clone()));
        }
    }
    let mut at = entity.words.start;
    while at < entity.words.end {
        let hit = g
            .at(words, at)
            .filter(|(_, entry)| matches!(entry, Entry::Country(..)));
        if let Some((count, entry)) = hit {
            let topic = about_a_topic(words, at + count);
            if !topic && let Some(side) = g.side_of(entry) {
                return Some((side, at..at + count));
            }
            at += count;
        } else {
            at += 1;
        }
    }
    // "… of China", "at the Chinese Academy": what it belongs to.
    let mut at = entity.words.end;
    let posted = POSTED.contains(&words[at - 1].fold);
    if words.get(at).is_some_and(|word| {
        let where_to = matches!(word.fold.as_str(), "in" | "at");
        word.joined() && (word.fold == "of" || where_to && !posted)
    }) {
        at += 1;
        while words
            .get(at)
            .is_some_and(|word| word.joined() && DETERMINERS.contains(&word.fold))
        {
            at += 1;
        }
        if let Some(next) = covering(entities, at) {
            match entities[next].what {
                What::Country(country, _) => {
                    return Some((
                        g.side(g.countries[country].code)?,
                        entities[next].words.clone(),
                    ));
                }
                What::Body(_) | What::Organisation => return body_side(words, entities, next),
                _ => {}
            }
        }
    }
    None
}

/// Whom somebody speaks for who belongs to a body: its state, where its words
/// tell one, else the body itself. An office of some government is no side.
pub(crate) fn speaks_for(
    words: &[Word],
    entities: &[Entity],
    index: usize,
) -> Option<(Side, Range<usize>)> {
    if let Some(found) = body_side(words, entities, index) {
        return Some(found);
    }
    if matches!(entities[index].what, What::Body(_)) {
        return None;
    }
    let range = &entities[index].words;
    let of_government = words[range.clone()].iter().any(|word| {
        matches!(
            word.fold.as_str(),
            "ministry"
                | "department"
                | "office"
                | "government"
                | "cabinet"
                | "parliament"
                | "senate"
                | "house"
                | "army"
                | "navy"
                | "police"
                | "embassy"
                | "treasury"
                | "duma"
                | "secretariat"
                | "forces"
                | "administration"
        )
    });
    if of_government {
        return None;
    }
    let name: Vec<String> = words[range.clone()].iter().map(Word::written).collect();
    Some((named_side(&name.join(" ")), range.clone()))
}

/// The state of a city or region named in a range.
pub(crate) fn place_side(words: &[Word], range: &Range<usize>) -> Option<(Side, Range<usize>)> {
    let g = gazetteer();
    for count in (1..=3).rev() {
        for at in range.clone() {
            if at + count > range.end || !words[at].capital {
                continue;
            }
            let name = words[at..at + count]
                .iter()
                .map(|word| word.fold.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            if let Some(code) = g.place(&name) {
                return Some((g.side(code)?, at..at + count));
            }
        }
    }
    None
}

/// "Russian … Studies": the adjective tells a subject, no side.
fn about_a_topic(words: &[Word], from: usize) -> bool {
    words[from.min(words.len())..]
        .iter()
        .take(7)
        .take_while(|word| word.capital || word.fold == "and")
        .any(|word| {
            matches!(
                word.fold.as_str(),
                "studies" | "affairs" | "relations" | "research" | "languages" | "history"
            )
        })
}

/// A side that the tables do not hold, by its name.
pub(crate) fn named_side(name: &str) -> Side {
    let code: String = fold(name)
        .chars()
        .filter_map(|c| match c {
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_uppercase()),
            ' ' | '-' => Some('-'),
            _ => None,
        })
        .collect();
    Side {
        code: format!("X-{code}"),
        name: name.to_owned(),
    }
}

/// The side of an adjective that the tables do not hold: a region, or a land
/// that nobody knows.
pub(crate) fn own_side(word: &Word) -> Option<Side> {
    let name = land(word)?;
    let g = gazetteer();
    match g.named(&name) {
        Some(entry @ Entry::Country(..)) => g.side_of(entry),
        _ => Some(named_side(&name)),
    }
}

/// The state in which the region lies whose adjective a word is.
pub(crate) fn own_state(word: &Word) -> Option<Side> {
    let g = gazetteer();
    g.side(g.place(&land(word)?)?)
}

/// The region, state or body that a title's first words name: "Quebec
/// Premier", "Texas Governor". Who rules a region speaks for it alone.
pub(crate) fn title_side(
    words: &[Word],
    title: &Entity,
    head: Option<usize>,
) -> Option<(Side, Range<usize>)> {
    let mut end = title.words.start;
    while end < title.words.end {
        let word = words[end].fold.as_str();
        let office = gazetteer().head(word).is_some()
            || crate::lexicon::PORTFOLIOS.contains(word)
            || QUALIFIERS.contains(word)
            || FORMER.contains(word)
            || honorific(word)
            || matches!(word, "of" | "for" | "the" | "and");
        if office {
            break;
        }
        end += 1;
    }
    let range = title.words.start..end;
    if range.is_empty() {
        return None;
    }
    let office = |head: &usize| {
        polities::rules(&words[*head].fold)
            && (end..*head).all(|at| polities::passes(&words[at].fold))
    };
    if head.as_ref().is_some_and(office) {
        let name: Vec<String> = words[range.clone()].iter().map(Word::written).collect();
        if let Some(region) = polities::region(&name.join(" ")) {
            return Some((region, range));
        }
    }
    place_side(words, &range)
}

type Found = (Option<Side>, Option<Range<usize>>, Option<usize>);

/// Whom a description belongs to: what stands before its head, then what
/// follows "of", "for", "at" and the like.
pub(crate) fn side(
    words: &[Word],
    entities: &[Entity],
    before: &Range<usize>,
    after: &Range<usize>,
) -> Found {
    let g = gazetteer();
    let mut owner = None;
    let mut at = before.start;
    while at < before.end {
        let Some(index) = covering(entities, at) else {
            at += 1;
            continue;
        };
        let entity = &entities[index];
        at = entity.words.end;
        match entity.what {
            // "Indians fan": a team, not a state.
            What::Country(_, How::People) if words[entity.words.end - 1].fold.ends_with('s') => {}
            What::Country(country, _) => {
                return (
                    g.side(g.countries[country].code),
                    Some(entity.words.clone()),
                    owner,
                );
            }
            What::Body(_) | What::Organisation => {
                if let Some((side, range)) = speaks_for(words, entities, index) {
                    return (Some(side), Some(range), owner);
                }
            }
            What::Adjective => {
                return (
                    own_side(&words[entity.words.start]),
                    Some(entity.words.clone()),
                    owner,
                );
            }
            What::Person | What::Name => owner = owner.or(Some(index)),
            What::Title => {
                let head = entity.words.contains(&before.end).then_some(before.end);
                if let Some(found) = title_side(words, entity, head) {
                    return (Some(found.0), Some(found.1), owner);
                }
            }
            What::Backer(_) => {}
        }
    }
    // The head itself may stand in the title whose first words name a body:
    // "Apple CEO".
    if let Some(index) = covering(entities, before.end)
        && entities[index].what == What::Title
        && let Some((side, range)) = title_side(words, &entities[index], Some(before.end))
    {
        return (Some(side), Some(range), owner);
    }
    if owner.is_some() {
        return (None, None, owner);
    }
    let mut at = after.start;
    let mut belongs = false;
    let sent = sent(words, before.end);
    while at < after.end.min(words.len()) {
        let word = &words[at];
        if let Some(index) = covering(entities, at) {
            let entity = &entities[index];
            if belongs {
                match entity.what {
                    What::Country(country, How::Adjective)
                        if about_a_topic(words, entity.words.end)
                            && words[at - 1].fold != "the" =>
                    {
                        let _ = country;
                    }
                    What::Country(country, _) => {
                        return (
                            g.side(g.countries[country].code),
                            Some(entity.words.clone()),
                            owner,
                        );
                    }
                    What::Body(_) | What::Organisation => {
                        if let Some((side, range)) = speaks_for(words, entities, index) {
                            return (Some(side), Some(range), owner);
                        }
                    }
                    What::Person | What::Name => {
                        owner = owner.or(Some(index));
                    }
                    What::Adjective => {
                        return (
                            own_side(&words[entity.words.start]),
                            Some(entity.words.clone()),
                            owner,
                        );
                    }
                    What::Title | What::Backer(_) => {}
                }
            }
            at = entity.words.end.max(at + 1);
            continue;
        }
        belongs = binds(&word.fold, sent).unwrap_or(belongs);
        at += 1;
    }
    (None, None, owner)
}

/// Whether a head noun is of people who are not of where they are: envoys, and
/// fighters, who need not be of the land that they fight in.
fn sent(words: &[Word], head: usize) -> bool {
    words.get(head).is_some_and(|head| {
        let noun = gazetteer().head(&head.fold);
        let fights = noun.is_some_and(|(noun, _)| matches!(noun.sector, "REB" | "PRM" | "UAF"));
        fights || POSTED.contains(&head.fold)
    })
}

/// Whether what follows a preposition is whom a description belongs to; none
/// where the word does not tell.
fn binds(word: &str, sent: bool) -> Option<bool> {
    if sent && matches!(word, "in" | "at" | "for" | "with") {
        return Some(false);
    }
    if BELONGING.contains(word) {
        return Some(true);
    }
    (POSTMODIFIERS.contains(word) && belongs_not(word)).then_some(false)
}

/// The state that "its" or "their" means: the subject of its sentence or of
/// the one before, else the last one named there.
pub(crate) fn state_meant(words: &[Word], entities: &[Entity], at: usize) -> Option<Side> {
    if !matches!(words[at].fold.as_str(), "its" | "their") {
        return None;
    }
    let here = words[at].sentence;
    let state = |entity: &&Entity| {
        let sentence = words[entity.words.start].sentence;
        let named = matches!(
            entity.what,
            What::Country(_, How::Name | How::Capital | How::Seat)
        );
        named && entity.words.end <= at && here - sentence <= 1
    };
    let rank = |entity: &Entity| {
        let start = entity.words.start;
        let before = start.checked_sub(1).map(|at| &words[at]);
        let article = before.is_some_and(|word| word.fold == "the");
        let first = words[start].opens() || article && words[start - 1].opens();
        let inside = before.is_some_and(|word| POSTMODIFIERS.contains(&word.fold));
        (words[start].sentence == here, first, !inside)
    };
    let found = entities
        .iter()
        .take_while(|entity| entity.words.start < at)
        .filter(state)
        .max_by_key(|entity| rank(entity))?;
    match found.what {
        What::Country(country, _) => gazetteer().side(gazetteer().countries[country].code),
        _ => None,
    }
}

/// Prepositions that turn away: "ambassador to Poland", "an expert on Russia".
fn belongs_not(word: &str) -> bool {
    matches!(
        word,
        "to" | "on"
            | "about"
            | "against"
            | "toward"
            | "towards"
            | "over"
            | "who"
            | "that"
            | "which"
            | "by"
            | "before"
            | "after"
            | "during"
    )
}
