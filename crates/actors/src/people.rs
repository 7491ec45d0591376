//! The people of one report: which names are one person, and what the words
//! around them tell of office and side.

use crate::Role;
use crate::appositions::describe;
use crate::entities::{Entity, What, covering};
use crate::fold::{same_word, sound};
use crate::gazetteer::{Gender, gazetteer};
use crate::lexicon::NAME_FIRST;
use crate::roles::{self};
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
            .is_some_and(|last| gazetteer().gender(last).is_none() || !NAME_FIRST.contains(last))
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
                    && gazetteer()
                        .head(&words[entity.words.end - 1].fold)
                        .is_none_or(|(_, plural)| !plural)
                    && !is_body(words, entities, entity)
                    && (asked.contains(&index)
                        || called_for_short(words, entities, entity)
                        || acts(words, entities, entity)
                        || follows_an_office(words, entity))
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

/// Whether the report tells elsewhere that a name is a body's: "the newspaper
/// Chosun Ilbo".
fn is_body(words: &[Word], entities: &[Entity], name: &Entity) -> bool {
    let folds = |entity: &Entity| {
        let words = words[entity.words.clone()].iter();
        words.map(|word| word.fold.clone()).collect::<Vec<_>>()
    };
    let own = folds(name);
    entities.iter().any(|other| {
        other.what == What::Organisation
            && other.words.len() == name.words.len()
            && folds(other) == own
    })
}

/// What people do.
pub(crate) const VERBS: &[&str] = &[
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

/// Whether a name does what people do: it stands before a verb of theirs, or
/// beside a person.
fn acts(words: &[Word], entities: &[Entity], name: &Entity) -> bool {
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

/// "Their deputy foreign minister, | Nigora Safarova": whether a name stands
/// behind the office that its bearer holds.
fn follows_an_office(words: &[Word], entity: &Entity) -> bool {
    let name = &words[entity.words.start];
    let before = entity.words.start.checked_sub(1).map(|at| &words[at]);
    name.gap == Gap::Comma
        && !name.quote
        && before.is_some_and(|word| {
            let head = gazetteer().head(&word.fold);
            !word.capital && head.is_some_and(|(head, plural)| head.office && !plural)
        })
}

/// Whether the last word of a name stands alone elsewhere.
fn called_for_short(words: &[Word], entities: &[Entity], name: &Entity) -> bool {
    let last = &words[name.words.end - 1].fold;
    let first = &words[name.words.start].fold;
    entities.iter().any(|other| {
        matches!(other.what, What::Name | What::Person)
            && other.words.len() == 1
            && (words[other.words.start].fold == *last
                || (NAME_FIRST.contains(first) && words[other.words.start].fold == *first))
    })
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
