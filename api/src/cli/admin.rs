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
    /// Take away the second factors that an administrator lost, and end a lock.
    ResetFactors {
        #[command(flatten)]
        common: Common,
        /// The administrator's email address.
        #[arg(long)]
        email: String,
    },
}

impl Admin {
    pub(super) async fn run(self) -> Result<(), CliError> {
        match self {
            Self::ResetPassword { common, email } => {
                let context = open_existing(&common.start()?).await?;
                let link = administrators::reset_link_for_operator(&context, &email).await?;
                print_line(&link)
            }
            Self::ResetFactors { common, email } => {
                let context = open_existing(&common.start()?).await?;
                administrators::reset_factors_for_operator(&context, &email).await?;
                print_line("The second factors are gone: sign in with the password alone")
            }
        }
    }
}
