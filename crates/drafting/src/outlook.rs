//! What could hold: the draft analysed, for the brief.

use crate::draft::{Draft, Drafted, count, is_holding_out};
use demarche_brief::{Line, Outlook, OutlookLine};
use demarche_conflict::study::{Doubt, deciding_assumptions};
use demarche_conflict::{ConflictError, Words, change_support, change_text, joined};
use demarche_positions::Dispute;
use demarche_stability::{
    Analysis, AnalysisError, Answer, Basic, Change, Concept, Explanation, Model, Reason, State,
    Temptation, Verdicts,
};

/// What an outcome is judged by.
const CONCEPT: Concept = Concept::Seq;

/// How many other equilibria are told.
const OTHERS: usize = 3;

/// How many levers are told for each arrangement that does not hold.
const LEVERS: usize = 2;

/// How many runs tell which assumption matters most.
const RUNS: u64 = 2000;

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
    let words = Words::new(&model, case.sheet).in_sentences();
    let verdicts = Analysis::new(&model).concepts(&Concept::BASIC).run()?;
    let teller = Teller {
        dispute,
        model: &model,
        words: &words,
        verdicts: &verdicts,
        note,
    };
    let mut outcomes = Vec::new();
    let mut levers: Vec<(Lever, Vec<String>)> = Vec::new();
    for drafted in &draft.arrangements {
        let Some(state) = model.find(&drafted.state) else {
            continue;
        };
        let line = teller.arrangement(drafted, state)?;
        if !line.stable && model.options().len() <= SMALL {
            for lever in teller.levers(state)? {
                let known = levers.iter_mut().find(|(known, _)| *known == lever);
                let name = format!("“{}”", drafted.name);
                match known {
                    Some((_, arrangements)) => arrangements.push(name),
                    None => levers.push((lever, vec![name])),
                }
            }
        }
        outcomes.push(line);
    }
    levers.sort_by_key(|((_, notes), _)| notes.is_empty());
    outcomes.sort_by_key(|line| (!line.stable, line.unstable_for.len()));
    outcomes.extend(teller.others(draft)?);
    let mut assumptions = Vec::new();
    let doubt = Doubt {
        runs: RUNS,
        ..Doubt::default()
    };
    if model.options().len() <= SMALL {
        let watched: Vec<(String, State)> = draft
            .arrangements
            .iter()
            .filter_map(|drafted| Some((drafted.name.clone(), model.find(&drafted.state)?)))
            .collect();
        assumptions.extend(deciding_assumptions(&words, Basic::Seq, &watched, doubt)?);
    }
    assumptions.extend(case.sheet.assumptions.iter().cloned());
    Ok(Outlook {
        method: format!(
            "A graph model of {} and {} ({}), drafted from the positions above; an outcome could hold if nobody would leave it who fears the answers by which the others would gain (sequential stability).",
            count(model.decision_makers().len(), "party", "parties"),
            count(model.options().len(), "option", "options"),
            options(draft)
        ),
        outcomes,
        assumptions,
        levers: levers
            .into_iter()
            .map(|((told, notes), arrangements)| Line {
                party: None,
                question: None,
                text: format!(
                    "{} could {}hold if {told}.",
                    joined(&arrangements),
                    if arrangements.len() > 1 { "each " } else { "" }
                ),
                notes,
            })
            .collect(),
    })
}

/// What the options are: what a party can do, and its holding out.
fn options(draft: &Draft) -> String {
    let options = &draft.conflict.sheet.options;
    let holding = options
        .iter()
        .filter(|entry| is_holding_out(&entry.name.text));
    let holding = holding.count();
    let mut told = count(
        options.len() - holding,
        "question that a party controls",
        "questions that a party controls",
    );
    if holding > 0 {
        let parties = count(holding, "party", "parties");
        told.push_str(&format!("; {parties} that can hold out"));
    }
    told
}

/// A change by which an arrangement could hold, in words, and its notes.
type Lever = (String, Vec<usize>);

/// What is said of an outcome.
#[derive(Default)]
struct Said {
    why: Vec<String>,
    notes: Vec<usize>,
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
        let parties = 0..self.model.decision_makers().len();
        let leaving: Vec<usize> = parties
            .clone()
            .filter(|dm| !self.verdicts.stable(CONCEPT, *dm).contains(state))
            .collect();
        let mut said = Said::default();
        if leaving.is_empty() {
            said.why.push(self.held(state));
            // One answer that keeps somebody from leaving shows what it hangs on.
            for dm in parties {
                let explanation = Analysis::new(self.model).explain(dm, state, CONCEPT)?;
                if self.kept(&explanation, &mut said) {
                    break;
                }
            }
        }
        for dm in &leaving {
            let explanation = Analysis::new(self.model).explain(*dm, state, CONCEPT)?;
            self.left(&explanation, &mut said);
        }
        said.notes.sort_unstable();
        said.notes.dedup();
        Ok(OutlookLine {
            arrangement: None,
            name: self.words.state(state),
            stable: leaving.is_empty(),
            unstable_for: leaving.iter().map(|dm| self.id(*dm)).collect(),
            why: said.why.join(" "),
            notes: said.notes,
        })
    }

    /// Under which concepts nobody would leave.
    fn held(&self, state: State) -> String {
        if self.verdicts.equilibria(Concept::Nash).contains(state) {
            "Nobody could do better by a move of its own.".to_owned()
        } else {
            "It holds by fear of the answers.".to_owned()
        }
    }

    /// The move by which a party would leave.
    fn left(&self, explanation: &Explanation, said: &mut Said) {
        let open = |temptation: &&Temptation| !matches!(temptation.answer, Answer::Deters(_));
        let Some(move_away) = explanation.temptations.iter().find(open) else {
            return;
        };
        let gain = self.reasons(&move_away.gain, said);
        said.why.push(format!(
            "{} would {}: {}.",
            self.words
                .parties(&explanation.players[explanation.player].members),
            self.words.change(explanation.state, move_away.to),
            gain,
        ));
    }

    /// The answer that keeps a party from leaving; `false` where nothing
    /// tempts it.
    fn kept(&self, explanation: &Explanation, said: &mut Said) -> bool {
        let deterred =
            explanation
                .temptations
                .iter()
                .find_map(|temptation| match &temptation.answer {
                    Answer::Deters(sanction) => Some((temptation, sanction)),
                    _ => None,
                });
        let Some((temptation, sanction)) = deterred else {
            return false;
        };
        let who = |player: usize| self.words.parties(&explanation.players[player].members);
        let gain = self.reasons(&temptation.gain, said);
        let steps: Vec<String> = sanction
            .steps
            .iter()
            .map(|step| {
                format!(
                    "{} could {}",
                    who(step.player),
                    self.words.change(step.from, step.to)
                )
            })
            .collect();
        for reasons in &sanction.gains {
            self.reasons(reasons, said);
        }
        let loss = self.reasons(&sanction.loss, said);
        said.why.push(format!(
            "{} would rather {} ({gain}); but then {}, and that is worse for it: {loss}.",
            who(explanation.player),
            self.words.change(explanation.state, temptation.to),
            steps.join(", and "),
        ));
        true
    }

    /// Reasons in words; what they rest on is noted.
    fn reasons(&self, reasons: &[Reason], said: &mut Said) -> String {
        let mut told = Vec::new();
        for reason in reasons {
            let supports = self.words.support(reason);
            let assumed = supports.iter().find(|support| support.assumed);
            told.push(match assumed.and_then(|support| support.because.clone()) {
                Some(because) => format!("{because} (assumed)"),
                None => self.words.reason(reason),
            });
            for support in &supports {
                let notes = support
                    .evidence
                    .iter()
                    .filter_map(|evidence| (self.note)(&evidence.statement));
                said.notes.extend(notes);
            }
        }
        told.join(" and ")
    }

    /// A change in words. Of holding out, only that a party no longer does is
    /// a lever; that it could not is the question itself.
    fn lever(&self, change: &Change) -> Option<String> {
        if let Change::FixOption { option, .. } | Change::SetDirection { option, .. } = change
            && is_holding_out(&self.model.options()[*option].name)
        {
            return None;
        }
        if let Change::DropStatement {
            decision_maker,
            statement,
        }
        | Change::ReverseStatement {
            decision_maker,
            statement,
        } = change
        {
            let party = self.words.party(*decision_maker);
            let rule = self.words.sheet.party(party)?.statement(*statement)?;
            let demand = rule
                .because
                .as_deref()
                .and_then(|because| because.strip_prefix("it settles only "));
            if let Some(demand) = demand {
                return Some(format!("{party} settled otherwise than {demand}"));
            }
        }
        Some(change_text(self.words, change))
    }

    fn levers(&self, state: State) -> Result<Vec<Lever>, OutlookError> {
        let mut found = Analysis::new(self.model).levers(state, CONCEPT)?.levers;
        // What somebody said and might say otherwise tells more than a wish that
        // nobody has uttered.
        found.sort_by_cached_key(|lever| (self.cited(&lever.change).is_empty(), lever.equilibria));
        let mut levers: Vec<Lever> = Vec::new();
        for lever in &found {
            let Some(told) = self.lever(&lever.change) else {
                continue;
            };
            // Two changes may come to the same for a reader.
            if levers.len() < LEVERS && levers.iter().all(|(known, _)| *known != told) {
                levers.push((told, self.cited(&lever.change)));
            }
        }
        Ok(levers)
    }

    /// The notes with the sentences behind the preference that a change is
    /// about.
    fn cited(&self, change: &Change) -> Vec<usize> {
        let support = change_support(self.words, change);
        let mut notes: Vec<usize> = support
            .iter()
            .flat_map(|support| &support.evidence)
            .filter_map(|evidence| (self.note)(&evidence.statement))
            .collect();
        notes.sort_unstable();
        notes.dedup();
        notes
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
                line.name = if (0..self.model.options().len()).any(|k| state.takes(k)) {
                    format!("Outside the arrangements: {}", self.words.done(*state))
                } else {
                    "The outcome in which no option is taken".to_owned()
                };
                Ok(line)
            })
            .collect()
    }
}
