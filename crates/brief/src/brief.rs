//! The brief as data: what every rendering prints, and what its JSON holds.
//!
//! Lines carry the numbers of the [`Note`]s they rest on; a note leads to
//! outlet, date and sentence.

use demarche_positions::{
    ChangeKind, Clash, Coder, Coverage, Firmness, Fit, Reception, Stance, Stand, Told, Use,
};
use demarche_statements::Grade;
use serde::Serialize;

/// A name behind an identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The identifier in the dispute file.
    pub id: String,
    /// The name to print.
    pub name: String,
}

/// A question as the brief prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The identifier in the dispute file.
    pub id: String,
    /// The question in plain words.
    pub text: String,
    /// What "yes" asserts.
    pub yes: String,
    /// The name of the party that controls it.
    pub controlled_by: Option<String>,
}

/// The answer to one question of the matrix, for all parties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The question's identifier.
    pub question: String,
    /// One for each party, in the order of the parties.
    pub cells: Vec<Cell>,
}

/// Where one party stands on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The party's identifier.
    pub party: String,
    /// Where it stands.
    pub stand: Stand,
    /// Since when, ISO 8601; absent where unknown or unstated.
    pub since: Option<String>,
    /// How the since-day is to be read: `on`, `in` (some day from `since_from`
    /// to it), `by` (said then or before) or `before`.
    pub since_is: &'static str,
    /// The first day that it may have been, where that is told too.
    pub since_from: Option<String>,
    /// How firmly.
    pub firmness: Option<Firmness>,
    /// The summed scores behind the stand.
    pub strength: f64,
    /// Utterances behind it, each once.
    pub utterances: usize,
    /// People or bodies behind these.
    pub voices: usize,
    /// Outlets that carry them; a file stands for one where none is named.
    pub outlets: usize,
    /// Outlets alone.
    #[serde(skip)]
    pub named: usize,
    /// Reports that carry them and name no outlet.
    #[serde(skip)]
    pub bare: usize,
    /// Utterances at first hand.
    pub first_hand: usize,
    /// Conditions, in the words of the reports.
    pub conditions: Vec<String>,
    /// Who is for and who is against, where divided.
    pub sides: Option<(Vec<String>, Vec<String>)>,
    /// Whether the stand is not what it was before.
    pub shifted: bool,
    /// What was heard that carries no position: `asked`, `told by others`,
    /// `unsure`.
    pub heard: Vec<&'static str>,
    /// What it rests on, weightiest first.
    pub notes: Vec<usize>,
}

/// A sentence of the brief and the notes it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The party's identifier, where it is about one.
    pub party: Option<String>,
    /// The question's identifier, where it is about one.
    pub question: Option<String>,
    /// What it says.
    pub text: String,
    /// What it rests on.
    pub notes: Vec<usize>,
}

/// What is new from one party on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct News {
    /// The party's identifier.
    pub party: String,
    /// The question's identifier.
    pub question: String,
    /// Where the party stands, and whether that is new.
    pub text: String,
    /// What is new and supports it; where nothing is, what it rests on.
    pub notes: Vec<usize>,
    /// What is new and does not support it: the answer and its notes.
    pub also: Vec<(Stance, Vec<usize>)>,
}

/// A change of stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The party's identifier.
    pub party: String,
    /// The question's identifier.
    pub question: String,
    /// What it is.
    pub kind: ChangeKind,
    /// From where; absent for a first statement.
    pub from: Option<Stand>,
    /// To where.
    pub to: Stand,
    /// The day it is known from, ISO 8601.
    pub day: Option<String>,
    /// How the day is to be read: `on`, `in` (some day from `day_from` to it),
    /// `by` or `before`.
    pub day_is: &'static str,
    /// The first day that it may have been, where that is told too.
    pub day_from: Option<String>,
    /// Set where one report's own words tell the change.
    pub told: Option<Told>,
    /// The speaker whose own word turned, where the party did not turn with it.
    pub speaker: Option<String>,
    /// The note with the words before; absent where only a report tells it.
    pub before: Option<usize>,
    /// The note with the words after.
    pub after: usize,
}

/// Two statements that cannot both stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClashView {
    /// What sort.
    pub clash: Clash,
    /// The party's identifier.
    pub party: String,
    /// The question's identifier.
    pub question: String,
    /// The notes with the two.
    pub notes: [usize; 2],
}

/// A question on which parties have said nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// The question's identifier.
    pub question: String,
    /// The identifiers of the parties that have said nothing.
    pub unstated: Vec<String>,
    /// Of these or the non-committal, the one that controls it.
    pub controller: Option<String>,
    /// Whether nobody at all has a position on it.
    pub nobody: bool,
}

/// A party held against an arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArrangedParty {
    /// The party's identifier.
    pub party: String,
    /// As a whole.
    pub reception: Reception,
    /// Question by question: identifier, what the position means, on which
    /// note it rests.
    pub answers: Vec<(String, Fit, Option<usize>)>,
}

/// An arrangement held against the stated positions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arranged {
    /// The identifier in the dispute file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// Where the dispute file has it from.
    pub source: Option<String>,
    /// What it answers: question and yes or no.
    pub answers: Vec<(String, bool)>,
    /// Party by party.
    pub parties: Vec<ArrangedParty>,
}

/// What the strategic analysis says: which outcomes could hold. Filled by
/// whoever computes it; absent where nobody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// How it was computed, in one sentence: model, concept of stability.
    pub method: String,
    /// One for each arrangement or other outcome, most stable first.
    pub outcomes: Vec<OutlookLine>,
    /// What the model takes for granted without a sentence behind it, and the
    /// assumption that matters most first.
    pub assumptions: Vec<String>,
    /// What would have to change for a wanted outcome to hold.
    pub levers: Vec<Line>,
}

/// One outcome of the strategic analysis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutlookLine {
    /// The arrangement's identifier, where it is one.
    pub arrangement: Option<String>,
    /// What to call it.
    pub name: String,
    /// Whether it could hold.
    pub stable: bool,
    /// The parties that would move away from it, by identifier.
    pub unstable_for: Vec<String>,
    /// Why, in words: moves and counter-moves.
    pub why: String,
    /// The notes behind the preferences that decide.
    pub notes: Vec<usize>,
}

/// Who takes up whose words, or speaks to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answering {
    /// The party that speaks.
    pub from: String,
    /// The party that is answered or addressed.
    pub to: String,
    /// How often it sides with the other's words.
    pub agrees: usize,
    /// How often against.
    pub objects: usize,
    /// How often neither.
    pub other: usize,
    /// The notes.
    pub notes: Vec<usize>,
}

/// How we know: what the brief rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Provenance {
    /// Utterances that support a position, each once, at first hand.
    pub first_hand: usize,
    /// Through one named outlet or paper.
    pub relayed: usize,
    /// Told by somebody else.
    pub second_hand: usize,
    /// From speakers or through links without a name.
    pub unnamed: usize,
    /// Outlets, with how many of these utterances each carries.
    pub outlets: Vec<(String, usize)>,
    /// Those of `outlets` that are files, since the report names no outlet.
    #[serde(skip)]
    pub files: Vec<String>,
    /// Statements whose stance a person has judged.
    pub by_people: usize,
    /// Statements whose stance the machine has judged.
    pub by_machine: usize,
    /// Statements that bear on a question, but too unsurely to count.
    pub unsure: usize,
}

/// What a statement says to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judged {
    /// The question's identifier.
    pub question: String,
    /// Whose stance it is: not always the speaker's.
    pub voice: String,
    /// What it says to the question.
    pub stance: Stance,
    /// What it does for the position; absent for voices of no party.
    pub role: Option<Use>,
    /// How sure the stance is, in hundredths.
    pub confidence: u32,
    /// What it counts, in hundredths.
    pub score: u32,
    /// Why it was judged so.
    pub reason: String,
    /// Who judged.
    pub coder: Coder,
}

/// A footnote: one statement, where it stands, and how it was judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// The statement's identifier.
    pub statement: String,
    /// Who said it.
    pub voice: String,
    /// The office held.
    pub office: Option<String>,
    /// When, as people write it.
    pub when: String,
    /// When at the latest, ISO 8601.
    pub day: Option<String>,
    /// How near the reader is to the speaker.
    pub grade: Option<Grade>,
    /// Who passed it on, outermost first.
    pub via: Vec<String>,
    /// Who published it, or else the file.
    pub outlet: String,
    /// The day of publication.
    pub date: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The file.
    pub file: String,
    /// The sentence.
    pub sentence: String,
    /// What it says to the questions that cite it, in the order of citing.
    pub judged: Vec<Judged>,
}

/// One page on a dispute.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Brief {
    /// What the dispute is called.
    pub title: String,
    /// What it is about.
    pub about: Option<String>,
    /// The day whose knowledge this is; absent for all that is known.
    pub on: Option<String>,
    /// The day since which things count as new.
    pub since: Option<String>,
    /// The last day that anything here was said.
    pub until: Option<String>,
    /// The parties, in the order of the dispute file.
    pub parties: Vec<Side>,
    /// The questions, in the order of the dispute file.
    pub questions: Vec<Asked>,
    /// Where they stand: one row a question.
    pub matrix: Vec<Row>,
    /// What is new since the day given; empty without one.
    pub news: Vec<News>,
    /// Shifts and reversals, latest first. First statements are not among them.
    pub shifts: Vec<Shift>,
    /// What contradicts.
    pub contradictions: Vec<ClashView>,
    /// Who has said nothing on what.
    pub open: Vec<Open>,
    /// The arrangements held against the positions.
    pub arrangements: Vec<Arranged>,
    /// What could hold.
    pub outlook: Option<Outlook>,
    /// What others say who speak for no party: papers, experts, the press.
    pub others: Vec<Line>,
    /// Who answers whom.
    pub answering: Vec<Answering>,
    /// How we know.
    pub provenance: Provenance,
    /// What was read.
    pub coverage: Coverage,
    /// What the brief does not know, in sentences.
    pub unknown: Vec<String>,
    /// The footnotes.
    pub notes: Vec<Note>,
    /// The stretches of each position over time, for the pictures: party,
    /// question, stand, first day.
    pub spells: Vec<(String, String, Stand, Option<String>)>,
}

impl Brief {
    /// A party's name, or its identifier if there is none.
    #[must_use]
    pub fn party<'b>(&'b self, id: &'b str) -> &'b str {
        self.parties
            .iter()
            .find(|party| party.id == id)
            .map_or(id, |party| &party.name)
    }

    /// A question by its identifier.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Asked> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// A footnote by its number.
    #[must_use]
    pub fn note(&self, number: usize) -> Option<&Note> {
        self.notes.get(number.checked_sub(1)?)
    }
}
