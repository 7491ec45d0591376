//! What holds whatever was said.

mod common;

use common::{deputy, president, saying, spokesman};
use demarche_positions::{Coder, Saying, Stance, Stand, Use, changes, contradictions, position};
use demarche_statements::Grade;
use proptest::prelude::*;

fn some_saying() -> impl Strategy<Value = Saying> {
    let stances = [
        Stance::Support,
        Stance::Oppose,
        Stance::Conditional,
        Stance::NonCommittal,
        Stance::Asks,
        Stance::Reports,
    ];
    let grades = [
        None,
        Some(Grade::FirstHand),
        Some(Grade::Relayed),
        Some(Grade::SecondHand),
        Some(Grade::Unnamed),
    ];
    (
        0..40usize,
        0..3usize,
        0..stances.len(),
        0..grades.len(),
        prop::option::of(1..29u32),
        0..=20u32,
        prop::option::of(0..4usize),
        any::<bool>(),
    )
        .prop_map(
            move |(id, who, stance, grade, day, sure, utterance, earlier)| {
                let voice = [president(), spokesman(), deputy()][who].clone();
                let day = day.map(|day| format!("2025-0{}-{day:02}", 1 + day % 9));
                let mut one = saying(
                    &format!("{id:02}"),
                    voice,
                    stances[stance],
                    day.as_deref().unwrap_or(""),
                );
                one.grade = grades[grade];
                one.confidence = f64::from(sure) / 20.0;
                one.utterance = utterance.map(|u| format!("u{u}"));
                one.days.earlier = earlier;
                one
            },
        )
}

/// No two of one statement and voice: one coding each.
fn distinct(mut sayings: Vec<Saying>) -> Vec<Saying> {
    sayings.sort_by(|a, b| (&a.statement, &a.voice.id).cmp(&(&b.statement, &b.voice.id)));
    sayings.dedup_by(|a, b| a.statement == b.statement && a.voice.id == b.voice.id);
    sayings
}

proptest! {
    #[test]
    fn the_order_of_what_was_said_does_not_matter(
        sayings in prop::collection::vec(some_saying(), 0..12).prop_map(distinct),
        seed in any::<u64>(),
    ) {
        let found = position("p", "q", &sayings, None);
        let mut mixed = sayings.clone();
        // A shuffle of our own: the seed decides each swap.
        let mut state = seed;
        for at in (1..mixed.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (at + 1);
            mixed.swap(at, other);
        }
        prop_assert_eq!(&found, &position("p", "q", &mixed, None));
        prop_assert_eq!(found.evidence.len(), sayings.len(), "nothing is lost");
        prop_assert_eq!(contradictions(&found), contradictions(&position("p", "q", &mixed, None)));
    }

    #[test]
    fn stands_and_spells_agree(sayings in prop::collection::vec(some_saying(), 0..12).prop_map(distinct)) {
        let found = position("p", "q", &sayings, None);
        let stand = found.spells.last().map_or(Stand::Unstated, |spell| spell.stand);
        prop_assert_eq!(found.stand, stand);
        prop_assert!(found.spells.windows(2).all(|pair| pair[0].stand != pair[1].stand));
        let counts = found.evidence.iter().any(|e| matches!(e.role, Use::Current));
        prop_assert_eq!(found.stand == Stand::Unstated, !counts || found.spells.is_empty());
        prop_assert!(found.strength >= 0.0);
        prop_assert!(changes(&found).len() >= found.spells.len());
    }

    #[test]
    fn a_persons_coding_decides_its_utterance(
        sayings in prop::collection::vec(some_saying(), 1..8).prop_map(distinct),
        pick in any::<prop::sample::Index>(),
    ) {
        let mut sayings = sayings;
        let corrected = &mut sayings[pick.index(1)];
        corrected.coder = Coder::Person("dw".into());
        corrected.stance = Stance::Oppose;
        corrected.confidence = 1.0;
        let id = corrected.statement.clone();
        let found = position("p", "q", &sayings, None);
        let role = found.evidence.iter().find(|e| e.saying.coder.is_person()).unwrap().role;
        prop_assert!(role != Use::Unsure && role != Use::NoPosition && role != Use::Repeats, "{} {:?}", id, role);
    }
}
