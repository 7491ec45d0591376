//! The sections of a brief, one function each.

use std::collections::{BTreeMap, BTreeSet};

use demarche_positions::{
    Change, ChangeKind, Evidence, Position, Saying, Stance, Stand, Use, changes, contradictions,
    denials, hold, stance_word, supports,
};

use super::notes::Notes;
use super::{Material, carries};
use crate::brief::{
    Answering, Arranged, ArrangedParty, Cell, ClashView, Line, News, Open, Row, Shift,
};
use crate::clean;
use crate::compose::listed;
use crate::days;
use crate::figures;

/// How many notes a line carries; `demarche positions` lists all evidence.
const NOTES: usize = 4;

/// What counts for a position's stand, weightiest first.
fn bearing(position: &Position) -> impl Iterator<Item = &Evidence> {
    position.evidence.iter().filter(|evidence| {
        matches!(evidence.role, Use::Current | Use::Earlier)
            && evidence.score() > 0.0
            && supports(&evidence.saying, position.stand)
    })
}

pub(super) fn matrix(material: &Material<'_>, notes: &mut Notes) -> Vec<Row> {
    let dispute = material.dispute;
    dispute
        .questions
        .iter()
        .map(|question| Row {
            question: question.id.clone(),
            cells: dispute
                .parties
                .iter()
                .map(|party| {
                    let found = material
                        .positions
                        .iter()
                        .find(|p| p.party == party.id && p.question == question.id);
                    let none = Position::unstated(&party.id, &question.id);
                    let position = found.unwrap_or(&none);
                    Cell {
                        notes: cited(bearing(position), notes),
                        ..Cell::of(position)
                    }
                })
                .collect(),
        })
        .collect()
}

/// The notes for the first pieces of evidence, each once: two voices may have a
/// part in one statement.
fn cited<'e>(evidence: impl Iterator<Item = &'e Evidence>, notes: &mut Notes) -> Vec<usize> {
    let mut numbers = Vec::new();
    for item in evidence {
        let number = notes.cite_evidence(item);
        if !numbers.contains(&number) {
            numbers.push(number);
        }
        if numbers.len() == NOTES {
            break;
        }
    }
    numbers
}

/// How many outlets carry what a position's stand rests on, and how many reports
/// that name none.
fn carriers(position: &Position) -> (usize, usize) {
    let carried = position.evidence.iter().filter(|e| carries(position, e));
    let (mut named, mut bare) = (BTreeSet::new(), BTreeSet::new());
    for place in carried.map(|evidence| &evidence.saying.place) {
        match &place.outlet {
            Some(outlet) => named.insert(outlet.as_str()),
            None => bare.insert(place.report.as_str()),
        };
    }
    (named.len(), bare.len())
}

impl Cell {
    /// The cell of a position, without notes.
    #[must_use]
    pub fn of(position: &Position) -> Self {
        let since = position
            .spells
            .last()
            .and_then(|spell| position.evidence_of(&spell.by))
            .map(|evidence| &evidence.saying.days);
        let mut heard = BTreeSet::new();
        for evidence in &position.evidence {
            match (evidence.role, evidence.saying.stance) {
                (Use::NoPosition, Stance::Asks) => heard.insert("asked"),
                (Use::NoPosition, Stance::Reports) => heard.insert("told of others"),
                (Use::Unsure, _) => heard.insert("unsure"),
                _ => false,
            };
        }
        let (named, bare) = carriers(position);
        let shifted = changes(position)
            .iter()
            .any(|change| change.kind != ChangeKind::First);
        Self {
            party: position.party.clone(),
            stand: position.stand,
            since: position.since.clone(),
            since_is: since.map_or("on", days::reading),
            since_from: since.and_then(|days| days::first(days, position.since.as_ref())),
            firmness: position.firmness,
            strength: figures::strength(position.strength),
            utterances: position.basis.utterances,
            voices: position.basis.voices,
            outlets: position.basis.outlets,
            named,
            bare,
            first_hand: position.basis.first_hand,
            conditions: position.conditions.iter().map(|c| clean::line(c)).collect(),
            sides: position.sides.as_ref().map(|(for_it, against)| {
                let clean = |names: &[String]| names.iter().map(|n| clean::line(n)).collect();
                (clean(for_it), clean(against))
            }),
            shifted,
            heard: heard.into_iter().collect(),
            notes: Vec::new(),
        }
    }
}

pub(super) fn news(material: &Material<'_>, changes: &[Change], notes: &mut Notes) -> Vec<News> {
    let Some(since) = material.since else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for position in material.positions {
        let mut fresh: Vec<&Evidence> = position
            .evidence
            .iter()
            .filter(|e| matches!(e.role, Use::Current | Use::Earlier))
            .filter(|e| e.saying.days.day().is_some_and(|day| day >= since))
            .filter(|e| !e.saying.days.earlier)
            .collect();
        if fresh.is_empty() {
            continue;
        }
        fresh.sort_by(|a, b| b.saying.days.day().cmp(&a.saying.days.day()));
        let change = changes.iter().rev().find(|change| {
            change.party == position.party
                && change.question == position.question
                && change.speaker.is_none()
                && change.to == position.stand
                && change.day.as_deref().is_some_and(|day| day >= since)
        });
        let stand = position.stand.word();
        let supporting = |e: &&&Evidence| supports(&e.saying, position.stand);
        let again = fresh.iter().any(|e| supporting(&e));
        let text = match change {
            Some(change) => match change.from {
                None => format!("{stand}, for the first time in these reports"),
                Some(from) => format!(
                    "{}, before that {} ({})",
                    change.to.word(),
                    from.word(),
                    change.kind.word()
                ),
            },
            None if again => format!("again {stand}"),
            None => format!("still {stand}"),
        };
        let rests_on = if again {
            cited(fresh.iter().filter(supporting).copied(), notes)
        } else {
            cited(bearing(position).take(1), notes)
        };
        let mut also: Vec<(Stance, Vec<usize>)> = Vec::new();
        for evidence in fresh.iter().filter(|e| !supporting(e)) {
            let number = notes.cite_evidence(evidence);
            match also.iter_mut().find(|(s, _)| *s == evidence.saying.stance) {
                Some((_, numbers)) if numbers.contains(&number) => {}
                Some((_, numbers)) => numbers.push(number),
                None => also.push((evidence.saying.stance, vec![number])),
            }
        }
        lines.push(News {
            party: position.party.clone(),
            question: position.question.clone(),
            text,
            notes: rests_on,
            also,
        });
    }
    lines
}

pub(super) fn shifts(material: &Material<'_>, changes: &[Change], notes: &mut Notes) -> Vec<Shift> {
    let mut found: Vec<Shift> = changes
        .iter()
        .filter(|change| change.kind != ChangeKind::First)
        .filter_map(|change| {
            let position = material
                .positions
                .iter()
                .find(|p| p.party == change.party && p.question == change.question)?;
            let before = change
                .before
                .as_deref()
                .and_then(|id| notes.cite_statement(position, id));
            let after = notes.cite_statement(position, &change.after)?;
            let days = position.evidence_of(&change.after).map(|e| &e.saying.days);
            Some(Shift {
                party: change.party.clone(),
                question: change.question.clone(),
                kind: change.kind,
                from: change.from,
                to: change.to,
                day: change.day.clone(),
                day_is: days.map_or("on", days::reading),
                day_from: days.and_then(|days| days::first(days, change.day.as_ref())),
                told: change.told,
                speaker: change.speaker.as_deref().map(clean::line),
                before,
                after,
            })
        })
        .collect();
    found.sort_by(|a, b| b.day.cmp(&a.day));
    found
}

pub(super) fn clashes(material: &Material<'_>, notes: &mut Notes) -> Vec<ClashView> {
    let mut found = Vec::new();
    for position in material.positions {
        for clash in contradictions(position) {
            let one = notes.cite_statement(position, &clash.one);
            let other = notes.cite_statement(position, &clash.other);
            if let (Some(one), Some(other)) = (one, other) {
                found.push(ClashView {
                    clash: clash.clash,
                    party: clash.party,
                    question: clash.question,
                    notes: [one, other],
                });
            }
        }
    }
    for (clash, one, other) in denials(material.positions, material.others) {
        let one = notes.cite_evidence(one);
        let other = notes.cite(other, None);
        found.push(ClashView {
            clash: clash.clash,
            party: clash.party,
            question: clash.question,
            notes: [one, other],
        });
    }
    found
}

pub(super) fn arrangements(material: &Material<'_>, notes: &mut Notes) -> Vec<Arranged> {
    let dispute = material.dispute;
    let mut found = Vec::new();
    for arrangement in &dispute.arrangements {
        let held = hold(arrangement, &dispute.parties, material.positions);
        let parties = held
            .into_iter()
            .map(|held| ArrangedParty {
                answers: held
                    .answers
                    .into_iter()
                    .map(|(question, fit)| {
                        let best = material
                            .positions
                            .iter()
                            .find(|p| p.party == held.party && p.question == question)
                            .and_then(|position| bearing(position).next());
                        let note = best.map(|evidence| notes.cite_evidence(evidence));
                        (question, fit, note)
                    })
                    .collect(),
                party: held.party,
                reception: held.reception,
            })
            .collect();
        found.push(Arranged {
            id: arrangement.id.clone(),
            name: clean::line(&arrangement.name),
            source: clean::optional(arrangement.source.as_ref()),
            answers: arrangement
                .answers
                .iter()
                .map(|settled| (settled.question.clone(), settled.yes))
                .collect(),
            parties,
        });
    }
    found
}

pub(super) fn others(material: &Material<'_>, notes: &mut Notes) -> Vec<Line> {
    // Who tells of a stance that somebody else takes says nothing on the matter.
    let mut sayings: Vec<&Saying> = material.others.iter().filter(|s| s.counts()).collect();
    let order = |saying: &Saying| {
        let questions = &material.dispute.questions;
        questions.iter().position(|q| q.id == saying.question)
    };
    sayings.sort_by(|a, b| {
        order(a)
            .cmp(&order(b))
            .then_with(|| b.days.day().cmp(&a.days.day()))
            .then_with(|| a.statement.cmp(&b.statement))
    });
    // What one sentence tells of several, a speaker and whom they speak for, is
    // said once.
    let mut told: Vec<(&Saying, Vec<String>, Vec<usize>)> = Vec::new();
    let mut at: BTreeMap<(&str, Stance, &str, &str), usize> = BTreeMap::new();
    for saying in sayings {
        let number = notes.cite(saying, None);
        let name = clean::line(&saying.voice.name);
        let key: (&str, Stance, &str, &str) = (
            &saying.question,
            saying.stance,
            &saying.place.report,
            &saying.sentence,
        );
        let known = *at.entry(key).or_insert(told.len());
        match told.get_mut(known) {
            Some((_, names, numbers)) => {
                if !names.contains(&name) {
                    names.push(name);
                }
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            None => told.push((saying, vec![name], vec![number])),
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut at: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (saying, names, numbers) in told {
        let text = format!("{} ({})", stance_word(saying.stance), listed(&names));
        let known = *at
            .entry((&saying.question, text.clone()))
            .or_insert(lines.len());
        match lines.get_mut(known) {
            Some(line) => line.notes.extend(numbers),
            None => lines.push(Line {
                party: None,
                question: Some(saying.question.clone()),
                text,
                notes: numbers,
            }),
        }
    }
    lines
}

pub(super) fn answering(material: &Material<'_>, notes: &mut Notes) -> Vec<Answering> {
    let dispute = material.dispute;
    let evidence = || {
        let all = material.positions.iter();
        all.flat_map(|p| p.evidence.iter().map(move |e| (p.party.as_str(), e)))
    };
    let mut by: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (party, e) in evidence() {
        by.entry(&e.saying.statement).or_default().insert(party);
    }
    let mut found: BTreeMap<(&str, &str), Answering> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (from, e) in evidence() {
        let saying = &e.saying;
        // What is told of others or asked is nobody's answer, and neither is
        // what is too unsure to count.
        if !saying.counts() {
            continue;
        }
        let answered = saying.answers.as_deref().and_then(|id| by.get(id));
        let addressed = saying.to.iter().flat_map(|v| dispute.spoken_for(v));
        let to: BTreeSet<&str> = answered
            .into_iter()
            .flatten()
            .copied()
            .chain(addressed.map(|party| party.id.as_str()))
            .filter(|to| *to != from)
            .collect();
        for to in to {
            if !seen.insert((from, to, saying.statement.as_str())) {
                continue;
            }
            let edge = found.entry((from, to)).or_insert_with(|| Answering {
                from: from.into(),
                to: to.into(),
                agrees: 0,
                objects: 0,
                other: 0,
                notes: Vec::new(),
            });
            match saying.stance {
                Stance::Support | Stance::Conditional => edge.agrees += 1,
                Stance::Oppose => edge.objects += 1,
                _ => edge.other += 1,
            }
            edge.notes.push(notes.cite_evidence(e));
        }
    }
    found.into_values().collect()
}

pub(super) fn open(material: &Material<'_>) -> Vec<Open> {
    let stand = |party: &str, question: &str| {
        let found = material.positions.iter();
        let mut found = found.filter(|p| p.party == party && p.question == question);
        found.next().map_or(Stand::Unstated, |p| p.stand)
    };
    let dispute = material.dispute;
    let mut found = Vec::new();
    for question in &dispute.questions {
        let unstated: Vec<String> = dispute
            .parties
            .iter()
            .filter(|party| stand(&party.id, &question.id) == Stand::Unstated)
            .map(|party| party.id.clone())
            .collect();
        let controller = question.controlled_by.clone().filter(|party| {
            matches!(
                stand(party, &question.id),
                Stand::Unstated | Stand::NonCommittal
            )
        });
        if !unstated.is_empty() || controller.is_some() {
            found.push(Open {
                question: question.id.clone(),
                nobody: unstated.len() == dispute.parties.len(),
                unstated,
                controller,
            });
        }
    }
    // What the one who decides leaves open comes first.
    found.sort_by_key(|open| (open.controller.is_none(), !open.nobody));
    found
}
