//! How far coders agree: Krippendorff's alpha for nominal data, and the list of
//! what they disagree on.
//!
//! Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011):
//! with `o_cc` the coincidences of a value with itself, `n_c` the pairable
//! values c and n all of them,
//! alpha = ((n − 1) Σ `o_cc` − Σ `n_c` (`n_c` − 1)) / (n (n − 1) − Σ `n_c` (`n_c` − 1)).

use std::collections::BTreeMap;

use serde::Serialize;

/// One coder's judgement of one unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Judged<V> {
    /// What was judged.
    pub unit: String,
    /// Who judged.
    pub coder: String,
    /// What they said.
    pub value: V,
}

/// How far coders agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement<V> {
    /// Krippendorff's alpha: 1 for full agreement, 0 for what chance would
    /// give. `None` where nothing was judged twice, or all judgements are the
    /// same, so that chance cannot be told from agreement.
    pub alpha: Option<f64>,
    /// How many units two or more judged.
    pub units: usize,
    /// How many judgements of these units there are.
    pub judgements: usize,
    /// Who judged, in the order of the alphabet.
    pub coders: Vec<String>,
    /// The units on which not all say the same, with who says what.
    pub disagreements: Vec<Disagreement<V>>,
}

/// A unit on which coders differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement<V> {
    /// What was judged.
    pub unit: String,
    /// Coder and value, in the order of the coders.
    pub values: Vec<(String, V)>,
}

/// Compares judgements. A coder's last judgement of a unit counts.
#[must_use]
pub fn agreement<V: Ord + Clone>(judged: &[Judged<V>]) -> Agreement<V> {
    let mut units: BTreeMap<&str, BTreeMap<&str, &V>> = BTreeMap::new();
    for one in judged {
        units
            .entry(&one.unit)
            .or_default()
            .insert(&one.coder, &one.value);
    }
    units.retain(|_, values| values.len() > 1);
    let mut coincidences: BTreeMap<&V, f64> = BTreeMap::new();
    let mut totals: BTreeMap<&V, f64> = BTreeMap::new();
    let mut coders: Vec<String> = Vec::new();
    let mut disagreements = Vec::new();
    for (unit, values) in &units {
        let mut counts: BTreeMap<&V, f64> = BTreeMap::new();
        for (coder, value) in values {
            *counts.entry(value).or_default() += 1.0;
            coders.push((*coder).to_owned());
        }
        let others = values.len() as f64 - 1.0;
        for (value, count) in &counts {
            *coincidences.entry(value).or_default() += count * (count - 1.0) / others;
            *totals.entry(value).or_default() += count;
        }
        if counts.len() > 1 {
            disagreements.push(Disagreement {
                unit: (*unit).to_owned(),
                values: values
                    .iter()
                    .map(|(coder, value)| ((*coder).to_owned(), (*value).clone()))
                    .collect(),
            });
        }
    }
    let judgements = coders.len();
    coders.sort();
    coders.dedup();
    Agreement {
        alpha: alpha(&coincidences, &totals),
        units: units.len(),
        judgements,
        coders,
        disagreements,
    }
}

fn alpha<V: Ord>(coincidences: &BTreeMap<&V, f64>, totals: &BTreeMap<&V, f64>) -> Option<f64> {
    let n: f64 = totals.values().sum();
    let same: f64 = coincidences.values().sum();
    let by_chance: f64 = totals.values().map(|count| count * (count - 1.0)).sum();
    let differing = n * (n - 1.0) - by_chance;
    (differing > 0.0).then(|| ((n - 1.0) * same - by_chance) / differing)
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Judged, agreement};

    /// One line a coder; `.` where they did not judge the unit.
    fn compare(lines: &[&str]) -> Agreement<char> {
        let mut judged = Vec::new();
        for (coder, line) in lines.iter().enumerate() {
            for (unit, value) in line.split_whitespace().enumerate() {
                let value = value.chars().next().unwrap();
                if value != '.' {
                    judged.push(Judged {
                        unit: format!("{unit:02}"),
                        coder: format!("coder {coder}"),
                        value,
                    });
                }
            }
        }
        agreement(&judged)
    }

    fn near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 0.0005, "{found} for {expected}");
    }

    #[test]
    fn binary_data_of_two_coders() {
        // Krippendorff 2011, section A: ten units, alpha 0.095.
        let found = compare(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]);
        near(found.alpha, 0.095);
        assert_eq!((found.units, found.judgements), (10, 20));
        assert_eq!(found.disagreements.len(), 4);
    }

    #[test]
    fn nominal_data_of_two_coders() {
        // Section B: twelve units, alpha 0.692.
        let found = compare(&["a a b b d c c c e d d a", "b a b b b c c c e d d d"]);
        near(found.alpha, 0.692);
    }

    #[test]
    fn nominal_data_of_four_coders_with_gaps() {
        // Section C: four observers, values missing, alpha 0.743.
        let found = compare(&[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ]);
        near(found.alpha, 0.743);
        assert_eq!((found.units, found.judgements), (11, 40));
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        assert_eq!(compare(&["a a a", "a a a"]).alpha, None);
        assert_eq!(compare(&["a b a", ". . ."]).alpha, None);
        assert_eq!(compare(&[]).alpha, None);
        near(compare(&["a b a", "a b a"]).alpha, 1.0);
    }

    #[test]
    fn a_coder_who_judges_again_has_changed_their_mind() {
        let judged = |coder: &str, value| Judged {
            unit: "u".into(),
            coder: coder.into(),
            value,
        };
        let found = agreement(&[judged("a", 1), judged("b", 2), judged("a", 2)]);
        assert!(found.disagreements.is_empty());
        assert_eq!(found.judgements, 2);
    }
}
