//! What could hold: the draft analysed, for the brief.

use crate::draft::{Draft, Drafted};
use demarche_brief::{Line, Outlook, OutlookLine};
use demarche_conflict::study::{Doubt, deciding_assumptions};
use demarche_conflict::{ConflictError, Told, Words, change_text, told};
use demarche_positions::Dispute;
use demarche_stability::{
    Analysis, AnalysisError, Basic, Concept, Model, State, Verdicts, explain, levers,
};

/// What an outcome is judged by.
const CONCEPT: Concept = Concept::Seq;

/// How many other equilibria are told.
const OTHERS: usize = 3;

/// How many levers are told for each arrangement that does not hold.
const LEVERS: usize = 2;

/// Up to so many options, levers and sensitivity are looked for.
const SMALL: usize = 12;

/// Why there is no outlook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutlookError {
    /// The draft is no model: no party controls a question.
    #[error(transparent)]
    Draft(#[from] ConflictError),
    /// It could not be analysed.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
}

/// Analyses a draft. `note` gives the number of the note with a statement, so
/// that the brief can cite it.
///
/// # Errors
///
/// [`OutlookError`].
pub fn outlook(
    dispute: &Dispute,
    draft: &Draft,
    note: &impl Fn(&str) -> Option<usize>,
) -> Result<Outlook, OutlookError> {
    let case = draft.conflict.base();
    let model = case.model()?;
    let words = Words::new(&model, case.sheet);
    let verdicts = Analysis::new(&model).concepts(&Concept::BASIC).run()?;
    let teller = Teller {
        dispute,
        model: &model,
        words: &words,
        verdicts: &verdicts,
        note,
    };
    let mut outcomes = Vec::new();
    let mut found_levers = Vec::new();
    for drafted in &draft.arrangements {
        let Some(state) = model.find(&drafted.state) else {
            continue;
        };
        let line = teller.arrangement(drafted, state)?;
        if !line.stable && model.options().len() <= SMALL {
            found_levers.extend(teller.levers(drafted, state)?);
        }
        outcomes.push(line);
    }
    outcomes.sort_by_key(|line| (!line.stable, line.unstable_for.len()));
    outcomes.extend(teller.others(draft)?);
    let mut assumptions = Vec::new();
    if model.options().len() <= SMALL {
        let watched: Vec<(String, State)> = draft
            .arrangements
            .iter()
            .filter_map(|drafted| Some((drafted.name.clone(), model.find(&drafted.state)?)))
            .collect();
        assumptions.extend(deciding_assumptions(
            &words,
            Basic::Seq,
            &watched,
            Doubt::default(),
        )?);
    }
    assumptions.extend(case.sheet.assumptions.iter().cloned());
    Ok(Outlook {
        method: format!(
            "A graph model of {} parties and {} options, drafted from the positions above; an outcome could hold if nobody would leave it who fears the answers by which the others would gain (sequential stability).",
            model.decision_makers().len(),
            model.options().len()
        ),
        outcomes,
        assumptions,
        levers: found_levers,
    })
}

struct Teller<'a, N> {
    dispute: &'a Dispute,
    model: &'a Model,
    words: &'a Words<'a>,
    verdicts: &'a Verdicts,
    note: &'a N,
}

impl<N: Fn(&str) -> Option<usize>> Teller<'_, N> {
    fn id(&self, dm: usize) -> String {
        let name = &self.model.decision_makers()[dm].name;
        let party = self
            .dispute
            .parties
            .iter()
            .find(|party| party.name == *name);
        party.map_or_else(|| name.clone(), |party| party.id.clone())
    }

    fn arrangement(&self, drafted: &Drafted, state: State) -> Result<OutlookLine, OutlookError> {
        let mut line = self.outcome(state)?;
        line.arrangement = Some(drafted.id.clone());
        line.name.clone_from(&drafted.name);
        Ok(line)
    }

    fn outcome(&self, state: State) -> Result<OutlookLine, OutlookError> {
        let leaving: Vec<usize> = (0..self.model.decision_makers().len())
            .filter(|dm| !self.verdicts.stable(CONCEPT, *dm).contains(state))
            .collect();
        let mut why = Vec::new();
        let mut notes = Vec::new();
        let parties: Vec<usize> = if leaving.is_empty() {
            (0..self.model.decision_makers().len()).collect()
        } else {
            leaving.clone()
        };
        for dm in parties {
            let told = told(self.words, &explain(self.model, &[], dm, state, CONCEPT)?);
            self.say(&told, leaving.is_empty(), &mut why, &mut notes);
        }
        if leaving.is_empty() {
            why.insert(0, self.held(state));
        }
        notes.sort_unstable();
        notes.dedup();
        Ok(OutlookLine {
            arrangement: None,
            name: self.words.state(state),
            stable: leaving.is_empty(),
            unstable_for: leaving.iter().map(|dm| self.id(*dm)).collect(),
            why: why.join(" "),
            notes,
        })
    }

    /// Under which concepts nobody would leave.
    fn held(&self, state: State) -> String {
        let names: Vec<String> = Concept::BASIC
            .iter()
            .filter(|concept| self.verdicts.equilibria(**concept).contains(state))
            .map(Concept::to_string)
            .collect();
        if names.len() == Concept::BASIC.len() {
            "Nobody could do better by a move of its own.".to_owned()
        } else {
            format!("Nobody would leave it ({}).", names.join(", "))
        }
    }

    /// The move that matters: the first that nothing deters or, of a state
    /// that holds, the first that something does.
    fn say(&self, told: &Told, holds: bool, why: &mut Vec<String>, notes: &mut Vec<usize>) {
        let Some(point) = told.points.first().filter(|point| point.deterred == holds) else {
            return;
        };
        why.extend(point.text.iter().cloned());
        for support in &point.supports {
            notes.extend(
                support
                    .evidence
                    .iter()
                    .filter_map(|evidence| (self.note)(&evidence.statement)),
            );
            if support.assumed {
                why.push(format!(
                    "(That {} prefers “{}” is an assumption.)",
                    support.party,
                    support.prefers.replace('"', "")
                ));
            }
        }
    }

    fn levers(&self, drafted: &Drafted, state: State) -> Result<Vec<Line>, OutlookError> {
        let mut found = levers(self.model, state, CONCEPT, None)?.levers;
        found.sort_by_key(|lever| lever.equilibria);
        Ok(found
            .iter()
            .take(LEVERS)
            .map(|lever| Line {
                party: None,
                question: None,
                text: format!(
                    "“{}” could hold if {}.",
                    drafted.name,
                    change_text(self.words, &lever.change)
                ),
                notes: Vec::new(),
            })
            .collect())
    }

    /// Equilibria that are no arrangement: those under most concepts.
    fn others(&self, draft: &Draft) -> Result<Vec<OutlookLine>, OutlookError> {
        let known: Vec<Option<State>> = draft
            .arrangements
            .iter()
            .map(|drafted| self.model.find(&drafted.state))
            .collect();
        let mut states: Vec<(usize, State)> = self
            .verdicts
            .equilibria(CONCEPT)
            .iter()
            .filter(|state| !known.contains(&Some(*state)))
            .map(|state| {
                let held = |concept: &&Concept| self.verdicts.equilibria(**concept).contains(state);
                (Concept::BASIC.iter().filter(held).count(), state)
            })
            .collect();
        states.sort_by_key(|(count, state)| (std::cmp::Reverse(*count), *state));
        states
            .iter()
            .take(OTHERS)
            .map(|(_, state)| {
                let mut line = self.outcome(*state)?;
                line.name = format!(
                    "What none of the arrangements says: {}",
                    self.words.taken(*state)
                );
                Ok(line)
            })
            .collect()
    }
}
