//! Lands and regions that have offices of their own: a region of a state, and
//! a land that no table holds.
//!
//! A region's president binds the region and not the state it lies in.

use std::collections::BTreeMap;

use crate::Side;
use crate::entities::{Entity, What, covering};
use crate::fold::fold;
use crate::gazetteer::{Body, Entry, Gazetteer, Leader, gazetteer};
use crate::lexicon::{FORMER, PORTFOLIOS, QUALIFIERS, RULERS, honorific};
use crate::scene::Scene;
use crate::sides::named_side;
use crate::words::Word;

/// The region or city of a state that a name means, as a side of its own. A
/// capital stands for its state and is none.
pub(crate) fn region(name: &str) -> Option<Side> {
    let g = gazetteer();
    g.place(name)?;
    let state = matches!(g.named(name), Some(Entry::Country(..)));
    (!state).then(|| named_side(name))
}

/// Whether a noun is that of one who rules or speaks for a land, or of the body
/// that does: "minister", "parliament".
pub(crate) fn rules(noun: &str) -> bool {
    RULERS.contains(noun)
        || noun
            .rsplit_once('-')
            .is_some_and(|(_, last)| RULERS.contains(last))
}

/// The region that a government or parliament of the tables is that of: the
/// "Scottish Parliament" is no voice of the United Kingdom.
pub(crate) fn of_body(g: &Gazetteer, body: &Body) -> Option<Side> {
    const GOVERNING: &[&str] = &[
        "government",
        "executive",
        "parliament",
        "assembly",
        "generalitat",
        "senedd",
    ];
    if !matches!(body.sector, "GOV" | "LEG") || !g.is_state(body.code) {
        return None;
    }
    let name = fold(body.name);
    let words: Vec<&str> = name.split(' ').collect();
    let governs = |word: &&str| GOVERNING.contains(&word.split('-').next().unwrap_or(word));
    if !words.iter().any(governs) {
        return None;
    }
    if let Some(region) = words.iter().find_map(|word| g.region_of(word)) {
        return Some(named_side(region));
    }
    let written: Vec<&str> = body.name.split(' ').collect();
    (1..=2).rev().find_map(|count| {
        let mut runs = written.windows(count.min(written.len()));
        runs.find_map(|run| {
            let name = run.join(" ");
            let state = matches!(g.named(&name), Some(Entry::Country(..)));
            let place = g.place(&name) == Some(body.code);
            (place && !state).then(|| named_side(&name))
        })
    })
}

impl Leader {
    /// The office without the region that it is of, and whom its holder speaks
    /// for: the tables have "first minister of Scotland" under a state.
    pub fn seat(&self) -> Option<(&'static str, Side)> {
        let of_region = || {
            let (office, place) = self.office.split_once(" of ")?;
            let last = office.rsplit(' ').next()?;
            let place = place.strip_prefix("the ").unwrap_or(place);
            let place = place.strip_suffix(" region").unwrap_or(place);
            let side = region(place).filter(|_| rules(last))?;
            Some((office, side))
        };
        of_region().or_else(|| Some((self.office, gazetteer().side(self.code)?)))
    }
}

/// The names in a report that own an office of a land, folded, with the side
/// that they stand for.
pub(crate) type Lands = BTreeMap<String, Side>;

impl Scene<'_> {
    /// Finds the lands and regions by the offices that belong to them:
    /// "Norland's prime minister", "the president of Catalonia".
    pub(crate) fn find_lands(&mut self) {
        let mut lands = Lands::new();
        for (index, entity) in self.entities.iter().enumerate() {
            let rules = owns_office(&self.words, &self.entities, entity)
                || is_of_office(&self.words, &self.entities, entity)
                || self.holder_of(entity).is_some();
            if entity.what == What::Name
                && rules
                && let Some(side) = self.land_named(index)
            {
                let name = self.written(&entity.words);
                lands.insert(fold(name), side);
            }
        }
        self.lands = lands;
    }

    /// Whether a side is a state, a region or a land, and not a body.
    pub(crate) fn is_land(&self, side: &Side) -> bool {
        let key = format!("state:{}", side.code);
        let draft = self.drafts.get(&key).map(|at| self.drafts.all[at].kind);
        gazetteer().is_state(&side.code)
            || region(&side.name).is_some()
            || self.lands.values().any(|land| land == side)
            || draft == Some(crate::ActorKind::State)
    }

    /// "Foreign Minister Kari Holm of Freedonia": the person and the office.
    fn holder_of(&self, land: &Entity) -> Option<(usize, usize)> {
        let start = land.words.start;
        let of = start.checked_sub(1)?;
        if self.words[of].fold != "of" || !self.words[start].joined() {
            return None;
        }
        let before = covering(&self.entities, of.checked_sub(1)?)?;
        let mut people = self.people.iter();
        let person = people.position(|person| person.full.contains(&before))?;
        let ruling = |office: &str| rules(office.rsplit(' ').next().unwrap_or(office));
        let mut roles = self.people[person].roles.iter();
        let role = roles.position(|role| role.office.as_deref().is_some_and(ruling))?;
        Some((person, role))
    }

    /// Gives those who hold an office of a land named behind them its side.
    pub(crate) fn settle_lands(&mut self) {
        for index in 0..self.entities.len() {
            let entity = &self.entities[index];
            if entity.what != What::Name {
                continue;
            }
            let side = self.lands.get(&fold(self.written(&entity.words)));
            let (Some(side), Some((person, role))) = (side.cloned(), self.holder_of(entity)) else {
                continue;
            };
            let span = self.span(index);
            let draft = &mut self.drafts.all[self.person_draft[person]];
            for role in [
                draft.roles.get_mut(role),
                self.people[person].roles.get_mut(role),
            ] {
                if let Some(role) = role.filter(|role| role.side.is_none()) {
                    role.side = Some(side.clone());
                    role.evidence.push(span);
                }
            }
        }
    }

    /// The side of a name that owns an office of a land, unless it is somebody's.
    fn land_named(&self, index: usize) -> Option<Side> {
        let g = gazetteer();
        let range = self.entities[index].words.clone();
        let written = self.written(&range);
        let first = self.words[range.start].fold.as_str();
        let region = region(written);
        let last = &self.words[range.end - 1].fold;
        let somebody = self.people.iter().any(|person| person.words.contains(last))
            || self.titled(last)
            || g.leaders_named(last)
                .iter()
                .any(|&leader| fold(g.leaders[leader].surname) == *last)
            || region.is_none() && g.gender(first).is_some();
        if somebody {
            return None;
        }
        if let Some(known) = self.known_body(&fold(written)) {
            let side = known.roles.iter().find_map(|role| role.side.clone());
            return side.or_else(|| Some(named_side(&known.name)));
        }
        let plural = g.head(last).is_some_and(|(_, plural)| plural);
        region.or_else(|| (!plural).then(|| named_side(written)))
    }

    /// Whether a report writes "Mr. X" or "President X".
    fn titled(&self, name: &str) -> bool {
        self.entities.iter().any(|entity| {
            let at = entity.words.start;
            entity.words.len() == 1
                && self.words[at].fold == name
                && (entity.what == What::Person
                    || at > 0 && self.words[at].joined() && honorific(&self.words[at - 1].fold))
        })
    }
}

/// "Norland's prime minister": an office follows right after the owner.
fn owns_office(words: &[Word], entities: &[Entity], owner: &Entity) -> bool {
    if !words[owner.words.end - 1].possessive {
        return false;
    }
    let mut at = owner.words.end;
    while let Some(word) = words.get(at).filter(|word| word.joined()) {
        let name = covering(entities, at)
            .is_some_and(|index| !matches!(entities[index].what, What::Title));
        let head = gazetteer().head(&word.fold).filter(|_| !name);
        if head.is_some_and(|(_, plural)| !plural) && rules(&word.fold) {
            return true;
        }
        if name || !passes(&word.fold) || at > owner.words.end + 4 {
            return false;
        }
        at += 1;
    }
    false
}

/// "The prime minister of Norland": an office stands right before.
fn is_of_office(words: &[Word], entities: &[Entity], land: &Entity) -> bool {
    let start = land.words.start;
    let Some(of) = start.checked_sub(1).filter(|_| words[start].joined()) else {
        return false;
    };
    let Some(head) = of.checked_sub(1).filter(|_| words[of].joined()) else {
        return false;
    };
    let open = covering(entities, head).is_none_or(|index| entities[index].what == What::Title);
    words[of].fold == "of"
        && open
        && gazetteer()
            .head(&words[head].fold)
            .is_some_and(|(_, plural)| !plural)
        && rules(&words[head].fold)
}

/// What may stand inside the words of an office.
pub(crate) fn passes(word: &str) -> bool {
    PORTFOLIOS.contains(word)
        || QUALIFIERS.contains(word)
        || FORMER.contains(word)
        || gazetteer().head(word).is_some()
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn who_rules_a_region_speaks_for_it_and_not_for_its_state() {
        for (text, side) in [
            ("[Catalonia's president, Jordi Puig], left.", "Catalonia"),
            ("[Catalan President Jordi Puig] left.", "Catalonia"),
            (
                "[Jordi Puig, the president of Catalonia], left.",
                "Catalonia",
            ),
            ("[The president of Catalonia] left.", "Catalonia"),
            ("[Scotland's first minister] left.", "Scotland"),
            ("[Scottish First Minister Ann Reed] left.", "Scotland"),
            ("[The Scottish government] left.", "Scotland"),
            ("[The Catalan regional government] left.", "Catalonia"),
            ("[Quebec Premier Luc Moreau] left.", "Quebec"),
            ("[The premier of Quebec, Luc Moreau], left.", "Quebec"),
            ("[Bavarian minister-president Uwe Lang] left.", "Bavaria"),
            ("[Bavaria's transport minister, Uwe Lang], left.", "Bavaria"),
            (
                "[Northern Ireland's first minister] left.",
                "Northern Ireland",
            ),
            (
                "Scotland's first minister left. [Scotland] was late.",
                "Scotland",
            ),
            // A capital stands for its state, and so does a state's minister.
            ("[Moscow] left.", "Russia"),
            ("[Madrid's foreign minister, Ana Ruiz], left.", "Spain"),
            ("[Spain's president, Jordi Puig], left.", "Spain"),
            ("[Texas Governor Bill Frame] left.", "United States"),
        ] {
            let found = told(text);
            assert!(
                found[0].ends_with(&format!("; {side}")),
                "{text}\n{found:?}"
            );
        }
    }

    #[test]
    fn the_office_is_read_without_its_region() {
        for (text, office) in [
            ("[Scottish First Minister Ann Reed] left.", "first minister"),
            ("[Quebec Premier Luc Moreau] left.", "prime minister"),
            ("[Catalan President Jordi Puig] left.", "president"),
        ] {
            let found = told(text);
            assert!(
                found[0].contains(&format!("; {office};")),
                "{text}\n{found:?}"
            );
        }
    }

    #[test]
    fn a_land_that_nobody_knows_is_told_by_its_offices() {
        for (text, side) in [
            (
                "[Norland's prime minister, Anna Sorensen], left.",
                "Norland",
            ),
            ("[Ostrav's prime minister, Anna Sorensen], left.", "Ostrav"),
            ("[Ostrav's foreign minister] left.", "Ostrav"),
            ("[The president of Ostrav, Anna Sorensen], left.", "Ostrav"),
            ("[Foreign Minister Anna Sorensen of Ostrav] left.", "Ostrav"),
            ("Ostrav's parliament met. [Ostrav] was late.", "Ostrav"),
            ("[The Hearth's spokesman, Omar Ndiaye], left.", "Hearth"),
            // Somebody who has ministers is no land.
            (
                "President Elena Voss left. [Voss's foreign minister] stayed.",
                "",
            ),
            ("Mr. Voss left. [Voss's foreign minister] stayed.", ""),
        ] {
            let found = told(text);
            assert!(
                found[0].ends_with(&format!("; {side}")),
                "{text}\n{found:?}"
            );
        }
    }
}
