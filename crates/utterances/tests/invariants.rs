//! What holds for any texts and statements.
#![allow(clippy::unwrap_used)]

use demarche_utterances::{BANDS, Gist, Kinship, Said, Wording, compare, link, sets};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    let word = select(
        "the strait is closed and will not open before May 5 while \u{201c}nobody\u{201d} asks 'why' don't Norland Oram's \
         talks talked talking . , \u{2014} \" \u{201d} \n (@a_b) 40 ministers \u{e9}t\u{e9} of peace"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    prop_oneof![4 => vec(word, 0..120).prop_map(|words| words.join(" ")), 1 => any::<String>()]
}

fn day() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of(
        (1i8..=12, 1i8..=28).prop_map(|(month, day)| Date::new(2025, month, day).unwrap()),
    )
}

#[derive(Debug, Clone)]
struct Statement {
    speaker: u64,
    from: Option<Date>,
    to: Option<Date>,
    content: String,
    denied: bool,
}

impl Statement {
    fn gist(&self) -> Gist {
        Gist::of(&Said {
            speaker: self.speaker,
            from: self.from,
            to: self.to,
            content: &self.content,
            quoted: &[],
            denied: self.denied,
        })
    }
}

fn statement() -> impl Strategy<Value = Statement> {
    (0..2u64, day(), day(), text(), any::<bool>()).prop_map(
        |(speaker, from, to, content, denied)| Statement {
            speaker,
            from,
            to,
            content,
            denied,
        },
    )
}

proptest! {
    #[test]
    fn likeness_does_not_depend_on_the_order(a in text(), b in text()) {
        let (a, b) = (Wording::of(&a), Wording::of(&b));
        let likeness = compare(&a, &b);
        prop_assert_eq!(&likeness, &compare(&b, &a));
        prop_assert!((0.0..=1.0).contains(&likeness.share));
        prop_assert!(likeness.own <= likeness.all && likeness.longest <= likeness.all);
        prop_assert!(likeness.own <= a.own_words().min(b.own_words()));
    }

    #[test]
    fn a_report_is_its_own_copy(text in text()) {
        let wording = Wording::of(&text);
        prop_assert!(wording.bands().len() == BANDS || wording.bands().is_empty());
        if wording.own_words() >= 30 && wording.own_words() == compare(&wording, &wording).own {
            prop_assert_eq!(compare(&wording, &wording).kinship, Kinship::Same);
        }
        prop_assert_eq!(Wording::of(&text).bands(), wording.bands());
    }

    #[test]
    fn links_do_not_depend_on_the_order(a in statement(), b in statement()) {
        let (a, b) = (a.gist(), b.gist());
        let found = link(&a, &b);
        prop_assert_eq!(&found, &link(&b, &a));
        if let Some(found) = found {
            prop_assert!((0.0..=1.0).contains(&found.score));
            prop_assert!(a.keys().iter().all(|key| a.lookup().contains(key)));
        }
    }

    /// What is linked on a day is found by a key.
    #[test]
    fn linked_on_a_day_means_a_key_in_common(mut a in statement(), mut b in statement()) {
        for statement in [&mut a, &mut b] {
            statement.from = statement.from.or(Date::new(2025, 6, 1).ok());
            statement.to = statement.from;
        }
        let (a, b) = (a.gist(), b.gist());
        if link(&a, &b).is_some() {
            let kept = a.keys();
            prop_assert!(b.lookup().iter().any(|key| kept.contains(key)));
        }
    }

    #[test]
    fn sets_do_not_depend_on_the_order_of_links(links in vec((0..8usize, 0..8usize, 0..4u8), 0..20).prop_shuffle(), seed in any::<u64>()) {
        let scored: Vec<_> = links.iter().map(|(a, b, score)| (*a, *b, f64::from(*score))).collect();
        let mut turned: Vec<_> = scored.iter().map(|(a, b, score)| (*b, *a, *score)).collect();
        let middle = usize::try_from(seed % (turned.len() as u64 + 1)).unwrap();
        turned.rotate_left(middle);
        let found = sets(8, &scored);
        prop_assert_eq!(&found, &sets(8, &turned));
        let mut all: Vec<_> = found.into_iter().flatten().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..8).collect::<Vec<_>>());
    }
}
