//! Whether a statement speaks of the one that a question is about.
//!
//! A question that a party controls asks what that party does. Words about
//! another party's doing the same ("the West gives guarantees" against "China
//! gives guarantees") share most of the question's words and not its subject.

use crate::dispute::{Dispute, Question, folded};

/// An actor that a content names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The words that name it.
    pub words: String,
    /// The identifiers of the parties that it belongs to.
    pub parties: Vec<String>,
}

/// Whether `content` speaks of the party that controls the question before any
/// other party that the question's wordings do not name. True where nobody
/// controls the question.
pub(crate) fn speaks_of(
    dispute: &Dispute,
    question: &Question,
    content: &str,
    named: &[Named],
) -> bool {
    let Some(controller) = question.controlled_by.as_deref() else {
        return true;
    };
    let text = format!(" {} ", folded(content));
    let at = |words: &str| text.find(&format!(" {} ", folded(words)));
    let own = named
        .iter()
        .filter(|one| one.parties.iter().any(|party| party == controller))
        .filter_map(|one| at(&one.words))
        .chain(subjects(question).iter().filter_map(|word| at(word)))
        .min();
    let wordings: Vec<String> = wordings(question)
        .map(|text| format!(" {} ", folded(text)))
        .collect();
    let asked = |name: &str| {
        let name = format!(" {} ", folded(name));
        wordings.iter().any(|wording| wording.contains(&name))
    };
    let other = named
        .iter()
        .filter(|one| {
            !one.parties.is_empty() && one.parties.iter().all(|party| party != controller)
        })
        .filter(|one| {
            let mut holders = one.parties.iter().filter_map(|id| dispute.party(id));
            !asked(&one.words) && !holders.any(|party| asked(&party.name))
        })
        .filter_map(|one| at(&one.words))
        .min();
    own.is_some_and(|own| other.is_none_or(|other| own < other))
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
    use super::{Named, speaks_of};
    use crate::Dispute;

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
        assert!(!of("that it is paid", &[freedonia]));
    }
}
