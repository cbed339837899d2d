use std::fs::File;
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
use identity::{Context, ExportedList, applications, events, groups, organization, organizations};
use serde::Serialize;
use serde_json::Value;

use super::export::{Output, claim, part_of, path_of, refuse_existing, write, write_list};
use super::organization::One;
use super::{CliError, open_existing, openapi::print_line};
use crate::http::download::WrittenFile;

/// The first file of an export.
const SETTINGS: &str = "organization.jsonl";

/// Export an organization to a folder: its settings, accounts, groups, applications, events and everything else
/// except secrets and logs
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    one: One,
    /// The folder to write to; must not exist yet
    #[arg(long, value_name = "FOLDER", required_unless_present = "resume")]
    output: Option<PathBuf>,
    /// Continue an interrupted export: its folder, which ends in `.part`. Files that are complete are kept
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    resume: Option<PathBuf>,
}

impl Export {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let context = open_existing(&self.one.common.start()?).await?;
        let name_or_id = Some(self.one.organization.as_str());
        let organization = find_organization_for_operator(&context, name_or_id).await?;
        if let Some(part) = &self.resume {
            let folder = resume(&context, organization, part).await?;
            return print_line(&format!("Exported to {}", folder.display()));
        }
        let folder = self.output.unwrap_or_default();
        export_organization(&context, organization, &folder).await?;
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
    let (part, _lock) = part_of(folder, create_folder).map_err(failed)?;
    let export = OrganizationExport {
        context,
        organization,
        part: &part,
    };
    let written = export.complete(folder).await;
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&part);
    }
    written
}

/// Continues an export whose command was killed, with the first file that is not complete. Returns the folder.
async fn resume(
    context: &Context,
    organization: OrganizationId,
    part: &Path,
) -> Result<PathBuf, CliError> {
    let folder = path_of(part)?;
    let failed = |error| CliError::File(part.to_owned(), error);
    let lock = File::open(part).map_err(failed)?;
    claim(&lock, part)?;
    let settings = std::fs::read_to_string(part.join(SETTINGS)).unwrap_or_default();
    let settings: Value = serde_json::from_str(&settings).unwrap_or_default();
    if settings["id"] != organization.0.to_string() {
        let part = part.display();
        return Err(CliError::Unsuitable(format!(
            "{part} is not an export of this organization, or has no {SETTINGS} yet: use --output"
        )));
    }
    for entry in std::fs::read_dir(part).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file
            .extension()
            .is_some_and(|extension| extension == "part")
        {
            std::fs::remove_file(file).map_err(failed)?;
        }
    }
    let export = OrganizationExport {
        context,
        organization,
        part,
    };
    export.complete(&folder).await?;
    Ok(folder)
}

/// An export of an organization to the folder `part`. Files that are in it are complete, and not written again.
struct OrganizationExport<'a> {
    context: &'a Context,
    organization: OrganizationId,
    part: &'a Path,
}

impl OrganizationExport<'_> {
    /// Writes all files, and gives the folder its name.
    async fn complete(&self, folder: &Path) -> Result<(), CliError> {
        self.write_all().await?;
        rename_folder(self.part, folder).map_err(|error| CliError::File(folder.to_owned(), error))
    }

    /// Writes all files. None of them contains a secret of ours: no password, not even its hash, no factor, no key.
    /// The address of a webhook can contain a secret of its receiver. A test compares the files with the tables of
    /// the database.
    async fn write_all(&self) -> Result<(), CliError> {
        let (context, organization) = (self.context, self.organization);
        // Also if the file is complete, because this records the export.
        let settings = organizations::export_settings(context, organization).await?;
        self.write_lines(SETTINGS, &[settings])?;
        if let Some(logo) = organization::logo_for_operator(context, organization).await? {
            self.write_file("logo.png", &logo)?;
        }
        self.write_list::<ExportedUsers>("users.jsonl").await?;
        self.write_list::<ExportedAdministrators>("administrators.jsonl")
            .await?;
        self.write_list::<ExportedSshKeys>("ssh-keys.jsonl").await?;
        let exported = groups::export_for_operator(context, organization).await?;
        self.write_lines("groups.jsonl", &exported)?;
        let exported = applications::export_for_operator(context, organization).await?;
        self.write_lines("applications.jsonl", &exported)?;
        self.write_table::<ExportedAttributes>().await?;
        self.write_table::<ExportedChanges>().await?;
        self.write_table::<ExportedTerms>().await?;
        self.write_table::<ExportedAcceptances>().await?;
        self.write_table::<ExportedTemplates>().await?;
        self.write_table::<ExportedViews>().await?;
        self.write_table::<ExportedWebhooks>().await?;
        self.write_table::<ExportedApiKeys>().await?;
        self.write_table::<ApplicationPasswordRows>().await?;
        self.write_table::<ExportedRadiusClients>().await?;
        self.write_table::<ExportedHosts>().await?;
        self.write_table::<ExportedBindUsers>().await?;
        self.write_table::<ExportedNumbers>().await?;
        // Last, so that the chain contains the events of this export.
        let Some(output) = self.create("events.jsonl")? else {
            return Ok(());
        };
        let export = events::export_chain_for_operator(context, organization).await?;
        write(export, output).await
    }

    /// Creates a file, unless it is complete.
    fn create(&self, name: &str) -> Result<Option<Output>, CliError> {
        let path = self.part.join(name);
        if path.exists() {
            return Ok(None);
        }
        Output::create(Some(&path)).map(Some)
    }

    /// Writes a list.
    async fn write_list<L: ExportedList + 'static>(&self, name: &str) -> Result<(), CliError> {
        let Some(output) = self.create(name)? else {
            return Ok(());
        };
        let every = ExportQuery {
            format: Some(ExportFormat::Jsonl),
            ..ExportQuery::default()
        };
        write_list::<L>((self.context, self.organization), &every, output).await
    }

    /// Writes a table whose rows are exported one by one.
    async fn write_table<T: ExportedTable + 'static>(&self) -> Result<(), CliError> {
        let export = TableExport::<T>::for_operator(self.context, self.organization);
        let Some(output) = self.create(export.name())? else {
            return Ok(());
        };
        write(export, output).await
    }

    /// Writes one JSON object per line.
    fn write_lines(&self, name: &str, items: &[impl Serialize]) -> Result<(), CliError> {
        let mut lines = Vec::new();
        for item in items {
            serde_json::to_writer(&mut lines, item)
                .map_err(|error| CliError::Unsuitable(error.to_string()))?;
            lines.push(b'\n');
        }
        self.write_file(name, &lines)
    }

    /// Writes all of a small file.
    fn write_file(&self, name: &str, content: &[u8]) -> Result<(), CliError> {
        match self.create(name)? {
            Some(output) => output.write_whole(content),
            None => Ok(()),
        }
    }
}

/// Creates the folder, accessible by its owner only, and locks it so that no other command continues it. Fails if
/// it exists.
fn create_folder(path: &Path) -> io::Result<Option<File>> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    // Some systems cannot open or lock folders.
    let folder = File::open(path).ok();
    if let Some(folder) = &folder {
        let _ = folder.try_lock();
    }
    Ok(folder)
}

/// Gives a folder its name, unless something else has the name.
fn rename_folder(part: &Path, folder: &Path) -> io::Result<()> {
    refuse_existing(folder)?;
    std::fs::rename(part, folder)
}
