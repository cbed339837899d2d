use std::path::{Path, PathBuf};

/// Why an app could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {act} {}: {source}", path.display())]
    Io {
        /// The failed operation as a verb: read, write, create.
        act: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The module could not be read, or was made by another version of wasm-bindgen.
    #[error("wasm-bindgen: {0}")]
    Bindgen(String),
    /// The module could not be split at the marked functions.
    #[error("wasm-split: {0}")]
    Split(String),
    /// `wasm-opt` could not be started, or rejected the module.
    #[error("wasm-opt: {0}")]
    Optimize(String),
    /// `index.html` contains an unknown placeholder.
    #[error("{}: unknown placeholder {{{{{name}}}}}", path.display())]
    Placeholder {
        /// The template.
        path: PathBuf,
        /// The name between the braces.
        name: String,
    },
}

/// For `map_err`: adds the operation and the path to an I/O error.
pub fn io(act: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Io { act, path, source }
}
