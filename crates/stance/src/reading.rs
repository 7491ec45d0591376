//! The structural reading: what a statement's cue and content do, by word lists.

use crate::Force;
use crate::lexicon::Lexicon;
use crate::token::{Token, tokenise};
use crate::{Stance, Statement};
use std::ops::Range;

/// How many words of the content a cue's phrase may reach into ("declined |
/// to say").
const REACH: usize = 5;
/// Where the addressee of a request ends and what is requested begins.
const ADDRESSEE: usize = 10;
/// Words that open an indirect question.
const QUESTION: &[&str] = &[
    "whether", "if", "why", "how", "what", "who", "when", "where", "which", "about",
];

/// A statement's parts as tokens, and what its cue does. Needs no proposition.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    pub content: Vec<Token>,
    /// What the cue does, and its words.
    pub force: Option<(Force, String)>,
    /// Whether cue and negation together turn the content round.
    pub turned: bool,
    /// Whether the source is a paper, a poll, a reporter.
    pub media: bool,
    /// Whether there is a cue at all.
    pub spoken: bool,
    /// The words in the cue that negate it.
    pub negation: Vec<String>,
}

/// What the content does with the words that it shares with a proposition.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)] // Findings that do not depend on one another.
pub(crate) struct Clause {
    /// Negators and words against something, in the clauses that count.
    pub turns: Vec<usize>,
    /// Words of judgement there: good ones less bad ones.
    pub worth: i32,
    /// Whether it says what should or will be.
    pub deontic: bool,
    pub hedges: Vec<usize>,
    /// Words of waiting: no decision, too early.
    pub waits: bool,
    pub question: bool,
    /// Conditions that stand by themselves ("provided that").
    pub strict: Vec<Range<usize>>,
    /// Conditions by "if" and its like.
    pub loose: Vec<Range<usize>>,
    /// Whether somebody else is said to say something there.
    pub inner: bool,
}

impl Parts {
    pub fn read(statement: &Statement<'_>, lexicon: &Lexicon) -> Self {
        let source = tokenise(statement.source);
        let cue = tokenise(statement.cue);
        let content = tokenise(statement.content);
        let mut parts = Self {
            force: None,
            turned: false,
            media: source
                .iter()
                .any(|token| lexicon.media.at(std::slice::from_ref(token), 0).is_some()),
            spoken: !cue.is_empty(),
            negation: Vec::new(),
            content,
        };
        parts.read_cue(&cue, lexicon);
        parts
    }

    fn read_cue(&mut self, cue: &[Token], lexicon: &Lexicon) {
        let mut head = cue.to_vec();
        head.extend(self.content.iter().take(REACH).cloned());
        let (mut at, mut says) = (0, None);
        while at < cue.len() {
            let Some((force, range)) = lexicon.cue_at(&head, at) else {
                if lexicon.negators.at(&head, at).is_some() {
                    self.negation.push(head[at].text.clone());
                    self.turned = !self.turned;
                }
                at += 1;
                continue;
            };
            let phrase = join(&head[range.clone()]);
            at = range.end;
            if force == Force::Says {
                says.get_or_insert(phrase);
                continue;
            }
            // What is refused, doubted or warned of is turned round; so is a
            // demand that is rejected.
            if turns(force) {
                self.turned = !self.turned;
            }
            let force = self.asked_or_requested(force, &head[range.start], cue);
            self.force.get_or_insert((force, phrase));
        }
        match (&self.force, says) {
            (None, Some(phrase)) => self.force = Some((Force::Says, phrase)),
            // "did not reject" is no support, but no rejection either.
            (Some((Force::Denies | Force::Warns, phrase)), _) if !self.negation.is_empty() => {
                self.force = Some((Force::Withholds, phrase.clone()));
            }
            _ => {}
        }
    }

    /// "Asked whether" asks; "asked Beijing to help" and "asked for help" request.
    fn asked_or_requested(&self, force: Force, verb: &Token, cue: &[Token]) -> Force {
        if force != Force::Asks || !verb.text.starts_with("ask") && !verb.text.starts_with("press")
        {
            return force;
        }
        let Some(first) = self.content.iter().find(|token| token.is_word()) else {
            return force;
        };
        let question = QUESTION.contains(&first.text.as_str())
            || self.content.iter().any(|token| token.text == "?")
            || cue
                .iter()
                .any(|token| QUESTION.contains(&token.text.as_str()));
        let requests = first.text == "to"
            || first.text == "for"
            || cue.last().is_some_and(|token| token.text == "for")
            || self
                .content
                .iter()
                .take(ADDRESSEE)
                .any(|token| token.text == "to");
        if requests && !question {
            Force::Demands
        } else {
            force
        }
    }

    /// Reads the clauses of the content that hold one of the `matched` tokens,
    /// or all of it if there are none.
    ///
    /// Words against something that the proposition has too ("a ban on", "should
    /// be banned") do not turn the clause round.
    pub fn clause(&self, matched: &[usize], lexicon: &Lexicon) -> Clause {
        let content = &self.content;
        let mut clause = Clause::default();
        let mut counted = vec![matched.is_empty(); content.len()];
        for range in clauses(content) {
            if matched.iter().any(|at| range.contains(at)) {
                counted[range].fill(true);
            }
        }
        let within = |range: &Range<usize>| counted[range.start];
        for list in [&lexicon.negators, &lexicon.against] {
            let found = list
                .all(content)
                .into_iter()
                .filter(|range| within(range) && !matched.contains(&range.start));
            clause.turns.extend(found.map(|range| range.start));
        }
        clause.turns.sort_unstable();
        clause.turns.dedup();
        let count =
            |list: &crate::lexicon::Phrases| list.all(content).iter().filter(|r| within(r)).count();
        clause.worth = i32::try_from(count(&lexicon.good)).unwrap_or(i32::MAX)
            - i32::try_from(count(&lexicon.bad)).unwrap_or(0);
        clause.deontic = count(&lexicon.deontic) > 0;
        clause.hedges = lexicon
            .hedges
            .all(content)
            .into_iter()
            .filter(within)
            .map(|range| range.start)
            .collect();
        clause.waits = !lexicon.wait.all(content).is_empty();
        clause.question = content.iter().any(|token| token.text == "?");
        clause.strict = conditions(content, &lexicon.conditions.all(content));
        clause.loose = conditions(content, &lexicon.weak_conditions.all(content));
        let strict = clause.strict.clone();
        clause
            .loose
            .retain(|loose| !strict.iter().any(|strict| overlap(strict, loose)));
        clause.inner = (0..content.len()).any(|at| {
            at > 0
                && content[at - 1].is_word()
                && matches!(
                    lexicon.cue_at(content, at),
                    Some((Force::Says | Force::PassesOn, _))
                )
                && matches!(
                    content[at].text.as_str(),
                    "said" | "says" | "told" | "reported" | "wrote" | "tweeted"
                )
        });
        clause
    }
}

impl Clause {
    /// Leaves out conditions of other sentences than those that hold one of the
    /// `matched` tokens, or that follow one with the condition first ("But only
    /// if …"). Returns whether there were any.
    pub fn leave_conditions_apart(&mut self, content: &[Token], matched: &[usize]) -> bool {
        // So many words into a sentence a condition still opens it.
        const OPENS: usize = 3;
        if matched.is_empty() {
            return false;
        }
        let ends = |at: &usize| ends_sentence(content, *at);
        let number = |at: usize| (0..at).filter(ends).count();
        let own: Vec<usize> = matched.iter().map(|at| number(*at)).collect();
        let stays = |range: &Range<usize>| {
            let sentence = number(range.start);
            let first = (0..range.start).rev().find(ends).map_or(0, |end| end + 1);
            own.contains(&sentence)
                || (sentence > 0 && range.start - first <= OPENS && own.contains(&(sentence - 1)))
        };
        let before = self.strict.len() + self.loose.len();
        self.strict.retain(stays);
        self.loose.retain(stays);
        self.strict.len() + self.loose.len() < before
    }
}

/// Whether a force turns what it takes as its object round.
fn turns(force: Force) -> bool {
    matches!(
        force,
        Force::Rejects | Force::Denies | Force::Doubts | Force::Warns
    )
}

/// What structure alone makes of a statement.
///
/// `sign` is whether the content, as it stands, asserts the proposition
/// (false: its opposite).
pub(crate) fn verdict(parts: &Parts, clause: &Clause, sign: bool) -> Option<Stance> {
    let force = parts.force.as_ref().map(|(force, _)| *force);
    let side = |for_it: bool| {
        Some(if for_it {
            Stance::Support
        } else {
            Stance::Oppose
        })
    };
    let that = |phrase: &str| {
        !phrase.contains("against")
            && parts
                .content
                .first()
                .is_some_and(|token| token.text == "that")
    };
    let conditional =
        !clause.strict.is_empty() || (!clause.loose.is_empty() && would(parts, clause));
    match force {
        Some(Force::Withholds) => Some(Stance::NonCommittal),
        Some(Force::Asks) => Some(Stance::Asks),
        Some(Force::PassesOn) => Some(Stance::Reports),
        Some(Force::Accuses) => None,
        // A warning that something is so says nothing for or against it.
        Some(Force::Warns) if parts.force.as_ref().is_some_and(|(_, phrase)| that(phrase)) => None,
        _ if conditional => Some(Stance::Conditional),
        Some(Force::Says) | None => {
            if clause.question && parts.media {
                Some(Stance::Asks)
            } else if clause.waits {
                Some(Stance::NonCommittal)
            } else if parts.media || clause.inner {
                Some(Stance::Reports).filter(|_| parts.spoken)
            } else if clause.deontic {
                side(sign)
            } else if clause.worth != 0 {
                side((clause.worth > 0) == sign)
            } else {
                None
            }
        }
        Some(_) => side(parts.turned != sign),
    }
}

/// Whether a statement speaks of readiness or refusal, which an "if" then limits.
pub(crate) fn would(parts: &Parts, clause: &Clause) -> bool {
    let ready = |token: &Token| {
        matches!(
            token.text.as_str(),
            "would" | "could" | "will" | "ready" | "willing" | "might" | "should" | "must" | "can"
        )
    };
    let force = parts.force.as_ref().map(|(force, _)| *force);
    matches!(
        force,
        Some(Force::Favours | Force::Demands | Force::Rejects)
    ) || (!clause.question && parts.content.iter().any(ready))
}

/// Ranges of tokens that hang together: between full stops, semicolons,
/// dashes and "but".
fn clauses(tokens: &[Token]) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, token) in tokens.iter().enumerate() {
        if matches!(
            token.text.as_str(),
            "." | ";" | "?" | "!" | "\u{2014}" | "but"
        ) {
            if at > start {
                found.push(start..at);
            }
            start = at;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// The conditions that some openers begin: up to the next comma or stop that
/// leaves at least two words, as ranges of tokens.
fn conditions(tokens: &[Token], openers: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for opener in openers {
        if found.last().is_some_and(|last| last.end > opener.start) {
            continue;
        }
        // "Once more", "once again" are no conditions.
        let next = tokens.get(opener.end).map(|token| token.text.as_str());
        if tokens[opener.start].text == "once" && matches!(next, Some("more" | "again")) {
            continue;
        }
        let stops = |at: &usize| {
            matches!(tokens[*at].text.as_str(), "," | ";" | "\"" | "\u{201d}")
                || ends_sentence(tokens, *at)
        };
        let end = (opener.end..tokens.len())
            .find(|at| stops(at) && *at >= opener.end + 2)
            .unwrap_or(tokens.len());
        if end >= opener.end + 2 {
            found.push(opener.start..end);
        }
    }
    found
}

/// Whether a sentence ends with this token; the points of "the U.N." end none,
/// unless nothing follows.
fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    match tokens[at].text.as_str() {
        "?" | "!" => true,
        // One quotation ends, the next begins.
        "\"" | "\u{201d}" => tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.text.as_str(), "\"" | "\u{201c}")),
        "." => {
            let glued = |a: usize, b: usize| {
                let pair = tokens.get(a).zip(tokens.get(b));
                pair.is_some_and(|(a, b)| a.span.end == b.span.start)
            };
            let within = tokens.get(at + 1).is_some_and(Token::is_word) && glued(at, at + 1);
            let abbreviated = at >= 2
                && tokens[at - 1].span.len() == 1
                && tokens[at - 2].text == "."
                && glued(at - 2, at - 1);
            at + 1 == tokens.len() || !(within || abbreviated)
        }
        _ => false,
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Words with blanks between.
fn join(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    words.join(" ")
}

/// Where a proposition turns itself round ("not", "ban"): numbers of tokens.
pub(crate) fn turns_of(tokens: &[Token], lexicon: &Lexicon) -> Vec<usize> {
    let found = [&lexicon.negators, &lexicon.against].map(|list| list.all(tokens));
    found.iter().flatten().map(|range| range.start).collect()
}

#[cfg(test)]
mod tests;
