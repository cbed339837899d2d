use std::path::{Path, PathBuf};

/// What a task returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a task stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A program could not be started.
    #[error("cannot start {program}: {source}")]
    Start {
        /// The program.
        program: String,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A program failed; it has printed the reason itself.
    #[error("{program} failed ({status})")]
    Failed {
        /// The program and its first arguments.
        program: String,
        /// Its exit status.
        status: std::process::ExitStatus,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The output of a program could not be read.
    #[error("cannot read what {program} printed: {reason}")]
    Output {
        /// The program.
        program: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Something is missing that the caller has to provide.
    #[error("{0}")]
    Missing(String),
    /// One or more checks failed.
    #[error("failed: {0}")]
    Checks(String),
}

/// For `map_err`: adds the path to an I/O error.
pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Io { path, source }
}
