use clap::Subcommand;
use identity::administrators;

use super::{CliError, Common, open_existing, openapi::print_line};

/// Help an administrator in.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Print a one-time link with which an administrator sets a new password.
    ResetPassword {
        #[command(flatten)]
        common: Common,
        /// The administrator's email address.
        #[arg(long)]
        email: String,
    },
}

impl Admin {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let Self::ResetPassword { common, email } = self;
        let config = common.start()?;
        let context = open_existing(&config).await?;
        let link = administrators::reset_link_for_operator(&context, &email).await?;
        print_line(&link)
    }
}
