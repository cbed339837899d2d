use contract::problem::{Problem, ProblemType};

/// Why a call failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The server responded with a problem.
    #[error("{0}")]
    Problem(Box<Problem>),
    /// No response: the network or the server is unavailable.
    #[error("no response from the server: {0}")]
    Network(String),
    /// A response that the API does not document, for example from a proxy.
    #[error("unexpected response (HTTP {status})")]
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
}

impl Error {
    /// The problem, if the server responded with one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Network(_) | Self::Unexpected { .. } => None,
        }
    }

    /// Whether the server responded with a problem of this type.
    pub fn is(&self, kind: ProblemType) -> bool {
        self.problem().is_some_and(|problem| problem.kind == kind)
    }
}
