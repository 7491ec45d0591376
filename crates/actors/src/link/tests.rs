//! What is linked, what is kept apart, and that order does not matter.

use proptest::prelude::*;

use super::{Correction, Handle, Key, Linked, keys, link};
use crate::{ActorKind, Known, LocalActor, Role, Side};

fn actor(kind: ActorKind, name: &str, side: &str) -> LocalActor {
    LocalActor {
        kind,
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: (!side.is_empty())
            .then(|| Role {
                side: Some(Side {
                    code: side.to_owned(),
                    name: side.to_owned(),
                }),
                ..Role::default()
            })
            .into_iter()
            .collect(),
        unnamed: None,
        mentions: Vec::new(),
    }
}

fn person(name: &str, side: &str) -> LocalActor {
    actor(ActorKind::Person, name, side)
}

fn linked(profiles: &[LocalActor], corrections: &[Correction]) -> Vec<Linked> {
    link(profiles, &Known::default(), corrections)
}

fn sets(linked: &[Linked]) -> Vec<Vec<usize>> {
    let mut sets: Vec<_> = linked.iter().map(|l| l.profiles.clone()).collect();
    sets.sort();
    sets
}

#[test]
fn spellings_meet_and_surnames_go_to_the_one_they_fit() {
    let all = [
        person("Volodymyr Zelensky", "UKR"),
        person("Volodymyr Zelenskyy", ""),
        person("Zelenskiy", "UKR"),
        person("Olena Petrenko", "UKR"),
    ];
    let linked = linked(&all, &[]);
    assert_eq!(sets(&linked), [vec![0, 1, 2], vec![3]]);
    assert_eq!(linked[1].name, "Volodymyr Zelensky");
}

#[test]
fn namesakes_of_two_states_stay_apart_and_a_surname_goes_by_its_side() {
    let all = [
        person("Wang Wei", "CHN"),
        person("Wang Wei", "SGP"),
        person("Wang", "CHN"),
        person("Wang", ""),
        person("Wang Wei", ""),
    ];
    let linked = linked(&all, &[]);
    assert_eq!(sets(&linked), [vec![0, 2], vec![1], vec![3], vec![4]]);
    let names: Vec<_> = linked.iter().map(|l| l.identity.as_str()).collect();
    assert_eq!(
        names,
        [
            "person wang",
            "person wang wei",
            "person wang wei CHN",
            "person wang wei SGP"
        ]
    );
}

#[test]
fn one_may_speak_for_a_state_and_an_organisation() {
    let all = [
        person("Anna Berg", "NOR"),
        person("Anna Berg", "UNO"),
        actor(ActorKind::Organisation, "Foreign Ministry", "RUS"),
        actor(ActorKind::Organisation, "Foreign Ministry", "CHN"),
    ];
    assert_eq!(sets(&linked(&all, &[])), [vec![0, 1], vec![2], vec![3]]);
}

#[test]
fn corrections_stand_above() {
    let all = [
        person("Jon Smith", ""),
        person("John Smith", "GBR"),
        person("John Smith", "USA"),
    ];
    let handle = |name: &str, side: Option<&str>| Handle {
        kind: ActorKind::Person,
        name: name.to_owned(),
        side: side.map(str::to_owned),
    };
    let merge = Correction::Merge(handle("John Smith", Some("GBR")), handle("Jon Smith", None));
    let merged = linked(&all, std::slice::from_ref(&merge));
    assert_eq!(sets(&merged), [vec![0, 1], vec![2]]);
    let rename = Correction::Rename(handle("Jon Smith", None), "Sir John Smith".to_owned());
    let split = Correction::Split(handle("John Smith", Some("GBR")), handle("Jon Smith", None));
    let renamed = linked(&all, &[merge.clone(), rename]);
    assert!(renamed.iter().any(|l| l.name == "Sir John Smith"));
    assert_eq!(
        sets(&linked(&all, &[merge, split])),
        [vec![0], vec![1], vec![2]]
    );
}

fn some_actor() -> impl Strategy<Value = LocalActor> {
    let names = [
        "Anna Berg",
        "Berg",
        "Bo Berg",
        "Anna",
        "Bo Li",
        "Li",
        "Anna Li",
    ];
    let sides = ["", "NOR", "SWE", "UNO"];
    (0..names.len(), 0..sides.len(), prop::bool::weighted(0.8)).prop_map(
        move |(name, side, is_person)| {
            let kind = if is_person {
                ActorKind::Person
            } else {
                ActorKind::Organisation
            };
            actor(kind, names[name], sides[side])
        },
    )
}

/// What linking says, whatever the order of the profiles.
fn said(profiles: &[LocalActor], linked: &[Linked]) -> Vec<String> {
    let describe = |l: &Linked| {
        let mut members: Vec<String> = l
            .profiles
            .iter()
            .map(|&p| format!("{} {:?}", profiles[p].name, profiles[p].side()))
            .collect();
        members.sort();
        format!("{} {} {members:?}", l.identity, l.name)
    };
    linked.iter().map(describe).collect()
}

proptest! {
    #[test]
    fn order_does_not_matter(
        (all, mixed) in prop::collection::vec(some_actor(), 1..12)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(said(&all, &linked(&all, &[])), said(&mixed, &linked(&mixed, &[])));
    }

    #[test]
    fn each_profile_is_in_one_actor(all in prop::collection::vec(some_actor(), 0..12)) {
        let linked = linked(&all, &[]);
        let mut placed: Vec<usize> = linked.iter().flat_map(|l| l.profiles.clone()).collect();
        placed.sort_unstable();
        prop_assert_eq!(placed, (0..all.len()).collect::<Vec<_>>());
        let mut identities: Vec<_> = linked.iter().map(|l| &l.identity).collect();
        identities.dedup();
        prop_assert_eq!(identities.len(), linked.len());
    }

    #[test]
    fn linking_what_shares_keys_is_linking_all(all in prop::collection::vec(some_actor(), 1..12)) {
        let whole = linked(&all, &[]);
        // The profiles that lead to the first from key to key.
        let mut near = vec![0];
        let mut at = 0;
        while at < near.len() {
            for other in 0..all.len() {
                if !near.contains(&other) && meet(&all[near[at]], &all[other]) {
                    near.push(other);
                }
            }
            at += 1;
        }
        near.sort_unstable();
        let part: Vec<LocalActor> = near.iter().map(|&p| all[p].clone()).collect();
        let all_said = said(&all, &whole);
        for one in said(&part, &linked(&part, &[])) {
            prop_assert!(all_said.contains(&one), "{}", one);
        }
    }
}

fn meet(a: &LocalActor, b: &LocalActor) -> bool {
    keys(a).iter().any(|a| {
        keys(b).iter().any(|b| match (a, b) {
            (Key::Is(a), Key::Is(b))
            | (Key::Wants(a), Key::Wants(b) | Key::Offers(b))
            | (Key::Offers(a), Key::Wants(b)) => a == b,
            _ => false,
        })
    })
}
