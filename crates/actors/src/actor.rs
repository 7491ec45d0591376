//! What an actor is: kind, names, roles, and the words that mention it.

use std::fmt;

use demarche_reading::Span;
use serde::{Deserialize, Serialize};

/// What sort of thing speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// One human being with a name.
    Person,
    /// An office whose holder the report does not name ("the foreign
    /// minister", "a ministry spokesperson" of a named ministry).
    Office,
    /// A body with a name: a ministry, an alliance, a firm, an outlet.
    Organisation,
    /// A state, spoken of by name, adjective, capital or seat of government.
    State,
    /// Several at once, not named one by one ("European leaders").
    Group,
    /// A text that speaks ("a draft document seen by Reuters").
    Document,
    /// Somebody the report does not want to name, or cannot.
    Unnamed,
}

impl ActorKind {
    /// Every kind, in order.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Office,
        Self::Organisation,
        Self::State,
        Self::Group,
        Self::Document,
        Self::Unnamed,
    ];

    /// The word that stands for it in tables and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Office => "office",
            Self::Organisation => "organisation",
            Self::State => "state",
            Self::Group => "group",
            Self::Document => "document",
            Self::Unnamed => "unnamed",
        }
    }

    /// The kind that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for ActorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How an unnamed source is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnnamedKind {
    /// "A senior official", "officials".
    Official,
    /// "A diplomat", "an envoy".
    Diplomat,
    /// "A military officer", "commanders".
    Military,
    /// "People familiar with the talks", "a person briefed on the matter".
    Insider,
    /// "Analysts", "an expert".
    Expert,
    /// "A witness", "residents".
    Witness,
    /// "Journalists", "a reporter", "local media".
    Media,
    /// "Sources", "a source": nothing else is told.
    Source,
    /// Anybody else ("a critic", "some").
    Other,
}

impl UnnamedKind {
    /// The word that stands for it in tables and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Diplomat => "diplomat",
            Self::Military => "military",
            Self::Insider => "insider",
            Self::Expert => "expert",
            Self::Witness => "witness",
            Self::Media => "media",
            Self::Source => "source",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for UnnamedKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The state or organisation that an actor speaks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Side {
    /// ISO 3166-1 alpha-3 for states (`RUS`), our own stable codes for
    /// organisations (`EUU`, `NATO`).
    pub code: String,
    /// What people call it (`Russia`).
    pub name: String,
}

impl Side {
    /// Whether no table has a code for it, so that it goes by its name.
    pub(crate) fn is_own(&self) -> bool {
        self.code.starts_with("X-")
    }
}

/// An office that an actor holds, and the side it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role {
    /// The office in lower case without its country ("foreign minister").
    pub office: Option<String>,
    /// Whom the holder speaks for.
    pub side: Option<Side>,
    /// The first day on which it is known to be held, ISO 8601.
    pub from: Option<String>,
    /// The last such day. Absent: not known to have ended.
    pub to: Option<String>,
    /// The words of the report that tell so.
    pub evidence: Vec<Span>,
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A person's full name ("Mao Ning").
    Full,
    /// A surname alone, or a given name alone ("Mao").
    Surname,
    /// "he", "they", "who".
    Pronoun,
    /// An office that stands for its holder ("Putin's foreign minister").
    Title,
    /// A description set beside a name ("Wang, an expert with …").
    Apposition,
    /// A place that stands for a side ("Beijing", "the Kremlin").
    Metonym,
    /// The name of a state or organisation ("China", "NATO").
    Name,
    /// Words that describe and do not name ("a senior official").
    Description,
}

impl Form {
    /// The word that stands for it in tables and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Surname => "surname",
            Self::Pronoun => "pronoun",
            Self::Title => "title",
            Self::Apposition => "apposition",
            Self::Metonym => "metonym",
            Self::Name => "name",
            Self::Description => "description",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Words of a report that mean an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where they stand, in bytes of the normalised text.
    pub span: Span,
    /// How they name the actor.
    pub form: Form,
    /// Why they are taken to mean this actor, for people to read.
    pub reason: String,
}

/// An actor as one report knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalActor {
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The fullest name the report gives, without titles.
    pub name: String,
    /// Other names and spellings, in rising order, without `name`.
    pub aliases: Vec<String>,
    /// Offices and sides, as the report's words tell.
    pub roles: Vec<Role>,
    /// How it is described, when it is unnamed.
    pub unnamed: Option<UnnamedKind>,
    /// Every mention found, in rising order of span.
    pub mentions: Vec<Mention>,
}

impl LocalActor {
    /// The side it speaks for: that of its first role that has one.
    #[must_use]
    pub fn side(&self) -> Option<&Side> {
        self.roles.iter().find_map(|role| role.side.as_ref())
    }

    /// Its first office.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        self.roles.iter().find_map(|role| role.office.as_deref())
    }
}
