//! "His Israeli counterpart": who holds the office that the other one does.

use crate::scene::Scene;
use crate::words::inside;

/// What the office is called until it is known.
const COUNTERPART: &str = "counterpart";

impl Scene<'_> {
    /// Gives counterparts the office of the one named beside them.
    pub(crate) fn settle_counterparts(&mut self) {
        for at in 0..self.people.len() {
            for role in 0..self.people[at].roles.len() {
                let told = &self.people[at].roles[role];
                let Some(before) = told
                    .office
                    .as_deref()
                    .and_then(|office| office.strip_suffix(COUNTERPART))
                    .map(|before| before.trim_end().to_owned())
                else {
                    continue;
                };
                let Some(span) = told.evidence.first().copied() else {
                    continue;
                };
                let Some(office) = self.office_beside(at, inside(&self.words, span).start, &before)
                else {
                    continue;
                };
                let draft = self.person_draft[at];
                let old = self.people[at].roles[role].clone();
                let same = |entry: &&mut crate::Role| **entry == old;
                if let Some(entry) = self.drafts.all[draft].roles.iter_mut().find(same) {
                    entry.office = Some(office.clone());
                }
                self.people[at].roles[role].office = Some(office);
            }
        }
    }

    /// The office of the person named nearest in the sentence, the one before
    /// first: "defence counterpart" is that of a minister.
    fn office_beside(&self, counterpart: usize, word: usize, portfolio: &str) -> Option<String> {
        let sentence = self.words.get(word)?.sentence;
        let mut best: Option<((bool, usize), &str)> = None;
        for (at, person) in self.people.iter().enumerate() {
            let held = person
                .roles
                .iter()
                .filter_map(|role| role.office.as_deref())
                .find(|office| !office.ends_with(COUNTERPART) && !office.starts_with("former "));
            let Some(office) = held.filter(|_| at != counterpart) else {
                continue;
            };
            for entity in self.mentions_of(at) {
                let start = self.entities[entity].words.start;
                if self.words[start].sentence != sentence {
                    continue;
                }
                let order = (start > word, start.abs_diff(word));
                if best.as_ref().is_none_or(|(old, _)| order < *old) {
                    best = Some((order, office));
                }
            }
        }
        let (_, office) = best?;
        if portfolio.is_empty() {
            return Some(office.to_owned());
        }
        let last = office.rsplit(' ').next()?;
        matches!(last, "minister" | "secretary").then(|| format!("{portfolio} {last}"))
    }

    /// The names in the text that mean a person of the report.
    fn mentions_of(&self, person: usize) -> impl Iterator<Item = usize> {
        let draft = self.person_draft[person];
        (0..self.entities.len()).filter(move |&index| self.actor[index] == Some(draft))
    }
}
