//! Hands its credentials to the sample application of the demo.

use std::io;
use std::path::Path;

use identity::demo::SampleClient;
use serde::{Deserialize, Serialize};

use super::CliError;
use crate::server::replace_private_file;

/// The file in the data directory that the sample application reads.
const FILE: &str = "sample-application.json";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credentials {
    issuer: String,
    client_id: String,
    client_secret: String,
}

/// Writes the file, which only the server's own account can read. The secret is known only when the demo
/// organization is created. At a later start, the server may have another address.
///
/// # Errors
/// If the file cannot be read or written.
pub(super) fn hand_over(
    folder: &Path,
    issuer: &str,
    created: Option<SampleClient>,
) -> Result<(), CliError> {
    let path = folder.join(FILE);
    let credentials = match created {
        Some(client) => Credentials {
            issuer: issuer.to_owned(),
            client_id: client.client_id,
            client_secret: client.client_secret,
        },
        None => match read(&path).map_err(|error| CliError::File(path.clone(), error))? {
            Some(found) if found.issuer != issuer => Credentials {
                issuer: issuer.to_owned(),
                ..found
            },
            _ => return Ok(()),
        },
    };
    let text = serde_json::to_string_pretty(&credentials)
        .map_err(|error| CliError::File(path.clone(), error.into()))?;
    Ok(replace_private_file(&path, &text)?)
}

/// The credentials in the file. `None` if there is none: someone has deleted it, or the demo
/// organization is older than the sample application.
fn read(path: &Path) -> io::Result<Option<Credentials>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_private_and_follows_the_address_of_the_server() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        hand_over(folder.path(), "http://localhost:8080", None).unwrap();
        assert!(!path.exists());
        let client = SampleClient {
            client_id: "client".to_owned(),
            client_secret: "secret".to_owned(),
        };
        hand_over(folder.path(), "http://localhost:8080", Some(client)).unwrap();
        hand_over(folder.path(), "http://localhost:9000", None).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let found = read(&path).unwrap().unwrap();
        assert_eq!(found.issuer, "http://localhost:9000");
        assert_eq!(
            (&*found.client_id, &*found.client_secret),
            ("client", "secret")
        );
    }
}
