//! A party's positions as preference statements: the firmest first, and of
//! those as firm the ones that are uttered most often.

use crate::assume::Assumptions;
use crate::draft::{Choice, assumed};
use demarche_conflict::{Evidence, Rule, joined};
use demarche_positions::{Dispute, Firmness, Party, Position, Stand, Use, supports};
use std::cmp::Reverse;

/// How many sentences a preference cites.
const CITED: usize = 3;

/// What there is to draft from.
pub(crate) struct Asked<'a> {
    pub dispute: &'a Dispute,
    pub positions: &'a [Position],
    /// The options, each with the identifier of the party that controls it.
    pub choices: &'a [(Choice<'a>, &'a str)],
}

impl Asked<'_> {
    pub fn position(&self, party: &str, question: &str) -> Option<&Position> {
        self.positions
            .iter()
            .find(|position| position.party == party && position.question == question)
    }

    /// How many of the options are questions.
    pub(crate) fn questions(&self) -> usize {
        let choices = self.choices.iter();
        choices
            .filter(|(choice, _)| matches!(choice, Choice::Question(_)))
            .count()
    }

    pub fn stand(&self, party: &str, question: &str) -> Stand {
        self.position(party, question)
            .map_or(Stand::Unstated, |position| position.stand)
    }
}

/// A statement in the making, and what orders it.
struct Weighed {
    rule: Rule,
    /// What it wants, as a question's answer.
    demand: String,
    /// Whether another party controls what it is about.
    of_others: bool,
    firmness: Option<Firmness>,
    conditional: bool,
    utterances: usize,
    /// In thousandths, so that it orders.
    strength: u64,
}

/// On how many options nothing tells what a party wants.
pub(crate) struct Silence {
    pub options: usize,
    /// Whether it controls one of them.
    pub controls: bool,
}

/// The party's preferences, and where nothing tells of any.
pub(crate) fn of(
    asked: &Asked<'_>,
    party: &Party,
    assumptions: &mut Assumptions,
) -> (Vec<Rule>, Silence) {
    let mut weighed: Vec<Weighed> = Vec::new();
    let mut silent = 0;
    let mut last = Vec::new();
    for (choice, by) in asked.choices {
        let Choice::Question(question) = choice else {
            continue;
        };
        let name = quoted(&choice.name());
        let yes = question.yes.trim().trim_end_matches('.');
        let position = asked.position(&party.id, &question.id);
        match position.map(|position| (position, position.stand)) {
            Some((position, Stand::Yes | Stand::Conditional)) => {
                if position.stand == Stand::Conditional {
                    assumptions.add(conditions(party, yes, position));
                }
                weighed.push(stated(name, yes.to_owned(), position, *by != party.id));
            }
            Some((position, Stand::No)) => {
                let (when, demand) = (format!("NOT {name}"), format!("{yes}: no"));
                weighed.push(stated(when, demand, position, *by != party.id));
            }
            found => {
                silent += 1;
                if *by == party.id {
                    let why = match found {
                        Some((_, Stand::Divided)) => "its speakers disagree",
                        Some((_, Stand::NonCommittal)) => "it does not commit itself",
                        _ => "it has not said what it wants",
                    };
                    last.push(assumed(
                        format!("NOT {name}"),
                        format!("{why}; it is taken not to act unless it says so"),
                    ));
                }
            }
        }
    }
    let silence = Silence {
        options: silent,
        controls: !last.is_empty(),
    };
    weighed.sort_by_key(|one| {
        (
            Reverse(one.firmness),
            one.conditional,
            Reverse(one.utterances),
            Reverse(one.strength),
        )
    });
    let mut rules = holding(asked, party, weighed);
    rules.extend(last);
    (rules, silence)
}

/// Puts what is assumed of holding out where it belongs: behind what is more
/// than thinly stated.
fn holding(asked: &Asked<'_>, party: &Party, weighed: Vec<Weighed>) -> Vec<Rule> {
    let thin = weighed
        .iter()
        .position(|one| one.firmness <= Some(Firmness::Thin))
        .unwrap_or(weighed.len());
    let most: Option<(String, String, Vec<Evidence>)> =
        weighed.iter().find(|one| one.of_others).map(|one| {
            (
                one.rule.text(),
                one.demand.clone(),
                one.rule.evidence.clone(),
            )
        });
    let mut rules: Vec<Rule> = weighed.into_iter().map(|one| one.rule).collect();
    let mut put = Vec::new();
    let mut others = Vec::new();
    for (choice, by) in asked.choices {
        let Choice::HoldOut(_) = choice else {
            continue;
        };
        let name = quoted(&choice.name());
        if *by != party.id {
            others.push(format!("NOT {name}"));
        } else if let Some((most, demand, evidence)) = &most {
            // The demand is told; that it would hold out for it is assumed.
            put.push(Rule {
                evidence: evidence.clone(),
                ..assumed(
                    match most.strip_prefix("NOT ") {
                        Some(unwanted) => format!("{name} IFF {unwanted}"),
                        None => format!("{name} IFF NOT {most}"),
                    },
                    format!("it settles only with “{demand}”"),
                )
            });
        }
    }
    if !others.is_empty() {
        put.push(assumed(
            others.join(" AND "),
            "it would rather see everybody settle".to_owned(),
        ));
    }
    let at = thin.min(rules.len());
    rules.splice(at..at, put);
    rules
}

fn stated(when: String, demand: String, position: &Position, of_others: bool) -> Weighed {
    let cited = position.evidence.iter().filter(|evidence| {
        evidence.role == Use::Current && supports(&evidence.saying, position.stand)
    });
    let evidence: Vec<Evidence> = cited
        .take(CITED)
        .map(|evidence| {
            let saying = &evidence.saying;
            Evidence {
                statement: saying.statement.clone(),
                who: Some(saying.voice.name.clone()),
                on: saying.days.day().map(str::to_owned),
                outlet: Some(
                    saying
                        .place
                        .outlet
                        .clone()
                        .unwrap_or_else(|| saying.place.file.clone()),
                ),
                says: Some(
                    saying
                        .sentence
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                ),
            }
        })
        .collect();
    let utterances = position.basis.utterances;
    let firmness = position.firmness;
    let because = format!(
        "{}{}, {utterances} utterance{} by {} voice{}",
        position.stand.word(),
        firmness
            .map(|firmness| format!(", {}", firmness.word()))
            .unwrap_or_default(),
        if utterances == 1 { "" } else { "s" },
        position.basis.voices,
        if position.basis.voices == 1 { "" } else { "s" },
    );
    Weighed {
        rule: Rule {
            because: Some(because),
            assumed: evidence.is_empty(),
            evidence,
            ..Rule::new(when)
        },
        demand,
        of_others,
        firmness,
        conditional: position.stand == Stand::Conditional,
        utterances,
        strength: thousandths(position.strength),
    }
}

/// A weight as a whole number. Weights are small and never negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn thousandths(strength: f64) -> u64 {
    (strength.clamp(0.0, 1e9) * 1000.0).round() as u64
}

fn conditions(party: &Party, yes: &str, position: &Position) -> String {
    let told: Vec<String> = position
        .conditions
        .iter()
        .map(|text| format!("“{}”", text.trim()))
        .collect();
    let told = if told.is_empty() {
        "its conditions, which are not told,".to_owned()
    } else {
        joined(&told)
    };
    format!(
        "{} wants “{yes}” on conditions; {told} taken as met.",
        party.name
    )
}

/// An option's name as a condition writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "'"))
}
