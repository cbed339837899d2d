use contract::problem::{Problem, ProblemType};

/// Why a call failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The server answered with a problem.
    #[error("{0}")]
    Problem(Box<Problem>),
    /// No answer: the network or the server is away.
    #[error("no answer from the server: {0}")]
    Network(String),
    /// An answer that is not what the API documents, as a proxy between may send.
    #[error("unexpected answer (HTTP {status})")]
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
}

impl Error {
    /// The problem, if the server answered with one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Network(_) | Self::Unexpected { .. } => None,
        }
    }

    /// Whether the server answered with a problem of this type.
    pub fn is(&self, kind: ProblemType) -> bool {
        self.problem().is_some_and(|problem| problem.kind == kind)
    }
}
