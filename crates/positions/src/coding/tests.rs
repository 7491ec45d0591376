//! Statements of a report in context: what a reply, a denial or a condition does to them.

use std::convert::Infallible;

use super::{Coding, Opinion, Piece, code_report, stance_named};
use crate::saying::Told;
use crate::{Force, Stance};

fn piece(id: &str, source: &str, cue: &str, content: &str, sentence: &str) -> Piece {
    let at = |part: &str| sentence.find(part);
    let start = [source, cue, content].iter().filter_map(|p| at(p)).min();
    let end = [source, cue, content]
        .iter()
        .filter_map(|p| at(p).map(|start| start + p.len()))
        .max();
    Piece {
        id: id.into(),
        source: source.into(),
        cue: cue.into(),
        content: content.into(),
        sentence: sentence.into(),
        lead: start.map_or("", |start| &sentence[..start]).into(),
        tail: end.map_or("", |end| &sentence[end..]).into(),
        speaker: Some(source.to_lowercase()),
        side: Some(source.to_uppercase()),
        parent: None,
        denies: false,
        own_words: false,
    }
}

/// Everything with "ferry" bears on the question; the cue decides.
fn judge(piece: &Piece) -> Opinion {
    let stance = if !piece.content.contains("ferry") {
        Stance::Unrelated
    } else if piece.cue.contains("reject") || piece.cue.contains("refus") {
        Stance::Oppose
    } else if piece.cue.contains("asked") {
        Stance::Asks
    } else {
        Stance::Support
    };
    Opinion {
        stance,
        confidence: 0.8,
        sided: 0.85,
        conditions: Vec::new(),
        reason: "r".into(),
        force: match piece.cue.as_str() {
            cue if cue.contains("reject") || cue.contains("refus") => Some(Force::Rejects),
            "welcomed" => Some(Force::Favours),
            _ => Some(Force::Says),
        },
        nearest: true,
    }
}

fn code(pieces: &[Piece]) -> Vec<Coding> {
    let Ok(found) = code_report(pieces, |_, piece| Ok::<_, Infallible>(judge(piece)));
    found
}

fn stances(found: &[Coding]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|c| (c.statement.as_str(), c.stance.as_str()))
        .collect()
}

#[test]
fn this_is_what_was_said_before() {
    let found = code(&[
        piece(
            "a",
            "Orr",
            "demanded",
            "that the ferry run at night",
            "Orr demanded that the ferry run at night.",
        ),
        piece("b", "Ek", "rejected", "this", "Ek rejected this."),
        piece(
            "c",
            "Dahl",
            "said",
            "that it rained",
            "Dahl said that it rained.",
        ),
    ]);
    assert_eq!(stances(&found), [("a", "support"), ("b", "oppose")]);
    assert_eq!(found[1].answers.as_deref(), Some("a"));
    assert!(
        found[1]
            .reason
            .contains("“this” stands for “that the ferry run at night”")
    );
    assert!(found[1].confidence < found[0].confidence);
}

#[test]
fn who_regrets_a_refusal_regrets_that_it_was_refused() {
    let refusal = "Ek refused the ferry at night.";
    let mut pieces = [
        piece("a", "Ek", "refused", "to pay for the ferry", refusal),
        piece("b", "Dahl", "regretted", "this", "Dahl regretted this."),
    ];
    let mut seen = Vec::new();
    let Ok(_) = code_report(&pieces, |_, piece| {
        seen.push(piece.content.clone());
        Ok::<_, Infallible>(judge(piece))
    });
    assert!(seen.contains(&"that Ek refused to pay for the ferry".to_owned()));
    pieces[1].cue = "rejected".into();
    seen.clear();
    let Ok(_) = code_report(&pieces, |_, piece| {
        seen.push(piece.content.clone());
        Ok::<_, Infallible>(judge(piece))
    });
    assert!(!seen.contains(&"that Ek refused to pay for the ferry".to_owned()));
}

#[test]
fn what_somebody_does_by_anothers_account_is_no_word_of_theirs() {
    let told = "Ek is stoking fears of the ferry.";
    let own = "We are stoking fears of the ferry.";
    let found = code(&[
        piece("a", "Ek", "is stoking", "fears of the ferry", told),
        piece("b", "We", "are stoking", "fears of the ferry", own),
    ]);
    assert_eq!(
        stances(&found),
        [("a", "reports"), ("b", "support")],
        "{found:?}"
    );
}

#[test]
fn a_guess_is_nobodys_word() {
    let sentence = "Orr probably hoped for the ferry.";
    let found = code(&[piece(
        "a",
        "Orr",
        "probably hoped for",
        "the ferry",
        sentence,
    )]);
    assert!(
        stances(&found)
            .iter()
            .all(|(_, stance)| *stance == "reports")
    );
}

#[test]
fn a_reply_without_an_answer_is_non_committal() {
    let pieces = [
        piece(
            "a",
            "reporters",
            "asked",
            "whether the ferry would run",
            "Reporters asked whether the ferry would run.",
        ),
        piece(
            "b",
            "Orr",
            "gave a concise response",
            "Our view is known",
            "Orr gave a concise response: Our view is known.",
        ),
    ];
    let found = code(&pieces);
    assert_eq!(stances(&found), [("a", "asks"), ("b", "non-committal")]);
    // What was asked lies nearer to another question: that one was evaded.
    let Ok(found) = code_report(&pieces, |_, piece| {
        let nearest = false;
        Ok::<_, Infallible>(Opinion {
            nearest,
            ..judge(piece)
        })
    });
    assert_eq!(stances(&found), [("a", "asks")]);
    let found = code(&[piece(
        "b",
        "Orr",
        "said",
        "that all was well",
        "Asked whether the ferry would run, Orr said that all was well.",
    )]);
    assert_eq!(stances(&found), [("b", "non-committal")]);
    // What answers is no evasion.
    let found = code(&[piece(
        "b",
        "Orr",
        "said",
        "that the ferry would run",
        "Asked about it, Orr said that the ferry would run.",
    )]);
    assert_eq!(stances(&found), [("b", "support")]);
}

#[test]
fn what_is_given_up_is_not_rejected() {
    let found = code(&[piece(
        "a",
        "Orr",
        "has abandoned",
        "the ferry requirement",
        "Orr has abandoned the ferry requirement.",
    )]);
    assert_eq!(stances(&found), [("a", "non-committal")]);
    assert_eq!(found[0].told, Some(Told::GaveUp));
    let found = code(&[piece(
        "a",
        "its",
        "call for",
        "the ferry",
        "Orr told them that the coast is dropping its call for the ferry.",
    )]);
    assert_eq!(stances(&found), [("a", "non-committal")]);
    assert_eq!(found[0].told, Some(Told::GaveUp));
    let found = code(&[piece(
        "a",
        "Orr",
        "favours",
        "the ferry",
        "Although Orr favours the ferry, he has compromised under pressure.",
    )]);
    assert_eq!(stances(&found), [("a", "non-committal")]);
    assert_eq!(found[0].told, Some(Told::GaveWay));
    let found = code(&[piece(
        "a",
        "Orr",
        "rejected",
        "the ferry",
        "Orr had rejected the ferry, but relented.",
    )]);
    assert_eq!(stances(&found), [("a", "non-committal")]);
    assert_eq!(found[0].told, Some(Told::CameRound));
}

#[test]
fn the_next_clause_can_set_a_condition() {
    let sentence = "Orr agreed to the ferry, but required that the toll be halved.";
    let found = code(&[
        piece("a", "Orr", "agreed", "to the ferry", sentence),
        piece("b", "Orr", "required", "that the toll be halved", sentence),
    ]);
    assert_eq!(stances(&found), [("a", "conditional")]);
    assert_eq!(found[0].conditions, ["that the toll be halved"]);
}

#[test]
fn who_passes_on_holds_nothing() {
    let sentence = "Ek wants the ferry, Orr said, according to The Ledger.";
    let mut inner = piece("b", "Orr", "said", "Ek wants the ferry", sentence);
    inner.parent = Some("a".into());
    let outer = piece(
        "a",
        "The Ledger",
        "according to",
        "Ek wants the ferry, Orr said",
        sentence,
    );
    let found = code(&[outer.clone(), inner.clone()]);
    assert_eq!(stances(&found), [("a", "reports"), ("b", "support")]);
    // One's own words of one's own side are one's own.
    inner.side.clone_from(&outer.side);
    assert_eq!(stances(&code(&[outer, inner]))[0], ("a", "support"));
}

#[test]
fn a_paper_cited_for_its_own_side_holds_nothing() {
    let sentence = "Ek wants the ferry, Orr said, according to The Ledger.";
    let outer = piece(
        "a",
        "The Ledger",
        "according to",
        "Ek wants the ferry, Orr said",
        sentence,
    );
    let mut inner = piece("b", "Orr", "said", "Ek wants the ferry", sentence);
    inner.parent = Some("a".into());
    inner.side.clone_from(&outer.side);
    let passing_on = |_, piece: &Piece| {
        let mut opinion = judge(piece);
        if piece.cue == "according to" {
            opinion.force = Some(Force::PassesOn);
        }
        Ok::<_, Infallible>(opinion)
    };
    let Ok(found) = code_report(&[outer.clone(), inner.clone()], passing_on);
    assert_eq!(stances(&found), [("a", "reports"), ("b", "support")]);
    // Who is cited for words of their own holds them.
    inner.speaker.clone_from(&outer.speaker);
    let Ok(found) = code_report(&[outer, inner], passing_on);
    assert_eq!(stances(&found), [("a", "support"), ("b", "support")]);
}

#[test]
fn what_is_asked_or_supposed_is_nobody_s_word() {
    let asked = "Ek declined to say whether Orr wants the ferry.";
    let supposed = "If Orr wants the ferry, Ek will sail, Lee said.";
    let reasons = "Ek understood why Orr wants the ferry.";
    let accused = "Ek criticised Orr for proposing the ferry.";
    let found = code(&[
        piece("a", "Orr", "wants", "the ferry", asked),
        piece("b", "Orr", "wants", "the ferry", supposed),
        piece("c", "Ek", "understood", "why Orr wants the ferry", reasons),
        piece(
            "d",
            "Ek",
            "criticised",
            "Orr for proposing the ferry",
            accused,
        ),
        piece(
            "e",
            "Ek",
            "criticised",
            "the ferry",
            "Ek criticised the ferry.",
        ),
    ]);
    assert_eq!(
        stances(&found),
        [
            ("a", "asks"),
            ("b", "reports"),
            ("c", "reports"),
            ("d", "reports"),
            ("e", "support"),
        ]
    );
}

#[test]
fn what_was_asked_may_stand_behind_the_answer() {
    let sentence = "“We will see,” Ek said, when asked whether the ferry should run.";
    let found = code(&[piece("a", "Ek", "said", "“We will see,”", sentence)]);
    assert_eq!(stances(&found), [("a", "non-committal")]);
    assert!(
        found[0].reason.contains("when asked whether the ferry"),
        "{}",
        found[0].reason
    );
    // A question on something else is no question on the ferry.
    let sentence = "“We will see,” Ek said, when asked whether it rains.";
    let before = piece(
        "q",
        "Lee",
        "asked",
        "about the ferry",
        "Lee asked about the ferry.",
    );
    let found = code(&[before, piece("a", "Ek", "said", "“We will see,”", sentence)]);
    assert_eq!(stances(&found), [("q", "asks")]);
}

#[test]
fn a_condition_may_stand_behind_a_content() {
    let sentence = "Orr would run the ferry provided that Ek pays, Lee said.";
    let said = piece("a", "Orr", "would run", "the ferry", sentence);
    let mut seen = String::new();
    let Ok(_) = code_report(&[said], |_, piece| {
        seen.clone_from(&piece.content);
        Ok::<_, Infallible>(judge(piece))
    });
    assert_eq!(seen, "the ferry provided that Ek pays");
}

#[test]
fn a_refusal_without_something_is_a_condition() {
    let content = "they would not run the ferry without a toll";
    let sentence = "Orr rejected that they would not run the ferry without a toll.";
    let found = code(&[piece("a", "Orr", "rejected", content, sentence)]);
    assert_eq!(stances(&found), [("a", "conditional")]);
    assert_eq!(found[0].conditions, ["without a toll"]);
    // Asked about what is not to be missing, it is wanted.
    let content = "they would not sail without the ferry toll";
    let sentence = "Orr rejected that they would not sail without the ferry toll.";
    let found = code(&[piece("a", "Orr", "rejected", content, sentence)]);
    assert_eq!(stances(&found), [("a", "support")]);
}

#[test]
fn it_is_what_stands_beside_it() {
    let before = piece(
        "a",
        "Lee",
        "rejected",
        "a bridge that nobody can pay",
        "Lee rejected a bridge that nobody can pay.",
    );
    let sentence = "Orr praised the ferry and said Ek supported it.";
    let found = code(&[
        before.clone(),
        piece("b", "Orr", "praised", "the ferry", sentence),
        piece("c", "Ek", "supported", "it", sentence),
    ]);
    assert_eq!(found[1].answers.as_deref(), Some("b"));
    // In what it stands in, something stands before it that it may mean.
    let sentence = "Orr said the ferry is late and Ek rejects it.";
    let outer = piece(
        "b",
        "Orr",
        "said",
        "the ferry is late and Ek rejects it",
        sentence,
    );
    let mut inner = piece("c", "Ek", "rejects", "it", sentence);
    inner.parent = Some("b".into());
    let found = code(&[before, outer, inner]);
    assert_eq!(stances(&found), [("b", "support")]);
}

#[test]
fn who_was_against_it_and_is_not_now_came_round() {
    let content = "they had rejected the ferry for years and now want it";
    let sentence = format!("Orr said {content}.");
    let found = code(&[piece("a", "Orr", "said", content, &sentence)]);
    assert_eq!(found[0].told, Some(Told::CameRound));
    // Who turned is somebody else.
    let sentence = "Lee had rejected the ferry, and Orr now said the ferry must run.";
    let found = code(&[piece("a", "Orr", "said", "the ferry must run", sentence)]);
    assert_eq!(found[0].told, None);
}

#[test]
fn who_dropped_their_opposition_is_for_it() {
    let sentence = "Orr dropped their opposition to the ferry.";
    let said = piece(
        "a",
        "Orr",
        "dropped their opposition to",
        "the ferry",
        sentence,
    );
    let Ok(found) = code_report(&[said], |_, piece| {
        let mut opinion = judge(piece);
        if piece.cue == "opposed" {
            opinion.stance = Stance::Oppose;
        }
        Ok::<_, Infallible>(opinion)
    });
    assert_eq!(stances(&found), [("a", "support")]);
    assert_eq!(found[0].told, Some(Told::GaveUp));
}

#[test]
fn what_is_denied_nobody_holds() {
    let sentence = "Orr rejected a report that Ek wants the ferry.";
    let mut outer = piece(
        "a",
        "Orr",
        "rejected",
        "a report that Ek wants the ferry",
        sentence,
    );
    outer.denies = true;
    let mut inner = piece("b", "Ek", "wants", "the ferry", sentence);
    inner.parent = Some("a".into());
    assert_eq!(
        stances(&code(&[outer, inner])),
        [("a", "oppose"), ("b", "reports")]
    );
}

#[test]
fn stances_have_names() {
    for name in [
        "support",
        "oppose",
        "conditional",
        "non-committal",
        "asks",
        "reports",
        "unrelated",
    ] {
        assert_eq!(
            stance_named(name).map(|s| s.to_string()).as_deref(),
            Some(name)
        );
    }
    assert_eq!(stance_named("maybe"), None);
}

#[test]
fn what_is_dropped_before_the_cue_is_given_up() {
    let found = code(&[piece(
        "a",
        "Orr",
        "demand",
        "for the ferry",
        "Orr dropped his demand for the ferry.",
    )]);
    assert_eq!(stances(&found), [("a", "non-committal")]);
    assert_eq!(found[0].told, Some(Told::GaveUp));
    let found = code(&[piece(
        "a",
        "Orr",
        "demanded",
        "the ferry",
        "Orr, who had abandoned the talks a week before in anger, demanded the ferry.",
    )]);
    assert_eq!(stances(&found), [("a", "support")]);
}

#[test]
fn who_refuses_what_was_offered_is_against_it() {
    let offer = "Orr said that he would pay for the ferry.";
    let pieces = [
        piece("a", "Orr", "said", "that he would pay for the ferry", offer),
        piece(
            "b",
            "Ek",
            "had refused",
            "such commitments",
            "Ek had refused such commitments.",
        ),
    ];
    // The judge is not sure of the words put together.
    let doubtful = |_: usize, piece: &Piece| {
        let mut opinion = judge(piece);
        if piece.source == "Ek" {
            opinion.confidence = 0.1;
        }
        Ok::<_, Infallible>(opinion)
    };
    let Ok(found) = code_report(&pieces, doubtful);
    assert_eq!(stances(&found), [("a", "support"), ("b", "oppose")]);
    assert!((found[1].confidence - 0.8 * 0.85).abs() < 1e-9);
    assert!(found[1].reason.contains("stands for"));
}

#[test]
fn who_denies_having_said_it_is_not_against_it() {
    let sentence = "Orr denied that he had ever said the ferry should run.";
    let mut denial = piece(
        "a",
        "Orr",
        "denied",
        "that he had ever said the ferry should run",
        sentence,
    );
    denial.denies = true;
    let mut inner = piece("b", "he", "had ever said", "the ferry should run", sentence);
    inner.parent = Some("a".into());
    let found = code(&[denial, inner]);
    assert_eq!(stances(&found), [("a", "reports"), ("b", "reports")]);
    assert!(found[0].reason.contains("denies the words"));
}

#[test]
fn a_plain_answer_is_yes_or_no() {
    let asked = |answer: &str| {
        let sentence = format!("Asked whether the ferry would run, Orr said {answer}.");
        let found = code(&[piece("a", "Orr", "said", answer, &sentence)]);
        stances(&found)
            .first()
            .map(|(_, stance)| (*stance).to_owned())
    };
    assert_eq!(asked("\u{201c}No\u{201d}").as_deref(), Some("oppose"));
    assert_eq!(asked("he would not").as_deref(), Some("oppose"));
    assert_eq!(
        asked("\u{201c}Yes, of course\u{201d}").as_deref(),
        Some("support")
    );
    assert_eq!(asked("the tide decides").as_deref(), Some("non-committal"));
    // In an interview, the question is a statement of its own.
    let found = code(&[
        piece(
            "q",
            "Reporter",
            "asked",
            "Will the ferry run?",
            "Reporter asked: Will the ferry run?",
        ),
        piece(
            "a",
            "Orr",
            "said",
            "\u{201c}Never.\u{201d}",
            "Orr said: \u{201c}Never.\u{201d}",
        ),
    ]);
    assert_eq!(stances(&found), [("q", "asks"), ("a", "oppose")]);
    // "No" to something else, or to nobody's question, says nothing here.
    let found = code(&[
        piece(
            "q",
            "Ek",
            "said",
            "that the ferry runs",
            "Ek said that the ferry runs.",
        ),
        piece(
            "a",
            "Orr",
            "said",
            "\u{201c}No.\u{201d}",
            "Orr said: \u{201c}No.\u{201d}",
        ),
    ]);
    assert_eq!(stances(&found), [("q", "support")]);
}

#[test]
fn what_others_should_or_will_say_is_not_said() {
    let one = |source: &str, cue: &str, content: &str, sentence: &str| {
        let found = code(&[piece("a", source, cue, content, sentence)]);
        stances(&found)[0].1.to_owned()
    };
    for (source, cue, content, sentence) in [
        (
            "Norland",
            "must demand",
            "the ferry",
            "Norland must demand the ferry.",
        ),
        (
            "Norland",
            "call for",
            "the ferry",
            "Norland could call for the ferry.",
        ),
        (
            "Norland",
            "agreed to",
            "the ferry",
            "Eastport must yield before Norland agreed to the ferry.",
        ),
        (
            "Norland",
            "agreeing to",
            "the ferry",
            "Norland would think twice before agreeing to the ferry.",
        ),
        (
            "Norland",
            "believes",
            "that Eastport will take the ferry",
            "Norland believes that Eastport will take the ferry.",
        ),
    ] {
        assert_eq!(one(source, cue, content, sentence), "reports", "{sentence}");
    }
    for (source, cue, content, sentence) in [
        (
            "We",
            "must have",
            "the ferry",
            "We must have the ferry, Orr said.",
        ),
        (
            "Norland",
            "believes",
            "that the ferry will pay",
            "Norland believes that the ferry will pay.",
        ),
        (
            "Norland",
            "would take",
            "the ferry",
            "Norland would take the ferry.",
        ),
    ] {
        assert_eq!(one(source, cue, content, sentence), "support", "{sentence}");
    }
}

#[test]
fn what_somebody_is_blamed_for_is_not_what_they_said() {
    let sentence = "Norland accused Eastport of refusing the ferry.";
    let outer = piece(
        "a",
        "Norland",
        "accused",
        "Eastport of refusing the ferry",
        sentence,
    );
    let mut inner = piece("b", "Eastport", "refusing", "the ferry", sentence);
    inner.parent = Some("a".into());
    let found = code(&[outer, inner]);
    let of = |id| {
        found
            .iter()
            .find(|c| c.statement == id)
            .map(|c| c.stance.as_str())
    };
    assert_eq!(of("b"), Some("reports"));
}

#[test]
fn it_is_the_thing_not_what_was_said_of_it() {
    let sentence = "Ek said that Orr had rejected the ferry.";
    let outer = piece(
        "a",
        "Ek",
        "said",
        "that Orr had rejected the ferry",
        sentence,
    );
    let mut inner = piece("b", "Orr", "had rejected", "the ferry", sentence);
    inner.parent = Some("a".into());
    let own = piece("c", "Orr", "accepted", "it", "Orr accepted it.");
    let found = code(&[outer, inner, own]);
    let of = |id| {
        found
            .iter()
            .find(|c| c.statement == id)
            .map(|c| c.stance.as_str())
    };
    assert_eq!(of("c"), Some("support"));
}

#[test]
fn what_stands_in_what_is_only_urged_is_not_said() {
    let sentence = "Norland should make clear that it wants the ferry.";
    let outer = piece(
        "a",
        "Norland",
        "should make clear",
        "that it wants the ferry",
        sentence,
    );
    let mut inner = piece("b", "it", "wants", "the ferry", sentence);
    inner.parent = Some("a".into());
    let found = code(&[outer, inner]);
    assert!(found.iter().all(|coding| coding.stance == "reports"));
}
