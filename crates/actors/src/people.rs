//! The people of one report: which names are one person, and what the words
//! around them tell of office and side.

use std::ops::Range;

use crate::Role;
use crate::entities::{Entity, What, covering};
use crate::fold::{same_word, sound};
use crate::gazetteer::{Gender, How, gazetteer};
use crate::lexicon::{DETERMINERS, FORMER, NAME_FIRST, PORTFOLIOS, QUALIFIERS, honorific};
use crate::roles::{self, Phrase};
use crate::words::{Gap, Word};

/// A person whom the report names in full.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The fullest name seen, as written.
    pub name: String,
    /// The words of that name, folded.
    pub words: Vec<String>,
    /// Other ways the report writes it.
    pub aliases: Vec<String>,
    /// What the words around the name tell, each resting on them.
    pub roles: Vec<Role>,
    /// Owners of those roles that are people themselves ("Putin's minister"):
    /// role index, entity index.
    pub owned: Vec<(usize, usize)>,
    pub gender: Option<Gender>,
    /// Entities that name this person in full.
    pub full: Vec<usize>,
}

/// Whether two full names can be one person's: the same surname, and given
/// names that are the same, an initial of each other, or left out.
pub(crate) fn same_person(a: &[String], b: &[String]) -> bool {
    let joined = |name: &[String]| name.concat().replace(['-', '\'', '.'], "");
    if joined(a) == joined(b) {
        return true;
    }
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else {
        return false;
    };
    let (first_a, first_b) = (&a[0], &b[0]);
    let starts = |long: &str, short: &str| {
        let short = short.trim_end_matches('.');
        long.starts_with(short)
            && (short.len() == 1 || (short.len() >= 3 && long.len() - short.len() <= 4))
    };
    let first = same_word(first_a, first_b) || starts(first_a, first_b) || starts(first_b, first_a);
    if same_word(last_a, last_b) && (first || a.len() == 1 || b.len() == 1) {
        return true;
    }
    // "Alexander" and "Alyaksandr": one given name in two languages, where the
    // surname is long enough to tell by itself.
    if last_a.len() >= 8
        && last_b.len() >= 8
        && same_word(last_a, last_b)
        && given_name_alike(first_a, first_b)
    {
        return true;
    }
    // "Luiz Inácio Lula da Silva" and "Lula da Silva"; "Kim Jong Un" and
    // "Kim Jong-un": the shorter stands inside the longer.
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    short.len() >= 2
        && long.len() > short.len()
        && long
            .windows(short.len())
            .any(|run| run.iter().zip(short).all(|(x, y)| same_word(x, y)))
}

/// Whether two given names can be one in two languages: they start alike and
/// end alike by sound.
fn given_name_alike(a: &str, b: &str) -> bool {
    let (x, y) = (sound(a), sound(b));
    let ends = |name: &str| name.chars().rev().find(|c| !"aiu".contains(*c));
    x.len() >= 4 && y.len() >= 4 && x.chars().take(2).eq(y.chars().take(2)) && ends(&x) == ends(&y)
}

/// Whether the family name stands first.
pub(crate) fn family_first(words: &[String]) -> bool {
    (2..=3).contains(&words.len())
        && NAME_FIRST.contains(&words[0])
        && words
            .last()
            .is_some_and(|last| gazetteer().gender(last).is_none() || !NAME_FIRST.contains(&last))
        && gazetteer().gender(&words[0]).is_none()
}

/// The word by which a person is called for short.
pub(crate) fn surname(words: &[String]) -> &str {
    let at = if family_first(words) {
        0
    } else {
        words.len() - 1
    };
    words.get(at).map_or("", String::as_str)
}

/// Everybody whom the report names in full. `asked` are entities that are
/// somebody's words and hence people, if they can be.
pub(crate) fn people(
    text: &str,
    words: &[Word],
    entities: &[Entity],
    asked: &[usize],
) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    for (index, entity) in entities.iter().enumerate() {
        let full = match entity.what {
            What::Person => entity.words.len() >= 2,
            What::Name => {
                (2..=4).contains(&entity.words.len())
                    && (asked.contains(&index)
                        || called_for_short(words, entities, entity)
                        || acts(words, entities, entity))
            }
            _ => false,
        };
        if !full {
            continue;
        }
        let name: Vec<String> = words[entity.words.clone()]
            .iter()
            .map(|word| word.fold.clone())
            .collect();
        let written = &text[roles::span(words, &entity.words).range()];
        let at = if let Some(at) = out
            .iter()
            .position(|person| same_person(&person.words, &name))
        {
            let person = &mut out[at];
            let longer =
                name.len() > person.words.len() && !name.iter().any(|word| word.ends_with('.'));
            let initials = person.words[0].ends_with('.') && !name[0].ends_with('.');
            if person.name != written && !person.aliases.iter().any(|alias| alias == written) {
                if longer || initials {
                    let old = std::mem::replace(&mut person.name, written.to_owned());
                    person.words = name;
                    person.aliases.push(old);
                } else {
                    person.aliases.push(written.to_owned());
                }
            }
            at
        } else {
            let gender = if family_first(&name) {
                None
            } else {
                gazetteer().gender(&name[0])
            };
            out.push(Person {
                name: written.to_owned(),
                words: name,
                aliases: Vec::new(),
                roles: Vec::new(),
                owned: Vec::new(),
                gender,
                full: Vec::new(),
            });
            out.len() - 1
        };
        out[at].full.push(index);
        describe(words, entities, index, &mut out[at]);
    }
    out
}

/// Whether a name does what people do: it stands before a verb of theirs, or
/// beside a person.
fn acts(words: &[Word], entities: &[Entity], name: &Entity) -> bool {
    const VERBS: &[&str] = &[
        "said",
        "says",
        "told",
        "tells",
        "who",
        "added",
        "argued",
        "believes",
        "thinks",
        "wrote",
        "spoke",
        "asked",
        "warned",
        "claimed",
        "insisted",
        "urged",
        "denied",
        "announced",
        "noted",
        "explained",
        "admitted",
        "tweeted",
        "stated",
        "replied",
        "met",
        "visited",
    ];
    if words[name.words.end - 1].possessive
        || words[name.words.clone()].iter().any(|word| word.upper)
    {
        return false;
    }
    let next = words.get(name.words.end).filter(|word| word.joined());
    if next.is_some_and(|word| VERBS.contains(&word.fold.as_str())) {
        return true;
    }
    let person = |at: usize| {
        covering(entities, at).is_some_and(|index| entities[index].what == What::Person)
    };
    next.is_some_and(|word| word.fold == "and" && person(name.words.end + 1))
        || (name.words.start >= 2
            && words[name.words.start - 1].fold == "and"
            && person(name.words.start - 2))
}

/// Whether the last word of a name stands alone elsewhere.
fn called_for_short(words: &[Word], entities: &[Entity], name: &Entity) -> bool {
    let last = &words[name.words.end - 1].fold;
    let first = &words[name.words.start].fold;
    entities.iter().any(|other| {
        matches!(other.what, What::Name | What::Person)
            && other.words.len() == 1
            && (words[other.words.start].fold == *last
                || (NAME_FIRST.contains(&first) && words[other.words.start].fold == *first))
    })
}

/// Adds what the words around a mention tell of a person.
pub(crate) fn describe(words: &[Word], entities: &[Entity], index: usize, person: &mut Person) {
    let range = entities[index].words.clone();
    let before = before(words, entities, &range);
    for at in before.clone() {
        if let Some(gender) = honorific(&words[at].fold).flatten() {
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
    if let Some(after) = after(words, entities, &range)
        && let Some(phrase) = roles::phrase(words, entities, after)
        && !phrase.plural
        && (phrase.noun.title || phrase.noun.office)
    {
        add(words, person, &phrase);
    }
    if let Some(ahead) = ahead(words, entities, &(before.start..range.end))
        && let Some(phrase) = roles::phrase(words, entities, ahead)
        && !phrase.plural
        && phrase.definite
        && (phrase.noun.title || phrase.noun.office)
    {
        add(words, person, &phrase);
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
                roles::speaks_for(words, entities, index).map(|(side, _)| side)
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
            ) || word.possessive;
            if !describes {
                break;
            }
            start = entity.words.start;
            continue;
        }
        let fold = word.fold.as_str();
        let describes = QUALIFIERS.contains(fold)
            || FORMER.contains(fold)
            || PORTFOLIOS.contains(fold)
            || gazetteer().head(fold).is_some()
            || honorific(fold).is_some()
            || matches!(fold, "his" | "her" | "their" | "its");
        if !describes || crate::lexicon::POSTMODIFIERS.contains(fold) {
            // "minister of defence Ivan Ivanov" is too rare to reach for.
            break;
        }
        start -= 1;
    }
    start..range.start
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
            && closes(words, entities, &phrase, range.start)
            && (phrase.noun.office || phrase.noun.title)
            && !phrase.plural
        {
            return Some(from..range.start);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Vec<String> {
        text.split(' ').map(crate::fold::fold).collect()
    }

    #[test]
    fn one_person_is_written_in_several_ways() {
        for (a, b) in [
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Hillary Clinton", "Hillary Rodham Clinton"),
            ("Donald J. Trump", "Donald Trump"),
            ("Kim Jong Un", "Kim Jong-un"),
            ("Sergey Lavrov", "Sergei Lavrov"),
            ("J. Smith", "John Smith"),
        ] {
            assert!(same_person(&name(a), &name(b)), "{a} {b}");
        }
        for (a, b) in [
            ("Bill Clinton", "Hillary Clinton"),
            ("Wang Yi", "Wang Xiaoquan"),
            ("John Smith", "John Smits"),
        ] {
            assert!(!same_person(&name(a), &name(b)), "{a} {b}");
        }
    }
}
