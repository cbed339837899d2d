use clap::Subcommand;
use identity::signing_keys;

use super::{CliError, Common, open_existing, openapi::print_line};

/// The keys that sign access tokens.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make the next key. It signs some minutes from now; tokens of the present one stay valid
    /// until they expire. The server does it by itself every 30 days.
    Rotate(Common),
}

impl Keys {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let Self::Rotate(common) = self;
        let config = common.start()?;
        let context = open_existing(&config).await?;
        signing_keys::load(&context).await?;
        signing_keys::rotate(&context).await?;
        let minutes = signing_keys::PUBLISHED_BEFORE_USE.as_secs() / 60;
        print_line(&format!("The next key signs in {minutes} minutes"))
    }
}
