//! Finds the names in a text: states, bodies, people, and the titles before them.

use std::ops::Range;

use crate::gazetteer::{Entry, How, gazetteer};
use crate::lexicon::{
    BODY_NOUNS, CALENDAR, DOCUMENTS, OPENERS, OUTLET_NOUNS, OUTLETS, PARTICLES, PORTFOLIOS,
    REGIONAL, UTTERANCES, honorific,
};
use crate::words::{Gap, Word};

/// What a stretch of words names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A state, as an index into the table.
    Country(usize, How),
    /// A body of the table.
    Body(usize),
    /// A body that its own words tell to be one.
    Organisation,
    /// A person, by title, given name or apposition.
    Person,
    /// One or more words with capitals that may be a person.
    Name,
    /// The words of an office.
    Title,
    /// An adjective of a land that the tables do not hold: "Vestrian".
    Adjective,
}

/// A stretch of words that names something.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub words: Range<usize>,
    pub what: What,
}

/// The names of a text, in order; none overlaps another.
pub(crate) fn entities(words: &[Word]) -> Vec<Entity> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        at = next(words, at, &mut out).max(at + 1);
    }
    out
}

/// The entity that covers a word.
pub(crate) fn covering(entities: &[Entity], word: usize) -> Option<usize> {
    let at = entities.partition_point(|entity| entity.words.end <= word);
    (entities.get(at)?.words.start <= word).then_some(at)
}

/// Reads what starts at a word and returns where to go on.
fn next(words: &[Word], at: usize, out: &mut Vec<Entity>) -> usize {
    let word = &words[at];
    if !word.capital || word.fold == "i" || word.fold.starts_with("i'") {
        return at + 1;
    }
    let follows = |at: usize| words.get(at).filter(|word| word.joined());
    if let Some((count, entry)) = gazetteer().at(words, at) {
        let end = at + count;
        let after = follows(end).filter(|_| !words[end - 1].possessive);
        let outlet = after.is_some_and(|word| word.capital && OUTLET_NOUNS.contains(&word.fold));
        let name = count == 1
            && matches!(entry, Entry::Country(_, How::Name | How::Capital))
            && gazetteer().gender(&word.fold).is_some()
            && after.is_some_and(plain_name)
            && gazetteer().at(words, end).is_none();
        if !outlet && !name {
            let what = match entry {
                Entry::Country(index, how) => What::Country(index, how),
                Entry::Body(index) => What::Body(index),
            };
            out.push(Entity {
                words: at..end,
                what,
            });
            return end;
        }
    }
    if CALENDAR.contains(&word.fold) {
        return at + 1;
    }
    // "Families of the hostages": a noun that only opens a sentence.
    // "House Republicans", "Democrats": people of a kind, not a name.
    let people = gazetteer()
        .head(&word.fold)
        .is_some_and(|(_, plural)| plural)
        && !follows(at + 1).is_some_and(|next| next.capital);
    if people && !word.upper && !word.possessive {
        return at + 1;
    }
    let lone = word.opens() && !follows(at + 1).is_some_and(|next| next.capital);
    if lone && (gazetteer().head(&word.fold).is_some() || common(&word.fold)) && !word.upper {
        return at + 1;
    }
    if national(words, at) || regional(words, at) {
        out.push(Entity {
            words: at..at + 1,
            what: What::Adjective,
        });
        return at + 1;
    }
    if word.opens()
        && OPENERS.contains(&word.fold)
        && !opens_name(words, at)
        && !(word.fold == "new" && follows(at + 1).is_some_and(|next| next.capital))
    {
        return at + 1;
    }
    chunk(words, at, out)
}

/// A noun of texts and talk, in either number.
fn common(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    DOCUMENTS.contains(word)
        || DOCUMENTS.contains(singular)
        || UTTERANCES.contains(word)
        || word == "minutes"
}

/// "European leaders", "Western officials": the adjective of a region, with a
/// noun after it that is no part of a name.
fn regional(words: &[Word], at: usize) -> bool {
    let word = words[at].fold.as_str();
    REGIONAL.contains(word)
        && words.get(at + 1).is_none_or(|next| {
            !next.joined()
                || !next.capital
                || gazetteer()
                    .head(&next.fold)
                    .is_some_and(|(head, _)| head.title)
        })
}

/// Whether a word looks like the adjective of a land and stands before a noun
/// that lands have: "Vestrian officials".
fn national(words: &[Word], at: usize) -> bool {
    let noun = |at: usize| {
        words
            .get(at)
            .filter(|next| next.joined())
            .is_some_and(|next| {
                let word = next.fold.as_str();
                gazetteer().head(word).is_some()
                    || PORTFOLIOS.contains(word)
                    || BODY_NOUNS.contains(word)
                    || crate::lexicon::QUALIFIERS.contains(word)
            })
    };
    // "Vestrian election board" counts; "Sarkissian said" is a surname.
    land(&words[at]).is_some()
        && (noun(at + 1)
            || (words
                .get(at + 1)
                .is_some_and(|next| next.joined() && !next.capital)
                && noun(at + 2)))
}

/// The land whose adjective a word is, by its ending: "Vestrian" of
/// "Vestria", "Norlandic" of "Norland". In the word's own letters.
pub(crate) fn land(word: &Word) -> Option<String> {
    let fold = word.fold.as_str();
    let stem = fold
        .strip_suffix('n')
        .filter(|stem| stem.ends_with("ia") && stem.len() >= 5)
        .or_else(|| {
            fold.strip_suffix("ic")
                .filter(|stem| stem.ends_with("land"))
        })
        .or_else(|| {
            fold.strip_suffix("ish")
                .filter(|stem| stem.ends_with("land"))
        })
        .or_else(|| fold.strip_suffix('i').filter(|stem| stem.ends_with("stan")))?;
    if !word.capital
        || word.possessive
        || gazetteer().gender(fold).is_some()
        || gazetteer().head(fold).is_some()
    {
        return None;
    }
    let mut letters = stem.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// A capitalised word that can be part of a person's name.
fn plain_name(word: &Word) -> bool {
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
fn opens_name(words: &[Word], at: usize) -> bool {
    honorific(&words[at].fold).is_some()
        || (gazetteer().gender(&words[at].fold).is_some()
            && words.get(at + 1).is_some_and(|word| {
                word.joined() && plain_name(word) && gazetteer().at(words, at + 1).is_none()
            })
            && !words[at].fold.ends_with("ing"))
}

/// The run of capitals that starts at a word.
fn run_end(words: &[Word], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(word) = words.get(end) {
        if !word.joined() || words[end - 1].possessive {
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
        if national(words, end) {
            break;
        }
        if let Some((_, entry)) = gazetteer().at(words, end) {
            // "Jack London" and "New Jersey" go on; "President Putin China"
            // does not.
            let given = end == start + 1 && gazetteer().gender(&words[start].fold).is_some();
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

/// Cuts a run of capitals into titles, bodies and names.
fn chunk(words: &[Word], start: usize, out: &mut Vec<Entity>) -> usize {
    let g = gazetteer();
    let end = run_end(words, start);
    let is_title = |at: usize| {
        honorific(&words[at].fold).is_some()
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

/// Where an office's words end: "Secretary of State", "Minister for Trade".
fn office_end(words: &[Word], after: usize, run: usize) -> usize {
    if after < run {
        return after;
    }
    let joins = words.get(after).is_some_and(|word| {
        word.joined() && matches!(word.fold.as_str(), "of" | "for") && !words[after - 1].possessive
    });
    if !joins {
        return after;
    }
    let mut at = after + 1;
    if words
        .get(at)
        .is_some_and(|word| word.fold == "the" && word.joined())
    {
        at += 1;
    }
    let first = at;
    while words.get(at).is_some_and(|word| {
        word.joined()
            && ((word.capital && PORTFOLIOS.contains(&word.fold))
                || (word.fold == "and"
                    && words
                        .get(at + 1)
                        .is_some_and(|next| next.capital && PORTFOLIOS.contains(&next.fold))))
    }) {
        at += 1;
    }
    if at > first { at } else { after }
}

/// Where a body's name ends: "Ministry of Foreign Affairs", "Institute for
/// the Study of War".
fn body_end(words: &[Word], after: usize, run: usize) -> usize {
    if after < run || words[after - 1].possessive {
        return after;
    }
    let mut end = after;
    loop {
        let Some(word) = words.get(end) else { break };
        let joins = matches!(word.fold.as_str(), "of" | "for")
            || word.fold == "on"
                && matches!(
                    words[end - 1].fold.as_str(),
                    "council" | "committee" | "commission" | "centre" | "center" | "institute"
                );
        let next = words.get(end + 1).map_or("", |next| next.fold.as_str());
        if !word.joined() || !joins || CALENDAR.contains(next) {
            break;
        }
        let mut at = end + 1;
        if words
            .get(at)
            .is_some_and(|word| word.fold == "the" && word.joined())
        {
            at += 1;
        }
        let first = at;
        while let Some(word) = words.get(at) {
            let goes_on = word.joined() || at == first;
            let and = word.fold == "and"
                && words
                    .get(at + 1)
                    .is_some_and(|next| next.capital && next.joined());
            if !goes_on
                || !(word.capital || (and && at > first))
                || (at > first && words[at - 1].possessive)
            {
                break;
            }
            at += 1;
        }
        if at == first {
            break;
        }
        end = list_end(words, at);
    }
    end
}

/// "Russian, Eastern European and Central Asian Studies": a list inside a
/// name goes on to the noun that closes it.
fn list_end(words: &[Word], from: usize) -> usize {
    const CLOSERS: &[&str] = &[
        "studies",
        "affairs",
        "sciences",
        "relations",
        "policy",
        "research",
        "resources",
        "development",
        "security",
        "culture",
        "industry",
    ];
    let mut at = from;
    while let Some(word) = words.get(at) {
        let inside = word.capital && matches!(word.gap, Gap::Space | Gap::Comma)
            || word.fold == "and" && matches!(word.gap, Gap::Space | Gap::Comma);
        if !inside || at - from > 8 {
            return from;
        }
        at += 1;
        if CLOSERS.contains(&word.fold.as_str()) {
            return at;
        }
    }
    from
}

/// Openers that start names too: "New York", "First Energy".
const NAME_OPENERS: &[&str] = &[
    "new", "first", "old", "great", "big", "long", "high", "good", "royal", "far", "right", "left",
    "top", "may", "will", "god", "time", "times", "same",
];

/// Words of captions that run into a name.
const CAPTION: &[&str] = &[
    "photo",
    "photos",
    "image",
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
    // "Mao Ning Photo: ministry": a caption's word.
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
    let what = if !titled && (digits || body_before(words, range.start)) {
        What::Organisation
    } else if range.len() == 1 && !titled {
        let letters = first.fold.chars().filter(|c| c.is_alphabetic()).count();
        if OUTLETS.contains(&first.fold) || (first.upper && (2..=6).contains(&letters)) {
            What::Organisation
        } else {
            What::Name
        }
    } else if titled || lower_title_before(words, range.start) {
        What::Person
    } else if OUTLETS.contains(&first.fold)
        || words[range.clone()]
            .iter()
            .any(|word| word.fold.contains('&'))
    {
        What::Organisation
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn shown(text: &str) -> String {
        let cut = words(text);
        entities(&cut)
            .iter()
            .map(|entity| {
                let from = cut[entity.words.start].span.start;
                let to = cut[entity.words.end - 1].span.end;
                let what = match entity.what {
                    What::Country(..) => "state",
                    What::Body(_) => "body",
                    What::Organisation => "organisation",
                    What::Person => "person",
                    What::Name => "name",
                    What::Title => "title",
                    What::Adjective => "adjective",
                };
                format!("{what}: {}", &text[from..to])
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn names_are_found() {
        insta::assert_snapshot!(shown(
            "Recently the spokesperson of the Chinese Foreign Ministry, Mao Ning, met Russian \
             President Vladimir Putin. U.S. Secretary of State John Kerry and Li Hua, an expert \
             with the Institute of Russian, Eastern European and Central Asian Studies at the \
             Chinese Academy of Social Sciences, told the Washington Post that NATO would not \
             move. Putin's foreign minister agreed. The Kremlin and Britain's Defence Ministry \
             declined, Crown Prince Mohammed bin Salman said. Julie Bishop of Australia left."
        ));
    }
}
