use std::io::{BufRead, IsTerminal, Write};

use clap::{Args, Subcommand};
use identity::exports::find_organization_for_operator;
use identity::organizations::{self, ListedOrganization};
use identity::set_up::{Invitation, InvitedOwner, create_with_invited_owner};
use rules::organization_state::DELETION_BEGUN;
use rules::time::Timestamp;

use super::organization_export::Export;
use super::{CliError, Common, open_existing, openapi::print_line};

/// List, create, suspend, export and delete the organizations of the server
#[derive(Debug, Subcommand)]
pub enum Organization {
    /// List the organizations, oldest first: identifier, state, users, administrators, name
    List(Common),
    /// Create an organization and invite its owner by email
    Create(Create),
    /// Suspend an organization: nobody can sign in, and its API keys and tokens do not work until it is
    /// resumed
    Suspend(One),
    /// Resume a suspended organization
    Resume(One),
    /// Export an organization to a folder: settings, accounts, groups, applications and events
    Export(Export),
    /// Delete an organization with everything that belongs to it, after 7 days
    ///
    /// Until then, it is suspended, and `latchkey organization keep` cancels the deletion. After that,
    /// only a backup can bring it back.
    Delete(Delete),
    /// Cancel the deletion of an organization
    Keep(One),
}

/// An organization of the server.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    pub(super) common: Common,
    /// Its name or identifier
    #[arg(value_name = "ORGANIZATION")]
    pub(super) organization: String,
}

/// A new organization.
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    common: Common,
    /// The name of the organization
    #[arg(long)]
    name: String,
    /// The name of its owner
    #[arg(long)]
    owner_name: String,
    /// The email address of its owner, who must not be an administrator of another organization
    #[arg(long)]
    owner_email: String,
    /// Print the link of the invitation instead of emailing it. It is a secret
    #[arg(long)]
    print_link: bool,
}

/// The deletion of an organization.
#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    one: One,
    /// The name of the organization, as the first confirmation
    #[arg(long, value_name = "NAME")]
    confirm_name: Option<String>,
    /// Skip the second confirmation
    #[arg(long)]
    yes: bool,
}

impl Organization {
    pub(super) async fn run(self) -> Result<(), CliError> {
        match self {
            Self::List(common) => list(&common).await,
            Self::Create(create) => create.run().await,
            Self::Suspend(one) => {
                let context = open_existing(&one.common.start()?).await?;
                let id = find_organization_for_operator(&context, Some(&one.organization)).await?;
                organizations::suspend(&context, id).await?;
                print_line("The organization is suspended. Nobody can sign in")
            }
            Self::Resume(one) => {
                let context = open_existing(&one.common.start()?).await?;
                let id = find_organization_for_operator(&context, Some(&one.organization)).await?;
                organizations::resume(&context, id).await?;
                print_line("The organization is active again")
            }
            Self::Export(export) => export.run().await,
            Self::Delete(delete) => delete.run().await,
            Self::Keep(one) => {
                let context = open_existing(&one.common.start()?).await?;
                let id = find_organization_for_operator(&context, Some(&one.organization)).await?;
                organizations::cancel_deletion(&context, id).await?;
                let state = organizations::look_up(&context, id).await?.state;
                print_line(&format!(
                    "The organization will not be deleted. It is {}",
                    state.as_str()
                ))
            }
        }
    }
}

async fn list(common: &Common) -> Result<(), CliError> {
    let context = open_existing(&common.start()?).await?;
    for one in organizations::list(&context).await? {
        print_line(&line(&one))?;
    }
    Ok(())
}

/// The columns of the list, separated by tabs. A name contains none.
fn line(one: &ListedOrganization) -> String {
    let state = match one.delete_at {
        Some(DELETION_BEGUN) => format!("{} now", one.state.as_str()),
        Some(at) => format!("{} at {at}", one.state.as_str()),
        None => one.state.as_str().to_owned(),
    };
    format!(
        "{}\t{state}\t{}\t{}\t{}",
        one.id.0, one.users, one.administrators, one.name
    )
}

impl Create {
    async fn run(self) -> Result<(), CliError> {
        let context = open_existing(&self.common.start()?).await?;
        let new = InvitedOwner {
            organization: &self.name,
            name: &self.owner_name,
            email: &self.owner_email,
            invitation: if self.print_link {
                Invitation::Link
            } else {
                Invitation::Email
            },
        };
        let (id, link) = create_with_invited_owner(&context, &new).await?;
        print_line(&format!("Created the organization {}", id.0))?;
        print_line(&match link {
            Some(link) => format!("The owner accepts the invitation within 7 days at {link}"),
            None => "The invitation of the owner works for 7 days. The running server emails it"
                .to_owned(),
        })
    }
}

impl Delete {
    async fn run(self) -> Result<(), CliError> {
        let context = open_existing(&self.one.common.start()?).await?;
        let name_or_id = Some(self.one.organization.as_str());
        let id = find_organization_for_operator(&context, name_or_id).await?;
        let found = organizations::look_up(&context, id).await?;
        self.confirm(&found)?;
        let at = organizations::schedule_deletion(&context, id).await?;
        print_line(&scheduled(&found, at))
    }

    /// Asks twice: for the name, and whether to delete what it names.
    fn confirm(&self, found: &ListedOrganization) -> Result<(), CliError> {
        let typed = match &self.confirm_name {
            Some(name) => name.clone(),
            None => ask(
                "Type the name of the organization to delete it: ",
                "use --confirm-name and --yes to delete without asking",
            )?,
        };
        if typed.trim() != found.name {
            let message = "nothing was changed: this is not the name of the organization";
            return Err(CliError::Unsuitable(message.to_owned()));
        }
        if self.yes {
            return Ok(());
        }
        let question = format!(
            "Delete {}, {}, and all settings, applications and events of {} in 7 days? [y/N] ",
            count(found.users, "user"),
            count(found.administrators, "administrator"),
            found.name
        );
        let answer = ask(&question, "use --yes to delete without asking")?;
        if answer.trim().eq_ignore_ascii_case("y") {
            Ok(())
        } else {
            Err(CliError::Unsuitable("nothing was changed".to_owned()))
        }
    }
}

fn count(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

fn scheduled(found: &ListedOrganization, at: Timestamp) -> String {
    format!(
        "{} is suspended, and will be deleted at {at}. Cancel this with `latchkey organization keep {}`",
        found.name, found.id.0
    )
}

/// Asks at the terminal. Without one, the error says what to do.
fn ask(question: &str, without_terminal: &str) -> Result<String, CliError> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        let message = format!("nothing was changed: {without_terminal}");
        return Err(CliError::Unsuitable(message));
    }
    let mut output = std::io::stdout();
    write!(output, "{question}").map_err(CliError::Print)?;
    output.flush().map_err(CliError::Print)?;
    let mut answer = String::new();
    let read = input.lock().read_line(&mut answer);
    read.map_err(|error| CliError::Unsuitable(error.to_string()))?;
    Ok(answer)
}
