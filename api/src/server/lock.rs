use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::StartError;
use crate::config::DatabaseConfig;

/// The right to be the one server on a SQLite database, given back when dropped or when the
/// process dies.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// Takes it, and makes the data folder when it is missing. PostgreSQL needs none: any number
    /// of servers may share it.
    ///
    /// # Errors
    /// When another server has it, or the folder cannot be used.
    pub fn take(database: &DatabaseConfig) -> Result<Option<Self>, StartError> {
        let Some(database) = database.sqlite_file() else {
            return Ok(None);
        };
        if let Some(folder) = database.parent() {
            make_private_folder(folder)?;
        }
        let path = database.with_extension("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| StartError::File(path.clone(), error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(StartError::InUse(database.to_owned())),
            Err(TryLockError::Error(error)) => Err(StartError::File(path, error)),
        }
    }
}

/// Makes a folder that only the server's own account can look into, unless it is there.
pub(crate) fn make_private_folder(folder: &Path) -> Result<(), StartError> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| StartError::File(PathBuf::from(folder), error))
}
