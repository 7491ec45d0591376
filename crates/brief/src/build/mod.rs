//! Makes a brief of positions: decides what is said and on which notes.

mod notes;
mod sections;

use std::collections::{BTreeMap, BTreeSet};

use demarche_positions::{
    Change, Coverage, Dispute, Evidence, Position, Saying, Stand, Stranger, Use, changes, supports,
    told_together,
};
use demarche_statements::Grade;

use crate::brief::{Asked, Brief, Outlook, Provenance, Side};
use crate::clean;
use crate::compose::count;

use notes::Notes;
use sections::{answering, arrangements, clashes, matrix, news, open, others, shifts};

/// What a brief is made of.
#[derive(Debug, Clone)]
pub struct Material<'m> {
    /// What the analyst wrote down.
    pub dispute: &'m Dispute,
    /// The positions, one for each party and question.
    pub positions: &'m [Position],
    /// What voices said that speak for no party.
    pub others: &'m [Saying],
    /// The day that the positions were asked for: what was known then.
    pub on: Option<&'m str>,
    /// What was said on this day or later is new.
    pub since: Option<&'m str>,
    /// What was read.
    pub coverage: Coverage,
    /// Names in the dispute file that the ledger does not know.
    pub strangers: &'m [Stranger],
    /// What could hold, if it was computed.
    pub outlook: Option<Outlook>,
}

impl Brief {
    /// Makes the brief. The same material gives the same brief.
    #[must_use]
    pub fn new(material: &Material<'_>) -> Self {
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
        let matrix = matrix(material, &mut notes);
        let changes: Vec<Change> = material.positions.iter().flat_map(changes).collect();
        let news = news(material, &changes, &mut notes);
        let shifts = shifts(material, &changes, &mut notes);
        let contradictions = clashes(material, &mut notes);
        let arrangements = arrangements(material, &mut notes);
        let others = others(material, &mut notes);
        let answering = answering(material, &mut notes);
        let open = open(material);
        let provenance = provenance(material);
        let mut brief = Self {
            title: clean::line(&dispute.title),
            about: clean::optional(dispute.about.as_ref()),
            on: material.on.map(str::to_owned),
            since: material.since.map(str::to_owned),
            until: last_day(material),
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
        // Silence of a name that nobody bears is no silence of a party.
        let strangers = told_together(material.strangers);
        brief.unknown = strangers.iter().map(|told| clean::line(told)).collect();
        let unknown = unknown(&brief);
        brief.unknown.extend(unknown);
        brief
    }
}

fn provenance(material: &Material<'_>) -> Provenance {
    let mut found = Provenance::default();
    let mut acts: BTreeMap<&str, Grade> = BTreeMap::new();
    let mut outlets: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for position in material.positions {
        for evidence in &position.evidence {
            let saying = &evidence.saying;
            if !seen.insert((&saying.statement, &saying.voice.id, &saying.question)) {
                continue;
            }
            if saying.coder.is_person() {
                found.by_people += 1;
            } else {
                found.by_machine += 1;
            }
            found.unsure += usize::from(evidence.role == Use::Unsure);
            if !carries(position, evidence) {
                continue;
            }
            if evidence.role != Use::Repeats {
                // An utterance that supports several positions may be nearer
                // in one; it is known as near as that.
                let grade = saying.grade.unwrap_or(Grade::SecondHand);
                let known = acts.entry(position.act_of(evidence)).or_insert(grade);
                *known = grade.min(*known);
            }
            let place = &saying.place;
            let outlet = clean::line(place.outlet.as_deref().unwrap_or(&place.file));
            if place.outlet.is_none() && !found.files.contains(&outlet) {
                found.files.push(outlet.clone());
            }
            outlets
                .entry(outlet)
                .or_default()
                .insert(position.act_of(evidence));
        }
    }
    for grade in acts.values() {
        *match grade {
            Grade::FirstHand => &mut found.first_hand,
            Grade::Relayed => &mut found.relayed,
            Grade::SecondHand => &mut found.second_hand,
            Grade::Unnamed => &mut found.unnamed,
        } += 1;
    }
    found.outlets = outlets
        .into_iter()
        .map(|(outlet, acts)| (outlet, acts.len()))
        .collect();
    found
        .outlets
        .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// Whether a piece of evidence reports what a position's stand rests on: all
/// that [`demarche_positions::Basis`] counts, and the other reports of it.
fn carries(position: &Position, evidence: &Evidence) -> bool {
    matches!(evidence.role, Use::Current | Use::Earlier | Use::Repeats)
        && supports(&evidence.saying, position.stand)
}

fn last_day(material: &Material<'_>) -> Option<String> {
    let evidence = material.positions.iter().flat_map(|p| &p.evidence);
    evidence
        .filter_map(|e| e.saying.days.day())
        .max()
        .map(str::to_owned)
}

/// `1 report has`, `2 reports have`.
fn agreed(n: usize, noun: &str, one: &str, many: &str) -> String {
    format!("{} {}", count(n, noun), if n == 1 { one } else { many })
}

/// What the brief does not know, in sentences.
fn unknown(brief: &Brief) -> Vec<String> {
    let mut found = Vec::new();
    let coverage = &brief.coverage;
    if coverage.uncoded > 0 {
        found.push(format!(
            "{} not been held against the questions yet.",
            agreed(coverage.uncoded, "report", "has", "have")
        ));
    }
    if coverage.reworded > 0 {
        found.push(format!(
            "{} made on another wording of a question and do not count; `demarche code --history` lists them.",
            match coverage.reworded {
                1 => "1 judgement of a person was".to_owned(),
                n => format!("{n} judgements of people were"),
            }
        ));
    }
    if coverage.lost > 0 {
        found.push(format!(
            "{} lost: the report was revised, and nothing in it takes the statement's place; `demarche code --history` lists what to judge anew.",
            match coverage.lost {
                1 => "1 judgement of a person is".to_owned(),
                n => format!("{n} judgements of people are"),
            }
        ));
    }
    if coverage.disputed > 0 {
        found.push(format!(
            "{} judged differently by different people; the latest judgement counts, its footnote names the others, and `demarche code --agreement` lists them.",
            agreed(coverage.disputed, "statement", "is", "are")
        ));
    }
    if brief.provenance.unsure > 0 {
        found.push(format!(
            "{} judged too unsurely to count; `demarche code --next` offers what to look at.",
            agreed(brief.provenance.unsure, "stance", "was", "were")
        ));
    }
    if coverage.undated > 0 {
        found.push(format!(
            "{} no day of publication, so days told there are less certain.",
            agreed(coverage.undated, "report", "gives", "give")
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
            "{} on one utterance.",
            agreed(single, "position", "rests", "rest")
        ));
    }
    found.push(format!(
        "“Unstated” means not found in {}: what was said elsewhere, or in private, is not here.",
        count(coverage.reports, "report")
    ));
    found
}
