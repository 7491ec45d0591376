//! The state of whose own intent or stance somebody's words tell.

use demarche_attribution::Attribution;

use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::{How, gazetteer};
use crate::leanings::Leaning;
use crate::lexicon::{BEFALLING, INTENTIONS, POSTMODIFIERS, READINESS, SIDES};
use crate::mention::Reader;
use crate::words::Gap;
use crate::{ActorKind, Side, roles, sides};

/// So many words make the opening of a sentence before its subject.
const OPENING: usize = 14;

impl Reader<'_> {
    /// "Norland will extend it": the state whose intent or stance opens what
    /// somebody says.
    pub(crate) fn own_stance(&self, relation: &Attribution) -> Option<Leaning> {
        let content = relation.content.iter().min()?;
        let range = self.scene.inside(*content);
        let that = self.scene.words.get(range.start)?.fold == "that";
        let start = range.start + usize::from(that);
        let read = |start: usize| {
            let (side, end) = self.state_at(start)?;
            let last = self.tells_intent(end).filter(|&last| last < range.end)?;
            Some((side, start, last))
        };
        let (side, start, last) =
            read(start).or_else(|| read(self.subject_behind(start, range.end)?))?;
        let evidence = roles::span(&self.scene.words, &(start..last + 1));
        let words = self.scene.written(&(start..last + 1));
        Some(Leaning {
            reason: format!(
                "taken to be of {}, of whose stance it speaks: “{words}”",
                side.name
            ),
            side,
            evidence,
        })
    }

    /// Where the subject can stand behind the opening of a sentence: "If it
    /// rains, Norland", "On the text, Ankara".
    pub(crate) fn subject_behind(&self, start: usize, end: usize) -> Option<usize> {
        let words = &self.scene.words;
        let first = words.get(start)?.fold.as_str();
        let opens = POSTMODIFIERS.contains(first)
            || matches!(first, "if" | "unless" | "once" | "until" | "provided");
        let mut behind = start + 1..end.min(start + OPENING);
        behind
            .find(|&at| words[at].gap == Gap::Comma)
            .filter(|_| opens)
    }

    /// The state that a noun phrase means which starts at a word, with the word
    /// after it: "Norland", "Oslo", "the Norwegian government".
    pub(crate) fn state_at(&self, start: usize) -> Option<(Side, usize)> {
        let words = &self.scene.words;
        let the = words.get(start)?.fold == "the";
        let at = start + usize::from(the);
        let government = |at: usize| {
            words.get(at).is_some_and(|word| {
                let noun = gazetteer().head(&word.fold);
                word.joined() && noun.is_some_and(|(noun, _)| SIDES.contains(noun.noun))
            })
        };
        if the && government(at) && words.get(at + 1).is_some_and(|word| word.fold == "of") {
            let (side, end) = self.state_at(at + 2)?;
            return Some((side, end));
        }
        let index = self.scene.covering(at)?;
        let entity = &self.scene.entities[index];
        if entity.words.start != at {
            return None;
        }
        let end = entity.words.end;
        let possessive = words[end - 1].possessive;
        let (side, whole) = match entity.what {
            What::Country(country, how) => {
                let code = gazetteer().countries[country].code;
                let whole = matches!(how, How::Name | How::Capital | How::Seat);
                (gazetteer().side(code)?, whole)
            }
            What::Adjective => (sides::own_side(&words[at])?, false),
            What::Name if entity.words.len() == 1 => {
                let person = self.scene.actor[index]
                    .is_some_and(|actor| self.scene.drafts.all[actor].kind == ActorKind::Person);
                let written = self.scene.written(&entity.words);
                let land = self.scene.land_called(&fold(written), written);
                (land.filter(|_| !person)?, true)
            }
            _ => return None,
        };
        if whole && !possessive {
            return Some((side, end));
        }
        (government(end) && !words[end].possessive).then_some((side, end + 1))
    }

    /// The last word of the verb right after a subject, where it tells what the
    /// subject itself means to do or thinks. What it must do, others may say.
    fn tells_intent(&self, start: usize) -> Option<usize> {
        const SMALL: [&str; 14] = [
            "also",
            "always",
            "already",
            "certainly",
            "fully",
            "never",
            "not",
            "now",
            "only",
            "still",
            "strongly",
            "therefore",
            "yet",
            "firmly",
        ];
        let words = &self.scene.words;
        let joined = |at: usize| words.get(at).filter(|word| word.gap == Gap::Space);
        let mut denied = false;
        let mut skip = |mut at: usize| {
            while let Some(word) = joined(at).filter(|word| SMALL.contains(&word.fold.as_str())) {
                denied |= matches!(word.fold.as_str(), "not" | "never");
                at += 1;
            }
            at
        };
        let verb = skip(start);
        let word = joined(verb)?.fold.as_str();
        let next = skip(verb + 1);
        let after = joined(next).map(|word| word.fold.as_str());
        let ready = |word: &str| READINESS.contains(word);
        match word {
            "will" | "would" | "shall" | "won't" | "wouldn't" => {
                let after = after?;
                if after == "be" {
                    let last = skip(next + 1);
                    return joined(last).filter(|word| ready(&word.fold)).map(|_| last);
                }
                (!BEFALLING.contains(after)).then_some(next)
            }
            // What it can do, anybody may say; what it cannot agree to, it says.
            "could" | "can" | "cannot" | "can't" | "couldn't" => {
                let refuses = denied || !matches!(word, "could" | "can");
                let after = after?;
                let consents = INTENTIONS.contains(after);
                (consents || refuses && !BEFALLING.contains(after)).then_some(next)
            }
            "is" | "was" | "remains" | "remained" | "isn't" | "wasn't" => {
                let favour = after == Some("in")
                    && joined(next + 1)
                        .is_some_and(|word| matches!(word.fold.as_str(), "favour" | "favor"));
                (after.is_some_and(ready) || favour).then_some(next)
            }
            "has" | "had" => {
                let lacks = after == Some("no")
                    && joined(next + 1).is_some_and(|word| {
                        matches!(
                            word.fold.as_str(),
                            "intention" | "interest" | "objection" | "objections" | "plans"
                        )
                    });
                (after.is_some_and(|word| INTENTIONS.contains(word)) || lacks).then_some(next)
            }
            "does" | "did" | "doesn't" | "didn't" => after
                .is_some_and(|word| INTENTIONS.contains(word))
                .then_some(next),
            _ => INTENTIONS.contains(word).then_some(verb),
        }
    }
}
