//! What a party foresees that looks ahead, in sentences.

use super::{AS_WELL, Supports, Teller, standing};
use demarche_stability::Sanction;

impl Teller<'_> {
    /// The course that the mover foresees, and how it ends for it.
    pub(super) fn foreseen(
        &self,
        course: &Sanction,
        open: bool,
        text: &mut Vec<String>,
        supports: &mut Supports,
    ) {
        let explanation = self.explanation;
        let steps: Vec<String> = course
            .steps
            .iter()
            .zip(&course.gains)
            .map(|(step, gain)| {
                format!(
                    "{} would {}: it foresees to gain, since {}",
                    self.who(step.player),
                    self.words.step(step.from, step.to),
                    self.reasons(step.player, gain, supports),
                )
            })
            .collect();
        text.push(if steps.is_empty() {
            "Nobody would move on from there.".to_owned()
        } else {
            format!("Then {}.", steps.join("; after that "))
        });
        let who = self.who(explanation.player);
        let stands = standing(&course.loss);
        let mut end = format!(
            "{} in {}, and {who} would be {stands} {} in {}",
            if open { "At worst it ends" } else { "It ends" },
            self.words.state(course.end),
            if stands == AS_WELL { "as" } else { "than" },
            self.here(),
        );
        let reasons = self.reasons(explanation.player, &course.loss, supports);
        if stands != AS_WELL {
            end.extend([": ", &reasons]);
        }
        text.push(format!("{end}."));
        // A longer look might have told otherwise.
        let seen = course.steps.len() as u64 + 1;
        if seen > 1 && explanation.horizon.is_some_and(|h| seen >= u64::from(h)) {
            text.push("It looks no further.".to_owned());
        }
    }
}
