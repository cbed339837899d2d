//! Files that contain secrets: only the server's own account can read them.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::StartError;
use super::lock::make_private_folder;

/// Replaces a file, atomically.
///
/// # Errors
/// If the file cannot be written.
pub fn replace(path: &Path, text: &str) -> Result<(), StartError> {
    let mut next = path.as_os_str().to_owned();
    next.push(".next");
    let next = Path::new(&next);
    match std::fs::remove_file(next) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(StartError::File(next.to_owned(), error));
        }
        _ => {}
    }
    write_new(next, text)?;
    std::fs::rename(next, path).map_err(|error| StartError::File(path.to_owned(), error))
}

/// Creates a file, and its folder if missing.
///
/// # Errors
/// If the file exists or cannot be written.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), StartError> {
    let failed = |error| StartError::File(path.to_owned(), error);
    if let Some(folder) = path.parent() {
        make_private_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)
}
