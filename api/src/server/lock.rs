use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::StartError;
use crate::config::DatabaseConfig;

/// The right to be the only server of a SQLite database, released when dropped or when the process
/// ends.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// Takes the lock, and creates the data directory if missing. PostgreSQL needs no lock: any number of
    /// servers may share it.
    ///
    /// # Errors
    /// If another server has the lock, or the directory cannot be used.
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

/// Makes a SQLite database readable by the server's own account only, and creates it if missing.
/// SQLite gives the files next to it the same permissions.
pub(crate) fn make_private_database(database: &Path) -> Result<(), StartError> {
    let failed = |error| StartError::File(database.to_owned(), error);
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(database).map_err(failed)?);
    #[cfg(unix)]
    for suffix in ["", "-wal", "-shm"] {
        use std::os::unix::fs::PermissionsExt;
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        let file = PathBuf::from(name);
        let readable = |found: std::fs::Metadata| found.permissions().mode() & 0o077 != 0;
        if std::fs::metadata(&file).is_ok_and(readable) {
            let owner_only = std::fs::Permissions::from_mode(0o600);
            std::fs::set_permissions(&file, owner_only).map_err(failed)?;
        }
    }
    Ok(())
}

/// Creates a directory that only the server's own account can access, if missing.
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
