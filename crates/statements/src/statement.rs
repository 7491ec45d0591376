//! What is known of each statement: who, for whom, to whom, when, through whom.

use demarche_actors::Cast;
use demarche_reading::Span;
use serde::{Deserialize, Serialize};

pub use demarche_dates::Precision;

/// A report's statements with everybody who takes part in them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statements {
    /// The actors of the report; [`Speaker::actor`] and its like are indices
    /// into it.
    pub cast: Cast,
    /// The statements: `resolved[i]` belongs to the relation `i` they were
    /// made of.
    pub resolved: Vec<Resolved>,
    /// The day of the report, as its statements were dated from.
    pub day: ReportDay,
}

/// One statement's people, day and chain. All spans are bytes of the report's
/// normalised text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    /// Everybody who holds the statement, and those who oppose it; the one
    /// whom the source names stands first. Empty where the report names
    /// nobody ("it is believed").
    pub speakers: Vec<Speaker>,
    /// Whom it was said to.
    pub to: Vec<Reference>,
    /// The actors that its content names.
    pub about: Vec<Reference>,
    /// When it was said.
    pub on: When,
    /// Who stands between the speaker and the reader, outermost first. The
    /// speaker is not in it.
    pub via: Vec<Link>,
    /// How near the reader is to the speaker; `None` where the report names
    /// no speaker.
    pub grade: Option<Grade>,
    /// The statement that this one denies or takes back, as an index into
    /// [`Statements::resolved`]; `None` where it denies none of this report.
    pub denies: Option<usize>,
    /// What it denies, where it denies anything, in this report or not.
    pub denial: Option<Denial>,
}

/// One who takes part in a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Index into the cast.
    pub actor: usize,
    /// What they have to do with it.
    pub part: Part,
    /// The words that name them, and those that give them their part.
    pub evidence: Vec<Span>,
    /// Why this actor, and why this part, for a person to read.
    pub reason: String,
}

/// What a speaker has to do with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Says it.
    Speaks,
    /// Somebody else says it in their name.
    SpokenFor,
    /// Stands with the one who says it.
    Supports,
    /// Stands against it.
    Opposes,
}

/// An actor that a statement refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Index into the cast.
    pub actor: usize,
    /// The words that name them.
    pub evidence: Vec<Span>,
}

/// When a statement was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The first day it may have been (ISO 8601); `None` where no earliest day
    /// is known.
    pub from: Option<String>,
    /// The last day it may have been, included.
    pub to: Option<String>,
    /// How exact that is. [`Precision::Unknown`] with a `to` says: not later
    /// than that day, and nothing else is known.
    pub precision: Precision,
    /// The words it rests on.
    pub evidence: Vec<Span>,
    /// How the days follow from them, for a person to read.
    pub reason: String,
    /// Whether it is told as one event, an earlier one or many.
    pub aspect: Aspect,
}

impl Default for When {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            precision: Precision::Unknown,
            evidence: Vec::new(),
            reason: String::new(),
            aspect: Aspect::Once,
        }
    }
}

/// How often or how early a statement was made, by its tense and adverbs.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Once, as far as the words tell.
    #[default]
    Once,
    /// Before what is told around it ("had said", "previously").
    Earlier,
    /// More than once ("repeatedly", "has always said").
    Repeated,
}

/// One between the speaker and the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its name as the report gives it, without article.
    pub name: String,
    /// What it is.
    pub kind: LinkKind,
    /// Index into the cast, where it is an actor there.
    pub actor: Option<usize>,
    /// The words that name it. Empty for the report's own outlet where only
    /// its metadata does.
    pub evidence: Vec<Span>,
}

/// What a link of a chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// A newspaper, agency or broadcaster by name.
    Outlet,
    /// Media without a name ("Ukrainian media").
    Media,
    /// A person.
    Person,
    /// An organisation, office or state.
    Organisation,
    /// A paper.
    Document,
    /// Somebody who is not named.
    Unnamed,
}

/// How near the reader is to the speaker. The rule is in `docs/statements.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The report itself gives a named speaker's words.
    FirstHand,
    /// One outlet or paper that is named stands between.
    Relayed,
    /// Somebody else tells it: a person, media without a name, or a chain of
    /// two and more.
    SecondHand,
    /// The speaker, or a link that everything hangs on, has no name.
    Unnamed,
}

/// A denial or walk-back, by what it goes against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Whether the speaker takes back words of their own.
    pub own: bool,
    /// What is denied, as the report words it.
    pub claim: String,
    /// The words it rests on.
    pub evidence: Vec<Span>,
    /// Whose claim it is, where the report says.
    pub of: Option<usize>,
}

/// The day a report was written, and how that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportDay {
    /// ISO 8601; `None` where nothing tells.
    pub day: Option<String>,
    /// The words of the text it rests on; empty where metadata tells.
    pub evidence: Vec<Span>,
    /// How it is known, or why not.
    pub reason: String,
}
