//! The rules of `docs/positions.md`, each against values computed by hand.

mod common;

use common::{deputy, president, saying, spokesman, voice};
use demarche_actors::ActorKind;
use demarche_positions::{
    ChangeKind, Clash, Coder, Firmness, Position, Saying, Stance, Stand, Told, Use, Voice, changes,
    contradictions, denials, position,
};
use demarche_statements::{Grade, Part};

use Stance::{Asks, Conditional, NonCommittal, Oppose, Support};

fn weigh(sayings: &[Saying]) -> Position {
    position("ruritania", "ferry", sayings, None)
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
}

#[test]
fn a_weight_is_grade_times_rank_times_confidence_times_extraction() {
    let mut one = saying("a", spokesman(), Support, "2025-08-20");
    one.grade = Some(Grade::Relayed);
    one.confidence = 0.9;
    one.extraction = 0.5;
    // relayed 0.8, a spokesman 0.8: 0.8 × 0.8 × 0.9 × 0.5
    near(one.weight(), 0.288);
    one.grade = Some(Grade::SecondHand);
    one.voice = deputy();
    one.rank = one.voice.rank();
    // second-hand 0.5, a member 0.5
    near(one.weight(), 0.1125);
    one.grade = Some(Grade::Unnamed);
    one.voice = president();
    one.rank = one.voice.rank();
    near(one.weight(), 0.3 * 0.9 * 0.5);
    // A person has read it: no doubt about the words is left.
    one.coder = Coder::Person("dw".into());
    one.confidence = 1.0;
    near(one.weight(), 0.3);
}

#[test]
fn the_worked_example_of_the_docs() {
    // docs/positions.md, "An example by hand".
    let mut first = saying("a", president(), Support, "2025-06-01");
    first.confidence = 0.9;
    let mut second = saying("b", spokesman(), Conditional, "2025-08-20");
    second.confidence = 0.8;
    second.conditions = vec!["if the tide allows".into()];
    let mut third = saying("c", deputy(), Oppose, "2025-08-25");
    third.grade = Some(Grade::Relayed);
    third.confidence = 0.7;
    let found = weigh(&[first, second, third]);
    // a: 0.9, 85 days before the last word: ¼. b: 0.8 × 0.8, 5 days: whole.
    // c: 0.8 × 0.5 × 0.7.
    near(found.totals.yes, 0.225);
    near(found.totals.conditional, 0.64);
    near(found.totals.no, 0.28);
    // affirm 0.865 of 1.145; 3 × 0.28 = 0.84 < 1.145: not divided.
    // 3 × 0.64 ≥ 0.865: conditional.
    assert_eq!(found.stand, Stand::Conditional);
    near(found.strength, 0.865);
    assert_eq!(found.firmness, Some(Firmness::Stated));
    assert_eq!(found.conditions, ["if the tide allows"]);
    assert_eq!(found.since.as_deref(), Some("2025-08-20"));
    assert_eq!((found.basis.utterances, found.basis.voices), (2, 2));
    let order: Vec<&str> = found
        .evidence
        .iter()
        .map(|e| e.saying.statement.as_str())
        .collect();
    assert_eq!(order, ["b", "c", "a"]);
}

#[test]
fn the_latest_word_of_a_speaker_counts() {
    let found = weigh(&[
        saying("a", president(), Oppose, "2025-01-01"),
        saying("b", president(), Support, "2025-08-01"),
    ]);
    assert_eq!(found.stand, Stand::Yes);
    assert_eq!(found.since.as_deref(), Some("2025-08-01"));
    near(found.totals.no, 0.0);
    assert_eq!(found.evidence_of("a").unwrap().role, Use::Earlier);
    let found = changes(&found);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].kind, ChangeKind::First);
    assert_eq!(found[1].kind, ChangeKind::Reversal);
    assert_eq!(found[1].before.as_deref(), Some("a"));
    assert_eq!(found[1].after, "b");
}

#[test]
fn a_state_and_who_speaks_for_it_are_one_speaker() {
    let state = Voice {
        kind: ActorKind::State,
        ..voice("Ruritania", "")
    };
    let by_name = |id, stance, day| saying(id, state.clone(), stance, day);
    // The minister's later word takes the place of "Ruritania rejected it".
    let found = weigh(&[
        by_name("a", Oppose, "2025-03-02"),
        saying("b", president(), Support, "2025-03-20"),
    ]);
    assert_eq!(found.stand, Stand::Yes);
    assert_eq!(found.evidence_of("a").unwrap().role, Use::Earlier);
    assert_eq!(changes(&found)[1].kind, ChangeKind::Reversal);
    // And the other way round, but not a mere member's, before or after.
    let found = weigh(&[
        saying("a", spokesman(), Support, "2025-03-02"),
        by_name("b", Oppose, "2025-03-20"),
    ]);
    assert_eq!(found.stand, Stand::No);
    let found = weigh(&[
        by_name("a", Oppose, "2025-03-02"),
        saying("b", deputy(), Support, "2025-03-20"),
    ]);
    assert_eq!(found.stand, Stand::Divided);
    let found = weigh(&[
        saying("a", deputy(), Support, "2025-03-02"),
        by_name("b", Oppose, "2025-03-20"),
    ]);
    assert_eq!(found.stand, Stand::Divided);
    // On one day both stand; two who speak for it are two; an evasion and what
    // an unnamed source says take no other's word back.
    let one_day = weigh(&[
        by_name("a", Oppose, "2025-03-20"),
        saying("b", president(), Support, "2025-03-20"),
    ]);
    assert_eq!(one_day.stand, Stand::Divided);
    let two = weigh(&[
        saying("a", spokesman(), Oppose, "2025-03-02"),
        saying("b", president(), Support, "2025-03-20"),
    ]);
    assert_eq!(two.stand, Stand::Divided);
    let evades = weigh(&[
        saying("a", president(), Support, "2025-03-02"),
        by_name("b", NonCommittal, "2025-03-20"),
    ]);
    assert_eq!(evades.evidence_of("a").unwrap().role, Use::Current);
    let mut unnamed = by_name("b", Oppose, "2025-03-20");
    unnamed.grade = Some(Grade::Unnamed);
    let unnamed = weigh(&[saying("a", president(), Support, "2025-03-02"), unnamed]);
    assert_eq!(unnamed.evidence_of("a").unwrap().role, Use::Current);
}

#[test]
fn what_others_tell_counts_where_nothing_else_is_known() {
    let mut told = saying("a", president(), Oppose, "2025-03-20");
    told.grade = Some(Grade::SecondHand);
    assert_eq!(weigh(&[told.clone()]).stand, Stand::No);
    // Its own word stands, whichever came first, and whoever spoke it.
    let own = saying("b", president(), Support, "2025-03-02");
    assert_eq!(weigh(&[told.clone(), own]).stand, Stand::Yes);
    let later = saying("b", spokesman(), Support, "2025-03-25");
    let found = weigh(&[told.clone(), later]);
    assert_eq!(found.stand, Stand::Yes);
    near(found.totals.no, 0.0);
    // A person who judged it has it count.
    told.coder = Coder::Person("dw".into());
    let own = saying("b", spokesman(), Support, "2025-03-20");
    assert_eq!(weigh(&[told, own]).stand, Stand::Divided);
}

#[test]
fn what_a_person_judges_within_an_act_stays_its_speaker_s() {
    // "Egypt opposes the dam, Fahmy said" on 2 March; Fahmy is for it on the 20th.
    let state = Voice {
        kind: ActorKind::State,
        ..voice("Ruritania", "")
    };
    let outer = saying("a", spokesman(), Oppose, "2025-03-02");
    let mut inner = saying("in", state, Oppose, "2025-03-02");
    inner.within = Some("a".into());
    inner.coder = Coder::Person("dw".into());
    let later = saying("b", spokesman(), Support, "2025-03-20");
    let found = weigh(&[outer, inner, later]);
    assert_eq!(found.stand, Stand::Yes);
    assert_eq!(found.evidence_of("in").unwrap().role, Use::Earlier);
}

#[test]
fn an_utterance_counts_once_however_many_carry_it() {
    let mut sayings = Vec::new();
    for (id, outlet, grade) in [
        ("a", "One", Grade::Relayed),
        ("b", "Two", Grade::FirstHand),
        ("c", "Three", Grade::SecondHand),
    ] {
        let mut one = saying(id, president(), Support, "2025-08-20");
        one.utterance = Some("u".into());
        one.place.outlet = Some(outlet.into());
        one.grade = Some(grade);
        sayings.push(one);
    }
    let found = weigh(&sayings);
    near(found.strength, 1.0);
    assert_eq!((found.basis.utterances, found.basis.outlets), (1, 3));
    assert_eq!(found.basis.first_hand, 1, "the nearest carries it");
    assert_eq!(
        found.evidence_of("a").unwrap().repeats.as_deref(),
        Some("b")
    );
}

#[test]
fn a_sentence_that_others_copied_is_told_once() {
    let copies: Vec<Saying> = ["a", "b", "c"]
        .into_iter()
        .map(|id| {
            let mut one = saying(id, president(), Support, "2025-08-20");
            one.sentence = "Orr backs the ferry.".into();
            one.place.report = format!("report {id}");
            one.place.outlet = Some(format!("outlet {id}"));
            one
        })
        .collect();
    let found = weigh(&copies);
    near(found.strength, 1.0);
    assert_eq!((found.basis.utterances, found.basis.outlets), (1, 3));
    // Two of one report are two.
    let mut twice = copies[..2].to_vec();
    twice[1].place.report = twice[0].place.report.clone();
    assert_eq!(weigh(&twice).basis.utterances, 2);
}

#[test]
fn what_a_speaker_held_before_a_reversal_contradicts_nobody() {
    let found = weigh(&[
        saying("a", spokesman(), Oppose, "2025-08-10"),
        saying("b", president(), Support, "2025-08-28"),
    ]);
    assert_eq!(found.stand, Stand::Divided);
    assert_eq!(contradictions(&found).len(), 1);
    let mut weak = saying("a", deputy(), Oppose, "2025-08-01");
    weak.confidence = 0.6;
    let found = weigh(&[weak, saying("b", president(), Support, "2025-08-28")]);
    assert_eq!(found.stand, Stand::Yes);
    assert_eq!(found.spells.len(), 2);
    assert!(contradictions(&found).is_empty());
}

#[test]
fn speakers_who_disagree_divide_their_party() {
    let found = weigh(&[
        saying("a", president(), Support, "2025-08-01"),
        saying("b", spokesman(), Oppose, "2025-08-10"),
    ]);
    assert_eq!(found.stand, Stand::Divided);
    let (for_it, against) = found.sides.clone().unwrap();
    assert_eq!(
        (for_it, against),
        (vec!["Ana Orr".into()], vec!["Bo Ek".into()])
    );
    let clashes = contradictions(&found);
    assert_eq!(clashes.len(), 1);
    assert_eq!(clashes[0].clash, Clash::Speakers);
    // A lone member of parliament does not divide a government.
    let found = weigh(&[
        saying("a", president(), Support, "2025-08-01"),
        saying("b", spokesman(), Support, "2025-08-01"),
        saying("c", deputy(), Oppose, "2025-08-10"),
    ]);
    assert_eq!(found.stand, Stand::Yes);
    // Years later the old word of another speaker divides nobody.
    let found = weigh(&[
        saying("a", president(), Oppose, "2022-03-01"),
        saying("b", spokesman(), Support, "2025-08-10"),
    ]);
    assert_eq!(found.stand, Stand::Yes);
    assert!(contradictions(&found).is_empty());
}

#[test]
fn what_is_told_as_earlier_counts_until_the_next_word() {
    let mut before = saying("a", spokesman(), Oppose, "2025-08-23");
    before.days.from = None;
    before.days.earlier = true;
    let after = saying("b", president(), Support, "2025-08-23");
    assert_eq!(weigh(std::slice::from_ref(&before)).stand, Stand::No);
    let found = weigh(&[before, after]);
    assert_eq!(found.stand, Stand::Yes);
    let found = changes(&found);
    assert_eq!(found[1].kind, ChangeKind::Reversal);
    assert_eq!(found[1].before.as_deref(), Some("a"));
}

#[test]
fn a_speaker_who_turns_is_told_while_the_party_is_divided() {
    let found = weigh(&[
        saying("a", president(), Support, "2025-08-01"),
        saying("b", spokesman(), Oppose, "2025-08-03"),
        saying("c", president(), NonCommittal, "2025-08-05"),
        saying("d", president(), Oppose, "2025-08-10"),
    ]);
    assert_eq!(found.stand, Stand::No);
    let own: Vec<_> = changes(&found)
        .into_iter()
        .filter(|change| change.speaker.is_some())
        .collect();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!(own[0].kind, ChangeKind::Reversal);
    assert_eq!(own[0].speaker.as_deref(), Some("Ana Orr"));
    assert_eq!(
        (own[0].before.as_deref(), own[0].after.as_str()),
        (Some("a"), "d")
    );
    // Where the party turns with its only speaker, that is told once.
    let found = weigh(&[
        saying("a", president(), Support, "2025-08-01"),
        saying("b", president(), Oppose, "2025-08-10"),
    ]);
    assert!(changes(&found).iter().all(|c| c.speaker.is_none()));
    // Yes and no on one day are a contradiction.
    let found = weigh(&[
        saying("a", president(), Support, "2025-08-01"),
        saying("b", president(), Oppose, "2025-08-01"),
    ]);
    assert!(changes(&found).iter().all(|c| c.speaker.is_none()));
}

#[test]
fn a_demand_given_up_is_a_shift_that_the_words_tell() {
    let mut given_up = saying("a", president(), NonCommittal, "2025-08-23");
    given_up.told = Some(Told::GaveUp);
    let found = weigh(&[given_up]);
    assert_eq!(found.stand, Stand::NonCommittal);
    let shift = changes(&found)
        .into_iter()
        .find(|c| c.kind == ChangeKind::Softening)
        .unwrap();
    assert_eq!(
        (shift.from, shift.to),
        (Some(Stand::Yes), Stand::NonCommittal)
    );
    assert_eq!(shift.told, Some(Told::GaveUp));
}

#[test]
fn requests_and_doubtful_codings_are_shown_and_carry_nothing() {
    let mut doubtful = saying("b", president(), Support, "2025-08-20");
    doubtful.confidence = 0.49;
    let found = weigh(&[
        saying("a", president(), Asks, "2025-08-20"),
        doubtful.clone(),
    ]);
    assert_eq!(found.stand, Stand::Unstated);
    assert_eq!(found.firmness, None);
    assert_eq!(found.evidence_of("a").unwrap().role, Use::NoPosition);
    assert_eq!(found.evidence_of("b").unwrap().role, Use::Unsure);
    doubtful.confidence = 0.6;
    assert_eq!(weigh(&[doubtful]).stand, Stand::Yes);
}

#[test]
fn doubtful_codings_carry_a_thin_position_where_there_is_nothing_surer() {
    let mut doubtful = saying("a", president(), Support, "2025-08-20");
    doubtful.confidence = 0.55;
    let mut more = saying("b", spokesman(), Support, "2025-08-21");
    more.confidence = 0.5;
    let found = weigh(&[doubtful.clone(), more]);
    assert_eq!(
        (found.stand, found.firmness),
        (Stand::Yes, Some(Firmness::Thin))
    );
    // By hand: 1 × 0.55 and 0.8 × 0.5.
    assert!((found.strength - 0.95).abs() < 1e-9, "{}", found.strength);
    // Beside a surer word, however slight, they carry nothing.
    let found = weigh(&[
        doubtful.clone(),
        saying("c", deputy(), Oppose, "2025-08-01"),
    ]);
    assert_eq!(found.stand, Stand::No);
    assert_eq!(found.evidence_of("a").unwrap().role, Use::Unsure);
    // Nor does a person's coding need to be sure.
    doubtful.coder = Coder::Person("Ada".into());
    assert_eq!(weigh(&[doubtful]).firmness, Some(Firmness::Stated));
}

#[test]
fn an_evasion_in_a_stretch_of_days_leaves_a_plain_word_that_fell_into_it() {
    let plain = saying("a", president(), Support, "2025-08-20");
    let mut evades = saying("b", president(), NonCommittal, "2025-08-30");
    assert_eq!(
        weigh(&[plain.clone(), evades.clone()]).stand,
        Stand::NonCommittal
    );
    evades.days.from = Some("2025-08-01".into());
    assert_eq!(weigh(&[plain.clone(), evades.clone()]).stand, Stand::Yes);
    // It began after the plain word.
    evades.days.from = Some("2025-08-25".into());
    assert_eq!(weigh(&[plain, evades]).stand, Stand::NonCommittal);
}

#[test]
fn silence_and_evasion_differ() {
    assert_eq!(weigh(&[]).stand, Stand::Unstated);
    let evades = saying("a", spokesman(), NonCommittal, "2025-08-20");
    let found = weigh(std::slice::from_ref(&evades));
    assert_eq!(
        (found.stand, found.totals.non_committal),
        (Stand::NonCommittal, 0.8)
    );
    // A president's yes of the same week outweighs it; a member's does not.
    let with = |other| weigh(&[evades.clone(), saying("b", other, Support, "2025-08-21")]).stand;
    assert_eq!(with(president()), Stand::Yes);
    assert_eq!(with(deputy()), Stand::NonCommittal);
}

#[test]
fn a_position_can_be_asked_for_a_day() {
    let sayings = [
        saying("a", president(), Oppose, "2025-01-01"),
        saying("b", president(), Support, "2025-08-01"),
        saying("c", spokesman(), Support, ""),
    ];
    let on = |day| position("ruritania", "ferry", &sayings, Some(day)).stand;
    assert_eq!(on("2024-12-31"), Stand::Unstated);
    assert_eq!(on("2025-07-31"), Stand::No);
    assert_eq!(on("2025-08-01"), Stand::Yes);
}

#[test]
fn nobody_knew_what_was_published_later() {
    let mut told_later = saying("a", president(), Oppose, "2025-01-01");
    told_later.place.date = Some("2025-08-19T08:00:00Z".into());
    let mut known = saying("b", spokesman(), Support, "2025-02-28");
    known.place.date = Some("2025-02-20".into());
    let sayings = [told_later, known];
    let on = |day| position("ruritania", "ferry", &sayings, Some(day)).stand;
    assert_eq!(on("2025-02-19"), Stand::Unstated);
    // Said "in February", and known before the month was over.
    assert_eq!(on("2025-02-20"), Stand::Yes);
    assert_eq!(on("2025-08-18"), Stand::Yes);
    assert_eq!(on("2025-08-19"), Stand::Divided);
}

#[test]
fn what_two_say_together_is_one_utterance_by_two() {
    let both = [
        saying("a", president(), Support, "2025-08-01"),
        saying("a", spokesman(), Support, "2025-08-01"),
    ];
    let basis = weigh(&both).basis;
    assert_eq!(
        (basis.utterances, basis.first_hand, basis.voices),
        (1, 1, 2)
    );
}

#[test]
fn reports_of_one_utterance_can_contradict() {
    let mut one = saying("a", president(), Support, "2025-08-20");
    let mut other = saying("b", president(), Oppose, "2025-08-20");
    one.utterance = Some("u".into());
    other.utterance = Some("u".into());
    let found = weigh(&[one.clone(), other.clone()]);
    assert_eq!(contradictions(&found)[0].clash, Clash::Reports);
    other.utterance = Some("v".into());
    assert_eq!(
        contradictions(&weigh(&[one.clone(), other.clone()]))[0].clash,
        Clash::Oneself
    );
    other.days.from = Some("2025-08-21".into());
    other.days.to = Some("2025-08-21".into());
    other.denies = Some("a".into());
    assert_eq!(
        contradictions(&weigh(&[one.clone(), other.clone()]))[0].clash,
        Clash::Denial
    );
    // By a colleague it is still one contradiction, told as the denial that it is.
    other.voice = spokesman();
    let found = contradictions(&weigh(&[one, other]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].clash, Clash::Denial);
}

#[test]
fn strengths_have_names() {
    for (strength, firmness) in [
        (0.49, Firmness::Thin),
        (0.5, Firmness::Stated),
        (1.49, Firmness::Stated),
        (1.5, Firmness::Firm),
    ] {
        assert_eq!(Firmness::of(strength), firmness);
    }
}

#[test]
fn what_stands_in_a_content_is_no_second_utterance() {
    let mut outer = saying("a", president(), Support, "2025-08-20");
    outer.confidence = 0.8;
    let mut inner = saying("b", deputy(), Support, "2025-08-20");
    inner.within = Some("a".into());
    let found = weigh(&[outer.clone(), inner.clone()]);
    near(found.totals.yes, 0.8);
    near(found.strength, 0.8);
    assert_eq!(found.basis.utterances, 1);
    assert_eq!(found.evidence_of("b").unwrap().role, Use::Repeats);
    // Nor do the two contradict one another.
    inner.stance = Oppose;
    let found = weigh(&[outer.clone(), inner.clone()]);
    assert_eq!(found.stand, Stand::Yes);
    assert!(contradictions(&found).is_empty());
    // What it stands in says nothing to the question.
    outer.stance = Asks;
    near(weigh(&[outer, inner]).totals.no, 0.5);
}

#[test]
fn who_is_spoken_for_is_heard_once() {
    let spoken = |part, voice| {
        let mut one = saying("a", voice, Support, "2025-08-20");
        one.part = part;
        one
    };
    let found = weigh(&[
        spoken(Part::Speaks, spokesman()),
        spoken(Part::SpokenFor, president()),
    ]);
    assert_eq!(found.basis.utterances, 1);
    // The one who binds counts more: 1 instead of 0.8.
    near(found.strength, 1.0);
    // Two who speak together are two speakers.
    let found = weigh(&[
        spoken(Part::Speaks, spokesman()),
        spoken(Part::Speaks, president()),
    ]);
    near(found.strength, 1.8);
}

#[test]
fn two_papers_can_contradict_one_another_on_the_same_words() {
    let told = |id: &str, stance, sentence: &str| {
        let mut one = saying(id, president(), stance, "2025-08-20");
        one.sentence = sentence.into();
        one
    };
    let one = told("a", Support, "We are ready to run the ferry, Orr said.");
    let other = told("b", Oppose, "We are not ready to run the ferry, Orr said.");
    let clash = |other: &Saying| contradictions(&weigh(&[one.clone(), other.clone()]))[0].clash;
    assert_eq!(clash(&other), Clash::Reports);
    let farther = told("b", Oppose, "No ship of ours leaves this month, Orr added.");
    assert_eq!(clash(&farther), Clash::Oneself);
    let mut later = other;
    later.days.from = Some("2025-08-22".into());
    later.days.to = Some("2025-08-22".into());
    assert!(contradictions(&weigh(&[one.clone(), later])).is_empty());
}

#[test]
fn a_denial_of_somebody_else_s_claim_is_a_contradiction() {
    let claim = saying("a", deputy(), Support, "2025-08-20");
    let mut denial = saying("b", president(), Oppose, "2025-08-21");
    denial.denies = Some("a".into());
    let positions = [weigh(&[denial])];
    let found = denials(&positions, std::slice::from_ref(&claim));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0.clash, Clash::Denial);
    assert_eq!(
        (found[0].0.one.as_str(), found[0].0.other.as_str()),
        ("b", "a")
    );
    assert!(denials(&positions, &[]).is_empty());
    // What another party wants is rejected, not denied.
    let [own] = positions;
    let wants = [own, position("freedonia", "ferry", &[claim], None)];
    assert!(denials(&wants, &[]).is_empty());
}
