use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use identity::crypto::MasterKey;

use super::StartError;
use super::lock::make_private_folder;
use crate::config::MasterKeySource;

/// The master key; the first start makes the file that it is kept in. A `database` that is
/// there already was used with a key that no new one replaces.
///
/// # Errors
/// When the file cannot be read or made, is lost, or holds something else.
pub fn load(source: &MasterKeySource, database: Option<&Path>) -> Result<MasterKey, StartError> {
    match source {
        MasterKeySource::Given(key) => MasterKey::from_base64(key.reveal())
            .ok_or_else(|| StartError::MasterKey("security.master_key".into())),
        MasterKeySource::File(path) => {
            let text = match std::fs::read_to_string(path) {
                Ok(text) => text,
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    if let Some(database) = database.filter(|file| is_in_use(file)) {
                        return Err(StartError::MasterKeyLost {
                            key: path.clone(),
                            database: database.to_owned(),
                        });
                    }
                    make(path)?
                }
                Err(error) => return Err(StartError::File(path.clone(), error)),
            };
            MasterKey::from_base64(&text).ok_or_else(|| StartError::MasterKey(path.clone()))
        }
    }
}

fn is_in_use(database: &Path) -> bool {
    std::fs::metadata(database).is_ok_and(|file| file.len() > 0)
}

fn make(path: &Path) -> Result<String, StartError> {
    let failed = |error| StartError::File(path.to_owned(), error);
    if let Some(folder) = path.parent() {
        make_private_folder(folder)?;
    }
    let text = MasterKey::generate_base64()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    tracing::warn!(
        file = %path.display(),
        "made a new master key; keep a copy of this file apart from your database backups"
    );
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_once_and_readable_by_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("data").join("master.key");
        let source = MasterKeySource::File(path.clone());
        load(&source, None).unwrap();
        let first = std::fs::read(&path).unwrap();
        load(&source, None).unwrap();
        assert_eq!(first, std::fs::read(&path).unwrap());
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(&path, "not a key").unwrap();
        assert!(matches!(load(&source, None), Err(StartError::MasterKey(_))));
    }
}
