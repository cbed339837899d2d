use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use contract::exports::{ExportFormat, ExportQuery};
use contract::ids::OrganizationId;
use identity::exports::find_organization_for_operator;
use identity::{
    Context, administrators, application_passwords, applications, events, groups, organizations,
    ssh_keys, users,
};
use serde::Serialize;

use super::export::{Output, write};
use super::organization::One;
use super::{CliError, open_existing, openapi::print_line};

/// Export an organization to a folder: settings, accounts, SSH keys, application passwords, groups, applications
/// and events
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    one: One,
    /// The folder to write to; must not exist yet
    #[arg(long, value_name = "FOLDER")]
    output: PathBuf,
}

impl Export {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let context = open_existing(&self.one.common.start()?).await?;
        let name_or_id = Some(self.one.organization.as_str());
        let organization = find_organization_for_operator(&context, name_or_id).await?;
        let folder = &self.output;
        create_folder(folder).map_err(|error| CliError::File(folder.clone(), error))?;
        let written = write_all(&context, organization, folder).await;
        if written.is_err() {
            // What is incomplete could be mistaken for a complete export.
            let _ = std::fs::remove_dir_all(folder);
        }
        written?;
        print_line(&format!("Exported to {}", folder.display()))
    }
}

/// Writes all files. None of them contains a secret: no password, not even its hash, no factor, no key.
async fn write_all(
    context: &Context,
    organization: OrganizationId,
    folder: &Path,
) -> Result<(), CliError> {
    let settings = organizations::export_settings(context, organization).await?;
    write_lines(&folder.join("organization.jsonl"), &[settings])?;
    let every = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let path = folder.join("users.jsonl");
    let export = users::export_for_operator(context, organization, &every).await?;
    write(export, Output::create(Some(&path))?).await?;
    let path = folder.join("administrators.jsonl");
    let export = administrators::export_for_operator(context, organization, &every).await?;
    write(export, Output::create(Some(&path))?).await?;
    let path = folder.join("ssh-keys.jsonl");
    let export = ssh_keys::export_for_operator(context, organization, &every).await?;
    write(export, Output::create(Some(&path))?).await?;
    let path = folder.join("application-passwords.jsonl");
    let export = application_passwords::export_for_operator(context, organization, &every).await?;
    write(export, Output::create(Some(&path))?).await?;
    let exported = groups::export_for_operator(context, organization).await?;
    write_lines(&folder.join("groups.jsonl"), &exported)?;
    let exported = applications::export_for_operator(context, organization).await?;
    write_lines(&folder.join("applications.jsonl"), &exported)?;
    // Last, so that the chain contains the events of this export.
    let path = folder.join("events.jsonl");
    let export = events::export_chain_for_operator(context, organization).await?;
    write(export, Output::create(Some(&path))?).await
}

/// Writes one JSON object per line.
fn write_lines(path: &Path, items: &[impl Serialize]) -> Result<(), CliError> {
    let mut lines = Vec::new();
    for item in items {
        serde_json::to_writer(&mut lines, item)
            .map_err(|error| CliError::Unsuitable(error.to_string()))?;
        lines.push(b'\n');
    }
    let mut output = Output::create(Some(path))?;
    output
        .write_whole(&lines)
        .map_err(|error| CliError::File(path.to_owned(), error))
}

/// Creates the folder, accessible by its owner only. Fails if it exists.
fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
