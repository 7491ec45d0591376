//! Whom a description means that names nobody: an office, a body, a group, a
//! text, or somebody whom the report leaves unnamed.

use crate::carried;
use crate::draft::Draft;
use crate::fold::fold;
use crate::holders::{earlier, epithet, holder};
use crate::lexicon::{BODY_NOUNS, DOCUMENTS, QUANTITIES, SIDES, UTTERANCES, pronoun};
use crate::mention::{Meant, Reader};
use crate::own;
use crate::point::Pointing;
use crate::roles::{self, Phrase};
use crate::sides;
use crate::{ActorKind, Form, Side, UnnamedKind};

/// A phrase headed by a noun that the tables know.
pub(crate) fn described(reader: &mut Reader<'_>, phrase: &Phrase) -> Meant {
    reader.depth += 1;
    let meant = described_inside(reader, phrase);
    reader.depth -= 1;
    meant
}

fn described_inside(reader: &mut Reader<'_>, phrase: &Phrase) -> Meant {
    let (owner, owner_side) = owner(reader, phrase);
    if let Some(meant) = own::owned(reader, &phrase.words, owner) {
        return meant;
    }
    let noun = phrase.noun;
    if let Some(phrase) = counterpart(reader, phrase, owner) {
        return described_inside(reader, &phrase);
    }
    let private = speaks_for_itself(reader, phrase);
    let mut side = phrase.side.clone().or(owner_side).filter(|_| !private);
    let only = only_state(reader, phrase).filter(|_| side.is_none());
    let indefinite = matches!(
        reader.scene.words[phrase.words.start].fold.as_str(),
        "a" | "an" | "another" | "one" | "some"
    );
    let mut leaning = None;
    if side.is_none() && owner.is_none() && !phrase.former && !phrase.plural {
        leaning = reader.leaning(phrase).filter(|leaning| {
            let same = |only: &Side| only.code == leaning.side.code;
            !only.as_ref().is_some_and(same)
        });
        if leaning.is_some()
            && let Some(meant) = spoken_of(reader, phrase, None, indefinite)
        {
            return meant;
        }
        side = leaning.as_ref().map(|leaning| leaning.side.clone());
    }
    side = side.or(only);
    let word = reader.scene.words[phrase.head].fold.clone();
    // "the Russian side", "U.S. government", "the Zelenskyy government".
    if stands_for_side(noun.noun, phrase.plural)
        && let Some(side) = &side
    {
        let actor = reader.scene.state_of(side);
        let mut reason = format!(
            "“{}” stands for {}",
            reader.plain_name(&phrase.words),
            side.name
        );
        if let Some(leaning) = &leaning {
            reason = format!("{reason}; {}", leaning.reason);
        }
        return Meant {
            actor,
            form: Form::Metonym,
            reason,
        };
    }
    if let Some(meant) = utterance(reader, phrase, &word, owner) {
        return meant;
    }
    if let Some(meant) = spoken_of(reader, phrase, side.as_ref(), indefinite) {
        return meant;
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
        role.side.clone_from(&side);
        if let Some(leaning) = leaning {
            role.evidence.push(leaning.evidence);
            draft.leaning = Some(leaning.reason);
        }
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

/// The state of "the minister", where the report speaks of one state only.
fn only_state(reader: &Reader<'_>, phrase: &Phrase) -> Option<Side> {
    let bare = phrase.definite
        && !phrase.plural
        && matches!(phrase.noun.sector, "GOV" | "LEG" | "MIL")
        && phrase.words.len() <= 3;
    bare.then(|| reader.scene.only_state()).flatten()
}

/// Somebody whom the report names, or describes before, in another way.
fn spoken_of(
    reader: &mut Reader<'_>,
    phrase: &Phrase,
    side: Option<&Side>,
    indefinite: bool,
) -> Option<Meant> {
    let noun = phrase.noun;
    let meant = |(actor, reason), form| Meant {
        actor,
        form,
        reason,
    };
    let one = !phrase.plural && !indefinite;
    if one
        && (noun.office || noun.title)
        && let Some(found) = holder(reader, phrase, side)
    {
        let form = match reader.scene.drafts.all[found.0].kind {
            ActorKind::Unnamed => Form::Description,
            _ => Form::Title,
        };
        return Some(meant(found, form));
    }
    if (one || phrase.plural)
        && phrase.definite
        && let Some(found) = earlier(reader, phrase, noun.noun, side)
    {
        return Some(meant(found, Form::Description));
    }
    if one
        && side.is_none()
        && let Some(found) = carried::body(reader, &phrase.words)
    {
        return Some(meant(found, Form::Description));
    }
    epithet(reader, phrase).map(|found| meant(found, Form::Description))
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
            (owner.kind == ActorKind::Organisation).then(|| sides::named_side(&owner.name))
        });
    (owner, side)
}

/// "Holm's Norlandic counterpart": who holds Holm's office there.
fn counterpart(reader: &Reader<'_>, phrase: &Phrase, owner: Option<usize>) -> Option<Phrase> {
    let own = phrase.side.clone()?;
    let alone = phrase.office == "counterpart" && !phrase.plural;
    let roles = &reader.scene.drafts.all[owner.filter(|_| alone)?].roles;
    let office = roles.iter().find_map(|role| role.office.clone())?;
    let other = office != phrase.office && !office.starts_with("former ");
    other.then(|| Phrase {
        called: Some(format!("{} {office}", own.name)),
        side: Some(own),
        office,
        owner: None,
        ..phrase.clone()
    })
}

/// People, workers, firms and courts of a state, and "some in Washington",
/// speak for themselves: none of them is the state.
fn speaks_for_itself(reader: &Reader<'_>, phrase: &Phrase) -> bool {
    let noun = phrase.noun;
    let word = reader.scene.words[phrase.head].fold.as_str();
    let quantity = QUANTITIES.contains(word);
    let party = noun.sector == "PTY" && phrase.plural;
    let people = PRIVATE.contains(&noun.sector) && !noun.office && !noun.title;
    quantity || party || people
}

/// Sectors whose people and bodies speak for themselves.
const PRIVATE: &[&str] = &[
    "AGR", "BUS", "CRM", "CVL", "JUD", "LAB", "MED", "NGO", "REF", "REL", "SOC",
];

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
    if let Some(called) = &phrase.called {
        return called.clone();
    }
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
