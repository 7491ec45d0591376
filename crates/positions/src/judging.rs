//! Holds a ledger's statements against the questions of a dispute, and keeps what comes out.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::thread;

use demarche_ledger::{CodingUnit, Ledger, LedgerError, StatementFilter, StoredCoding};
use demarche_stance::{Asked, Judge, Met, Proposition, StanceError, Statement};

use crate::Stance;
use crate::asked_words::{itself, mention, not_what_happened, reproach, undecided};
use crate::coding::{Coding, Opinion, Piece, code_report};
use crate::dispute::{Dispute, Question};
use crate::heard::piece;
use crate::idiom::plainly;

/// Why statements could not be held against a dispute.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The judge.
    #[error(transparent)]
    Stance(#[from] StanceError),
}

/// What a question asks, as the judge takes it.
fn proposition(question: &Question) -> Proposition {
    Proposition {
        text: question.yes.clone(),
        synonyms: question.also.clone(),
        counters: question.counter.clone(),
    }
}

/// Names what codes: the judge, and the reading of what stands around a
/// statement. Another version codes anew.
#[must_use]
pub fn coder(judge: &Judge) -> String {
    format!("{} context-16", judge.version())
}

/// How far the coding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Reports done.
    pub done: usize,
    /// Reports there are to do.
    pub all: usize,
}

/// Holds the statements that are new against the questions that are new, and
/// keeps what comes out, a report at a time: stopped at any moment, the next
/// call goes on. `watch` is told after each batch, and may break off.
///
/// # Errors
/// [`CodeError`]; what was kept before stays.
pub fn code(
    ledger: &mut Ledger,
    dispute: &Dispute,
    judge: &Judge,
    mut watch: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, CodeError> {
    let propositions: Vec<Proposition> = dispute.questions.iter().map(proposition).collect();
    let hashes: Vec<String> = dispute.questions.iter().map(Question::hash).collect();
    let asked = judge.prepare_all(&propositions)?;
    let version = coder(judge);
    let mut missing: BTreeMap<CodingUnit, BTreeSet<usize>> = BTreeMap::new();
    for (index, hash) in hashes.iter().enumerate() {
        for unit in ledger.uncoded(hash, &version)? {
            missing.entry(unit).or_default().insert(index);
        }
    }
    let units: Vec<(CodingUnit, BTreeSet<usize>)> = missing.into_iter().collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut done = 0;
    for batch in units.chunks(4 * threads) {
        let mut work = Vec::with_capacity(batch.len());
        for (unit, questions) in batch {
            work.push((unit, questions, pieces(ledger, &unit.report)?));
        }
        let each = work.len().div_ceil(threads).max(1);
        let judged = thread::scope(|scope| {
            let handles: Vec<_> = work
                .chunks(each)
                .map(|share| {
                    let (asked, propositions) = (&asked, &propositions);
                    scope.spawn(move || -> Result<Vec<_>, StanceError> {
                        let each = share.iter().map(|(unit, questions, pieces)| {
                            Ok((*unit, held(judge, propositions, asked, questions, pieces)?))
                        });
                        each.collect()
                    })
                })
                .collect();
            let joined = handles.into_iter().map(|handle| {
                handle
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            joined.collect::<Result<Vec<_>, StanceError>>()
        })?;
        for (unit, found) in judged.into_iter().flatten() {
            let found: Vec<_> = found
                .into_iter()
                .map(|(index, codings)| (hashes[index].clone(), codings))
                .collect();
            ledger.keep_codings(unit, &version, &found)?;
        }
        done += batch.len();
        let all = units.len();
        if watch(Progress { done, all }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The statements of a report, in the order of the text.
fn pieces(ledger: &Ledger, report: &str) -> Result<Vec<Piece>, LedgerError> {
    let statements = ledger.statements(&StatementFilter {
        report: Some(report.to_owned()),
        ..StatementFilter::default()
    })?;
    statements
        .iter()
        .map(|statement| Ok(piece(statement, &ledger.passage(statement, 0)?)))
        .collect()
}

/// The statements of a report held against the questions of those numbers.
fn held(
    judge: &Judge,
    propositions: &[Proposition],
    asked: &[Asked],
    questions: &BTreeSet<usize>,
    pieces: &[Piece],
) -> Result<Vec<(usize, Vec<StoredCoding>)>, StanceError> {
    let wholes: Vec<String> = pieces
        .iter()
        .map(|one| one.statement(&[]).whole())
        .collect();
    let statements: Vec<Statement<'_>> = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| piece.statement(&wholes[..at]))
        .collect();
    let met = judge.meet(&statements, asked)?;
    let mut instead = HashMap::new();
    let judged = |index| {
        let proposition = &propositions[index];
        let told = (pieces, &statements[..], &met[..]);
        judged(judge, proposition, asked, index, told, &mut instead)
    };
    let judged: Vec<_> = questions
        .iter()
        .copied()
        .map(judged)
        .collect::<Result<_, _>>()?;
    Ok(questions.iter().copied().zip(judged).collect())
}

/// The statements of a report held against the question of that number. `met`
/// are the pieces as they stand, `instead` keeps other words that were judged in
/// the place of a piece: how they, by source, cue and content, stand to all questions.
fn judged(
    judge: &Judge,
    proposition: &Proposition,
    asked: &[Asked],
    index: usize,
    (pieces, statements, met): (&[Piece], &[Statement<'_>], &[Met]),
    instead: &mut HashMap<(usize, [String; 3]), Met>,
) -> Result<Vec<StoredCoding>, StanceError> {
    let words = |piece: &Piece| [&piece.source, &piece.cue, &piece.content].map(Clone::clone);
    let codings = code_report(pieces, |at, piece| {
        let in_cue = plainly(&piece.cue, proposition).map(|(cue, phrase)| {
            let piece = Piece {
                cue,
                ..piece.clone()
            };
            (piece, phrase)
        });
        let plain = in_cue.or_else(|| {
            let (content, phrase) = plainly(&piece.content, proposition)?;
            let piece = Piece {
                content,
                ..piece.clone()
            };
            Some((piece, phrase))
        });
        let piece = plain.as_ref().map_or(piece, |(piece, _)| piece);
        let statement = piece.statement(statements[at].before);
        let own = words(piece);
        let met = if own == words(&pieces[at]) {
            &met[at]
        } else {
            match instead.entry((at, own)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(judge.meet_instead(&statement, asked, &met[at])?),
            }
        };
        let judgement = judge.judge_among(&statement, met, asked, index)?;
        let conditions = judgement.conditions.iter();
        let mut conditions: Vec<String> = conditions
            .filter_map(|range| piece.content.get(range.clone()))
            .map(str::to_owned)
            .collect();
        let (mut stance, mut reason) = (judgement.stance, judgement.reason.to_string());
        if let Some((_, phrase)) = &plain {
            reason = format!("reads “{phrase}” as an idiom; {reason}");
        }
        let itself = conditions.iter().find_map(|one| {
            let needed = itself(one, proposition)?;
            Some((one.clone(), needed))
        });
        if stance == Stance::Conditional
            && let Some((condition, needed)) = itself
        {
            reason = format!("makes it a condition itself (“{condition}”); {reason}");
            stance = if needed {
                Stance::Support
            } else {
                Stance::Reports
            };
            conditions.clear();
        }
        let sided = matches!(stance, Stance::Support | Stance::Oppose);
        if sided && let Some(words) = undecided(piece, proposition) {
            reason = format!("speaks of “{words}”, decides nothing; {reason}");
            stance = Stance::NonCommittal;
        } else if sided && not_what_happened(piece, proposition) {
            reason = format!("denies that something happened, which is not asked; {reason}");
            stance = Stance::Reports;
        } else if sided && mention(piece) {
            reason = format!("is only spoken of; {reason}");
            stance = Stance::Reports;
        } else if stance == Stance::Oppose
            && let Some(words) = reproach(piece, proposition)
        {
            reason = format!("holds something else against them (“{words}”); {reason}");
            stance = Stance::Reports;
        }
        Ok::<_, StanceError>(Opinion {
            stance,
            confidence: f64::from(judgement.confidence),
            sided: f64::from(judgement.sides[0] + judgement.sides[1]),
            conditions,
            reason,
            force: judgement.reason.force.as_ref().map(|(force, _)| *force),
            nearest: met.nearest() == Some(index),
        })
    })?;
    Ok(codings.iter().map(stored).collect())
}

fn stored(coding: &Coding) -> StoredCoding {
    StoredCoding {
        statement: coding.statement.clone(),
        stance: coding.stance.clone(),
        confidence: coding.confidence,
        // Plain data always serialises.
        detail: serde_json::to_string(coding).unwrap_or_default(),
    }
}
