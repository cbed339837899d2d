use std::path::Path;

use clap::{Args, Subcommand};
use identity::crypto::MasterKey;
use identity::{Context, Error, oidc_keys, resealing, signing_keys};

use super::{CliError, Common, open_existing, openapi::print_line};
use crate::config::MasterKeySource;
use crate::server::{LOOKS_EVERY, StartError, replace_private_file};

/// Rotate signing keys and the master key
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Create the next signing key
    ///
    /// It is used after a few minutes. Tokens signed with the current key remain valid until they
    /// expire. The server rotates the key automatically every 30 days.
    Rotate(Common),
    /// Create the next keys that sign tokens for applications
    ///
    /// They are published within a minute and used after a day. The server does this automatically
    /// every 90 days.
    #[command(name = "rotate-application-keys")]
    RotateForApplications(ApplicationKeys),
    /// Replace the master key and re-encrypt all secrets, even while the server runs
    ///
    /// If the master key is set in the configuration, set two keys there first: the new one, then
    /// the old one.
    RotateMasterKey(Common),
}

/// Rotate the keys that sign tokens for applications
#[derive(Debug, Args)]
pub struct ApplicationKeys {
    #[command(flatten)]
    common: Common,
    /// Use them immediately and remove all others, because someone else may know them
    #[arg(long)]
    revoke: bool,
}

impl ApplicationKeys {
    async fn run(self) -> Result<(), CliError> {
        let context = open_existing(&self.common.start()?).await?;
        oidc_keys::rotate(&context, self.revoke).await?;
        print_line(if self.revoke {
            "Running servers use the new keys within a minute and accept no other. Applications have \
             to read /oidc/jwks again"
        } else {
            "The new keys are published within a minute and will be used in 24 hours"
        })
    }
}

impl Keys {
    pub(super) async fn run(self) -> Result<(), CliError> {
        match self {
            Self::Rotate(common) => {
                let context = open_existing(&common.start()?).await?;
                signing_keys::load(&context).await?;
                signing_keys::rotate(&context).await?;
                let minutes = signing_keys::PUBLISHED_BEFORE_USE.as_secs() / 60;
                print_line(&format!("The new key will be used in {minutes} minutes"))
            }
            Self::RotateForApplications(keys) => keys.run().await,
            Self::RotateMasterKey(common) => {
                let config = common.start()?;
                match &config.security.master_key {
                    MasterKeySource::File(path) => {
                        let context = open_existing(&config).await?;
                        rotate_file(&context, path).await
                    }
                    MasterKeySource::Given(keys) => {
                        if keys.reveal().split_whitespace().count() < 2 {
                            let message = "set two master keys in the configuration, the new one \
                                           first, restart every server, then run this command \
                                           again";
                            return Err(CliError::Unsuitable(message.to_owned()));
                        }
                        let context = open_existing(&config).await?;
                        let count = reseal(&context).await?;
                        print_line(&format!(
                            "Re-encrypted {count} secrets. Remove the old key from the configuration \
                             and restart every server"
                        ))
                    }
                }
            }
        }
    }
}

/// While secrets are re-encrypted, the file contains both keys, so that an interrupted rotation can
/// be resumed.
async fn rotate_file(context: &Context, path: &Path) -> Result<(), CliError> {
    // Fails if the key file belongs to another database, before anything is written.
    signing_keys::load(context).await?;
    let failed = |error| StartError::File(path.to_owned(), error);
    let now = std::fs::read_to_string(path).map_err(failed)?;
    let mut keys: Vec<&str> = now.split_whitespace().collect();
    let made = MasterKey::generate_base64()?;
    if keys.len() == 1 {
        keys.insert(0, &made);
    }
    replace_private_file(path, &keys.join("\n"))?;
    context.master_key().refresh();
    // By then every server on this machine encrypts with the new key.
    tokio::time::sleep(LOOKS_EVERY.saturating_mul(3)).await;
    let count = reseal(context).await?;
    replace_private_file(path, keys[0])?;
    print_line(&format!(
        "Replaced the master key and re-encrypted {count} secrets. Keep a copy of {} in a different \
         place than the database backups",
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
