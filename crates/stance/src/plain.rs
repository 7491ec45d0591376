//! Where a statement has a question's own words and hardly any others, and its
//! cue and negations say plainly what it does with them: "rejected the night
//! ferry", "would never accept that the ferry runs at night".
//!
//! There the words are surer than the network, which may trip over a negation.

use crate::lexicon::Lexicon;
use crate::overlap::Overlap;
use crate::prepared::Wording;
use crate::reading::{Clause, Parts};
use crate::token::{Token, tokenise};
use crate::{Force, Stance};

/// A wording of so many words may have one that the statement lacks: one of fewer
/// would lack what it says.
const LONG: usize = 5;

/// The least share that the words of the wording must be of the content's words.
const PURE: f32 = 0.6;

/// Words that leave open whether something is so.
const OPEN: [&str; 9] = [
    "could", "may", "might", "perhaps", "maybe", "possibly", "possible", "likely", "consider",
];

/// The side that such a statement takes, with how much of the wording it has;
/// nothing for any other statement. Given are how many words the wording has, but
/// for what it says itself is done ("accepts"), and the tokens of those that the
/// statement lacks, speaker and all.
pub(crate) fn side(
    parts: &Parts,
    wording: &Wording,
    overlap: &Overlap,
    (words, lacked): (usize, &[usize]),
    lexicon: &Lexicon,
) -> Option<(Stance, f32)> {
    let allowed = usize::from(words >= LONG);
    if lacked.len() > allowed || overlap.matched.len() < 2 || lacks_predicate(wording, lacked) {
        return None;
    }
    let clause = parts.clause(&overlap.matched, lexicon);
    if leaves_open(parts, &clause) || purity(parts, &clause, overlap, lexicon) < PURE {
        return None;
    }
    let own = wording
        .turns
        .iter()
        .filter(|at| !overlap.covered.contains(at));
    let sign = (clause.turns.len() + own.count()).is_multiple_of(2) != wording.counter;
    // "Attacked it, that it is not fit": what is turned there is not the clause.
    if parts.turned
        && parts
            .content
            .first()
            .is_some_and(|token| token.text == "that")
    {
        return None;
    }
    let for_it = match parts.force.as_ref().map(|(force, _)| *force)? {
        Force::Says => sign,
        Force::Favours | Force::Demands | Force::Rejects => parts.turned != sign,
        _ => return None,
    };
    let stance = if for_it {
        Stance::Support
    } else {
        Stance::Oppose
    };
    Some((stance, (words - lacked.len()) as f32 / words as f32))
}

/// The tokens by which a wording says that somebody is for what it is about:
/// "Norland accepts a limit on its catch".
pub(crate) fn favours(tokens: &[Token], lexicon: &Lexicon) -> Vec<usize> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if let Some((Force::Favours, range)) = lexicon.cue_at(tokens, at) {
            found.extend(range);
        }
    }
    found
}

/// Whether one of the lacking tokens is what a wording says that something is:
/// "unfit to lead" lacks "is fit to lead".
fn lacks_predicate(wording: &Wording, lacked: &[usize]) -> bool {
    const COPULAS: [&str; 7] = ["is", "are", "be", "been", "was", "were", "being"];
    let tokens = tokenise(&wording.text);
    let after_copula = |at: &usize| at.checked_sub(1).map(|before| tokens[before].text.as_str());
    lacked
        .iter()
        .any(|at| after_copula(at).is_some_and(|word| COPULAS.contains(&word)))
}

/// Whether anything in it asks, waits, doubts, passes on or sets conditions.
fn leaves_open(parts: &Parts, clause: &Clause) -> bool {
    let doubts = |at: &usize| OPEN.contains(&parts.content[*at].text.as_str());
    clause.question
        || clause.waits
        || clause.inner
        || parts.media
        || !clause.strict.is_empty()
        || !clause.loose.is_empty()
        || clause.hedges.iter().any(doubts)
}

/// What share of the content's words are the wording's, leaving out those that
/// say what is done with them.
fn purity(parts: &Parts, clause: &Clause, overlap: &Overlap, lexicon: &Lexicon) -> f32 {
    let content = &parts.content;
    let mut others = 0;
    let mut at = 0;
    while at < content.len() {
        let matched = overlap.matched.contains(&at);
        if let Some((_, range)) = lexicon.cue_at(content, at).filter(|_| !matched) {
            at = range.end;
            continue;
        }
        others += usize::from(content[at].is_content() && !matched && !clause.turns.contains(&at));
        at += 1;
    }
    let own = overlap.matched.len() as f32;
    own / (own + others as f32)
}

#[cfg(test)]
mod tests {
    use super::side;
    use crate::overlap::bag_of;
    use crate::reading::Parts;
    use crate::{Judge, Proposition, Stance, Statement};

    #[test]
    fn a_question_s_own_words_are_read_plainly() {
        let judge = Judge::new().expect("the shipped model");
        let asked = judge.prepare(&Proposition {
            text: "The harbour fighters are integrated into the national fleet".into(),
            synonyms: Vec::new(),
            counters: vec!["The harbour fighters are kept out of the fleet".into()],
        });
        let read = |cue: &str, content: &str| {
            let statement = Statement {
                source: "The minister",
                cue,
                content,
                ..Statement::default()
            };
            let parts = Parts::read(&statement, &judge.lexicon);
            let content = judge.bags.bag(&parts.content, &judge.lexicon);
            let source = bag_of(statement.source, &judge.bags, &judge.lexicon);
            let mut found = asked.wordings().filter_map(|wording| {
                let (words, lacked) = wording.bag.lacked_by(&content, &source, &[]);
                let overlap = wording.bag.touched(&content);
                side(&parts, wording, &overlap, (words, &lacked), &judge.lexicon)
            });
            found.next().map(|(stance, _)| stance)
        };
        let integration = "the integration of the harbour fighters into the national fleet";
        for (cue, content, expected) in [
            ("rejected", integration.to_owned(), Some(Stance::Oppose)),
            ("backs", integration.to_owned(), Some(Stance::Support)),
            (
                "said",
                format!("that he would never accept {integration}"),
                Some(Stance::Oppose),
            ),
            (
                "said",
                format!("that he opposed {integration}"),
                Some(Stance::Oppose),
            ),
            (
                "said",
                "that harbour fighters would be kept out of the fleet".to_owned(),
                Some(Stance::Oppose),
            ),
            ("said", format!("that he might accept {integration}"), None),
            ("asked", format!("whether he accepts {integration}"), None),
            (
                "backs",
                format!("{integration}, provided that they swear an oath"),
                None,
            ),
            (
                "said",
                format!(
                    "that the weather had slowed the search for boats, markets and lost cargo since {integration}"
                ),
                None,
            ),
            ("rejected", "the harbour plan".to_owned(), None),
            (
                "pressed his attack",
                format!("that he did not back {integration}"),
                None,
            ),
        ] {
            assert_eq!(read(cue, &content), expected, "{cue} {content}");
        }
    }
}
