//! Which statements are one utterance, and which are not: pairs of our own.
#![allow(clippy::unwrap_used)]

use demarche_utterances::{Gist, Said, link};

fn gist(speaker: u64, day: &str, content: &str) -> Gist {
    let (from, to) = day.split_once('/').unwrap_or((day, day));
    Gist::of(&Said {
        speaker,
        from: from.parse().ok(),
        to: to.parse().ok(),
        content,
        quoted: &[],
        denied: false,
    })
}

const DAY: &str = "2025-08-21";

/// Pairs of one speaker and one day that report one utterance.
const ONE: [(&str, &str); 14] = [
    (
        "\u{201c}We will not sign a paper that leaves the strait closed\u{201d}",
        "Vale said that \u{201c}we will not sign a paper that leaves the strait closed\u{201d} to trade",
    ),
    (
        "the strait must reopen before talks on fishing can begin",
        "talks on fishing could begin only after the strait had reopened",
    ),
    (
        "the ministry will send 40 observers to Oram in May",
        "40 observers would be sent to Oram by the ministry in May",
    ),
    (
        "Norland is ready to guarantee the safety of the port",
        "that Norland was ready to guarantee the port's safety",
    ),
    (
        "\u{201c}a grave and dangerous step\u{201d} that threatens the truce",
        "the decision was \"a grave and dangerous step\"",
    ),
    (
        "the sanctions harm ordinary people and must be lifted at once",
        "sanctions harming ordinary people have to be lifted immediately, at once",
    ),
    (
        "no troops will cross the river this year",
        "troops will not cross the river this year",
    ),
    (
        "that a meeting of the three presidents is being prepared",
        "preparations for a meeting of the three presidents are under way",
    ),
    (
        "Oram should return the two captured boats without delay",
        "called on Oram to return the captured boats without delay",
    ),
    (
        "the treaty of 1974 remains in force for both countries",
        "both countries remain bound by the 1974 treaty, which is in force",
    ),
    (
        "the dam would be inspected by engineers from the Union and neighbouring states",
        "engineers from the Union would inspect the dam",
    ),
    (
        "We don't see any reason to postpone the vote",
        "\u{201c}We don\u{2019}t see any reason to postpone the vote\u{201d}",
    ),
    (
        "negotiations with Tarvia are continuing and an agreement is near",
        "that negotiation with Tarvia continues, with agreement near",
    ),
    (
        "the attack on the convoy was organised by people who want the truce to fail",
        "those who organised the convoy attack want the truce to fail",
    ),
];

/// Pairs of one speaker and one day that are two utterances.
const TWO: [(&str, &str); 11] = [
    (
        "the strait must reopen before talks on fishing can begin",
        "the budget for schools will be raised next year",
    ),
    (
        "Norland will join the talks in Oram",
        "Norland will not join the talks in Oram",
    ),
    (
        "the ministry will send 40 observers to Oram in May",
        "the ministry will send 60 observers to Oram in May",
    ),
    (
        "the port is open",
        "the port authority announced new fees for ferries and cargo ships from Tarvia",
    ),
    (
        "\u{201c}of course\u{201d} the truce holds",
        "the election is \u{201c}of course\u{201d} free",
    ),
    (
        "Oram has violated the treaty of 1974",
        "the treaty of 2011 has been violated by Tarvia and its allies",
    ),
    (
        "we hope that peace will come soon",
        "we hope that the rains will come soon",
    ),
    (
        "the dam would be inspected by engineers from the Union",
        "the hospital would be rebuilt by engineers from the Union",
    ),
    (
        "the sanctions harm ordinary people",
        "sanctions are a tool of last resort, he told the council of ministers in a long speech on trade, prices and harbours",
    ),
    ("nothing", "nothing"),
    ("", "the port is open"),
];

#[test]
fn one_utterance_is_linked_with_a_reason() {
    for (one, other) in ONE {
        let found = link(&gist(7, DAY, one), &gist(7, DAY, other));
        let reason = found.unwrap_or_else(|| panic!("{one}\n{other}")).reason;
        assert!(
            reason.starts_with("same speaker, same day (2025-08-21), "),
            "{reason}"
        );
    }
}

#[test]
fn two_utterances_are_kept_apart() {
    for (one, other) in TWO {
        assert_eq!(
            link(&gist(7, DAY, one), &gist(7, DAY, other)),
            None,
            "{one}\n{other}"
        );
    }
}

#[test]
fn another_speaker_or_day_is_another_utterance() {
    for (one, other) in ONE {
        assert_eq!(link(&gist(7, DAY, one), &gist(8, DAY, other)), None);
        assert_eq!(
            link(&gist(7, DAY, one), &gist(7, "2025-08-24", other)),
            None
        );
    }
}

#[test]
fn a_denial_is_no_confirmation() {
    let said = |denied| Said {
        speaker: 7,
        from: DAY.parse().ok(),
        to: None,
        content: "the two sides agreed on a list of names",
        quoted: &[],
        denied,
    };
    let (asserted, denied) = (Gist::of(&said(false)), Gist::of(&said(true)));
    assert_eq!(link(&asserted, &denied), None);
    assert!(link(&denied, &denied).is_some());
}

#[test]
fn days_may_be_near_vague_or_unknown() {
    let text = "\u{201c}We will never accept a closed strait and a silent council\u{201d}";
    let reason = |one: &str, other: &str| {
        link(&gist(7, one, text), &gist(7, other, text)).map(|link| link.reason)
    };
    let has = |one, other, part: &str| {
        let reason = reason(one, other).unwrap();
        assert!(reason.contains(part), "{reason}");
        assert!(
            reason.contains("shared quotation \u{201c}accept closed strait silent council\u{201d}"),
            "{reason}"
        );
    };
    has(DAY, "2025-08-22", "a day apart (2025-08-21, 2025-08-22)");
    has("2025-08-18/2025-08-24", DAY, "same day (2025-08-21)");
    has(
        "2025-08-18/2025-08-22",
        "2025-08-20/2025-08-24",
        "days that may be the same (2025-08-20 to 2025-08-22)",
    );
    has("", DAY, "day not known");
    assert_eq!(reason(DAY, "2025-08-23"), None);
}

#[test]
fn keys_bring_siblings_together() {
    for (one, other) in ONE {
        let kept = gist(7, DAY, one).keys();
        let asked = gist(7, "2025-08-22", other).lookup();
        assert!(kept.iter().any(|key| asked.contains(key)), "{one}");
        // Another speaker's statement of the same day is not looked at.
        let stranger = gist(8, DAY, other).lookup();
        assert!(!kept.iter().any(|key| stranger.contains(key)));
    }
    // Without a day, the words bring them together.
    let text = "\u{201c}We will never accept a closed strait\u{201d}";
    let kept = gist(7, "", text).keys();
    assert!(
        gist(7, DAY, text)
            .lookup()
            .iter()
            .any(|key| kept.contains(key))
    );
}
