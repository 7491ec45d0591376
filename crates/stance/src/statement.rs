//! What is judged: a statement, and the proposition that it is held against.

/// A statement in its parts. All are as the report has them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Statement<'a> {
    /// Who speaks, as written; empty where the text names nobody.
    pub source: &'a str,
    /// The words that tell that something is said; empty for a plain sentence.
    pub cue: &'a str,
    /// What is said. Pieces that the report sets apart are joined by a blank.
    /// For a plain sentence, the sentence.
    pub content: &'a str,
    /// The sentence or sentences that hold the statement, for what stands
    /// around its parts; empty if not known.
    pub sentence: &'a str,
    /// What was said before it in its report, each as [`Statement::whole`] has it and
    /// the nearest last; the last two are heeded, and only among the questions of a
    /// dispute.
    pub before: &'a [String],
}

/// So many statements before one tell what it takes up: as in training
/// (`training/stance_data.py`).
pub(crate) const NEAREST: usize = 2;

impl<'a> Statement<'a> {
    /// A sentence that nobody is said to have said: an argument, a comment.
    #[must_use]
    pub fn plain(sentence: &'a str) -> Self {
        Self {
            content: sentence,
            ..Self::default()
        }
    }

    /// Source, cue and content as one text, as the network reads it.
    #[must_use]
    pub fn whole(&self) -> String {
        let parts = [self.source, self.cue, self.content].map(str::trim);
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// What a question asserts when it is answered with yes.
#[derive(Debug, Clone, Default)]
pub struct Proposition {
    /// A sentence ("China should act as a guarantor"), or a noun phrase that
    /// names a topic ("security guarantees").
    pub text: String,
    /// Other words for the same: they count as matches. Sentences or phrases.
    pub synonyms: Vec<String>,
    /// What excludes it: supporting one of these is opposing the proposition.
    pub counters: Vec<String>,
}

impl Proposition {
    /// A proposition without synonyms or counter-propositions.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
