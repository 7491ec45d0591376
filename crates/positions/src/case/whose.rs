//! Whose word a statement is on a question: what is about somebody else, or denied, is nobody's position.

use std::collections::BTreeMap;

use demarche_ledger::{Ledger, LedgerError, Reference, Statement};
use demarche_statements::{Grade, Part};

use crate::Stance;
use crate::dispute::{Dispute, Question};
use crate::heard::voice;
use crate::saying::Saying;
use crate::subject::{Named, asks_about, of_its_own, of_one_another, speaks_of};
use crate::turns::points_back;
use crate::voice::Voice;

/// Whether a statement is about the party that a question is about: spoken by
/// it, or naming it first, by itself or in what it takes up.
pub(super) fn pertains(
    dispute: &Dispute,
    question: &Question,
    statement: &Statement,
    answered: Option<&Statement>,
) -> bool {
    let Some(controller) = question
        .controlled_by
        .as_deref()
        .and_then(|id| dispute.party(id))
    else {
        return true;
    };
    let own = |statement: &Statement| {
        let named: Vec<Named> = statement
            .about
            .iter()
            .map(|about| named(dispute, about))
            .collect();
        speaks_of(dispute, question, &statement.text, &named)
    };
    let speakers = &statement.speakers;
    speakers
        .iter()
        .any(|speaker| voice(&speaker.actor).speaks_for(controller))
        || match answered.filter(|_| points_back(&statement.text)) {
            // "rejected this" is about what "this" stands for.
            Some(answered) => own(answered),
            None => own(statement) || answered.is_some_and(own),
        }
}

/// What a minister tells of the government is as near as the minister's words,
/// and not told by somebody else.
pub(super) fn told_by_their_own(
    ledger: &Ledger,
    by_id: &BTreeMap<&str, &Statement>,
    said: &mut [Saying],
) -> Result<(), LedgerError> {
    for saying in said.iter_mut() {
        let Some(outer) = saying.within.as_deref() else {
            continue;
        };
        if saying.grade != Some(Grade::SecondHand) {
            continue;
        }
        let found;
        let outer = match by_id.get(outer) {
            Some(outer) => *outer,
            None => match ledger.statement(outer) {
                Ok(statement) => {
                    found = statement;
                    &found
                }
                Err(LedgerError::UnknownStatement { .. }) => continue,
                Err(error) => return Err(error),
            },
        };
        let own = outer.speakers.iter().any(|speaker| {
            let teller = voice(&speaker.actor);
            let sides = teller.side.as_ref().zip(saying.voice.side.as_ref());
            speaker.part == Part::Speaks
                && (sides.is_some_and(|(a, b)| a == b) || saying.voice.is_side_of(&teller))
        });
        if own {
            saying.grade = outer.grade;
        }
    }
    Ok(())
}

/// What two say of each other is no word of either on itself: where the
/// question asks about one of them, it is the other's.
pub(super) fn leave_to_the_other(
    question: &Question,
    sentence: &str,
    statement: &Statement,
    said: &mut [Saying],
) {
    let speaks = |saying: &&mut Saying| saying.part == Part::Speaks;
    if said
        .iter()
        .filter(|saying| saying.part == Part::Speaks)
        .count()
        < 2
    {
        return;
    }
    let Some(words) = of_one_another(&statement.cue_text, &statement.text, sentence) else {
        return;
    };
    let itself = |saying: &&mut Saying| asks_about(question, &saying.voice);
    for saying in said.iter_mut().filter(speaks).filter(itself) {
        saying.stance = Stance::Reports;
        saying.conditions.clear();
        saying.reason = format!("says it of “{words}”, not of itself; {}", saying.reason);
    }
}

/// What somebody does about a thing of their own is no word on somebody else's.
pub(super) fn leave_what_is_their_own(
    question: &Question,
    persons: &[Voice],
    statement: &Statement,
    said: &mut [Saying],
) {
    for saying in said {
        let own = of_its_own(question, &saying.voice, &statement.text, persons);
        if let Some(words) = own {
            saying.stance = Stance::Reports;
            saying.conditions.clear();
            saying.reason = format!("is about “{words}”; {}", saying.reason);
        }
    }
}

/// What somebody is said to have done and denies is no position of theirs: it
/// is an allegation, and stands among the contradictions.
pub(super) fn leave_what_is_denied(dispute: &Dispute, sayings: &mut [Saying]) {
    let parties = |saying: &Saying| -> Vec<String> {
        let own = dispute.spoken_for(&saying.voice);
        own.map(|party| party.id.clone()).collect()
    };
    let mut denied: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for saying in sayings.iter() {
        if let Some(claim) = &saying.denies {
            denied
                .entry(claim.clone())
                .or_default()
                .extend(parties(saying));
        }
    }
    for saying in sayings
        .iter_mut()
        .filter(|saying| !saying.coder.is_person())
    {
        // Told by somebody else: a colleague who denies what somebody is quoted
        // with contradicts them.
        let claims = saying.within.iter().chain([&saying.statement]);
        let deniers: Vec<&String> = claims.filter_map(|id| denied.get(id)).flatten().collect();
        let quoted = saying.grade == Some(Grade::FirstHand);
        let told = saying.within.is_some() || (!quoted && !saying.via.is_empty());
        if told && parties(saying).iter().any(|own| deniers.contains(&own)) {
            saying.stance = Stance::Reports;
            saying.conditions.clear();
            saying.reason = format!("alleged, and denied by the same side; {}", saying.reason);
        }
    }
}

fn named(dispute: &Dispute, about: &Reference) -> Named {
    let voice = voice(&about.actor);
    Named {
        words: about.evidence.words.clone(),
        parties: dispute
            .spoken_for(&voice)
            .map(|party| party.id.clone())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use demarche_actors::ActorKind;
    use demarche_statements::Part;

    use super::leave_what_is_denied;
    use crate::Stance;
    use crate::dispute::Dispute;
    use crate::saying::{Coder, Days, Place, Saying};
    use crate::voice::Voice;

    fn saying(statement: &str, side: &str, stance: Stance) -> Saying {
        Saying {
            statement: statement.into(),
            utterance: None,
            within: None,
            question: "q".into(),
            voice: Voice {
                id: side.to_lowercase(),
                name: side.into(),
                kind: ActorKind::State,
                office: None,
                side: Some(side.into()),
                side_code: None,
            },
            rank: crate::Rank::Binds,
            part: Part::Speaks,
            stance,
            conditions: Vec::new(),
            confidence: 1.0,
            extraction: 1.0,
            reason: "cue".into(),
            coder: Coder::Machine("m".into()),
            days: Days::default(),
            grade: None,
            via: Vec::new(),
            place: Place {
                report: "r".into(),
                file: "r.txt".into(),
                outlet: None,
                title: None,
                date: None,
                url: None,
            },
            sentence: String::new(),
            told: None,
            denies: None,
            answers: None,
            to: Vec::new(),
        }
    }

    #[test]
    fn what_a_party_denies_is_no_position_of_it() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"Ruritania\"\n[[party]]\nname = \"Freedonia\"\n\
             [[question]]\nid = \"q\"\ntext = \"?\"\nyes = \"It asked for ships\"",
        )
        .unwrap();
        let mut alleged = saying("inner", "Ruritania", Stance::Support);
        alleged.within = Some("paper".into());
        let mut denial = saying("denial", "Ruritania", Stance::Oppose);
        denial.denies = Some("paper".into());
        let stance = |all: &[Saying]| {
            let mut all = all.to_vec();
            leave_what_is_denied(&dispute, &mut all);
            all[0].stance
        };
        assert_eq!(stance(&[alleged.clone(), denial.clone()]), Stance::Reports);
        // Nobody denies it; another denies it; a person has judged it.
        assert_eq!(stance(&[alleged.clone()]), Stance::Support);
        let mut other = saying("denial", "Freedonia", Stance::Oppose);
        other.denies = Some("paper".into());
        assert_eq!(stance(&[alleged.clone(), other]), Stance::Support);
        alleged.coder = Coder::Person("ann".into());
        assert_eq!(stance(&[alleged, denial]), Stance::Support);
    }
}
