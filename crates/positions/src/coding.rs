//! Holds the statements of a report against a question, with an eye to what
//! stands around them: what "this" refers to, what a reply replies to, which
//! condition the next clause sets, what was given up.
//!
//! The judging itself is the judge's; what is done here is to hand it the
//! words that a reader would have in mind.

mod answer;
mod asked;
mod proviso;
mod together;

use demarche_stance::Statement;
use serde::{Deserialize, Serialize};

use crate::dispute::folded;
use crate::saying::{SURE_ENOUGH, Told};
use crate::turns::{Turn, ends, holds, points_back, was};
use crate::{Force, Stance};
use answer::answer;
use asked::leave_the_asked;
use together::{Held, between, leave_to_the_inner, set_conditions, turn_the_denied};

/// A statement of a report, in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The statement's identifier.
    pub id: String,
    /// Who speaks, as written.
    pub source: String,
    /// The words that signal it.
    pub cue: String,
    /// What is said.
    pub content: String,
    /// The sentence or sentences it stands in.
    pub sentence: String,
    /// Of the sentence, what stands before source and cue.
    pub lead: String,
    /// Of the sentence, what stands after source, cue and content.
    pub tail: String,
    /// The speaker's identifier, where known.
    pub speaker: Option<String>,
    /// The side that the speaker is on, where known.
    pub side: Option<String>,
    /// The statement in whose content it stands.
    pub parent: Option<String>,
    /// Whether it denies its content, or takes it back.
    pub denies: bool,
    /// Whether what it denies are words of the speaker's own.
    pub own_words: bool,
}

impl Piece {
    /// The piece as the judge takes it, after what stands before it in its
    /// report (`Statement::whole` of each).
    #[must_use]
    pub fn statement<'a>(&'a self, before: &'a [String]) -> Statement<'a> {
        Statement {
            source: &self.source,
            cue: &self.cue,
            content: &self.content,
            sentence: &self.sentence,
            before,
        }
    }

    /// Of its sentence, what stands between source and content, cue and all.
    pub(crate) fn before_content(&self) -> &str {
        let Some(end) = self.sentence.find(&self.content) else {
            return "";
        };
        let before = &self.sentence[..end];
        let start = before
            .find(&self.source)
            .map_or(0, |at| at + self.source.len());
        &before[start..]
    }
}

/// What a judge says of a statement and a proposition.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    /// The stance.
    pub stance: Stance,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How sure it is that a side is taken, whichever it is, 0 to 1.
    pub sided: f64,
    /// The conditions, in the statement's words.
    pub conditions: Vec<String>,
    /// Why.
    pub reason: String,
    /// What the cue does to the content, where it is known.
    pub force: Option<Force>,
    /// Whether it comes nearer to no other question of the dispute: an answer
    /// that evades evades what was asked, not what lies beside it.
    pub nearest: bool,
}

/// What a statement says to a question, all things around it considered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coding {
    /// The statement's identifier.
    pub statement: String,
    /// The stance, by its name.
    pub stance: String,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// The conditions, in the report's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Why.
    pub reason: String,
    /// What the words tell of a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// The statement that it takes up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// How far back a reply may look for what it replies to, in statements.
const REACH: usize = 4;

/// What reading between the clauses leaves of a confidence.
const INFERRED: f64 = 0.85;

/// A stance by its name, as [`Stance`] prints it.
#[must_use]
pub fn stance_named(name: &str) -> Option<Stance> {
    [
        Stance::Support,
        Stance::Oppose,
        Stance::Conditional,
        Stance::NonCommittal,
        Stance::Asks,
        Stance::Reports,
        Stance::Unrelated,
    ]
    .into_iter()
    .find(|stance| stance.to_string() == name)
}

/// A stance as an answer to the question: "yes" and "no" for support and
/// opposition, the rest by name.
#[must_use]
pub fn stance_word(stance: Stance) -> String {
    match stance {
        Stance::Support => "yes".into(),
        Stance::Oppose => "no".into(),
        other => other.to_string(),
    }
}

/// Codes the statements of one report, in the order of the text, against one
/// question. What does not bear on it is left out.
///
/// `judge` is asked with source, cue, content and sentence, and with the number
/// of the piece in whose place these words stand.
///
/// # Errors
/// Whatever `judge` gives.
pub fn code_report<E>(
    pieces: &[Piece],
    mut judge: impl FnMut(usize, &Piece) -> Result<Opinion, E>,
) -> Result<Vec<Coding>, E> {
    let mut opinions: Vec<Held> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (asked, told, answers) = in_context(pieces, index);
        let mut opinion = judge(index, &asked)?;
        if let Some((refused, condition)) = proviso::not_without(&asked.content) {
            let refused = Piece {
                content: refused.to_owned(),
                ..asked.clone()
            };
            opinion = proviso::refused_without(judge(index, &refused)?, opinion, condition);
        }
        let told = match told {
            Some(Told::GaveUp) => {
                gave_up(&mut opinion, piece);
                told
            }
            Some(Told::GaveWay) => gave_way(&mut opinion, piece),
            other => turned_round(piece, opinion.stance).or(other),
        };
        if let Some(answered) = answers {
            let referent = &opinions[answered].0;
            if let Some(taken) = taken_up(&opinion, referent) {
                if !is_sure(&opinion) {
                    opinion.stance = taken;
                    opinion.confidence = referent.confidence;
                    opinion.conditions.clear();
                } else if opinion.stance == taken {
                    opinion.confidence = opinion.confidence.max(referent.confidence);
                }
            }
            if bears(&opinion) {
                opinion.confidence *= INFERRED;
                let words = &pieces[answered].content;
                opinion.reason = format!(
                    "{}; “{}” stands for “{words}”",
                    opinion.reason, piece.content
                );
            }
            opinions.push((opinion, told, Some(answered)));
            continue;
        }
        let mut answers = None;
        if !bears(&opinion) {
            let found = answer(pieces, index, &opinions, &mut judge)?;
            if let Some((given, answered)) = found {
                opinion = given;
                answers = answered;
            }
        }
        opinions.push((opinion, told, answers));
    }
    set_conditions(pieces, &mut opinions);
    turn_the_denied(pieces, &mut opinions);
    leave_to_the_inner(pieces, &mut opinions);
    leave_the_asked(pieces, &mut opinions);
    Ok(pieces
        .iter()
        .zip(opinions)
        .filter(|(_, (opinion, _, _))| bears(opinion))
        .map(|(piece, (opinion, told, answers))| Coding {
            statement: piece.id.clone(),
            stance: opinion.stance.to_string(),
            confidence: opinion.confidence,
            conditions: opinion.conditions,
            reason: opinion.reason,
            told,
            answers: answers.map(|index| pieces[index].id.clone()),
        })
        .collect())
}

/// Whether a question may be taken for what was asked.
fn is_asked(opinion: &Opinion) -> bool {
    is_sure(opinion) && opinion.nearest
}

fn bears(opinion: &Opinion) -> bool {
    opinion.stance != Stance::Unrelated
}

/// The statement as the judge is to see it, what it tells of a change, and the
/// statement whose content it points to.
fn in_context(pieces: &[Piece], index: usize) -> (Piece, Option<Told>, Option<usize>) {
    let piece = &pieces[index];
    let mut asked = piece.clone();
    let mut told = None;
    if gives_up(piece).is_some() {
        // What was given up had been demanded.
        told = Some(Told::GaveUp);
        asked.cue = if holds(&piece.cue, Turn::Resistance).is_some() {
            "opposed".into()
        } else {
            "demanded".into()
        };
    } else if holds(&piece.tail, Turn::GivesWay).is_some() {
        told = Some(Told::GaveWay);
    } else if holds(&piece.sentence, Turn::Now).is_some() {
        told = Some(Told::Now);
    }
    let mut answers = None;
    if points_back(&piece.content)
        && let Some(referent) = referent(pieces, index)
    {
        let referent = thing_of(pieces, piece, referent);
        let meant = &pieces[referent];
        asked.content.clone_from(&meant.content);
        // "Ek refused the ferry. Dahl regretted this": that Ek refused it.
        if holds(&piece.cue, Turn::Acts).is_some() && meant.speaker != piece.speaker {
            asked.content = format!("that {} {} {}", meant.source, meant.cue, meant.content);
        }
        answers = Some(referent);
    }
    // A content may end before its condition.
    if let Some(proviso) = proviso::behind(piece) {
        asked.content.push(' ');
        asked.content.push_str(proviso);
    }
    (asked, told, answers)
}

/// The words by which it gives something up: in the cue, or just before it
/// ("dropped his demand").
fn gives_up(piece: &Piece) -> Option<&str> {
    const SHORT: usize = 4;
    const OWN: [&str; 6] = ["its", "his", "her", "their", "our", "my"];
    if holds(&piece.cue, Turn::GivesUp).is_some() {
        return Some(&piece.cue);
    }
    // "is dropping | its | call for"
    let own = OWN.contains(&folded(&piece.source).as_str());
    if own && ends(&piece.lead, Turn::GivesUp).is_some() {
        return piece.lead.split_whitespace().next_back();
    }
    let gap = between(&piece.sentence, &piece.source, &piece.cue)
        .filter(|gap| gap.split_whitespace().count() <= SHORT)?;
    holds(gap, Turn::GivesUp).map(|_| gap.trim())
}

/// What a content that says nothing by itself points to: the nearest content
/// before it that says something.
fn referent(pieces: &[Piece], index: usize) -> Option<usize> {
    const SOME: usize = 3;
    let own = &pieces[index];
    let related = |other: &Piece| {
        own.parent.as_ref() == Some(&other.id) || other.parent.as_ref() == Some(&own.id)
    };
    // "praised the plan and said that they supported it"
    let beside = (index.saturating_sub(REACH)..index).rev().find(|at| {
        let other = &pieces[*at];
        other.sentence == own.sentence
            && !related(other)
            && !points_back(&other.content)
            && other.content.contains(' ')
    });
    if beside.is_some() {
        return beside;
    }
    // What the words point to may stand before them in what they stand in, and
    // is judged with that.
    let outer = pieces
        .iter()
        .find(|other| own.parent.as_ref() == Some(&other.id))
        .and_then(|outer| {
            outer
                .content
                .find(own.source.as_str())
                .map(|at| &outer.content[..at])
        });
    if outer.is_some_and(|before| before.split_whitespace().count() >= SOME) {
        return None;
    }
    (index.saturating_sub(REACH)..index).rev().find(|at| {
        let other = &pieces[*at];
        !related(other) && !points_back(&other.content) && other.content.split(' ').count() > 3
    })
}

/// What "it" stands for: of "Ek said that he rejected the ferry", the ferry.
fn thing_of(pieces: &[Piece], own: &Piece, mut referent: usize) -> usize {
    if folded(&own.content) != "it" {
        return referent;
    }
    // No deeper than there are statements, whatever the parents say.
    for _ in 0..pieces.len() {
        let inner = pieces.iter().position(|other| {
            other.parent.as_ref() == Some(&pieces[referent].id)
                && !points_back(&other.content)
                && other.content.contains(' ')
        });
        match inner {
            Some(inner) if pieces[inner].id != own.id => referent = inner,
            _ => break,
        }
    }
    referent
}

fn is_sure(opinion: &Opinion) -> bool {
    bears(opinion) && opinion.confidence >= SURE_ENOUGH
}

/// What follows from a cue that is plainly for or against what it points to:
/// "refused such commitments" is against what the commitments were judged to be
/// for. It stands where the judge is not sure of the words put together, and
/// makes it surer where it says the same.
fn taken_up(opinion: &Opinion, referent: &Opinion) -> Option<Stance> {
    let plain = matches!(
        referent.force,
        None | Some(Force::Says | Force::Favours | Force::Demands)
    );
    if !is_sure(referent) || !plain {
        return None;
    }
    let pro = match referent.stance {
        Stance::Support | Stance::Conditional => true,
        Stance::Oppose => false,
        _ => return None,
    };
    match opinion.force? {
        Force::Favours | Force::Demands => Some(pro),
        Force::Rejects => Some(!pro),
        _ => None,
    }
    .map(|pro| if pro { Stance::Support } else { Stance::Oppose })
}

/// Giving up a demand is no demand for the contrary; giving up resistance is a
/// yes.
fn gave_up(opinion: &mut Opinion, piece: &Piece) {
    let resisted = [&piece.cue, &piece.content]
        .iter()
        .any(|words| holds(words, Turn::Resistance).is_some());
    opinion.stance = match opinion.stance {
        Stance::Oppose if resisted => Stance::Support,
        Stance::Support | Stance::Conditional | Stance::Oppose => {
            // Whichever side it was, it is held no longer.
            opinion.confidence = opinion.confidence.max(opinion.sided);
            Stance::NonCommittal
        }
        other => other,
    };
    let words = gives_up(piece).unwrap_or_default();
    opinion.reason = format!("gave it up (“{words}”); {}", opinion.reason);
}

/// Whoever held something and gave way holds it no longer, and no contrary either.
/// What the words tell of a change, then.
fn gave_way(opinion: &mut Opinion, piece: &Piece) -> Option<Told> {
    let told = match opinion.stance {
        Stance::Support | Stance::Conditional => Told::GaveWay,
        Stance::Oppose => Told::CameRound,
        _ => return None,
    };
    opinion.stance = Stance::NonCommittal;
    opinion.conditions.clear();
    let words = holds(&piece.tail, Turn::GivesWay).unwrap_or_default();
    opinion.reason = format!("held it, and gave way (“{words}”); {}", opinion.reason);
    Some(told)
}

/// What the words tell of a change of mind: "previously refused it, but is now
/// willing".
fn turned_round(piece: &Piece, stance: Stance) -> Option<Told> {
    let (mind, told) = match stance {
        Stance::Support | Stance::Conditional => (Turn::Resisted, Told::CameRound),
        Stance::Oppose => (Turn::Favoured, Told::GaveUp),
        _ => return None,
    };
    // What stands before the speaker's name may be about somebody else.
    let source = piece.source.as_str();
    let lead = if !source.is_empty() && piece.lead.contains(source) {
        piece.lead.as_str()
    } else {
        ""
    };
    let told_by = format!("{lead} {source} {} {}", piece.cue, piece.content);
    was(&told_by, mind).then_some(told)
}

#[cfg(test)]
mod tests;
