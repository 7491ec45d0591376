//! What the first lines of a plain text say of it: only what is evident.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::{Metadata, dates};

/// Lines, not counting empty ones, in which a date line or a label may stand.
const FIRST_LINES: usize = 8;
/// A headline is seldom longer, and a first paragraph seldom shorter.
const TITLE_CHARS: usize = 140;

/// The lines below a headline among which the day stands.
const HEAD: usize = 4;
/// An outlet's name seldom has more words.
const OUTLET_WORDS: usize = 6;
/// What stands above or below a headline and is no outlet.
const SECTIONS: [&str; 12] = [
    "advertisement",
    "analysis",
    "breaking",
    "business",
    "comment",
    "editorial",
    "exclusive",
    "live",
    "news",
    "opinion",
    "politics",
    "world",
];

/// Nouns in the names of outlets.
const OUTLET_NOUNS: [&str; 20] = [
    "agency",
    "chronicle",
    "courier",
    "daily",
    "examiner",
    "gazette",
    "herald",
    "independent",
    "journal",
    "ledger",
    "mail",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "standard",
    "telegraph",
    "times",
    "tribune",
];

#[expect(
    clippy::expect_used,
    reason = "the patterns are fixed and every test compiles them"
)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a sound pattern")
}

/// A label for the day of publication, at the head of a line.
static DATE_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:publication\s+date|date\s+of\s+publication|date|dated|published|posted|issued|released)\b\s*(?:on\b|at\b)?\s*[:\-–]?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?$",
    )
});
/// What may stand on a date's line beside it.
static BESIDE_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b|\d{1,2}[:.]\d{2}(?::\d{2})?|\d{1,2}\s*[ap]\.?m\.?|[ap]\.?m\.?|[a-z]{1,4}t\b|utc|gmt|at\b|on\b|[\s,.:;|()•·–—-])*$",
    )
});
/// The place of a dateline: `KYIV, ` or `NEW YORK (Reuters) — `.
static DATELINE_PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*\p{Lu}[\p{Lu} .,'’/-]{2,40}[,(]\s*$"));
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\s*(title|headline|author|by|outlet|publisher|url|link)\s*:\s*(\S.*?)\s*$")
});
static BYLINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*By\s+(\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){1,3})\s*$"));

/// Where the labelled lines that a text begins with end, in bytes: what they say
/// is said of the report, and nobody says it in the report.
pub(crate) fn head(text: &str) -> usize {
    let is_label = |line: &str| {
        let date = line
            .split_once(':')
            .is_some_and(|(label, _)| DATE_LABEL.is_match(&format!("{label}:")));
        date || LABELLED.is_match(line)
    };
    let mut end = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if !line.trim().is_empty() && !is_label(line.trim_start_matches('\u{feff}')) {
            return end;
        }
        end += line.len();
    }
    // There is nothing else.
    0
}

/// What the first lines of `text` say.
pub(crate) fn read(text: &str) -> Metadata {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(FIRST_LINES)
        .collect();
    let mut metadata = Metadata {
        title: title(text).or_else(|| short_headline(&lines)),
        date: date(&lines).map(|day| day.to_string()),
        outlet: outlet(&lines),
        ..Metadata::default()
    };
    for line in &lines {
        if let Some(found) = BYLINE.captures(line) {
            metadata.author.get_or_insert_with(|| found[1].to_owned());
        }
        let Some(found) = LABELLED.captures(line) else {
            continue;
        };
        let value = &found[2];
        let field = match found[1].to_ascii_lowercase().as_str() {
            "title" | "headline" => &mut metadata.title,
            "author" | "by" => &mut metadata.author,
            "outlet" | "publisher" => &mut metadata.outlet,
            _ if value.starts_with("http") => &mut metadata.url,
            _ => continue,
        };
        if value.chars().count() <= TITLE_CHARS * 2 {
            *field = Some(value.to_owned());
        }
    }
    metadata
}

/// The day that a label, a line of its own or a dateline names; none where
/// these name two.
fn date(lines: &[&str]) -> Option<Date> {
    let mut found = None;
    for line in lines {
        let head: String = line.chars().take(200).collect();
        let Some((range, day)) = dates::days(&head).next() else {
            continue;
        };
        let (before, after) = (&head[..range.start], &head[range.end..]);
        let alone = BESIDE_DATE.is_match(before) && BESIDE_DATE.is_match(after);
        let dateline = DATELINE_PLACE.is_match(before)
            && after
                .trim_start()
                .starts_with(['-', '–', '—', '(', ')', '/']);
        let place_alone = DATELINE_PLACE.is_match(before) && BESIDE_DATE.is_match(after);
        if alone || dateline || place_alone || DATE_LABEL.is_match(before) {
            if found.is_some_and(|other| other != day) {
                return None;
            }
            found = Some(day);
        }
    }
    found
}

/// The one line between a headline and the line of the day that is written as a
/// name: who published it. Of two such lines either may be a person.
fn outlet(lines: &[&str]) -> Option<String> {
    let (headline, rest) = lines.split_first()?;
    if LABELLED.is_match(headline) || is_day(headline) {
        return None;
    }
    // Of two short lines either may be the outlet.
    if headline.split_whitespace().count() < 3 && short_headline(lines).is_none() {
        return None;
    }
    let until = rest.iter().take(HEAD).position(|line| is_day(line))?;
    let mut names = rest[..until]
        .iter()
        .map(|line| line.trim())
        .filter(|line| is_name(line));
    let found = names.next()?;
    names.next().is_none().then(|| found.to_owned())
}

/// A headline of one or two words, where the next two lines are an outlet's name
/// and a day. A headline that is written as a name may be one itself, and the
/// line below then must tell by its words that it is an outlet's.
fn short_headline(lines: &[&str]) -> Option<String> {
    let [headline, outlet, day, ..] = lines else {
        return None;
    };
    let (headline, outlet) = (headline.trim(), outlet.trim());
    let apart = !is_name(headline) || is_outlet(outlet) && !is_outlet(headline);
    let words = headline.split_whitespace().count();
    (words < 3 && apart && headline_like(headline) && is_name(outlet) && is_day(day))
        .then(|| headline.to_owned())
}

/// Whether a name has a word that names of papers have.
fn is_outlet(name: &str) -> bool {
    let mut words = name.split_whitespace();
    name.starts_with("The ")
        || words.any(|word| OUTLET_NOUNS.contains(&word.to_lowercase().as_str()))
}

/// Whether a line holds a day and nothing else.
fn is_day(line: &str) -> bool {
    let head: String = line.chars().take(200).collect();
    dates::days(&head).next().is_some_and(|(range, _)| {
        BESIDE_DATE.is_match(&head[..range.start]) && BESIDE_DATE.is_match(&head[range.end..])
    })
}

/// Whether a line is written as an outlet's name: few words, capitals at the
/// head of all that are not small ones, no marks of a sentence, no byline.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = |word: &&str| {
        let small = ["a", "an", "and", "at", "for", "in", "of", "on", "the", "&"];
        small.contains(word) || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    };
    let section = |word: &str| SECTIONS.contains(&word.to_lowercase().as_str());
    (1..=OUTLET_WORDS).contains(&words.len())
        && words[0].starts_with(char::is_alphanumeric)
        && words[0].to_lowercase() != "by"
        && !(words.len() == 1 && section(words[0]))
        && words.iter().all(capital)
        && !line.contains([':', ';', ',', '!', '?', '|', '@', '(', '“', '"'])
        && !line.ends_with('.')
        && dates::days(line).next().is_none()
}

/// A first line that stands apart, like a headline and unlike a sentence,
/// above a paragraph that is one.
fn title(text: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let first = lines.next()?.trim();
    if !lines.next()?.trim().is_empty() {
        return None;
    }
    let next = lines.find(|line| !line.trim().is_empty())?.trim();
    let words = first.split_whitespace().count();
    let headline = (3..=25).contains(&words) && headline_like(first);
    let prose = next.chars().count() > first.chars().count() && next.contains('.');
    (headline && prose).then(|| first.to_owned())
}

/// Whether a line is written as a headline may be, however long.
fn headline_like(line: &str) -> bool {
    let section = SECTIONS.contains(&line.to_lowercase().as_str());
    line.chars().count() <= TITLE_CHARS
        && line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“‘\"'".contains(c))
        && !line.ends_with(['.', '!', ':', ';', ',', '-'])
        && !line.contains("://")
        && !section
        && dates::days(line).next().is_none()
        && !LABELLED.is_match(line)
        && !BYLINE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        read(text).date
    }

    #[test]
    fn a_labelled_head_ends_where_the_text_begins() {
        let head = "Title: Norland rejects the ferry\r\nDate: 11 February 2026\r\n\r\nOutlet: The Mole\n\n";
        let text = format!("{head}The minister said: no.");
        assert_eq!(super::head(&text), head.len());
        for text in [
            "Norland rejects the ferry\nDate: 11 February 2026\n\nNo.",
            "By the sea: a report",
            "Date: 11 February 2026",
            "",
        ] {
            assert_eq!(super::head(text), 0, "{text}");
        }
    }

    #[test]
    fn date_lines_are_read() {
        for text in [
            " date 2025-08-22 Spokesman at the lectern Photo: Press office\n\nWords.",
            "Talks resume\nPublished: Friday, August 22, 2025\nWords.",
            "Talks resume\n\nFriday 22 August 2025, 10:30 GMT\nWords.",
            "LAKESIDE, August 22, 2025 (Our Agency) -- The envoys met.",
            "LAKESIDE, 22 Aug. 2025\nThe envoys met.",
        ] {
            assert_eq!(day(text).as_deref(), Some("2025-08-22"), "{text}");
        }
    }

    #[test]
    fn dates_in_prose_are_not_the_reports() {
        for text in [
            "The treaty of August 22, 2025 was signed in haste.",
            "On August 22, 2025 the envoys met.",
            "Published: 2025-08-22\nDate: 2025-08-24\nWords.",
            "Date: 03/04/2025\nWords.",
            "1\n2\n3\n4\n5\n6\n7\n8\n2025-08-22\n",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn the_name_between_headline_and_day_is_the_outlet() {
        let outlet = |head: &str| read(&format!("{head}\n\nThe envoys met. Words.\n")).outlet;
        for head in [
            "Envoys meet again\nThe Harbour Ledger\n29 March 2022",
            "Envoys meet again\n\nThe Harbour Ledger\n\n29 March 2022",
            "Envoys meet again\nThe Harbour Ledger\nBy Ann Lee\n29 March 2022",
            "Envoys meet again\nBy our own correspondent\nThe Harbour Ledger\n29 March 2022, 10:30 GMT",
        ] {
            assert_eq!(
                outlet(head).as_deref(),
                Some("The Harbour Ledger"),
                "{head}"
            );
        }
        for head in [
            "Envoys meet again\nBy Ann Lee\n29 March 2022",
            "Envoys meet again\nOpinion\n29 March 2022",
            "Envoys meet again\nNothing was agreed\n29 March 2022",
            "Envoys meet again\nThey Met Today.\n29 March 2022",
            "Envoys meet again\nAnn Lee\nThe Harbour Ledger\n29 March 2022",
            "Envoys meet again\nThe Harbour Ledger\n\nThe envoys met on 29 March 2022.",
            "29 March 2022\nThe Harbour Ledger\n29 March 2022",
        ] {
            assert_eq!(outlet(head), None, "{head}");
        }
        assert_eq!(
            outlet("Title: Envoys meet\nOutlet: The Ledger\n29 March 2022").as_deref(),
            Some("The Ledger")
        );
    }

    #[test]
    fn a_short_headline_above_outlet_and_day_is_read() {
        let read = |head: &str| read(&format!("{head}\n\nThe envoys met again. Words.\n"));
        for (headline, outlet) in [
            ("Ferry row", "The Valley Gazette"),
            ("Ferry row", "Valley Gazette"),
            ("Deadlock", "The Valley Gazette"),
            ("Ferry Row", "Harbour News"),
        ] {
            let found = read(&format!("{headline}\n{outlet}\n9 March 2026"));
            assert_eq!(found.title.as_deref(), Some(headline), "{outlet}");
            assert_eq!(found.outlet.as_deref(), Some(outlet), "{headline}");
            assert_eq!(found.date.as_deref(), Some("2026-03-09"));
        }
        for head in [
            "Ann Lee\nJohn Rook\n9 March 2026",
            "Valley Gazette\nAnn Lee\n9 March 2026",
            "The Gazette\nThe Ledger\n9 March 2026",
            "Ferry row\nNothing was agreed\n9 March 2026",
            "Ferry row\nThe Valley Gazette\nThe envoys met on 9 March 2026.",
            "Opinion\nThe Valley Gazette\n9 March 2026",
            "9 March 2026\nThe Valley Gazette\n9 March 2026",
        ] {
            assert_eq!(
                (read(head).title, read(head).outlet),
                (None, None),
                "{head}"
            );
        }
    }

    #[test]
    fn a_title_must_be_evident() {
        let body =
            "The envoys met for a third day on Monday, and an aide said they would meet again.";
        let title = |head: &str| read(&format!("{head}{body}\n")).title;
        assert_eq!(
            title("Envoys meet again\n\n").as_deref(),
            Some("Envoys meet again")
        );
        assert_eq!(title("Envoys meet again\n"), None);
        assert_eq!(title("The envoys met.\n\n"), None);
        assert_eq!(title("Advertisement\n\n"), None);
        assert_eq!(
            title("Title: Envoys meet\n").as_deref(),
            Some("Envoys meet")
        );
        assert_eq!(
            read("Envoys meet again\n\nBy Jane Q. Roe\n\nThey met.")
                .author
                .as_deref(),
            Some("Jane Q. Roe")
        );
        assert_eq!(read("").title, None);
    }
}
