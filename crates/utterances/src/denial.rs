//! Tells whether a statement denies another, and why.

use crate::Gist;
use crate::gist::span;
use crate::link::{Link, fixed, quotation};

/// Days within which a claim is answered: later, the same words mean another
/// matter.
pub const ANSWERED_WITHIN: i32 = 45;

/// Whether a denial ([`crate::Said::denied`]) goes against what was said, in
/// whichever report and by whomever.
///
/// Asked for: what the one asserts and the other does not; at least four
/// content words in common that are three fifths of the shorter's, or five in
/// quotation marks; a denial that is no more than [`ANSWERED_WITHIN`] younger, and at most
/// a day older, as days end at different hours. Where a day is not known, five
/// words and four fifths.
#[must_use]
pub fn denies(denial: &Gist, said: &Gist) -> Option<Link> {
    if denial.negated == said.negated {
        return None;
    }
    let dated = match (denial.days, said.days) {
        (Some(answer), Some(claim)) => {
            if span(claim.0, answer.1) < -1 || span(claim.1, answer.0) > ANSWERED_WITHIN {
                return None;
            }
            true
        }
        _ => false,
    };
    let (one, other) = (denial.stems(), said.stems());
    let shared = one.intersection(&other).count();
    let shorter = one.len().min(other.len());
    let longer = one.len().max(other.len());
    let quoted = quotation(denial, said).len();
    let enough = if dated {
        shared >= 4 && 5 * shared >= 3 * shorter
    } else {
        shared >= 5 && 5 * shared >= 4 * shorter
    };
    if !(enough && longer <= 4 * shorter || quoted >= 5) {
        return None;
    }
    let mut reason = format!("{shared} of {shorter} content words");
    let names = fixed(denial, said);
    if !names.is_empty() {
        reason.push_str(", both name ");
        reason.push_str(&names.into_iter().collect::<Vec<_>>().join(", "));
    }
    if !dated {
        reason.push_str(", day not known");
    }
    let both = (one.len() + other.len() - shared).max(1);
    Some(Link {
        score: shared as f64 / both as f64,
        reason,
    })
}

/// Whether a denial goes against the denier's own words: those of the same
/// speaker, or of their side where the denial tells that they are
/// ([`of_own_words`]). Whose words they are is for the caller to know.
///
/// One who speaks of their own words need not repeat them all: three content
/// words in common are enough, where they are four fifths of the shorter's. A
/// denial is not older than what it denies, and at most [`ANSWERED_WITHIN`]
/// younger.
#[must_use]
pub fn denies_own(denial: &Gist, said: &Gist) -> Option<Link> {
    if denial.negated == said.negated {
        return None;
    }
    if let (Some(answer), Some(claim)) = (denial.days, said.days)
        && (span(claim.0, answer.1) < 0 || span(claim.1, answer.0) > ANSWERED_WITHIN)
    {
        return None;
    }
    let (one, other) = (denial.stems(), said.stems());
    let shared = one.intersection(&other).count();
    let shorter = one.len().min(other.len());
    let longer = one.len().max(other.len());
    if shared < 3 || 5 * shared < 4 * shorter || longer > 4 * shorter {
        return None;
    }
    let both = (one.len() + other.len() - shared).max(1);
    Some(Link {
        score: shared as f64 / both as f64,
        reason: format!("own words, {shared} of {shorter} content words"),
    })
}

/// Whether what is denied is that somebody said it: "having said that …", "that
/// she had ever promised …".
#[must_use]
pub fn of_own_words(content: &str) -> bool {
    const SAYING: [&str; 14] = [
        "said",
        "told",
        "stated",
        "claimed",
        "suggested",
        "promised",
        "pledged",
        "offered",
        "agreed",
        "threatened",
        "announced",
        "declared",
        "proposed",
        "called",
    ];
    let folded = content.to_lowercase();
    let mut words = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .skip_while(|word| matches!(*word, "that" | "he" | "she" | "it" | "they" | "i" | "we"));
    let perfect = words.next();
    let verb = words.find(|word| !matches!(*word, "ever" | "once" | "not"));
    matches!(perfect, Some("having" | "had" | "has" | "have"))
        && verb.is_some_and(|verb| SAYING.contains(&verb))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{denies, denies_own, of_own_words};
    use crate::{Gist, Said};

    fn gist(content: &str, day: Date, denied: bool) -> Gist {
        Gist::of(&Said {
            speaker: 1,
            from: Some(day),
            to: Some(day),
            content,
            quoted: &[],
            denied,
        })
    }

    #[test]
    fn a_denial_meets_the_claim_in_other_words() {
        let claim = gist(
            "Ankara had agreed to send a brigade to the buffer zone",
            date(2025, 8, 19),
            false,
        );
        let denial = gist(
            "that it had agreed to send any brigade to a buffer zone",
            date(2025, 8, 20),
            true,
        );
        let found = denies(&denial, &claim).unwrap();
        assert_eq!(found.reason, "5 of 5 content words");
    }

    #[test]
    fn few_words_are_enough_for_ones_own() {
        let claim = |day| gist("Freedonia will pay a third of the cost", day, false);
        let denial = |words| gist(words, date(2026, 3, 20), true);
        let own = denial("having said that Freedonia would pay a third");
        let found = denies_own(&own, &claim(date(2026, 3, 3))).unwrap();
        assert_eq!(found.reason, "own words, 3 of 3 content words");
        assert!(denies(&own, &claim(date(2026, 3, 3))).is_none());
        // Neither what is said later, nor long before, nor in other words.
        assert!(denies_own(&own, &claim(date(2026, 3, 21))).is_none());
        assert!(denies_own(&own, &claim(date(2026, 1, 3))).is_none());
        let other = denial("having said that Freedonia would build a third dam");
        assert!(denies_own(&other, &claim(date(2026, 3, 3))).is_none());
        let two = denial("having said that Freedonia would pay");
        assert!(denies_own(&two, &claim(date(2026, 3, 3))).is_none());
    }

    #[test]
    fn words_that_are_ones_own_are_told() {
        for content in [
            "having said that Freedonia would pay",
            "that she had ever promised to pay",
            "that it had agreed to pay",
        ] {
            assert!(of_own_words(content), "{content}");
        }
        for content in [
            "that Freedonia had said so",
            "that it had paid",
            "the report",
            "",
        ] {
            assert!(!of_own_words(content), "{content}");
        }
    }

    #[test]
    fn neither_late_nor_early_nor_another_matter() {
        let claim = |day| {
            gist(
                "Ankara agreed to send a brigade to the buffer zone",
                day,
                false,
            )
        };
        let words = "that Ankara agreed to send a brigade to the buffer zone";
        let denial = gist(words, date(2025, 8, 20), true);
        assert!(denies(&denial, &claim(date(2025, 8, 21))).is_some());
        assert!(denies(&denial, &claim(date(2025, 8, 23))).is_none());
        assert!(denies(&denial, &claim(date(2025, 6, 1))).is_none());
        let other = gist(
            "Ankara agreed to buy grain from the southern ports",
            date(2025, 8, 19),
            false,
        );
        assert!(denies(&denial, &other).is_none());
        // "Denied that it had not agreed" is what "agreed" says.
        let double = gist(
            "that Ankara had not agreed to send a brigade to the buffer zone",
            date(2025, 8, 20),
            true,
        );
        assert!(denies(&double, &claim(date(2025, 8, 19))).is_none());
    }
}
