//! Who speaks, for which party, and how far their word binds it.

use std::sync::LazyLock;

use demarche_actors::ActorKind;
use serde::Serialize;

use crate::dispute::{Dispute, Party, folded};

/// One who speaks in a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Voice {
    /// The actor's identifier over all reports.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The office held on the day, as the reports tell.
    pub office: Option<String>,
    /// The state or organisation spoken for, by name.
    pub side: Option<String>,
    /// The same by code.
    pub side_code: Option<String>,
}

/// How far a voice binds its party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// Belongs to the party, and no more is known.
    Belongs,
    /// Is sent to speak for it: spokespersons, ministers, envoys.
    Speaks,
    /// Can commit it: the state itself, its head, its government, its foreign
    /// minister.
    Binds,
}

/// What an office's name says of its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Private,
    Public(Rank),
}

/// Lines of the data file: words of an office, folded, and what they say.
static OFFICES: LazyLock<Vec<(Vec<String>, Standing)>> = LazyLock::new(|| {
    include_str!("../data/offices.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (what, words) = line.split_once('\t')?;
            let standing = match what {
                "private" => Standing::Private,
                "speaks" => Standing::Public(Rank::Speaks),
                "binds" => Standing::Public(Rank::Binds),
                _ => return None,
            };
            let words = words.split(',').map(folded).filter(|w| !w.is_empty());
            Some((words.collect(), standing))
        })
        .collect()
});

/// Whether `words` stand in `text` as whole words; a plural counts.
fn holds(text: &str, words: &str) -> bool {
    let ends = [" ", "s ", "es "];
    let text = format!(" {text} ");
    ends.iter()
        .any(|end| text.contains(&format!(" {words}{end}")))
}

fn standing(office: &str) -> Option<Standing> {
    let office = folded(office);
    OFFICES
        .iter()
        .find(|(words, _)| words.iter().any(|word| holds(&office, word)))
        .map(|(_, standing)| *standing)
}

impl Voice {
    /// How far it binds the party it speaks for.
    #[must_use]
    pub fn rank(&self) -> Rank {
        if self.kind == ActorKind::State {
            return Rank::Binds;
        }
        // A body of a state or of another body is told by its name, and one that
        // is on no side but its own binds itself.
        let own = self.side.as_ref().is_none_or(|side| *side == self.name);
        match self.told() {
            Some(Standing::Public(rank)) => rank,
            None if self.kind == ActorKind::Organisation && own => Rank::Binds,
            _ => Rank::Belongs,
        }
    }

    /// How far it binds this party: its head by the dispute file does, whatever
    /// office the reports give.
    #[must_use]
    pub fn rank_in(&self, party: &Party) -> Rank {
        if self.called(&party.heads) {
            return Rank::Binds;
        }
        self.rank()
    }

    /// Whether it speaks for itself whatever its state: the press, scholars,
    /// private people.
    #[must_use]
    pub fn private(&self) -> bool {
        self.told() == Some(Standing::Private)
    }

    /// What the office says, or the name of an actor that is no person.
    fn told(&self) -> Option<Standing> {
        let office = self.office.as_deref().and_then(standing);
        let by_name = || match self.kind {
            ActorKind::Person => None,
            _ => standing(&self.name),
        };
        office.or_else(by_name)
    }

    /// Whether one of `names` is its name, its identifier, or its side's.
    fn called(&self, names: &[String]) -> bool {
        let name = folded(&self.name);
        names
            .iter()
            .any(|given| *given == self.id || folded(given) == name)
    }

    /// Whether it is the state or body that another speaks for.
    pub(crate) fn is_side_of(&self, other: &Self) -> bool {
        let body = matches!(
            self.kind,
            ActorKind::State | ActorKind::Organisation | ActorKind::Group
        );
        let named = |side: &String| folded(side) == folded(&self.name);
        body && self.id != other.id && other.side.as_ref().is_some_and(named)
    }

    fn on_side(&self, names: &[String]) -> bool {
        let own = [self.side.as_deref(), self.side_code.as_deref()];
        // A state or body is its own side.
        let name = matches!(
            self.kind,
            ActorKind::State | ActorKind::Organisation | ActorKind::Group
        )
        .then_some(self.name.as_str());
        let own: Vec<String> = own.into_iter().flatten().chain(name).map(folded).collect();
        names.iter().any(|given| own.contains(&folded(given)))
    }

    /// Whether its word counts as the party's.
    #[must_use]
    pub fn speaks_for(&self, party: &Party) -> bool {
        if self.called(&party.except) {
            return false;
        }
        if self.called(&party.actors) || self.called(&party.heads) {
            return true;
        }
        if self.kind == ActorKind::Document || !self.on_side(&party.sides) {
            return false;
        }
        if party.offices.is_empty() {
            // An opposition may be a party itself.
            let itself = self.kind != ActorKind::Person && self.called(&party.sides);
            return itself || !self.private();
        }
        let office = self.office.as_deref().map(folded).unwrap_or_default();
        party
            .offices
            .iter()
            .any(|given| holds(&office, &folded(given)))
    }
}

impl Dispute {
    /// The identifiers of the parties that a voice speaks for, in the order of
    /// the file: none, one, or several where parties overlap.
    pub fn spoken_for<'d>(&'d self, voice: &'d Voice) -> impl Iterator<Item = &'d Party> {
        self.parties
            .iter()
            .filter(move |party| voice.speaks_for(party))
    }
}

#[cfg(test)]
mod tests {
    use super::{Rank, Voice};
    use crate::dispute::Dispute;
    use demarche_actors::ActorKind;

    fn voice(name: &str, kind: ActorKind, office: &str, side: &str) -> Voice {
        Voice {
            id: name.to_lowercase().replace(' ', "-"),
            name: name.into(),
            kind,
            office: (!office.is_empty()).then(|| office.into()),
            side: (!side.is_empty()).then(|| side.into()),
            side_code: None,
        }
    }

    #[test]
    fn offices_bind_more_or_less() {
        let rank = |office: &str| voice("A", ActorKind::Person, office, "Ruritania").rank();
        assert_eq!(rank("President"), Rank::Binds);
        assert_eq!(rank("Foreign Minister"), Rank::Binds);
        assert_eq!(rank("Foreign Ministry spokesperson"), Rank::Speaks);
        assert_eq!(rank("vice president"), Rank::Speaks);
        assert_eq!(rank("Deputy Defence Minister"), Rank::Speaks);
        assert_eq!(rank("Minister of Culture"), Rank::Speaks);
        assert_eq!(rank("senator"), Rank::Belongs);
        assert_eq!(rank("former president"), Rank::Belongs);
        assert_eq!(rank("chair"), Rank::Binds);
        assert_eq!(rank("deputy chair"), Rank::Speaks);
        assert_eq!(
            voice("Ruritania", ActorKind::State, "", "Ruritania").rank(),
            Rank::Binds
        );
        let body = |name, side| voice(name, ActorKind::Organisation, "", side).rank();
        assert_eq!(body("League of Ports", "League of Ports"), Rank::Binds);
        assert_eq!(body("League of Ports", ""), Rank::Binds);
        assert_eq!(body("Port authority", "Ruritania"), Rank::Belongs);
    }

    #[test]
    fn the_press_and_scholars_speak_for_themselves() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"Ruritania\"\n\
             [[party]]\nname = \"Coast\"\nsides = [\"Ruritania\", \"FRE\"]\nexcept = [\"Ann Lee\"]\n\
             [[party]]\nname = \"Harbour opposition\"\n\
             [[party]]\nname = \"Rebels\"\nactors = [\"Bo Ek\"]\n\
             [[question]]\nid = \"q\"\ntext = \"?\"\nyes = \"It rains\"",
        )
        .unwrap();
        let parties = |voice: &Voice| -> Vec<String> {
            dispute.spoken_for(voice).map(|p| p.name.clone()).collect()
        };
        let person = |name, office| voice(name, ActorKind::Person, office, "Ruritania");
        assert_eq!(parties(&person("Cy", "president")), ["Ruritania", "Coast"]);
        assert_eq!(parties(&person("Ann Lee", "president")), ["Ruritania"]);
        assert!(parties(&person("Cy", "correspondent")).is_empty());
        assert!(parties(&person("Cy", "expert at the institute of law")).is_empty());
        for office in [
            "opposition leader",
            "shadow foreign minister",
            "exile leader",
        ] {
            assert!(parties(&person("Cy", office)).is_empty(), "{office}");
        }
        let group = |name, side| voice(name, ActorKind::Group, "", side);
        assert!(parties(&group("opposition", "Ruritania")).is_empty());
        assert_eq!(
            parties(&group("Harbour opposition", "")),
            ["Harbour opposition"]
        );
        assert_eq!(
            parties(&voice("bo ek", ActorKind::Person, "", "")),
            ["Rebels"]
        );
        let mut coded = voice("Di", ActorKind::Person, "", "Free Republic of E");
        coded.side_code = Some("FRE".into());
        assert_eq!(parties(&coded), ["Coast"]);
        let paper = voice("draft", ActorKind::Document, "", "Ruritania");
        assert!(parties(&paper).is_empty());
    }
}
