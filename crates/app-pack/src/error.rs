use std::path::{Path, PathBuf};

/// Why an app could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {act} {}: {source}", path.display())]
    Io {
        /// The verb: read, write, create.
        act: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The module could not be read, or was made by another version of wasm-bindgen.
    #[error("wasm-bindgen: {0}")]
    Bindgen(String),
    /// The module could not be cut into the parts that are marked in it.
    #[error("wasm-split: {0}")]
    Split(String),
    /// `wasm-opt` could not be started or refused the module.
    #[error("wasm-opt: {0}")]
    Optimize(String),
    /// `index.html` names something that is not known here.
    #[error("{}: unknown placeholder {{{{{name}}}}}", path.display())]
    Placeholder {
        /// The template.
        path: PathBuf,
        /// What stands between the braces.
        name: String,
    },
}

/// For `map_err`: names the act and the file that an I/O error lacks.
pub fn io(act: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Io { act, path, source }
}
