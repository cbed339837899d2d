use std::path::PathBuf;

/// Why a person was not signed in or out. Each text is shown.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file with the credentials cannot be used.
    #[error(
        "{} cannot be read: {source}. The server writes this file when it creates the demo organization. \
         If your demo is older, stop it, delete its data directory and start again",
        path.display()
    )]
    Credentials {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The server does not answer, or answers with an error.
    #[error("{0} failed: {1}")]
    Request(&'static str, #[source] reqwest::Error),
    /// The server refuses.
    #[error("{0} was refused: {1}")]
    Refused(&'static str, String),
    /// The server says that it is another one, or the response comes from another one.
    #[error("The response comes from another server than the one in the settings")]
    OtherIssuer,
    /// The person did not begin to sign in in this browser, or took too long.
    #[error("This sign-in did not begin in this browser, or it was used already. Sign in again")]
    UnknownState,
    /// The server sent the person back without signing them in.
    #[error("The server answered: {0}")]
    Denied(String),
    /// The request has no code.
    #[error("The response contains no code")]
    MissingCode,
    /// A token is not what it should be.
    #[error("The token is not valid: {0}")]
    Token(String),
    /// The operating system has no random numbers.
    #[error("There are no random numbers")]
    Random,
}

impl Problem {
    /// A token that is not valid for this reason.
    pub fn token(reason: impl std::fmt::Display) -> Self {
        Self::Token(reason.to_string())
    }
}
