use std::io;
use std::path::PathBuf;

use crate::config::ConfigProblems;
use crate::server::StartError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The server's threads cannot be created.
    #[error("cannot start: {0}")]
    Runtime(#[source] io::Error),
    /// The configuration has problems.
    #[error("the configuration is invalid:\n{0}")]
    Config(#[from] ConfigProblems),
    /// The server's data cannot be used.
    #[error("{0}")]
    Start(#[from] StartError),
    /// A use case refused.
    #[error("{}", refusal(.0))]
    Refused(identity::Error),
    /// A use case failed.
    #[error("{0}")]
    Failed(identity::Error),
    /// A file cannot be used.
    #[error("cannot use {0}: {1}")]
    File(PathBuf, #[source] io::Error),
    /// The command does not apply here.
    #[error("{0}")]
    Unsuitable(String),
    /// The server that the command calls does not respond.
    #[error("{0}")]
    Unreachable(String),
    /// Standard output cannot be written.
    #[error("cannot print: {0}")]
    Print(#[source] io::Error),
}

/// The refusal, and for invalid input what is wrong with each value.
fn refusal(error: &identity::Error) -> String {
    let problem = error.problem();
    let fields = problem.errors.iter();
    // The others name the values already.
    let fields = fields.filter(|_| matches!(error, identity::Error::InvalidFields(_)));
    fields.fold(problem.detail.clone(), |text, field| {
        format!("{text}\n  {}: {}", field.field, field.message)
    })
}

impl From<identity::Error> for CliError {
    fn from(error: identity::Error) -> Self {
        if error.is_internal() {
            Self::Failed(error)
        } else {
            Self::Refused(error)
        }
    }
}
