//! Whether a statement speaks of the one that a question is about.
//!
//! A question that a party controls asks what that party does. Words about
//! another party's doing the same ("the West gives guarantees" against "China
//! gives guarantees") share most of the question's words and not its subject.

use demarche_actors::ActorKind;
use demarche_stance::attitude;

use crate::dispute::{Dispute, Question, folded, holds};
use crate::voice::Voice;

/// An actor that a content names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The words that name it.
    pub words: String,
    /// The identifiers of the parties that it belongs to.
    pub parties: Vec<String>,
}

/// Whether `content` speaks of the party that controls the question, or of the
/// thing and of nobody's doing it ("backs the ferry"): not where it names
/// another party first that the question's wordings do not name, nor where it
/// is what the speaker would do. True where nobody controls the question.
pub(crate) fn speaks_of(
    dispute: &Dispute,
    question: &Question,
    content: &str,
    named: &[Named],
) -> bool {
    let Some(controller) = question.controlled_by.as_deref() else {
        return true;
    };
    let at = |text: &str, words: &str| text.find(&format!(" {} ", folded(words)));
    let own_in = |text: &str| {
        named
            .iter()
            .filter(|one| one.parties.iter().any(|party| party == controller))
            .filter_map(|one| at(text, &one.words))
            .chain(subjects(question).iter().filter_map(|word| at(text, word)))
            .min()
    };
    let wordings: Vec<String> = wordings(question)
        .map(|text| format!(" {} ", folded(text)))
        .collect();
    let asked = |name: &str| {
        let name = format!(" {} ", folded(name));
        wordings.iter().any(|wording| wording.contains(&name))
    };
    let other_in = |text: &str| {
        named
            .iter()
            .filter(|one| {
                !one.parties.is_empty() && one.parties.iter().all(|party| party != controller)
            })
            .filter(|one| {
                let mut holders = one.parties.iter().filter_map(|id| dispute.party(id));
                !asked(&one.words) && !holders.any(|party| asked(&party.name))
            })
            .filter_map(|one| at(text, &one.words))
            .min()
    };
    // Of "Ruritania backs the ferry", who backs it is not who runs it.
    let (before, what) = match attitude(content) {
        Some(words) => (&content[..words.start], &content[words.end..]),
        None => ("", content),
    };
    let plain = |text: &str| format!(" {} ", folded(text));
    let what = plain(what);
    if own_in(&plain(before)).is_some() {
        return true;
    }
    match (own_in(&what), other_in(&what)) {
        (Some(own), other) => other.is_none_or(|other| own < other),
        (None, Some(_)) => false,
        (None, None) => !is_ones_own_doing(&what),
    }
}

/// Whether folded words that name nobody tell what the speaker does or would
/// do: "to run it", "it would run", "running it".
fn is_ones_own_doing(what: &str) -> bool {
    const ONESELF: [&str; 21] = [
        "i", "we", "he", "she", "it", "they", "my", "our", "his", "her", "its", "their", "would",
        "will", "could", "can", "may", "might", "must", "not", "never",
    ];
    const DETERMINERS: [&str; 9] = [
        "the", "a", "an", "this", "that", "these", "those", "any", "such",
    ];
    let mut words = what.split_whitespace();
    let mut first = words.next();
    if first == Some("that") {
        first = words.next();
    }
    match first {
        Some("to") => words
            .next()
            .is_some_and(|next| !DETERMINERS.contains(&next)),
        Some(first) => ONESELF.contains(&first) || first.ends_with("ing"),
        None => false,
    }
}

/// What may stand behind "the other" where that is somebody, not a choice
/// among many things ("the other countries").
const OF_THE_OTHER: &[&str] = &[
    "s",
    "side",
    "party",
    "camp",
    "one",
    "candidate",
    "leader",
    "man",
    "woman",
    "country",
    "state",
    "government",
    "is",
    "was",
    "has",
    "had",
    "would",
    "could",
    "should",
    "will",
    "can",
    "may",
    "might",
    "must",
    "does",
    "did",
    "of",
    "for",
    "to",
    "as",
    "and",
    "or",
    "in",
    "from",
    "with",
];

/// The words by which several who speak together say it of one another: "each
/// says that the other must yield", "they accuse one another of it". `sentence`
/// is what it stands in.
pub(crate) fn of_one_another(cue: &str, content: &str, sentence: &str) -> Option<&'static str> {
    // A first "the" is folded away, so something stands before it.
    let text = folded(&format!("that {content}"));
    let (cue, around) = (folded(cue), folded(sentence));
    let verb = cue.split(' ').next().unwrap_or_default();
    let mut reciprocal = ["each other", "one another"].into_iter();
    if let Some(words) =
        reciprocal.find(|words| holds(&text, words) || holds(&around, &format!("{verb} {words}")))
    {
        return Some(words);
    }
    let each = ["each", "both"].iter().any(|words| holds(&around, words));
    let words: Vec<&str> = text.split(' ').collect();
    let the_other = words.windows(2).enumerate().any(|(at, pair)| {
        let next = words.get(at + 2);
        pair == ["the", "other"] && (each || next.is_none_or(|next| OF_THE_OTHER.contains(next)))
    });
    the_other.then_some("the other")
}

/// Whether a question's wordings name this voice, or the state or body that it is.
pub(crate) fn asks_about(question: &Question, voice: &Voice) -> bool {
    let name = folded(&voice.name);
    let surname = match voice.kind {
        ActorKind::Person => name.rsplit(' ').next(),
        _ => None,
    };
    wordings(question)
        .map(folded)
        .any(|wording| holds(&wording, &name) || surname.is_some_and(|own| holds(&wording, own)))
}

/// The words by which a content is about what is the speaker's own ("will
/// publish her own accounts"), where the question is about something of that
/// kind of somebody else: of a person whom the wordings name and the content
/// does not. `persons` are the people who are known.
pub(crate) fn of_its_own(
    question: &Question,
    voice: &Voice,
    content: &str,
    persons: &[Voice],
) -> Option<String> {
    const WHOSE: [&str; 6] = ["his", "her", "its", "their", "my", "our"];
    // An adjective or two may stand before what it is.
    const NEAR: usize = 3;
    let text = folded(content);
    let words: Vec<&str> = text.split(' ').collect();
    let asked: Vec<String> = wordings(question).map(folded).collect();
    let own = (1..words.len()).find_map(|at| {
        if words[at] != "own" || !WHOSE.contains(&words[at - 1]) {
            return None;
        }
        let next = at + 1..words.len().min(at + 1 + NEAR);
        let shared = |at: &usize| asked.iter().any(|wording| holds(wording, words[*at]));
        let end = next.rev().find(shared)?;
        Some(words[at - 1..=end].join(" "))
    })?;
    let surname = |person: &Voice| folded(&person.name).rsplit(' ').next().map(str::to_owned);
    let mut about = persons.iter().filter(|one| asks_about(question, one));
    let named = |person: &Voice| surname(person).is_some_and(|name| holds(&text, &name));
    let first = about.next()?;
    let others = std::iter::once(first).chain(about);
    let nobody = !asks_about(question, voice) && !others.clone().any(named);
    nobody.then_some(own)
}

fn wordings(question: &Question) -> impl Iterator<Item = &str> {
    std::iter::once(question.yes.as_str()).chain(question.also.iter().map(String::as_str))
}

/// The names that the wordings begin with: "Western states give …" is about
/// the West, whatever the party is called.
fn subjects(question: &Question) -> Vec<&str> {
    wordings(question)
        .flat_map(|text| text.split_whitespace().take(2))
        .filter(|word| word.starts_with(char::is_uppercase))
        .filter(|word| !matches!(*word, "The" | "A" | "An"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use demarche_actors::ActorKind;

    use super::{Named, asks_about, of_its_own, of_one_another, speaks_of};
    use crate::Dispute;
    use crate::voice::Voice;

    #[test]
    fn who_speak_of_one_another() {
        let words = |content, sentence| of_one_another("accused", content, sentence);
        let plain = "Ruritania and Freedonia say so.";
        assert_eq!(
            words("that they trust each other", plain),
            Some("each other")
        );
        assert_eq!(
            words("the other\u{2019}s ships left first", plain),
            Some("the other")
        );
        assert_eq!(words("it is up to the other", plain), Some("the other"));
        assert_eq!(words("the other harbours are closed", plain), None);
        let each = "Ruritania and Freedonia came, each saying the other lacks ships.";
        assert_eq!(words("the other lacks ships", each), Some("the other"));
        assert_eq!(words("another harbour is closed", each), None);
        let accused = "Ruritania and Freedonia accused each other of piracy.";
        assert_eq!(words("of piracy", accused), Some("each other"));
    }

    #[test]
    fn questions_name_persons_by_surname_too() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"The Coast\"\n[[question]]\nid = \"q\"\ntext = \"?\"\n\
             yes = \"Rudolf is fit to rule\"\nalso = [\"Ms Lee may rule\"]",
        )
        .unwrap();
        let named = |name: &str, kind| {
            let voice = Voice {
                id: name.into(),
                name: name.into(),
                kind,
                office: None,
                side: None,
                side_code: None,
            };
            asks_about(&dispute.questions[0], &voice)
        };
        assert!(named("Ann Lee", ActorKind::Person));
        assert!(named("Rudolf", ActorKind::Person));
        assert!(!named("Bo Ek", ActorKind::Person));
        assert!(!named("Bank of Lee", ActorKind::Organisation));
    }

    #[test]
    fn ones_own_is_not_somebody_elses() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"The Coast\"\n[[question]]\nid = \"q\"\ntext = \"?\"\n\
             yes = \"Ann Lee publishes her accounts\"\nalso = [\"Lee's tax accounts are public\"]",
        )
        .unwrap();
        let named = |name: &str| Voice {
            id: name.into(),
            name: name.into(),
            kind: ActorKind::Person,
            office: None,
            side: None,
            side_code: None,
        };
        let persons = [named("Ann Lee"), named("Bo Ek")];
        let own = |voice: &str, content: &str| {
            of_its_own(&dispute.questions[0], &named(voice), content, &persons)
        };
        assert_eq!(
            own("Bo Ek", "to publish his own tax accounts soon").as_deref(),
            Some("his own tax accounts")
        );
        assert_eq!(own("Ann Lee", "to publish her own accounts"), None);
        assert_eq!(
            own("Bo Ek", "that Ms Lee must publish her own accounts"),
            None
        );
        assert_eq!(own("Bo Ek", "to publish his own book"), None);
        assert_eq!(own("Bo Ek", "to publish the accounts"), None);
        let nobody = of_its_own(
            &dispute.questions[0],
            &named("Bo Ek"),
            "his own accounts",
            &[],
        );
        assert_eq!(nobody, None);
    }

    #[test]
    fn another_party_s_doing_is_another_question() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"Ruritania\"\n[[party]]\nname = \"The Coast\"\nsides = [\"Eastport\"]\n\
             [[party]]\nname = \"Freedonia\"\n[[question]]\nid = \"q\"\ntext = \"?\"\n\
             yes = \"The Coast pays Freedonia\"\nalso = [\"Harbour towns pay Freedonia\"]\n\
             controlled_by = \"The Coast\"",
        )
        .unwrap();
        let named = |words: &str, party: &str| Named {
            words: words.into(),
            parties: vec![party.into()],
        };
        let of = |content: &str, named: &[Named]| {
            speaks_of(&dispute, &dispute.questions[0], content, named)
        };
        let coast = named("Eastport", "coast");
        let ruritania = named("Ruritania", "ruritania");
        let freedonia = named("Freedonia", "freedonia");
        assert!(of(
            "that Eastport pays Freedonia",
            &[coast.clone(), freedonia.clone()]
        ));
        assert!(of(
            "that Freedonia is paid by Eastport",
            &[freedonia.clone(), coast.clone()]
        ));
        assert!(!of(
            "that Ruritania pays Freedonia",
            &[ruritania.clone(), freedonia.clone()]
        ));
        assert!(!of(
            "that Ruritania pays as Eastport does",
            &[ruritania.clone(), coast.clone()]
        ));
        assert!(of("Harbour towns pay", &[]));
        assert!(!of("that it is paid", from_ref(&freedonia)));
        // Who is for it is not who does it; what nobody is named to do is the thing.
        assert!(of(
            "that Ruritania backs the payments",
            from_ref(&ruritania)
        ));
        assert!(of("We support the payments", &[]));
        assert!(of("the payments", &[]));
        assert!(!of("to pay Freedonia", from_ref(&freedonia)));
        assert!(!of("We would pay", &[]));
        assert!(!of("paying it", &[]));
        assert!(!of("that Ruritania wants to pay", from_ref(&ruritania)));
        assert!(!of("We support what Ruritania pays", &[ruritania]));
    }
}
