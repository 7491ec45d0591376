//! The office that a description names, in one spelling.

use crate::entities::{Entity, What, covering};
use crate::gazetteer::{Entry, gazetteer};
use crate::lexicon::{DETERMINERS, FORMER, PORTFOLIOS, QUALIFIERS, RIVALS, honorific};
use crate::words::Word;

/// The office: the words before the head that are neither a country nor a
/// mere qualifier, the head, and its portfolio.
pub(crate) fn office(
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
    for (at, word) in words.iter().enumerate().take(head).skip(start) {
        let skip = match covering(entities, at).map(|index| entities[index].what) {
            Some(
                What::Country(..) | What::Person | What::Name | What::Adjective | What::Backer(_),
            ) => true,
            Some(What::Body(_) | What::Organisation | What::Title) => {
                word.fold == "of" || word.fold == "the" || of_state(words, at)
            }
            None => {
                !word.capital
                    && !RIVALS.contains(&word.fold)
                    && !PORTFOLIOS.contains(&word.fold)
                    && gazetteer().head(&word.fold).is_none()
            }
        };
        // "First Minister" is an office; "first" elsewhere tells nothing of one.
        let next = words.get(at + 1).filter(|next| next.joined());
        let numbered = word.fold == "first" && next.is_some_and(|next| next.fold == "minister");
        let filler = DETERMINERS.contains(&word.fold)
            || QUALIFIERS.contains(&word.fold) && !RIVALS.contains(&word.fold)
            || FORMER.contains(&word.fold)
            || honorific(&word.fold);
        // "the former president's spokesman": the owner is not the office.
        if word.possessive && covering(entities, at).is_none() {
            parts.clear();
            continue;
        }
        if (!skip && !filler) || numbered {
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
    } else if last == "leader" && parts.is_empty() {
        // "Leader of the opposition" is no leader of the state.
        let full = belonging_office(words, entities, &last, title_end, end);
        if full.split(' ').any(|word| RIVALS.contains(word)) {
            text = full;
        }
    }
    canonical(&text)
}

/// "Norwegian foreign ministry": the state is no part of the office.
fn of_state(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 1).filter(|next| next.joined());
    next.is_some_and(|next| PORTFOLIOS.contains(&next.fold))
        && matches!(
            gazetteer().at(&words[..=at], at),
            Some((1, Entry::Country(..)))
        )
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
                    .filter(|next| next.joined())
                    .is_some_and(|next| {
                        covering(entities, at).is_some() || RIVALS.contains(&next.fold)
                    })
                {
                    continue;
                }
                break;
            }
            // "head of the Sejm's Budget Committee"
            Some((entity, What::Body(_) | What::Organisation))
                if words[entity.words.end - 1].possessive && entity.words.end < end =>
            {
                at = entity.words.end;
                continue;
            }
            Some((entity, What::Body(_) | What::Organisation)) => {
                topic.extend(
                    words[entity.words.clone()]
                        .iter()
                        .map(|word| word.fold.as_str()),
                );
                break;
            }
            None if DETERMINERS.contains(&word.fold) => {}
            None if PORTFOLIOS.contains(&word.fold)
                || gazetteer().head(&word.fold).is_some()
                || BODY.contains(&word.fold.as_str()) =>
            {
                topic.push(&word.fold);
            }
            _ => break,
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

pub(crate) fn singular(word: &str) -> String {
    match word.trim_end_matches('.') {
        "gov" => return "governor".to_owned(),
        "sen" => return "senator".to_owned(),
        "rep" => return "representative".to_owned(),
        _ => {}
    }
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
        "prime minister".clone_into(&mut text);
    }
    text
}

/// Whether an office asked for can be the one held: the same, or a bare head
/// noun ("the minister") of the one held.
pub(crate) fn office_fits(asked: &str, held: &str) -> bool {
    let held = held.strip_prefix("former ").unwrap_or(held);
    if held == asked {
        return true;
    }
    held.strip_suffix(asked).is_some_and(|rest| {
        rest.ends_with(' ')
            && !asked.contains(' ')
            && (asked != "president" || !rest.contains("vice"))
            && rest.split(' ').all(|word| !RIVALS.contains(word))
    }) || asked == "secretary" && held.starts_with("secretary of ")
        || asked
            .strip_suffix(held)
            .is_some_and(|rest| rest.ends_with(' ') && held == "spokesperson")
}
