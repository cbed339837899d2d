use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use contract::exports::{ExportFormat, ExportQuery};
use contract::ids::OrganizationId;
use identity::administrators::ExportedAdministrators;
use identity::api_keys::ExportedApiKeys;
use identity::application_passwords::ApplicationPasswordRows;
use identity::directory::ExportedNumbers;
use identity::exports::{ExportedTable, TableExport, find_organization_for_operator};
use identity::hosts::ExportedHosts;
use identity::ldap_bind_users::ExportedBindUsers;
use identity::mail_templates::ExportedTemplates;
use identity::radius::ExportedRadiusClients;
use identity::scheduled_changes::ExportedChanges;
use identity::ssh_keys::ExportedSshKeys;
use identity::terms::{ExportedAcceptances, ExportedTerms};
use identity::user_attributes::ExportedAttributes;
use identity::users::ExportedUsers;
use identity::views::ExportedViews;
use identity::webhooks::ExportedWebhooks;
use identity::{Context, applications, events, groups, organization, organizations};
use serde::Serialize;

use super::export::{Output, part_of, refuse_existing, write, write_list};
use super::organization::One;
use super::{CliError, open_existing, openapi::print_line};
use crate::http::download::WrittenFile;

/// Export an organization to a folder: its settings, accounts, groups, applications, events and everything else
/// except secrets and logs
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
        export_organization(&context, organization, folder).await?;
        print_line(&format!("Exported to {}", folder.display()))
    }
}

/// Exports an organization to a new folder. Until it is complete, the folder has another name that ends in
/// `.part`, because an incomplete export could be mistaken for a complete one.
///
/// # Errors
/// If the folder exists or cannot be written, or the database fails.
pub async fn export_organization(
    context: &Context,
    organization: OrganizationId,
    folder: &Path,
) -> Result<(), CliError> {
    let failed = |error| CliError::File(folder.to_owned(), error);
    let (part, ()) = part_of(folder, create_folder).map_err(failed)?;
    let written = match write_all(context, organization, &part).await {
        Ok(()) => rename_folder(&part, folder).map_err(failed),
        Err(error) => Err(error),
    };
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&part);
    }
    written
}

/// Writes all files. None of them contains a secret of ours: no password, not even its hash, no factor, no key.
/// The address of a webhook can contain a secret of its receiver. A test compares the files with the tables of the
/// database.
async fn write_all(
    context: &Context,
    organization: OrganizationId,
    folder: &Path,
) -> Result<(), CliError> {
    let settings = organizations::export_settings(context, organization).await?;
    write_lines(&folder.join("organization.jsonl"), &[settings])?;
    if let Some(logo) = organization::logo_for_operator(context, organization).await? {
        write_file(&folder.join("logo.png"), &logo)?;
    }
    write_accounts(context, organization, folder).await?;
    let exported = groups::export_for_operator(context, organization).await?;
    write_lines(&folder.join("groups.jsonl"), &exported)?;
    let exported = applications::export_for_operator(context, organization).await?;
    write_lines(&folder.join("applications.jsonl"), &exported)?;
    let table = Tables {
        context,
        organization,
        folder,
    };
    table.write::<ExportedAttributes>().await?;
    table.write::<ExportedChanges>().await?;
    table.write::<ExportedTerms>().await?;
    table.write::<ExportedAcceptances>().await?;
    table.write::<ExportedTemplates>().await?;
    table.write::<ExportedViews>().await?;
    table.write::<ExportedWebhooks>().await?;
    table.write::<ExportedApiKeys>().await?;
    table.write::<ApplicationPasswordRows>().await?;
    table.write::<ExportedRadiusClients>().await?;
    table.write::<ExportedHosts>().await?;
    table.write::<ExportedBindUsers>().await?;
    table.write::<ExportedNumbers>().await?;
    // Last, so that the chain contains the events of this export.
    let path = folder.join("events.jsonl");
    let export = events::export_chain_for_operator(context, organization).await?;
    write(export, Output::create(Some(&path))?).await
}

/// Writes the accounts, and the SSH keys of users.
async fn write_accounts(
    context: &Context,
    organization: OrganizationId,
    folder: &Path,
) -> Result<(), CliError> {
    let every = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let of = (context, organization);
    let path = folder.join("users.jsonl");
    write_list::<ExportedUsers>(of, &every, Output::create(Some(&path))?).await?;
    let path = folder.join("administrators.jsonl");
    write_list::<ExportedAdministrators>(of, &every, Output::create(Some(&path))?).await?;
    let path = folder.join("ssh-keys.jsonl");
    write_list::<ExportedSshKeys>(of, &every, Output::create(Some(&path))?).await
}

/// Writes tables whose rows are exported one by one.
struct Tables<'a> {
    context: &'a Context,
    organization: OrganizationId,
    folder: &'a Path,
}

impl Tables<'_> {
    async fn write<T: ExportedTable + 'static>(&self) -> Result<(), CliError> {
        let export = TableExport::<T>::for_operator(self.context, self.organization);
        let path = self.folder.join(export.name());
        write(export, Output::create(Some(&path))?).await
    }
}

/// Writes one JSON object per line.
fn write_lines(path: &Path, items: &[impl Serialize]) -> Result<(), CliError> {
    let mut lines = Vec::new();
    for item in items {
        serde_json::to_writer(&mut lines, item)
            .map_err(|error| CliError::Unsuitable(error.to_string()))?;
        lines.push(b'\n');
    }
    write_file(path, &lines)
}

/// Writes all of a small file.
fn write_file(path: &Path, content: &[u8]) -> Result<(), CliError> {
    Output::create(Some(path))?.write_whole(content)
}

/// Creates the folder, accessible by its owner only. Fails if it exists.
fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Gives a folder its name, unless something else has the name.
fn rename_folder(part: &Path, folder: &Path) -> io::Result<()> {
    refuse_existing(folder)?;
    std::fs::rename(part, folder)
}
