use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use identity::Context;
use identity::crypto::MasterKey;
use tokio_util::sync::CancellationToken;

use super::StartError;
use super::private_file::write_new;
use crate::config::MasterKeySource;

/// The master key. The first start creates its file. If `database` exists but its key file is missing,
/// a new key could not decrypt it, so that is an error.
///
/// # Errors
/// If the file cannot be read or created, is missing, or contains something else.
pub fn load(source: &MasterKeySource, database: Option<&Path>) -> Result<MasterKey, StartError> {
    match source {
        MasterKeySource::Given(key) => MasterKey::from_base64(key.reveal())
            .ok_or_else(|| StartError::MasterKey("security.master_key".into())),
        MasterKeySource::File(path) => {
            match std::fs::metadata(path) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    if let Some(database) = database.filter(|file| is_in_use(file)) {
                        return Err(StartError::MasterKeyLost {
                            key: path.clone(),
                            database: database.to_owned(),
                        });
                    }
                    write_new(path, &MasterKey::generate_base64()?)?;
                    tracing::warn!(
                        file = %path.display(),
                        "created a master key; keep a copy of this file separate from your database backups"
                    );
                }
                Err(error) => return Err(StartError::File(path.clone(), error)),
            }
            std::fs::read_to_string(path).map_err(|error| StartError::File(path.clone(), error))?;
            let file = path.clone();
            MasterKey::with_reload(move || std::fs::read_to_string(&file).ok())
                .ok_or_else(|| StartError::MasterKey(path.clone()))
        }
    }
}

/// How often a server checks whether the file has changed.
pub const LOOKS_EVERY: Duration = Duration::from_secs(2);

/// Watches the file until `stop`, so that a rotation reaches a running server.
pub async fn follow(context: Context, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOKS_EVERY) => context.master_key().refresh(),
        }
    }
}

fn is_in_use(database: &Path) -> bool {
    std::fs::metadata(database).is_ok_and(|file| file.len() > 0)
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
