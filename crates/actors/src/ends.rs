//! Where the names of offices and bodies end.

use crate::lexicon::{CALENDAR, PORTFOLIOS};
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
