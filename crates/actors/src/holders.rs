//! Who is meant by an office or a noun that was said of somebody before.

use std::ops::Range;

use crate::ActorKind;
use crate::describe::described;
use crate::draft::Draft;
use crate::fold::fold;
use crate::gazetteer::{Gender, gazetteer};
use crate::mention::{DEPTH, Reader};
use crate::offices;
use crate::roles::{self, Phrase};
use crate::{Role, Side};

/// "The South Carolina Republican said": the last speaker, called by what he or
/// she is. Only nouns that are no office, and only where that speaker holds
/// none that the noun would go against.
pub(crate) fn epithet(reader: &Reader<'_>, phrase: &Phrase) -> Option<(usize, String)> {
    const EPITHETS: &[&str] = &[
        "republican",
        "democrat",
        "conservative",
        "liberal",
        "lawmaker",
        "legislator",
        "billionaire",
        "businessman",
        "businesswoman",
        "tycoon",
        "politician",
        "statesman",
        "entrepreneur",
        "academic",
        "scholar",
        "scientist",
        "researcher",
        "economist",
        "historian",
        "lawyer",
        "activist",
        "author",
        "veteran",
    ];
    let the = reader.scene.words[phrase.words.start].fold == "the";
    if !the || phrase.plural || !EPITHETS.contains(&phrase.noun.noun) {
        return None;
    }
    let sentence = reader.scene.words[phrase.words.start].sentence;
    let heard = reader
        .heard
        .iter()
        .rev()
        .find(|heard| heard.source && heard.end <= phrase.words.start)?;
    let [actor] = heard.actors[..] else {
        return None;
    };
    let draft = &reader.scene.drafts.all[actor];
    let near = sentence.saturating_sub(heard.sentence) <= 3;
    let side = phrase
        .side
        .as_ref()
        .is_none_or(|side| draft.code().is_none_or(|code| code == side.code));
    (draft.kind == ActorKind::Person && near && side).then(|| {
        (
            actor,
            format!("{}, the last speaker, called so", draft.name),
        )
    })
}

/// So many bytes nearer somebody has to be named who is president of something
/// else than a state, to be meant by "the president".
const SOONER: usize = 600;

/// "The same minister wanted none": whoever spoke last, a few sentences before at
/// most.
fn the_same(reader: &Reader<'_>, phrase: &Phrase) -> Option<usize> {
    let words = &reader.scene.words;
    let first = &words[phrase.words.start];
    let same = words.get(phrase.words.start + 1)?;
    if phrase.plural || first.fold != "the" || same.fold != "same" {
        return None;
    }
    let person = |actor: usize| reader.scene.drafts.all[actor].kind == ActorKind::Person;
    let mut heard = reader.heard.iter().rev();
    let last = heard.find(|heard| {
        let before = heard.source && heard.end <= phrase.words.start;
        before && matches!(heard.actors[..], [actor] if person(actor))
    })?;
    let near = first.sentence.saturating_sub(last.sentence) <= 4;
    last.actors.first().copied().filter(|_| near)
}

/// Whoever is named behind stands farther than all who are named before.
const AHEAD: usize = 1_000_000;

/// "The minister": the last one named before, a few sentences at most, of whom the
/// report tells a side and no office.
fn without_office(reader: &Reader<'_>, phrase: &Phrase, gender: Option<Gender>) -> Option<usize> {
    const BARE: [&str; 5] = ["minister", "envoy", "negotiator", "president", "ambassador"];
    let words = &reader.scene.words;
    let first = &words[phrase.words.start];
    if first.fold != "the" || !BARE.contains(&phrase.office.as_str()) || phrase.former {
        return None;
    }
    let named = |actor: usize| {
        let draft = &reader.scene.drafts.all[actor];
        let before = draft
            .mentions
            .iter()
            .filter(|one| one.span.end <= first.span.start);
        let last = before.map(|one| one.span.start).max()?;
        let at = words.partition_point(|word| word.span.start < last);
        let near = first.sentence.saturating_sub(words[at].sentence) <= 5;
        let agrees = draft.gender.is_none() || gender.is_none() || draft.gender == gender;
        let open = draft.roles.iter().any(|role| role.side.is_some())
            && draft.roles.iter().all(|role| role.office.is_none());
        (draft.kind == ActorKind::Person && near && agrees && open).then_some((last, actor))
    };
    let people = (0..reader.scene.drafts.all.len()).filter_map(named);
    people.max().map(|(_, actor)| actor)
}

/// The one who holds an office: named in the report, in the actor file, or in
/// the country table.
pub(crate) fn holder(
    reader: &mut Reader<'_>,
    phrase: &Phrase,
    side: Option<&Side>,
) -> Option<(usize, String)> {
    if let Some(actor) = the_same(reader, phrase) {
        let name = &reader.scene.drafts.all[actor].name;
        return Some((actor, format!("{name}, the last speaker")));
    }
    let at = reader.scene.words[phrase.words.start].span.start;
    let asked = phrase.office.as_str();
    let gender = roles::gender(phrase.noun, &reader.scene.words[phrase.head].fold);
    let mut best: Option<(u8, usize, usize, String)> = None;
    for (draft_index, draft) in reader.scene.drafts.all.iter().enumerate() {
        // "The spokesman" may be one described before whom nobody names.
        let described = draft.kind == ActorKind::Unnamed && !draft.plural;
        if !matches!(draft.kind, ActorKind::Person | ActorKind::Office) && !described {
            continue;
        }
        if gender.is_some() && draft.gender.is_some() && gender != draft.gender {
            continue;
        }
        let Some(role) = draft.roles.iter().find(|role| {
            role.office.as_deref().is_some_and(|held| {
                offices::office_fits(asked, held) && held.starts_with("former ") == phrase.former
            }) && match (side, &role.side) {
                (Some(asked), Some(held)) => asked.code == held.code,
                _ => true,
            } && !speaks_for_another(reader.scene.text, draft, role, asked, side)
        }) else {
            continue;
        };
        // Sides that agree outrank those that are not told.
        let told = u8::from(side.is_some() && role.side.is_none());
        let before = draft
            .mentions
            .iter()
            .map(|m| m.span.start)
            .filter(|&start| start < at)
            .max();
        let distance = match before {
            Some(last) => at - last,
            None if described => continue,
            None => {
                1_000_000
                    + draft
                        .mentions
                        .iter()
                        .map(|m| m.span.start)
                        .min()
                        .unwrap_or(0)
            }
        };
        let office = role.office.clone().unwrap_or_default();
        // "The president" is that of a state sooner than that of a commission.
        let aside = asked == "president" && office.trim_start_matches("former ") != asked;
        let distance = distance + if aside { SOONER } else { 0 };
        if best
            .as_ref()
            .is_none_or(|(t, d, ..)| (told, distance) < (*t, *d))
        {
            best = Some((told, distance, draft_index, office));
        }
    }
    if best.as_ref().is_none_or(|(_, far, ..)| *far >= AHEAD)
        && side.is_none()
        && let Some(actor) = without_office(reader, phrase, gender)
    {
        let name = &reader.scene.drafts.all[actor].name;
        return Some((
            actor,
            format!("{name}, the last one named, whose office nothing tells"),
        ));
    }
    if let Some((_, _, actor, office)) = best {
        let found = &reader.scene.drafts.all[actor];
        let reason = if found.kind == ActorKind::Unnamed {
            format!("{}, spoken of before", found.name)
        } else {
            format!("{} is {office} in this report", found.name)
        };
        return Some((actor, reason));
    }
    let side = side?;
    if phrase.former {
        return None;
    }
    holder_outside(reader, asked, side)
}

/// Whether the words asked with name an affiliation that a role leaves open,
/// while another role of its holder, or an owner ("the rebels' spokesman"),
/// names a different one: "the Nato spokesman" is not theirs.
fn speaks_for_another(
    text: &str,
    draft: &Draft,
    role: &Role,
    asked: &str,
    side: Option<&Side>,
) -> bool {
    let others = || draft.roles.iter().filter(|other| *other != role);
    let longer = role
        .office
        .as_deref()
        .is_some_and(|held| held.len() < asked.len());
    let other_office = longer
        && others().any(|other| {
            let office = other.office.as_deref();
            office.is_some_and(|office| !offices::office_fits(asked, office))
        });
    let open = role.side.is_none() && side.is_some();
    let owned = role
        .evidence
        .iter()
        .any(|span| text[span.range()].contains(['\'', '\u{2019}']));
    let other_side = open
        && others().any(|other| {
            let held = other.side.as_ref();
            held.is_some_and(|held| side.is_some_and(|side| side.code != held.code))
        });
    other_office || other_side || open && owned
}

/// The holder whom the actor file or the country table tells.
fn holder_outside(reader: &mut Reader<'_>, asked: &str, side: &Side) -> Option<(usize, String)> {
    let date = reader.scene.date.unwrap_or("").to_owned();
    let known = reader.scene.known.holders(asked, &side.code).find(|actor| {
        actor.roles.iter().any(|role| {
            role.office.as_deref() == Some(asked)
                && role
                    .side
                    .as_ref()
                    .is_some_and(|held| held.code == side.code)
                && (date.is_empty()
                    || role
                        .from
                        .as_deref()
                        .is_none_or(|from| from <= date.as_str()))
                && role
                    .to
                    .as_deref()
                    .is_none_or(|to| !date.is_empty() && date.as_str() <= to)
        })
    });
    if let Some(known) = known {
        let (name, roles) = (known.name.clone(), known.roles.clone());
        let actor = reader
            .scene
            .drafts
            .at(format!("person:{}", fold(&name)), || {
                Draft::new(ActorKind::Person, &name)
            });
        for role in roles {
            if !reader.scene.drafts.all[actor].roles.contains(&role) {
                reader.scene.drafts.all[actor].roles.push(role);
            }
        }
        return Some((
            actor,
            format!("{name} is {asked} of {} in the actor file", side.name),
        ));
    }
    // The table knows from when; a report without a date tells no holder.
    if date.is_empty() {
        return None;
    }
    let g = gazetteer();
    let mut holders = g.leaders.iter().filter(|leader| {
        // "First minister of Scotland" stands in the tables under a state.
        let seat = leader.office == asked && leader.code == side.code
            || leader.office.len() > asked.len()
                && leader.office.starts_with(asked)
                && leader
                    .seat()
                    .is_some_and(|(office, of)| office == asked && of.code == side.code);
        seat && leader.holds_on(&date)
    });
    let leader = holders.next()?;
    if !leader.head && holders.any(|other| other.name != leader.name) {
        return None;
    }
    let actor = reader
        .scene
        .drafts
        .at(format!("person:{}", fold(leader.name)), || {
            Draft::new(ActorKind::Person, leader.name)
        });
    let role = Role {
        office: Some(asked.to_owned()),
        side: Some(side.clone()),
        from: Some(leader.from.to_owned()),
        to: None,
        evidence: Vec::new(),
    };
    if !reader.scene.drafts.all[actor].roles.contains(&role) {
        reader.scene.drafts.all[actor].roles.push(role);
    }
    Some((
        actor,
        format!(
            "{} is {asked} of {} since {} in the country table",
            leader.name, side.name, leader.from
        ),
    ))
}

/// An actor described by the same noun before: "the ministry", "the official".
pub(crate) fn earlier(
    reader: &mut Reader<'_>,
    phrase: &Phrase,
    noun: &str,
    side: Option<&Side>,
) -> Option<(usize, String)> {
    let at = reader.scene.words[phrase.words.start].span.start;
    // A phrase that tells more than the noun must agree in more.
    let bare = phrase.office == noun || phrase.office.is_empty();
    let written = fold(&reader.plain_name(&phrase.words));
    let mut best: Option<(usize, usize)> = None;
    for (index, draft) in reader.scene.drafts.all.iter().enumerate() {
        let noun_of = draft.head.as_deref() == Some(noun);
        let agrees = if bare && side.is_none() {
            noun_of && draft.plural == phrase.plural
        } else {
            let name = fold(&draft.name);
            noun_of
                && draft.plural == phrase.plural
                && (name.ends_with(&written)
                    || draft.aliases.iter().any(|alias| fold(alias) == written))
        };
        let fits =
            agrees && side.is_none_or(|side| draft.code().is_none_or(|code| code == side.code));
        if !fits {
            continue;
        }
        if let Some(last) = draft
            .mentions
            .iter()
            .map(|m| m.span.start)
            .filter(|&start| start < at)
            .max()
            && best.is_none_or(|(before, _)| last > before)
        {
            best = Some((last, index));
        }
    }
    if let Some((_, index)) = best {
        return Some((
            index,
            format!("{}, spoken of before", reader.scene.drafts.all[index].name),
        ));
    }
    if !bare || side.is_some() || reader.depth > DEPTH {
        return None;
    }
    // "The authority" after "sources in the port authority".
    let until = reader
        .scene
        .descriptions
        .partition_point(|range| range.end <= phrase.words.start);
    let found = reader.scene.descriptions[..until]
        .iter()
        .rev()
        .find_map(|range| {
            let other = roles::phrase(&reader.scene.words, &reader.scene.entities, range.clone())?;
            (other.noun.noun == noun && other.plural == phrase.plural && other.words.len() > 2)
                .then_some(other)
        })?;
    let meant = described(reader, &found);
    let span = roles::span(&reader.scene.words, &found.words);
    reader
        .scene
        .drafts
        .mention(meant.actor, span, meant.form, meant.reason);
    Some((
        meant.actor,
        format!(
            "{}, spoken of before",
            reader.scene.drafts.all[meant.actor].name
        ),
    ))
}

/// An actor with the same head noun, spoken of before.
pub(crate) fn same_head(reader: &Reader<'_>, noun: &str, range: &Range<usize>) -> Option<usize> {
    let at = reader.scene.words[range.start].span.start;
    if range.len() > 2 {
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    for (index, draft) in reader.scene.drafts.all.iter().enumerate() {
        if draft.head.as_deref() != Some(noun) {
            continue;
        }
        if let Some(last) = draft
            .mentions
            .iter()
            .map(|m| m.span.start)
            .filter(|&start| start < at)
            .max()
            && best.is_none_or(|(before, _)| last > before)
        {
            best = Some((last, index));
        }
    }
    best.map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn the_minister_is_who_was_named_before_sooner_than_one_named_behind() {
        let found = told(
            "Tajikistan's Rustam Yorov went in with a smile. [The minister] was late. \
             Then came Deva Kolm, the Taldoran energy minister, of Taldora. [The minister] sang.",
        );
        assert!(found[0].starts_with("Rustam Yorov;"), "{found:?}");
        assert!(found[1].starts_with("Deva Kolm;"), "{found:?}");
        let found = told(
            "Kenya's foreign minister, Josephine Wambua, left. [Solange Bukuru] agreed. \
             Six weeks ago [the same minister] had not.",
        );
        assert!(found[1].starts_with("Solange Bukuru;"), "{found:?}");
    }
}
