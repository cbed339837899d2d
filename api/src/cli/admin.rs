use clap::Subcommand;
use identity::administrators;

use super::{CliError, Common, open_existing, openapi::print_line};

/// Recover an administrator's access
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Print a one-time link for setting a new password
    ResetPassword {
        #[command(flatten)]
        common: Common,
        /// The administrator's email address
        #[arg(long)]
        email: String,
    },
    /// Remove an administrator's MFA factors and unlock the account
    ResetFactors {
        #[command(flatten)]
        common: Common,
        /// The administrator's email address
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
                print_line("The MFA factors were removed. Sign in with the password")
            }
        }
    }
}
