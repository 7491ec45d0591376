//! How much the equilibria hang on preferences that are not sure.

use super::{Section, grounds, pattern, percent};
use crate::table::columns;
use crate::words::{Support, Words};
use demarche_stability::{
    AnalysisError, Basic, Concept, Doubts, Effect, Factor, Findings, Sensitivity, State, Watch,
};
use serde_json::{Value, json};

/// How sure the preferences are, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// How many runs.
    pub runs: u64,
    /// What the draws begin with: the same gives the same.
    pub seed: u64,
    /// The chance that a statement does not count.
    pub drop: u8,
    /// The same for a statement that is an assumption.
    pub drop_assumed: u8,
    /// The chance that a statement changes places with the next.
    pub swap: u8,
}

impl Default for Doubt {
    /// Ten thousand runs; one statement in ten does not count, every second
    /// one that is an assumption; one pair in five changes places.
    fn default() -> Self {
        Self {
            runs: 10_000,
            seed: 0,
            drop: 10,
            drop_assumed: 50,
            swap: 20,
        }
    }
}

/// How many states and factors are told.
const STATES: usize = 8;
const FACTORS: usize = 5;

/// Draws preferences many times, and says how often each state is an
/// equilibrium under the concept, and which preference decides it.
///
/// # Errors
///
/// As [`Sensitivity::run`]; [`AnalysisError::Undefined`] for a concept that is
/// not basic.
pub fn sensitivity(
    words: &Words<'_>,
    concept: Concept,
    doubt: Doubt,
    watch: Option<Watch<'_>>,
) -> Result<Section, AnalysisError> {
    let Some(basic) = concept.basic() else {
        return Err(AnalysisError::Undefined {
            concept: format!("sensitivity under {concept}"),
            reason:
                "it is found for nash, gmr, smr, seq and sseq; choose one of them with --concept"
                    .to_owned(),
        });
    };
    let findings = runs(words, basic, doubt, watch)?;
    let shares = findings.shares(basic);
    let mut lines = vec![format!(
        "{} runs under {concept}; in each, a statement is left out with a chance of {} % ({} % where it is an assumption) and changes places with the next with one of {} %.",
        findings.runs(),
        doubt.drop,
        doubt.drop_assumed,
        doubt.swap
    )];
    let rows: Vec<Vec<String>> = shares
        .iter()
        .take(STATES)
        .map(|(state, share)| vec![String::new(), words.state(*state), percent(*share)])
        .collect();
    lines.extend(columns(&rows, &[false, false, true]));
    if shares.len() > STATES {
        lines.push(format!(
            "  and {} more, each in fewer",
            shares.len() - STATES
        ));
    }
    let mut rests_on = Vec::new();
    for (state, _) in shares.iter().take(2) {
        let effects = telling(&findings, basic, *state);
        lines.extend(deciding(words, &effects, *state));
        let supports = effects
            .iter()
            .flat_map(|effect| supports(words, &effect.factor));
        rests_on.extend(supports);
    }
    lines.extend(grounds(rests_on));
    let data: Vec<Value> = shares
        .iter()
        .map(|(state, share)| {
            let effects = findings.effects(basic, *state);
            let effects = effects.iter().take(FACTORS).map(|effect| {
                json!({
                    "factor": factor(words, &effect.factor),
                    "with": effect.with,
                    "without": effect.without,
                    "rests_on": supports(words, &effect.factor),
                })
            });
            json!({
                "state": pattern(words, *state),
                "share": share,
                "decides": effects.collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(Section {
        key: "sensitivity",
        title: "How sure the equilibria are".to_owned(),
        lines,
        data: json!({
            "concept": concept.to_string(),
            "runs": findings.runs(),
            "seed": doubt.seed,
            "drop": doubt.drop,
            "drop_assumed": doubt.drop_assumed,
            "swap": doubt.swap,
            "states": data,
        }),
    })
}

/// Does the runs: each preference may be otherwise, an assumption sooner.
fn runs(
    words: &Words<'_>,
    basic: Basic,
    doubt: Doubt,
    watch: Option<Watch<'_>>,
) -> Result<Findings, AnalysisError> {
    let mut doubts = Doubts::uniform(words.model, doubt.drop, doubt.swap);
    for (dm, chances) in doubts.drop.iter_mut().enumerate() {
        for (n, chance) in chances.iter_mut().enumerate() {
            if words.is_assumed(dm, n) {
                *chance = doubt.drop_assumed;
            }
        }
    }
    let mut plan = Sensitivity::new(words.model, doubts)
        .concepts(&[basic])
        .runs(doubt.runs)
        .seed(doubt.seed);
    if let Some(watch) = watch {
        plan = plan.watch(watch);
    }
    plan.run()
}

/// Which preferences that are assumptions decide most whether the watched
/// states are equilibria, in sentences, what matters most first; at most three.
///
/// # Errors
///
/// As [`sensitivity`].
pub fn deciding_assumptions(
    words: &Words<'_>,
    basic: Basic,
    watched: &[(String, State)],
    doubt: Doubt,
) -> Result<Vec<String>, AnalysisError> {
    let findings = runs(words, basic, doubt, None)?;
    let mut found: Vec<(f64, Factor, String)> = Vec::new();
    for (name, state) in watched {
        for effect in findings.effects(basic, *state) {
            let Factor::Dropped {
                decision_maker,
                statement,
            } = effect.factor
            else {
                continue;
            };
            let weight = (effect.with - effect.without).abs();
            if weight < 0.02 || !words.is_assumed(decision_maker, statement) {
                continue;
            }
            let text = format!(
                "{} is assumed to prefer {}: without that, “{name}” could hold in {} of the runs with doubtful preferences, with it in {}.",
                words.party(decision_maker),
                words.quoted(decision_maker, statement),
                percent(effect.with),
                percent(effect.without)
            );
            found.push((weight, effect.factor, text));
        }
    }
    found.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.1.cmp(&b.1))
            .then_with(|| a.2.cmp(&b.2))
    });
    let mut told: Vec<(Factor, String)> = Vec::new();
    for (_, factor, text) in found {
        if told.iter().all(|(known, _)| *known != factor) {
            told.push((factor, text));
        }
    }
    Ok(told.into_iter().take(3).map(|(_, text)| text).collect())
}

/// The factors that decide a state most, and not too little to tell.
fn telling(findings: &Findings, basic: Basic, state: State) -> Vec<Effect> {
    let effects = findings.effects(basic, state).into_iter();
    effects
        .filter(|effect| (effect.with - effect.without).abs() >= 0.02)
        .take(FACTORS)
        .collect()
}

fn deciding(words: &Words<'_>, telling: &[Effect], state: State) -> Vec<String> {
    let title = format!("What decides how often {} is one:", words.state(state));
    let line = |effect: &Effect| {
        format!(
            "  if {}: in {}; otherwise in {}",
            factor(words, &effect.factor),
            percent(effect.with),
            percent(effect.without)
        )
    };
    if telling.is_empty() {
        return vec![format!(
            "No single preference decides whether {} is one.",
            words.state(state)
        )];
    }
    std::iter::once(title)
        .chain(telling.iter().map(line))
        .collect()
}

/// The preferences that a factor is about, with what they rest on.
fn supports(words: &Words<'_>, factor: &Factor) -> Vec<Support> {
    match factor {
        Factor::Dropped {
            decision_maker,
            statement,
        } => vec![words.support_of(*decision_maker, *statement)],
        Factor::Swapped {
            decision_maker,
            first,
        } if !words.is_ranking(*decision_maker) => [first + 1, *first]
            .map(|n| words.support_of(*decision_maker, n))
            .to_vec(),
        _ => Vec::new(),
    }
}

/// What differs from the model, in words.
fn factor(words: &Words<'_>, factor: &Factor) -> String {
    match factor {
        Factor::Dropped {
            decision_maker,
            statement,
        } => format!(
            "{} does not care about {}",
            words.party(*decision_maker),
            words.quoted(*decision_maker, *statement)
        ),
        Factor::Swapped {
            decision_maker,
            first,
        } => {
            let ranking = words.is_ranking(*decision_maker);
            if ranking {
                format!(
                    "{} ranks places {} and {} the other way round",
                    words.party(*decision_maker),
                    first + 1,
                    first + 2
                )
            } else {
                format!(
                    "{} puts {} before {}",
                    words.party(*decision_maker),
                    words.quoted(*decision_maker, first + 1),
                    words.quoted(*decision_maker, *first)
                )
            }
        }
        Factor::FirstBetter {
            decision_maker,
            pair,
        } => format!(
            "{} prefers the first of its unknown pair {}",
            words.party(*decision_maker),
            pair + 1
        ),
        _ => String::new(),
    }
}
