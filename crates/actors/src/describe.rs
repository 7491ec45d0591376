//! Whom a description means that names nobody: an office, a body, a group, a
//! text, or somebody whom the report leaves unnamed.

use std::ops::Range;

use crate::draft::Draft;
use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::gazetteer;
use crate::lexicon::{BODY_NOUNS, DOCUMENTS, Pronoun, SIDES, UTTERANCES, pronoun};
use crate::mention::{DEPTH, Meant, Reader};
use crate::point::Pointing;
use crate::roles::{self, Phrase};
use crate::{ActorKind, Form, Role, Side, UnnamedKind};

/// A phrase headed by a noun that the tables know.
pub(crate) fn described(reader: &mut Reader<'_>, phrase: &Phrase) -> Meant {
    reader.depth += 1;
    let meant = described_inside(reader, phrase);
    reader.depth -= 1;
    meant
}

fn described_inside(reader: &mut Reader<'_>, phrase: &Phrase) -> Meant {
    let (owner, owner_side) = owner(reader, phrase);
    let noun = phrase.noun;
    let mut side = phrase.side.clone().or(owner_side);
    if side.is_none()
        && phrase.definite
        && !phrase.plural
        && matches!(noun.sector, "GOV" | "LEG" | "MIL")
        && phrase.words.len() <= 3
    {
        side = reader.scene.only_state();
    }
    let word = reader.scene.words[phrase.head].fold.clone();
    // "the Russian side", "U.S. government", "the Zelenskyy government".
    if stands_for_side(noun.noun, phrase.plural)
        && let Some(side) = &side
    {
        let actor = reader.scene.state_of(side);
        let reason = format!(
            "“{}” stands for {}",
            reader.plain_name(&phrase.words),
            side.name
        );
        return Meant {
            actor,
            form: Form::Metonym,
            reason,
        };
    }
    if let Some(meant) = utterance(reader, phrase, &word, owner) {
        return meant;
    }
    let indefinite = matches!(
        reader.scene.words[phrase.words.start].fold.as_str(),
        "a" | "an" | "another" | "one" | "some"
    );
    if !phrase.plural && !indefinite {
        if (noun.office || noun.title)
            && let Some((actor, reason)) = holder(reader, phrase, side.as_ref())
        {
            return Meant {
                actor,
                form: Form::Title,
                reason,
            };
        }
        if phrase.definite
            && let Some((actor, reason)) = earlier(reader, phrase, noun.noun, side.as_ref())
        {
            return Meant {
                actor,
                form: Form::Description,
                reason,
            };
        }
    }
    if phrase.plural
        && phrase.definite
        && let Some((actor, reason)) = earlier(reader, phrase, noun.noun, side.as_ref())
    {
        return Meant {
            actor,
            form: Form::Description,
            reason,
        };
    }
    if let Some((actor, reason)) = epithet(reader, phrase) {
        return Meant {
            actor,
            form: Form::Description,
            reason,
        };
    }
    let kind = kind_of(phrase, &word, indefinite);
    let name = owned_name(reader, phrase, owner);
    let code = side.as_ref().map_or("", |side| side.code.as_str());
    let key = format!("{kind}:{}:{code}", fold(&name));
    let unnamed = (kind == ActorKind::Unnamed).then_some(unnamed_kind(phrase));
    let gender = roles::gender(noun, &word);
    let actor = reader.scene.drafts.at(key, || {
        let mut draft = Draft::new(kind, &name);
        draft.unnamed = unnamed;
        draft.gender = gender;
        draft.plural = phrase.plural || kind == ActorKind::Group;
        draft.head = Some(noun.noun.to_owned());
        let mut role = phrase.role(&reader.scene.words);
        role.side = side.clone();
        if !matches!(kind, ActorKind::Office | ActorKind::Unnamed) {
            role.office = None;
        }
        if role.office.is_some() || role.side.is_some() {
            draft.roles.push(role);
        }
        draft
    });
    let reason = match kind {
        ActorKind::Office => "the report does not name who holds the office",
        ActorKind::Organisation => "a body that the report does not name in full",
        ActorKind::Group => "several people, not named one by one",
        ActorKind::Unnamed => "described, not named",
        _ => "described",
    };
    Meant {
        actor,
        form: if kind == ActorKind::Office {
            Form::Title
        } else {
            Form::Description
        },
        reason: reason.to_owned(),
    }
}

/// "The South Carolina Republican said": the last speaker, called by what he or
/// she is. Only nouns that are no office, and only where that speaker holds
/// none that the noun would go against.
fn epithet(reader: &Reader<'_>, phrase: &Phrase) -> Option<(usize, String)> {
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

/// Who owns what the phrase describes, and their side: "Putin's foreign
/// minister", "her foreign minister".
fn owner(reader: &mut Reader<'_>, phrase: &Phrase) -> (Option<usize>, Option<Side>) {
    let first = phrase.words.start;
    let by_name = phrase.owner.and_then(|index| {
        let last = reader.scene.entities[index].words.end - 1;
        let possessive = reader.scene.words[last].possessive;
        reader.scene.enter(index, possessive)
    });
    let owner = by_name.or_else(|| {
        let kind = pronoun(&reader.scene.words[first].fold)?;
        if !matches!(
            reader.scene.words[first].fold.as_str(),
            "his" | "her" | "its" | "their"
        ) || phrase.words.len() < 2
        {
            return None;
        }
        let span = reader.scene.words[first].span;
        let pointing = Pointing {
            at: first,
            kind,
            source: false,
            span,
        };
        reader
            .point(&pointing)
            .and_then(|(actors, _)| actors.first().copied())
    });
    let side = owner
        .and_then(|owner| reader.scene.side_of(owner))
        .or_else(|| {
            let owner = &reader.scene.drafts.all[owner?];
            (owner.kind == ActorKind::Organisation).then(|| roles::named_side(&owner.name))
        });
    (owner, side)
}

/// Whether a noun stands for the whole side.
fn stands_for_side(noun: &str, plural: bool) -> bool {
    SIDES.contains(noun) && (noun != "authority" || plural) && (noun == "authority" || !plural)
}

/// "Trump's reaction", "the minister's remarks": the owner speaks.
fn utterance(
    reader: &Reader<'_>,
    phrase: &Phrase,
    word: &str,
    owner: Option<usize>,
) -> Option<Meant> {
    if !UTTERANCES.contains(word) {
        return None;
    }
    let actor = owner?;
    let reason = format!(
        "“{}” are words of {}",
        reader.plain_name(&phrase.words),
        reader.scene.drafts.all[actor].name
    );
    Some(Meant {
        actor,
        form: Form::Title,
        reason,
    })
}

/// The one who holds an office: named in the report, in the actor file, or in
/// the country table.
fn holder(
    reader: &mut Reader<'_>,
    phrase: &Phrase,
    side: Option<&Side>,
) -> Option<(usize, String)> {
    let at = reader.scene.words[phrase.words.start].span.start;
    let asked = phrase.office.as_str();
    let mut best: Option<(u8, usize, usize, String)> = None;
    for (draft_index, draft) in reader.scene.drafts.all.iter().enumerate() {
        if draft.kind != ActorKind::Person && draft.kind != ActorKind::Office {
            continue;
        }
        let Some(role) = draft.roles.iter().find(|role| {
            role.office.as_deref().is_some_and(|held| {
                roles::office_fits(asked, held) && held.starts_with("former ") == phrase.former
            }) && match (side, &role.side) {
                (Some(asked), Some(held)) => asked.code == held.code,
                _ => true,
            }
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
        if best
            .as_ref()
            .is_none_or(|(t, d, ..)| (told, distance) < (*t, *d))
        {
            best = Some((told, distance, draft_index, office));
        }
    }
    if let Some((_, _, actor, office)) = best {
        let name = &reader.scene.drafts.all[actor].name;
        return Some((actor, format!("{name} is {office} in this report")));
    }
    let side = side?;
    if phrase.former {
        return None;
    }
    holder_outside(reader, asked, side)
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
    let leader = g.leaders.iter().find(|leader| {
        leader.code == side.code
            && leader.office == asked
            && leader.from <= date.as_str()
            && (leader.to.is_empty() || date.as_str() <= leader.to)
    })?;
    let actor = reader
        .scene
        .drafts
        .at(format!("person:{}", fold(leader.name)), || {
            Draft::new(ActorKind::Person, leader.name)
        });
    let role = Role {
        office: Some(leader.office.to_owned()),
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
fn earlier(
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

pub(crate) fn kind_of(phrase: &Phrase, word: &str, indefinite: bool) -> ActorKind {
    let noun = phrase.noun;
    if DOCUMENTS.contains(word) && !noun.office {
        return ActorKind::Document;
    }
    let official = matches!(
        noun.unnamed,
        UnnamedKind::Official
            | UnnamedKind::Diplomat
            | UnnamedKind::Military
            | UnnamedKind::Expert
            | UnnamedKind::Source
            | UnnamedKind::Insider
    );
    if phrase.plural {
        return match noun.noun {
            "people" | "official" | "source" | "diplomat" | "insider" | "person" | "aide"
            | "spokespeople" => ActorKind::Unnamed,
            _ if noun.group => ActorKind::Group,
            _ if official => ActorKind::Unnamed,
            _ => ActorKind::Group,
        };
    }
    if BODY_NOUNS.contains(noun.noun)
        || matches!(
            noun.noun,
            "newspaper"
                | "outlet"
                | "broadcaster"
                | "daily"
                | "firm"
                | "airline"
                | "government"
                | "ministry"
                | "legislature"
                | "watchdog"
                | "charity"
                | "ngo"
                | "junta"
                | "regime"
                | "presidency"
                | "cabinet"
                | "church"
                | "channel"
                | "cartel"
                | "militia"
                | "bloc"
        )
    {
        return ActorKind::Organisation;
    }
    if noun.group
        && matches!(
            noun.noun,
            "opposition"
                | "delegation"
                | "team"
                | "panel"
                | "crowd"
                | "community"
                | "family"
                | "coalition"
                | "side"
                | "leadership"
                | "media"
                | "press"
                | "military"
                | "police"
                | "population"
                | "group"
                | "gang"
                | "jury"
                | "industry"
                | "troop"
                | "public"
        )
    {
        return ActorKind::Group;
    }
    if noun.office && !indefinite {
        return ActorKind::Office;
    }
    if noun.office
        && noun.noun != "spokesperson"
        && noun.noun != "spokesman"
        && noun.noun != "spokeswoman"
        && noun.noun != "official"
        && phrase.side.is_some()
        && indefinite
        && !phrase.former
    {
        return ActorKind::Unnamed;
    }
    ActorKind::Unnamed
}

fn unnamed_kind(phrase: &Phrase) -> UnnamedKind {
    phrase.noun.unnamed
}

/// The name of a description: its words, with the owner's full name.
fn owned_name(reader: &Reader<'_>, phrase: &Phrase, owner: Option<usize>) -> String {
    let Some(owner) = owner else {
        return reader.plain_name(&phrase.words);
    };
    let owner_name = &reader.scene.drafts.all[owner].name;
    let first = &reader.scene.words[phrase.words.start];
    if matches!(first.fold.as_str(), "his" | "her" | "its" | "their") {
        let rest = reader.plain_name(&(phrase.words.start + 1..phrase.words.end));
        return format!("{owner_name}'s {rest}");
    }
    // "Voss's finance minister" with Elena Voss named elsewhere.
    if let Some(index) = phrase.owner {
        let entity = &reader.scene.entities[index];
        let after = entity.words.end;
        if entity.words.start <= phrase.words.start + 1
            && after < phrase.words.end
            && reader.scene.words[after - 1].possessive
        {
            let rest = reader.plain_name(&(after..phrase.words.end));
            return format!("{owner_name}'s {rest}");
        }
    }
    reader.plain_name(&phrase.words)
}

/// A phrase whose head no table knows: a text, an utterance, somebody.
pub(crate) fn other(reader: &mut Reader<'_>, range: &Range<usize>) -> Meant {
    // "Ukrainian media reports": the media speak, not a text.
    if range.len() >= 2
        && matches!(
            reader.scene.words[range.end - 1].fold.as_str(),
            "report" | "reports" | "accounts"
        )
        && gazetteer()
            .head(&reader.scene.words[range.end - 2].fold)
            .is_some_and(|(noun, _)| noun.unnamed == UnnamedKind::Media)
        && let Some(phrase) = roles::phrase(
            &reader.scene.words,
            &reader.scene.entities,
            range.start..range.end - 1,
        )
    {
        return described(reader, &phrase);
    }
    let zone = roles::zone_end(&reader.scene.words, &reader.scene.entities, range);
    let zone_range = range.start..zone;
    let head = zone_range.clone().next_back().unwrap_or(range.start);
    let word = reader.scene.words[head].fold.clone();
    let owner = possessor(reader, &zone_range, head);
    if UTTERANCES.contains(&word)
        && let Some(actor) = owner
    {
        let reason = format!(
            "“{}” are words of {}",
            reader.plain_name(range),
            reader.scene.drafts.all[actor].name
        );
        return Meant {
            actor,
            form: Form::Title,
            reason,
        };
    }
    let singular = word.strip_suffix('s').unwrap_or(&word).to_owned();
    let document = DOCUMENTS.contains(&word)
        || DOCUMENTS.contains(&singular)
        || word == "minutes"
        || UTTERANCES.contains(&word);
    let kind = if document {
        ActorKind::Document
    } else if capitals(reader, &zone_range) {
        ActorKind::Organisation
    } else if word.ends_with('s') && !word.ends_with("ss") && range.len() > 1
        || matches!(word.as_str(), "two" | "public" | "rest")
    {
        ActorKind::Group
    } else {
        ActorKind::Unnamed
    };
    let mut name = reader.plain_name(range);
    if kind == ActorKind::Document {
        name = reader.plain_name(&document_words(reader, range));
    }
    let definite = matches!(
        reader.scene.words[range.start].fold.as_str(),
        "the" | "this" | "that" | "these" | "those"
    );
    if definite && let Some(actor) = same_head(reader, &singular, range) {
        let reason = format!("{}, spoken of before", reader.scene.drafts.all[actor].name);
        return Meant {
            actor,
            form: Form::Description,
            reason,
        };
    }
    let side = owner
        .and_then(|owner| reader.scene.side_of(owner))
        .filter(|_| kind != ActorKind::Document);
    let actor = reader
        .scene
        .drafts
        .at(format!("{kind}:{}:", fold(&name)), || {
            let mut draft = Draft::new(kind, &name);
            draft.unnamed = (kind == ActorKind::Unnamed).then_some(UnnamedKind::Other);
            draft.head = Some(singular.clone());
            draft.plural = word.ends_with('s');
            draft.roles.extend(side.map(|side| Role {
                side: Some(side),
                ..Role::default()
            }));
            draft
        });
    let reason = match kind {
        ActorKind::Document => "a text that speaks",
        ActorKind::Group => "several, not named one by one",
        ActorKind::Organisation => "a name that the report does not explain",
        _ => "described, not named",
    };
    Meant {
        actor,
        form: Form::Description,
        reason: reason.to_owned(),
    }
}

/// "An unsigned letter to the editor": the letter alone names it.
fn document_words(reader: &Reader<'_>, range: &Range<usize>) -> Range<usize> {
    let end = (range.start + 1..range.end)
        .find(|&at| {
            let word = reader.scene.words[at].fold.as_str();
            Reader::modifies(word)
                && word != "of"
                && word != "on"
                && word != "for"
                && reader.scene.covering(at).is_none()
        })
        .unwrap_or(range.end);
    range.start..end
}

fn capitals(reader: &Reader<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|at| {
        reader.scene.covering(at).is_some_and(|index| {
            matches!(
                reader.scene.entities[index].what,
                What::Organisation | What::Name
            ) && !reader.scene.words[at].possessive
        })
    })
}

/// Whoever owns the head by "'s" or a pronoun.
fn possessor(reader: &mut Reader<'_>, zone: &Range<usize>, head: usize) -> Option<usize> {
    for at in zone.start..head {
        if reader.scene.words[at].possessive
            && let Some(index) = reader.scene.covering(at)
        {
            return reader.scene.enter(index, true);
        }
    }
    let first = reader.scene.words[zone.start].fold.clone();
    if zone.start < head && matches!(first.as_str(), "his" | "her" | "its" | "their") {
        let kind = pronoun(&first).unwrap_or(Pronoun::Nobody);
        let pointing = Pointing {
            at: zone.start,
            kind,
            source: false,
            span: reader.scene.words[zone.start].span,
        };
        return reader
            .point(&pointing)
            .and_then(|(actors, _)| actors.first().copied());
    }
    None
}

/// An actor with the same head noun, spoken of before.
fn same_head(reader: &Reader<'_>, noun: &str, range: &Range<usize>) -> Option<usize> {
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
