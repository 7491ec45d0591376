//! Makes a brief of positions: decides what is said and on which notes.

use std::collections::{BTreeMap, BTreeSet};

use demarche_positions::{
    Change, ChangeKind, Dispute, Evidence, Position, Saying, Stance, Stand, Use, changes,
    contradictions, hold, supports,
};
use demarche_statements::Grade;

use crate::brief::{
    Answering, Arranged, ArrangedParty, Asked, Brief, Cell, ClashView, Coverage, Judged, Line,
    Note, Open, Outlook, Provenance, Row, Shift, Side,
};
use crate::clean;
use crate::days;

/// How many notes a line carries; `demarche positions` lists all evidence.
const NOTES: usize = 4;

/// What a brief is made of.
#[derive(Debug, Clone)]
pub struct Material<'m> {
    /// What the analyst wrote down.
    pub dispute: &'m Dispute,
    /// The positions, one for each party and question.
    pub positions: &'m [Position],
    /// What voices said that speak for no party.
    pub others: &'m [Saying],
    /// What was said on this day or later is new.
    pub since: Option<&'m str>,
    /// What was read.
    pub coverage: Coverage,
    /// What could hold, if it was computed.
    pub outlook: Option<Outlook>,
}

impl Brief {
    /// Makes the brief. The same material gives the same brief.
    #[must_use]
    pub fn new(material: Material<'_>) -> Self {
        let dispute = material.dispute;
        let mut notes = Notes::default();
        let parties: Vec<Side> = dispute
            .parties
            .iter()
            .map(|party| Side {
                id: party.id.clone(),
                name: clean::line(&party.name),
            })
            .collect();
        let questions = dispute
            .questions
            .iter()
            .map(|question| Asked {
                id: question.id.clone(),
                text: clean::line(&question.text),
                yes: clean::line(&question.yes),
                controlled_by: question
                    .controlled_by
                    .as_deref()
                    .and_then(|id| dispute.party(id))
                    .map(|party| clean::line(&party.name)),
            })
            .collect();
        let matrix = matrix(&material, &mut notes);
        let changes: Vec<Change> = material.positions.iter().flat_map(changes).collect();
        let news = news(&material, &changes, &mut notes);
        let shifts = shifts(&material, &changes, &mut notes);
        let contradictions = clashes(&material, &mut notes);
        let arrangements = arrangements(&material, &mut notes);
        let others = others(&material, &mut notes);
        let answering = answering(&material, &mut notes);
        let open = open(&material);
        let provenance = provenance(&material);
        let mut brief = Self {
            title: clean::line(&dispute.title),
            about: clean::optional(dispute.about.as_ref()),
            since: material.since.map(str::to_owned),
            until: last_day(&material),
            parties,
            questions,
            matrix,
            news,
            shifts,
            contradictions,
            open,
            arrangements,
            outlook: material.outlook.clone(),
            others,
            answering,
            provenance,
            coverage: material.coverage.clone(),
            unknown: Vec::new(),
            notes: notes.all,
            spells: material
                .positions
                .iter()
                .flat_map(|position| {
                    position.spells.iter().map(|spell| {
                        (
                            position.party.clone(),
                            position.question.clone(),
                            spell.stand,
                            spell.from.clone(),
                        )
                    })
                })
                .collect(),
        };
        brief.unknown = unknown(&brief);
        brief
    }
}

/// The footnotes so far, one a statement.
#[derive(Default)]
struct Notes {
    all: Vec<Note>,
    numbers: BTreeMap<String, usize>,
}

impl Notes {
    /// The number of the note for a saying, with what it says to its question.
    fn cite(&mut self, saying: &Saying, evidence: Option<&Evidence>) -> usize {
        let next = self.all.len() + 1;
        let number = *self.numbers.entry(saying.statement.clone()).or_insert(next);
        if number == next {
            self.all.push(note(next, saying));
        }
        let judged = Judged {
            question: saying.question.clone(),
            voice: clean::line(&saying.voice.name),
            stance: saying.stance,
            role: evidence.map(|evidence| evidence.role),
            confidence: hundredths(saying.confidence),
            score: hundredths(evidence.map_or(0.0, Evidence::score)),
            reason: clean::line(&saying.reason),
            coder: saying.coder.clone(),
        };
        let known = &mut self.all[number - 1].judged;
        if !known
            .iter()
            .any(|j| j.question == judged.question && j.voice == judged.voice)
        {
            known.push(judged);
        }
        number
    }

    fn cite_evidence(&mut self, evidence: &Evidence) -> usize {
        self.cite(&evidence.saying, Some(evidence))
    }

    fn cite_statement(&mut self, position: &Position, statement: &str) -> Option<usize> {
        position
            .evidence_of(statement)
            .map(|evidence| self.cite_evidence(evidence))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn hundredths(share: f64) -> u32 {
    (share * 100.0).round().clamp(0.0, 1e6) as u32
}

fn note(number: usize, saying: &Saying) -> Note {
    let place = &saying.place;
    Note {
        number,
        statement: saying.statement.clone(),
        voice: clean::line(&saying.voice.name),
        office: clean::optional(saying.voice.office.as_ref()),
        when: days::said(&saying.days),
        day: saying.days.day().map(str::to_owned),
        grade: saying.grade,
        via: saying.via.iter().map(|name| clean::line(name)).collect(),
        outlet: clean::line(place.outlet.as_deref().unwrap_or(&place.file)),
        date: place.date.clone(),
        title: clean::optional(place.title.as_ref()),
        url: clean::optional(place.url.as_ref()),
        file: clean::line(&place.file),
        sentence: clean::line(&saying.sentence),
        judged: Vec::new(),
    }
}

/// What counts for a position's stand, weightiest first.
fn bearing(position: &Position) -> impl Iterator<Item = &Evidence> {
    position.evidence.iter().filter(|evidence| {
        matches!(evidence.role, Use::Current | Use::Earlier)
            && evidence.score() > 0.0
            && supports(&evidence.saying, position.stand)
    })
}

fn matrix(material: &Material<'_>, notes: &mut Notes) -> Vec<Row> {
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
                    cell(found.unwrap_or(&none), notes)
                })
                .collect(),
        })
        .collect()
}

fn cell(position: &Position, notes: &mut Notes) -> Cell {
    let since_is = position
        .spells
        .last()
        .and_then(|spell| position.evidence_of(&spell.by))
        .map_or("on", |evidence| days::reading(&evidence.saying.days));
    let mut heard = BTreeSet::new();
    for evidence in &position.evidence {
        match (evidence.role, evidence.saying.stance) {
            (Use::NoPosition, Stance::Asks) => heard.insert("asked"),
            (Use::NoPosition, Stance::Reports) => heard.insert("told of others"),
            (Use::Unsure, _) => heard.insert("unsure"),
            _ => false,
        };
    }
    let shifted = changes(position)
        .iter()
        .any(|change| change.kind != ChangeKind::First);
    Cell {
        party: position.party.clone(),
        stand: position.stand,
        since: position.since.clone(),
        since_is,
        firmness: position.firmness,
        strength: (position.strength * 100.0).round() / 100.0,
        utterances: position.basis.utterances,
        voices: position.basis.voices,
        outlets: position.basis.outlets,
        first_hand: position.basis.first_hand,
        conditions: position.conditions.iter().map(|c| clean::line(c)).collect(),
        sides: position.sides.as_ref().map(|(for_it, against)| {
            let clean = |names: &[String]| names.iter().map(|n| clean::line(n)).collect();
            (clean(for_it), clean(against))
        }),
        shifted,
        heard: heard.into_iter().collect(),
        notes: bearing(position)
            .take(NOTES)
            .map(|evidence| notes.cite_evidence(evidence))
            .collect(),
    }
}

fn news(material: &Material<'_>, changes: &[Change], notes: &mut Notes) -> Vec<Line> {
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
                && change.day.as_deref().is_some_and(|day| day >= since)
        });
        let stand = position.stand.word();
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
            None => format!("again {stand}"),
        };
        lines.push(Line {
            party: Some(position.party.clone()),
            question: Some(position.question.clone()),
            text,
            notes: fresh
                .into_iter()
                .take(NOTES)
                .map(|evidence| notes.cite_evidence(evidence))
                .collect(),
        });
    }
    lines
}

fn shifts(material: &Material<'_>, changes: &[Change], notes: &mut Notes) -> Vec<Shift> {
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
                told: change.told,
                before,
                after,
            })
        })
        .collect();
    found.sort_by(|a, b| b.day.cmp(&a.day));
    found
}

fn clashes(material: &Material<'_>, notes: &mut Notes) -> Vec<ClashView> {
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
    found
}

fn arrangements(material: &Material<'_>, notes: &mut Notes) -> Vec<Arranged> {
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

fn others(material: &Material<'_>, notes: &mut Notes) -> Vec<Line> {
    let mut sayings: Vec<&Saying> = material
        .others
        .iter()
        .filter(|saying| saying.counts() || saying.stance == Stance::Reports)
        .collect();
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
    let mut lines: Vec<Line> = Vec::new();
    for saying in sayings {
        let text = format!(
            "{} {}",
            clean::line(&saying.voice.name),
            crate::compose::verb(saying.stance)
        );
        let number = notes.cite(saying, None);
        let same = lines
            .iter_mut()
            .find(|l| l.question.as_ref() == Some(&saying.question) && l.text == text);
        match same {
            Some(line) if line.notes.contains(&number) => {}
            Some(line) => line.notes.push(number),
            None => lines.push(Line {
                party: None,
                question: Some(saying.question.clone()),
                text,
                notes: vec![number],
            }),
        }
    }
    lines
}

fn answering(material: &Material<'_>, notes: &mut Notes) -> Vec<Answering> {
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

fn open(material: &Material<'_>) -> Vec<Open> {
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

fn provenance(material: &Material<'_>) -> Provenance {
    let mut found = Provenance::default();
    let mut outlets: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for evidence in material.positions.iter().flat_map(|p| &p.evidence) {
        let saying = &evidence.saying;
        if !seen.insert((&saying.statement, &saying.voice.id, &saying.question)) {
            continue;
        }
        if saying.coder.is_person() {
            found.by_people += 1;
        } else {
            found.by_machine += 1;
        }
        match evidence.role {
            Use::Unsure => found.unsure += 1,
            Use::Current | Use::Earlier => match saying.grade {
                Some(Grade::FirstHand) => found.first_hand += 1,
                Some(Grade::Relayed) => found.relayed += 1,
                Some(Grade::SecondHand) | None => found.second_hand += 1,
                Some(Grade::Unnamed) => found.unnamed += 1,
            },
            _ => {}
        }
        let place = &saying.place;
        let outlet = clean::line(place.outlet.as_deref().unwrap_or(&place.file));
        outlets.entry(outlet).or_default().insert(&saying.statement);
    }
    found.outlets = outlets
        .into_iter()
        .map(|(outlet, statements)| (outlet, statements.len()))
        .collect();
    found
        .outlets
        .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

fn last_day(material: &Material<'_>) -> Option<String> {
    let evidence = material.positions.iter().flat_map(|p| &p.evidence);
    evidence
        .filter_map(|e| e.saying.days.day())
        .max()
        .map(str::to_owned)
}

/// What the brief does not know, in sentences.
fn unknown(brief: &Brief) -> Vec<String> {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let mut found = Vec::new();
    let coverage = &brief.coverage;
    if coverage.uncoded > 0 {
        found.push(format!(
            "{} have not been held against the questions yet.",
            count(coverage.uncoded, "statement")
        ));
    }
    if brief.provenance.unsure > 0 {
        found.push(format!(
            "{} were judged too unsurely to count; `demarche code --next` offers them.",
            count(brief.provenance.unsure, "stance")
        ));
    }
    if coverage.undated > 0 {
        found.push(format!(
            "{} give no day of publication, so days in them are less certain.",
            count(coverage.undated, "report")
        ));
    }
    let single = brief
        .matrix
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.stand != Stand::Unstated && cell.utterances == 1)
        .count();
    if single > 0 {
        found.push(format!(
            "{} rest on one utterance.",
            count(single, "position")
        ));
    }
    found.push(format!(
        "“Unstated” means not found in {}: what was said elsewhere, or in private, is not here.",
        count(coverage.reports, "report")
    ));
    found
}
