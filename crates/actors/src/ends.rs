//! Where the names of offices and bodies end.

use std::ops::Range;

use crate::gazetteer::{Entry, gazetteer};
use crate::lexicon::{CALENDAR, PORTFOLIOS, honorific};
use crate::words::{Gap, Word};

/// Where an office's words end: "Secretary of State", "Minister for Trade".
pub(crate) fn office_end(words: &[Word], after: usize, run: usize) -> usize {
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
pub(crate) fn body_end(words: &[Word], after: usize, run: usize) -> usize {
    if after < run || words[after - 1].possessive {
        return after;
    }
    let mut end = after;
    while let Some(word) = words.get(end) {
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

/// Nouns that make another body of a name before them.
const LONGER: &[&str] = &[
    "alliance",
    "association",
    "confederation",
    "congress",
    "council",
    "federation",
    "front",
    "league",
    "movement",
    "organisation",
    "organization",
    "party",
    "society",
    "union",
];

/// Whether the name of a body of the tables goes on in the text, which thus
/// names another: the "National Union of Railway Workers" is no party.
pub(crate) fn goes_on(words: &[Word], name: Range<usize>, body: usize) -> bool {
    let g = gazetteer();
    let body = &g.bodies[body];
    let Some(next) = words.get(name.end).filter(|next| next.joined()) else {
        return false;
    };
    let last = &words[name.end - 1];
    if last.possessive || last.upper || !g.is_state(body.code) {
        return false;
    }
    let party = body.sector == "PTY" && name.len() > 1 && last.fold != "party";
    let capitals = |from: usize| {
        let run = words[from..].iter().enumerate();
        let run = run.take_while(|(at, word)| word.capital && (*at == 0 || word.joined()));
        from + run.count()
    };
    if next.capital && !next.possessive {
        let run = name.end..capitals(name.end);
        return party
            && g.at(words, name.end).is_none()
            && LONGER.contains(&words[run.end - 1].fold.as_str());
    }
    let of = next.fold == "of";
    if !of && (next.fold != "for" || !party) {
        return false;
    }
    let the = words
        .get(name.end + 1)
        .is_some_and(|word| word.fold == "the" && word.joined());
    let start = name.end + 1 + usize::from(the);
    let Some(first) = words
        .get(start)
        .filter(|word| word.joined() && word.capital)
    else {
        return false;
    };
    if let Some((_, entry)) = g.at(words, start) {
        // "The National Assembly of France" of a table of French bodies.
        let other = g.side_of(entry).is_some_and(|side| side.code != body.code);
        return of && matches!(entry, Entry::Country(..)) && other;
    }
    let run = start..capitals(start);
    let titled = words[run.clone()].iter().any(|word| {
        honorific(&word.fold)
            || g.head(&word.fold)
                .is_some_and(|(head, plural)| head.title && !plural)
    });
    // "The Labour Party of Zoltan Kiss", "of Kiss": somebody's, under its name.
    let somebody = titled
        || g.gender(&first.fold).is_some()
        || !g.leaders_named(&first.fold).is_empty()
        || g.place(&first.fold).is_some()
        || run.len() == 1 && !first.fold.ends_with('s')
        || CALENDAR.contains(&first.fold);
    !somebody && (of || run.len() > 1)
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn a_longer_name_is_another_body() {
        for (text, name) in [
            (
                "[The National Union of Railway Workers] left.",
                "National Union of Railway Workers; organisation; ; ",
            ),
            (
                "[The National Union for Fair Pay] left.",
                "National Union for Fair Pay; organisation; ; ",
            ),
            (
                "[The National Union Workers Federation] left.",
                "National Union Workers Federation; organisation; ; ",
            ),
        ] {
            assert_eq!(told(text), [name], "{text}");
        }
        for text in [
            "[The National Union] left.",
            "[The National Union of Jordan] left.",
            "[The National Union] of Prime Minister Zaid Rifai left.",
        ] {
            assert_eq!(
                told(text),
                ["National Union; organisation; ; Jordan"],
                "{text}"
            );
        }
    }
}
