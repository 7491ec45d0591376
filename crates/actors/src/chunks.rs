//! Cuts a run of capitals into titles, bodies and names.

use std::ops::Range;

use crate::backers::backs;
use crate::ends::{body_end, office_end};
use crate::entities::{Entity, What, national};
use crate::fold::fold;
use crate::gazetteer::{Entry, How, gazetteer};
use crate::lexicon::{
    BODY_NOUNS, CALENDAR, OPENERS, OUTLET_NOUNS, OUTLETS, PARTICLES, PORTFOLIOS, honorific,
};
use crate::words::{Gap, Word};

/// A capitalised word that can be part of a person's name.
pub(crate) fn plain_name(word: &Word) -> bool {
    word.capital
        && word
            .fold
            .chars()
            .all(|c| c.is_alphabetic() || c == '-' || c == '\'' || c == '.')
        && gazetteer().head(&word.fold).is_none()
        && !BODY_NOUNS.contains(&word.fold)
        && !PORTFOLIOS.contains(&word.fold)
}

/// Whether an opener starts a name after all: "May Smith", "April Ryan".
pub(crate) fn opens_name(words: &[Word], at: usize) -> bool {
    honorific(&words[at].fold)
        || (gazetteer().gender(&words[at].fold).is_some()
            && words.get(at + 1).is_some_and(|word| {
                word.joined() && plain_name(word) && gazetteer().at(words, at + 1).is_none()
            })
            && !words[at].fold.ends_with("ing"))
}

/// Nouns of bodies that are named after their members.
const OF_MEMBERS: &[&str] = &[
    "alliance",
    "association",
    "chamber",
    "club",
    "congress",
    "council",
    "federation",
    "front",
    "guild",
    "league",
    "movement",
    "party",
    "society",
    "syndicate",
    "union",
];

/// "Insurers' Association", "Women's League": whether an owner is the members
/// that a body is named after, and so a part of the name.
fn members(words: &[Word], owner: usize) -> bool {
    let who = words[owner].fold.as_str();
    let several = who.ends_with('s') || matches!(who, "women" | "men" | "people");
    let named = |word: &&Word| word.joined() && word.capital;
    several
        && !national(words, owner)
        && words[owner + 1..]
            .iter()
            .take(2)
            .take_while(named)
            .any(|word| OF_MEMBERS.contains(&word.fold.as_str()))
}

/// The run of capitals that starts at a word.
fn run_end(words: &[Word], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(word) = words.get(end) {
        if !word.joined() || words[end - 1].possessive && !members(words, end - 1) {
            break;
        }
        let particle = PARTICLES.contains(&word.fold)
            && words[end + 1..]
                .iter()
                .take(3)
                .take_while(|next| next.joined())
                .find(|next| !PARTICLES.contains(&next.fold))
                .is_some_and(|next| next.capital);
        if (!word.capital && !particle) || CALENDAR.contains(&word.fold) {
            break;
        }
        if national(words, end) || backs(word, None) {
            break;
        }
        if let Some((_, entry)) = gazetteer().at(words, end) {
            // "Jack London" and "New Jersey" go on; "President Putin China"
            // does not.
            let given = forename(words, start, end);
            let new = words[end - 1].fold == "new";
            let place = matches!(entry, Entry::Country(_, How::Name | How::Capital));
            if !(place && (given || new)) {
                break;
            }
        }
        end += 1;
    }
    end
}

/// Whether the words from `start` end in a forename, so that a place right
/// after is a surname: "Jack London", "President Caio Lima", "Mr. London".
fn forename(words: &[Word], start: usize, end: usize) -> bool {
    let g = gazetteer();
    let title = |word: &Word| {
        let head = g.head(&word.fold);
        head.is_some_and(|(head, plural)| !plural && (head.title || head.office))
    };
    let first = (start..end)
        .find(|&at| {
            let word = &words[at];
            !title(word) && !PORTFOLIOS.contains(&word.fold) && !honorific(&word.fold)
        })
        .unwrap_or(end);
    if first == end {
        return matches!(words[end - 1].fold.as_str(), "mr" | "mrs" | "ms");
    }
    let name = &words[first];
    if end != first + 1 || !plain_name(name) {
        return false;
    }
    let before = start.checked_sub(1).map(|at| &words[at]);
    let titled = first > start
        || matches!(words[start].gap, Gap::Space | Gap::Comma)
            && before.is_some_and(|before| title(before) && !before.possessive);
    let surname = g
        .leaders_named(&name.fold)
        .iter()
        .any(|&index| fold(g.leaders[index].surname) == name.fold);
    g.gender(&name.fold).is_some() || titled && !surname
}

/// Cuts a run of capitals into titles, bodies and names.
pub(crate) fn chunk(words: &[Word], start: usize, out: &mut Vec<Entity>) -> usize {
    let g = gazetteer();
    let end = run_end(words, start);
    let is_title = |at: usize| {
        honorific(&words[at].fold)
            || g.head(&words[at].fold)
                .is_some_and(|(head, plural)| !plural && (head.title || head.office))
    };
    let is_body = |at: usize| {
        let word = words[at].fold.as_str();
        BODY_NOUNS.contains(word)
            || (at > start && OUTLET_NOUNS.contains(word))
            || (OUTLET_NOUNS.contains(word) && out_place(words, at))
    };
    if end == start + 1
        && OUTLET_NOUNS.contains(&words[start].fold)
        && start > 0
        && words[start - 1].fold == "the"
        && words[start].joined()
    {
        // "The Gazette".
        let from = if words[start - 1].capital {
            start - 1
        } else {
            start
        };
        out.push(Entity {
            words: from..end,
            what: What::Organisation,
        });
        return end;
    }
    if end == start + 1
        && OUTLET_NOUNS.contains(&words[start].fold)
        && words[start].joined()
        && start >= 2
        && words[start - 1].possessive
        && words[start - 1].capital
        && words[start - 1].joined()
        && words[start - 2].fold == "the"
    {
        // "The People's Daily".
        let from = start - 1;
        while out.last().is_some_and(|last| last.words.end > from) {
            out.pop();
        }
        out.push(Entity {
            words: from..end,
            what: What::Organisation,
        });
        return end;
    }
    let last_title = (start..end).rev().find(|&at| is_title(at));
    let last_body = (start..end).rev().find(|&at| is_body(at));
    match (last_title, last_body) {
        // "Martin Luther King", "Julie Bishop": a surname that is a title too.
        (Some(title), None)
            if title + 1 == end
                && end - start >= 2
                && g.gender(&words[start].fold).is_some()
                && !PORTFOLIOS.contains(&words[start].fold)
                && !is_title(start) =>
        {
            out.push(Entity {
                words: start..end,
                what: What::Person,
            });
            end
        }
        (Some(title), body) if body.is_none_or(|body| body < title) => {
            let title_end = office_end(words, title + 1, end);
            out.push(Entity {
                words: start..title_end,
                what: What::Title,
            });
            if title_end >= end {
                return title_end.max(end);
            }
            name(words, title_end..end, true, out);
            end
        }
        (_, Some(body)) => {
            let from = match last_title {
                // "Prime Minister Office": the title is part of the body.
                Some(title) if title < body => start,
                _ => start,
            };
            let body_end = body_end(words, body + 1, end);
            out.push(Entity {
                words: from..body_end,
                what: What::Organisation,
            });
            if body_end < end {
                name(words, body_end..end, false, out);
            }
            body_end.max(end)
        }
        _ => {
            name(words, start..end, false, out);
            end
        }
    }
}

/// Whether a place stands right before an outlet's noun.
fn out_place(words: &[Word], at: usize) -> bool {
    at > 0 && words[at].joined() && words[at - 1].capital && gazetteer().at(words, at - 1).is_some()
}

/// Openers that start names too: "New York", "First Energy".
const NAME_OPENERS: &[&str] = &[
    "new", "first", "old", "great", "big", "long", "high", "good", "royal", "far", "right", "left",
    "top", "may", "will", "god", "time", "times", "same",
];

/// Verbs of headings that write every word with a capital.
const HEADING_VERBS: &[&str] = &[
    "says",
    "said",
    "tells",
    "told",
    "urges",
    "warns",
    "vows",
    "denies",
    "claims",
    "calls",
    "accuses",
    "slams",
    "blasts",
    "rejects",
    "backs",
    "announces",
    "agrees",
    "meets",
    "seeks",
    "wants",
    "offers",
    "visits",
    "seizes",
];

/// Words of captions that run into a name.
const CAPTION: &[&str] = &[
    "photo",
    "photos",
    "image",
    "images",
    "picture",
    "file",
    "video",
    "credit",
    "getty",
    "photograph",
];

/// Tells what a run without title or body noun is.
fn name(words: &[Word], range: Range<usize>, titled: bool, out: &mut Vec<Entity>) {
    let g = gazetteer();
    let mut range = range;
    // "Secretary of State John Kerry": the title is an entity of its own.
    let titled = titled
        || out.last().is_some_and(|last| {
            last.what == What::Title && last.words.end == range.start && words[range.start].joined()
        });
    // "Yesterday Putin said", "Since Trump won": the opener is no name.
    while range.len() > 1
        && !titled
        && OPENERS.contains(&words[range.start].fold)
        && !NAME_OPENERS.contains(&words[range.start].fold.as_str())
        && gazetteer().gender(&words[range.start].fold).is_none()
    {
        range.start += 1;
    }
    // "FOLDING PATENT Samsung": a heading runs into a name.
    while range.len() > 2 || range.len() == 2 && words[range.start].fold.len() > 2 {
        let first = &words[range.start];
        if !first.upper || first.fold.contains('.') || words[range.end - 1].upper {
            break;
        }
        range.start += 1;
    }
    // "Jana Adler Says Talks Failed": a heading's verb.
    let says = |at: &usize| HEADING_VERBS.contains(&words[*at].fold.as_str());
    if let Some(verb) = (range.start + 1..range.end).find(says) {
        range.end = verb;
    }
    // "Getty Images Lis said", "Mao Ning Photo: ministry": a caption's words.
    while range.len() > 1 && CAPTION.contains(&words[range.start].fold.as_str()) {
        range.start += 1;
    }
    if range.len() > 1 && CAPTION.contains(&words[range.end - 1].fold.as_str()) {
        range.end -= 1;
    }
    // A run that ends in a number or a particle.
    while !range.is_empty()
        && (PARTICLES.contains(&words[range.end - 1].fold) && !words[range.end - 1].capital
            || words[range.end - 1]
                .fold
                .starts_with(|c: char| c.is_ascii_digit()))
    {
        range.end -= 1;
    }
    if range.is_empty() {
        return;
    }
    let first = &words[range.start];
    // "House Republicans": people of a kind.
    if range.len() == 1
        && !titled
        && gazetteer()
            .head(&first.fold)
            .is_some_and(|(_, plural)| plural)
    {
        return;
    }
    let digits = words[range.clone()]
        .iter()
        .any(|word| word.fold.bytes().any(|b| b.is_ascii_digit()));
    let outlet = words.get(range.end).is_some_and(|next| {
        next.joined() && matches!(next.fold.as_str(), "newspaper" | "magazine")
    }) && !words[range.end - 1].possessive;
    let what = if !titled && (digits || outlet || body_before(words, range.start)) {
        What::Organisation
    } else if range.len() == 1 && !titled {
        let letters = first.fold.chars().filter(|c| c.is_alphabetic()).count();
        if OUTLETS.contains(&first.fold) || (first.upper && (2..=6).contains(&letters)) {
            What::Organisation
        } else {
            What::Name
        }
    } else if titled || lower_title_before(words, range.start) || set_apart(words, &range) {
        What::Person
    } else if OUTLETS.contains(&first.fold)
        || words[range.clone()]
            .iter()
            .any(|word| word.fold.contains('&'))
    {
        What::Organisation
    } else if g
        .head(&words[range.end - 1].fold)
        .is_some_and(|(_, plural)| plural)
    {
        // "Social Democrats".
        What::Name
    } else if range.len() <= 5
        && ((g.gender(&first.fold).is_some() && !first.upper)
            || words[range.clone()]
                .iter()
                .any(|word| word.fold.len() <= 2 && word.fold.ends_with('.'))
            || described(words, range.end))
    {
        What::Person
    } else {
        What::Name
    };
    out.push(Entity { words: range, what });
}

/// Whether the noun of a body stands right before, or an article, which people
/// do not take: "the broadcaster VRT", "the Naval Observatory".
fn body_before(words: &[Word], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).and_then(|at| words.get(at)) else {
        return false;
    };
    if !words[start].joined() || before.possessive {
        return false;
    }
    !before.capital
        && (BODY_NOUNS.contains(&before.fold)
            || matches!(
                before.fold.as_str(),
                "affiliate"
                    | "newspaper"
                    | "broadcaster"
                    | "outlet"
                    | "daily"
                    | "channel"
                    | "firm"
                    | "network"
                    | "giant"
                    | "startup"
                    | "website"
                    | "app"
            ))
        && gazetteer()
            .head(&before.fold)
            .is_none_or(|(head, _)| !head.title)
}

/// Whether a title in lower case stands right before: "spokesman Dmitry …".
fn lower_title_before(words: &[Word], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).and_then(|at| words.get(at)) else {
        return false;
    };
    words[start].joined()
        && !before.capital
        && !before.possessive
        && gazetteer()
            .head(&before.fold)
            .is_some_and(|(head, plural)| !plural && head.title)
}

/// Whether a title and a comma stand before, and a comma after: "a spokesman,
/// Caio Lima, said".
fn set_apart(words: &[Word], range: &Range<usize>) -> bool {
    let comma = |at: usize| words.get(at).is_some_and(|word| word.gap == Gap::Comma);
    let Some(before) = range.start.checked_sub(1).and_then(|at| words.get(at)) else {
        return false;
    };
    let head = gazetteer().head(&before.fold);
    comma(range.start)
        && !words[range.start].quote
        && comma(range.end)
        && (2..=4).contains(&range.len())
        && !before.possessive
        && head.is_some_and(|(head, plural)| !plural && head.title)
}

/// Whether ", a former minister" or the like follows.
fn described(words: &[Word], end: usize) -> bool {
    let Some(first) = words.get(end) else {
        return false;
    };
    if first.gap != Gap::Comma || first.quote {
        return false;
    }
    let mut at = end;
    while let Some(word) = words.get(at) {
        if at > end && word.gap != Gap::Space || at - end > 7 {
            return false;
        }
        if let Some((head, plural)) = gazetteer().head(&word.fold) {
            let closes = words.get(at + 1).is_none_or(|next| {
                !next.joined() || crate::lexicon::POSTMODIFIERS.contains(&next.fold)
            });
            if closes {
                return !plural && (head.title || head.office);
            }
        }
        at += 1;
    }
    false
}
