use std::path::Path;

use clap::Subcommand;
use identity::crypto::MasterKey;
use identity::{Context, Error, resealing, signing_keys};

use super::{CliError, Common, open_existing, openapi::print_line};
use crate::config::MasterKeySource;
use crate::server::{LOOKS_EVERY, StartError, replace_master_key};

/// The keys that sign access tokens, and the one that encrypts secrets.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make the next signing key. It signs some minutes from now; tokens of the present one stay
    /// valid until they expire. The server does it by itself every 30 days.
    Rotate(Common),
    /// Replace the master key and encrypt every secret anew, also while the server runs. Where
    /// the configuration gives the key, it gives two first: the new one, then the old one.
    RotateMasterKey(Common),
}

impl Keys {
    pub(super) async fn run(self) -> Result<(), CliError> {
        match self {
            Self::Rotate(common) => {
                let context = open_existing(&common.start()?).await?;
                signing_keys::load(&context).await?;
                signing_keys::rotate(&context).await?;
                let minutes = signing_keys::PUBLISHED_BEFORE_USE.as_secs() / 60;
                print_line(&format!("The next key signs in {minutes} minutes"))
            }
            Self::RotateMasterKey(common) => {
                let config = common.start()?;
                match &config.security.master_key {
                    MasterKeySource::File(path) => {
                        let context = open_existing(&config).await?;
                        rotate_file(&context, path).await
                    }
                    MasterKeySource::Given(keys) => {
                        if keys.reveal().split_whitespace().count() < 2 {
                            let message = "give two keys as the master key, the new one first, \
                                           and restart every server; then run this again";
                            return Err(CliError::Unsuitable(message.to_owned()));
                        }
                        let context = open_existing(&config).await?;
                        let count = reseal(&context).await?;
                        print_line(&format!(
                            "{count} secrets were encrypted anew; take the old key out of the \
                             configuration and restart every server"
                        ))
                    }
                }
            }
        }
    }
}

/// Both keys are in the file while secrets are encrypted anew: a rotation that was cut off is
/// taken up where it stood.
async fn rotate_file(context: &Context, path: &Path) -> Result<(), CliError> {
    // Refuses a file of another database before anything is written.
    signing_keys::load(context).await?;
    let failed = |error| StartError::File(path.to_owned(), error);
    let now = std::fs::read_to_string(path).map_err(failed)?;
    let mut keys: Vec<&str> = now.split_whitespace().collect();
    let made = MasterKey::generate_base64()?;
    if keys.len() == 1 {
        keys.insert(0, &made);
    }
    replace_master_key(path, &keys.join("\n"))?;
    context.master_key().refresh();
    // By then every server on this machine encrypts under the new one.
    tokio::time::sleep(LOOKS_EVERY.saturating_mul(3)).await;
    let count = reseal(context).await?;
    replace_master_key(path, keys[0])?;
    print_line(&format!(
        "The master key is another one, and {count} secrets were encrypted anew; keep a copy of {} \
         apart from your database backups",
        path.display()
    ))
}

async fn reseal(context: &Context) -> Result<u64, Error> {
    let mut count = 0;
    loop {
        match resealing::reseal(context).await? {
            0 => return Ok(count),
            some => count += some,
        }
    }
}
