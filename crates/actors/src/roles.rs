//! Reads an office and its side out of a noun phrase.

use std::ops::Range;

use demarche_reading::Span;

use crate::entities::{Entity, What, covering, land};
use crate::fold::fold;
use crate::gazetteer::{Gender, Head, How, gazetteer};
use crate::lexicon::{BELONGING, DETERMINERS, FORMER, POSTMODIFIERS, QUALIFIERS, honorific};
use crate::words::Word;
use crate::{Role, Side};

/// A noun phrase read as a description of somebody.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// The index of its head word.
    pub head: usize,
    /// What the head noun tells.
    pub noun: &'static Head,
    /// The head stands in the plural.
    pub plural: bool,
    /// Starts with "the" or a possessive.
    pub definite: bool,
    /// The office in lower case, without its country.
    pub office: String,
    /// Whom the holder speaks for.
    pub side: Option<Side>,
    /// The words that tell the side.
    pub side_words: Option<Range<usize>>,
    /// A person who owns it: "Putin's foreign minister". The entity's index.
    pub owner: Option<usize>,
    /// No longer held.
    pub former: bool,
    /// All its words.
    pub words: Range<usize>,
}

impl Phrase {
    /// As a role, resting on the phrase's words.
    pub fn role(&self, words: &[Word]) -> Role {
        Role {
            office: self
                .noun
                .office
                .then(|| {
                    if self.former {
                        format!("former {}", self.office)
                    } else {
                        self.office.clone()
                    }
                })
                .or_else(|| Some(self.office.clone()))
                .filter(|office| !office.is_empty()),
            side: self.side.clone(),
            from: None,
            to: None,
            evidence: vec![span(words, &self.words)],
        }
    }
}

/// The bytes that a range of words covers.
pub(crate) fn span(words: &[Word], range: &Range<usize>) -> Span {
    Span::new(words[range.start].span.start, words[range.end - 1].span.end)
}

/// Where the part before the first modifier ends.
pub(crate) fn zone_end(words: &[Word], entities: &[Entity], range: &Range<usize>) -> usize {
    let mut at = range.start;
    while at < range.end {
        if let Some(index) = covering(entities, at) {
            at = entities[index].words.end.max(at + 1);
            continue;
        }
        if at > range.start && (POSTMODIFIERS.contains(&words[at].fold) && !words[at].capital) {
            return at;
        }
        at += 1;
    }
    range.end
}

/// Reads a noun phrase; none where no noun of the table heads it.
pub(crate) fn phrase(words: &[Word], entities: &[Entity], range: Range<usize>) -> Option<Phrase> {
    if range.is_empty() {
        return None;
    }
    let g = gazetteer();
    let zone = range.start..zone_end(words, entities, &range);
    let head = (zone.start..zone.end).rev().find(|&at| {
        let inside = covering(entities, at).map(|index| entities[index].what);
        // Words of a name are no description, however they read.
        let open = matches!(inside, None | Some(What::Title));
        open && g.head(&words[at].fold).is_some()
            && !words[at].possessive
            && honorific(&words[at].fold).is_none()
    })?;
    // Nothing but a name may follow the head inside the zone.
    let trailing = head + 1..zone.end;
    if trailing
        .clone()
        .any(|at| covering(entities, at).is_none() && !DETERMINERS.contains(&words[at].fold))
    {
        return None;
    }
    let (noun, plural) = g.head(&words[head].fold)?;
    let title_end = covering(entities, head)
        .filter(|&index| entities[index].what == What::Title)
        .map_or(head + 1, |index| entities[index].words.end);
    let (side, side_words, owner) = side(
        words,
        entities,
        &(zone.start..head),
        &(title_end..range.end),
    );
    let definite = words[range.start].fold == "the"
        || matches!(
            words[range.start].fold.as_str(),
            "his" | "her" | "its" | "their"
        )
        || words[zone.start..head].iter().any(|word| word.possessive)
        || (range.start..=head).all(|at| words[at].capital);
    let former = words[zone.start..head]
        .iter()
        .any(|word| FORMER.contains(&word.fold) || word.fold.starts_with("ex-"));
    Some(Phrase {
        head,
        noun,
        plural,
        definite,
        office: office(words, entities, zone.start, head, title_end, range.end),
        side,
        side_words,
        owner,
        former,
        words: range,
    })
}

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
        return Some((g.side(g.bodies[body].code)?, entity.words.clone()));
    }
    if let Some(before) = index.checked_sub(1).map(|at| &entities[at])
        && before.words.end == entity.words.start
        && let What::Country(country, _) = before.what
    {
        return Some((g.side(g.countries[country].code)?, before.words.clone()));
    }
    let mut at = entity.words.start;
    while at < entity.words.end {
        let hit = g
            .at(words, at)
            .filter(|(_, entry)| matches!(entry, crate::gazetteer::Entry::Country(..)));
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
    if words
        .get(at)
        .is_some_and(|word| word.joined() && matches!(word.fold.as_str(), "of" | "in" | "at"))
    {
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
    let name: Vec<String> = words[range.clone()]
        .iter()
        .map(super::words::Word::written)
        .collect();
    Some((named_side(&name.join(" ")), range.clone()))
}

/// The state of a city or region named in a range.
fn place_side(words: &[Word], range: &Range<usize>) -> Option<(Side, Range<usize>)> {
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

/// The side of an adjective that the tables do not hold.
pub(crate) fn own_side(word: &Word) -> Option<Side> {
    let name = land(word)?;
    let g = gazetteer();
    g.place(&name)
        .and_then(|code| g.side(code))
        .or_else(|| Some(named_side(&name)))
}

/// The state or body that a title's first words name: "Texas Governor".
fn title_side(words: &[Word], title: &Entity) -> Option<(Side, Range<usize>)> {
    let mut end = title.words.start;
    while end < title.words.end {
        let word = words[end].fold.as_str();
        let office = gazetteer().head(word).is_some()
            || crate::lexicon::PORTFOLIOS.contains(word)
            || QUALIFIERS.contains(word)
            || FORMER.contains(word)
            || honorific(word).is_some()
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
    place_side(words, &range)
}

type Found = (Option<Side>, Option<Range<usize>>, Option<usize>);

/// Whom a description belongs to: what stands before its head, then what
/// follows "of", "for", "at" and the like.
fn side(words: &[Word], entities: &[Entity], before: &Range<usize>, after: &Range<usize>) -> Found {
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
                if let Some(found) = title_side(words, entity) {
                    return (Some(found.0), Some(found.1), owner);
                }
            }
        }
    }
    // The head itself may stand in the title whose first words name a body:
    // "Apple CEO".
    if let Some(index) = covering(entities, before.end)
        && entities[index].what == What::Title
        && let Some((side, range)) = title_side(words, &entities[index])
    {
        return (Some(side), Some(range), owner);
    }
    if owner.is_some() {
        return (None, None, owner);
    }
    let mut at = after.start;
    let mut belongs = false;
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
                    What::Title => {}
                }
            }
            at = entity.words.end.max(at + 1);
            continue;
        }
        if BELONGING.contains(&word.fold) {
            belongs = true;
        } else if POSTMODIFIERS.contains(&word.fold) && belongs_not(&word.fold) {
            belongs = false;
        }
        at += 1;
    }
    (None, None, owner)
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

/// The office: the words before the head that are neither a country nor a
/// mere qualifier, the head, and its portfolio.
fn office(
    words: &[Word],
    entities: &[Entity],
    start: usize,
    head: usize,
    title_end: usize,
    end: usize,
) -> String {
    let mut parts: Vec<&str> = Vec::new();
    // "a former official and current analyst": the last of several.
    let start = (start..head)
        .rev()
        .find(|&at| words[at].fold == "and" && covering(entities, at).is_none())
        .map_or(start, |at| at + 1);
    for at in start..head {
        let word = &words[at];
        let skip = match covering(entities, at).map(|index| entities[index].what) {
            Some(What::Country(..) | What::Person | What::Name | What::Adjective) => true,
            Some(What::Body(_) | What::Organisation | What::Title) => {
                word.fold == "of" || word.fold == "the"
            }
            None => {
                !word.capital
                    && !crate::lexicon::PORTFOLIOS.contains(&word.fold)
                    && gazetteer().head(&word.fold).is_none()
            }
        };
        let filler = DETERMINERS.contains(&word.fold)
            || QUALIFIERS.contains(&word.fold)
            || FORMER.contains(&word.fold)
            || honorific(&word.fold).is_some();
        // "the former president's spokesman": the owner is not the office.
        if word.possessive && covering(entities, at).is_none() {
            parts.clear();
            continue;
        }
        if !skip && !filler && !(word.possessive && covering(entities, at).is_none()) {
            parts.push(&word.fold);
        }
    }
    let last = singular(&words[head].fold);
    let complement: Vec<&str> = (head + 1..title_end)
        .map(|at| words[at].fold.as_str())
        .collect();
    let mut text = parts.join(" ");
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(&last);
    if complement.len() > 1 {
        text.push(' ');
        text.push_str(&complement.join(" "));
    } else if matches!(
        last.as_str(),
        "minister"
            | "secretary"
            | "head"
            | "director"
            | "chief"
            | "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "speaker"
            | "commissioner"
            | "representative"
            | "envoy"
            | "ambassador"
    ) && parts.is_empty()
    {
        text = belonging_office(words, entities, &last, title_end, end);
    }
    canonical(&text)
}

/// "spokesperson of the Foreign Ministry", "minister for trade", "head of the
/// International Monetary Fund".
fn belonging_office(
    words: &[Word],
    entities: &[Entity],
    head: &str,
    from: usize,
    end: usize,
) -> String {
    let end = end.min(words.len());
    let Some(preposition) = words.get(from).filter(|_| from < end) else {
        return head.to_owned();
    };
    if !matches!(preposition.fold.as_str(), "of" | "for" | "to") {
        return head.to_owned();
    }
    let mut at = from + 1;
    let mut topic: Vec<&str> = Vec::new();
    while at < end {
        let word = &words[at];
        if at > from + 1 && !word.joined() {
            break;
        }
        match covering(entities, at).map(|index| (&entities[index], entities[index].what)) {
            Some((entity, What::Country(..))) => {
                at = entity.words.end;
                if words[at - 1].possessive {
                    continue;
                }
                if words
                    .get(at)
                    .is_some_and(|next| next.joined() && covering(entities, at).is_some())
                {
                    continue;
                }
                break;
            }
            Some((entity, What::Body(_) | What::Organisation)) => {
                topic.extend(
                    words[entity.words.clone()]
                        .iter()
                        .map(|word| word.fold.as_str()),
                );
                break;
            }
            Some(_) => break,
            None if DETERMINERS.contains(&word.fold) => {}
            None if crate::lexicon::PORTFOLIOS.contains(&word.fold)
                || gazetteer().head(&word.fold).is_some()
                || BODY.contains(&word.fold.as_str()) =>
            {
                topic.push(&word.fold);
            }
            None => break,
        }
        at += 1;
    }
    if topic.is_empty() {
        return head.to_owned();
    }
    let topic = topic.join(" ");
    match head {
        "spokesman" | "spokeswoman" | "spokesperson" | "minister" => format!("{topic} {head}"),
        _ => format!("{head} of {topic}"),
    }
}

const BODY: &[&str] = &[
    "affairs",
    "ministry",
    "department",
    "campaign",
    "party",
    "government",
];

fn singular(word: &str) -> String {
    match gazetteer().head(word) {
        Some((head, true)) if word != "people" && word != "police" && word != "media" => {
            head.noun.to_owned()
        }
        _ => word.to_owned(),
    }
}

/// One spelling of an office: "minister of foreign affairs" and "foreign
/// affairs minister" are the foreign minister.
pub(crate) fn canonical(office: &str) -> String {
    let mut text = office
        .replace("defense", "defence")
        .replace("spokesman", "spokesperson")
        .replace("spokeswoman", "spokesperson")
        .replace("chairman", "chair")
        .replace("chairwoman", "chair")
        .replace("chairperson", "chair")
        .replace("advisor", "adviser")
        .replace("secretary-general", "secretary general")
        .replace("vice-president", "vice president")
        .replace("ministry of foreign affairs", "foreign ministry")
        .replace("ministry foreign affairs", "foreign ministry")
        .replace("ministry of defence", "defence ministry")
        .replace("foreign affairs minister", "foreign minister")
        .replace("foreign affairs ministry", "foreign ministry")
        .replace("minister foreign affairs", "foreign minister")
        .replace("labour", "labor");
    for prefix in ["minister of ", "minister for "] {
        if let Some(topic) = text.strip_prefix(prefix) {
            let topic = if topic == "foreign affairs" {
                "foreign"
            } else {
                topic
            };
            text = format!("{topic} minister");
        }
    }
    if text == "premier" {
        text = "prime minister".to_owned();
    }
    text
}

/// Whether an office asked for can be the one held: the same, or a bare head
/// noun ("the minister") of the one held.
pub(crate) fn office_fits(asked: &str, held: &str) -> bool {
    if held == asked {
        return true;
    }
    let held = held.strip_prefix("former ").unwrap_or(held);
    held.strip_suffix(asked).is_some_and(|rest| {
        rest.ends_with(' ')
            && !asked.contains(' ')
            && !(asked == "president" && rest.contains("vice"))
    }) || asked
        .strip_suffix(held)
        .is_some_and(|rest| rest.ends_with(' ') && held == "spokesperson")
}

/// The gender that a description tells.
pub(crate) fn gender(noun: &Head, word: &str) -> Option<Gender> {
    noun.gender.or(match word {
        w if w.ends_with("woman") => Some(Gender::Woman),
        w if w.ends_with("man") => Some(Gender::Man),
        _ => None,
    })
}
