use std::fs::{File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use contract::exports::{ExportFormat, ExportQuery};
use contract::ids::OrganizationId;
use identity::administrators::ExportedAdministrators;
use identity::application_passwords::ExportedApplicationPasswords;
use identity::events::ExportedEvents;
use identity::exports::find_organization_for_operator;
use identity::ssh_keys::ExportedSshKeys;
use identity::users::ExportedUsers;
use identity::{Context, ExportedList, exports};

use super::unfinished_export::WholeRows;
use super::{CliError, Common, open_existing};
use crate::http::download::WrittenFile;

/// Export the users, events, administrators, SSH keys or application passwords of an organization, even while the
/// server runs
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Export users, oldest first
    Users(What),
    /// Export events, newest first
    Events(What),
    /// Export administrators, oldest first
    Administrators(What),
    /// Export the SSH keys of all users, newest first
    SshKeys(What),
    /// Export the application passwords of all users, newest first, without their secrets
    ApplicationPasswords(What),
}

/// What to export, and where to.
#[derive(Debug, Args)]
pub struct What {
    #[command(flatten)]
    common: Common,
    /// The format
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// The file to write; must not exist yet. Default: standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Continue an interrupted export: its file, which ends in `.part`. Repeat all other options except `--output`
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    resume: Option<PathBuf>,
    /// The name or identifier of the organization, if there are several
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The columns, separated by commas. Default: all
    #[arg(long)]
    columns: Option<String>,
    /// The filter, as in the API: `state:active;department:Sales`
    #[arg(long)]
    filter: Option<String>,
    /// Words to search for, as in the API
    #[arg(long)]
    search: Option<String>,
    /// Begin CSV with a byte order mark, so that Excel recognizes UTF-8
    #[arg(long)]
    bom: bool,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// Comma-separated values
    Csv,
    /// One JSON object per line
    Jsonl,
}

impl Export {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let (Self::Users(what)
        | Self::Events(what)
        | Self::Administrators(what)
        | Self::SshKeys(what)
        | Self::ApplicationPasswords(what)) = &self;
        let context = open_existing(&what.common.start()?).await?;
        let organization = what.organization.as_deref();
        let organization = find_organization_for_operator(&context, organization).await?;
        let of = (&context, organization);
        match &self {
            Self::Users(_) => what.write::<ExportedUsers>(of).await,
            Self::Events(_) => what.write::<ExportedEvents>(of).await,
            Self::Administrators(_) => what.write::<ExportedAdministrators>(of).await,
            Self::SshKeys(_) => what.write::<ExportedSshKeys>(of).await,
            Self::ApplicationPasswords(_) => what.write::<ExportedApplicationPasswords>(of).await,
        }
    }
}

/// Exports a list of an organization.
pub(super) async fn write_list<L: ExportedList + 'static>(
    (context, organization): (&Context, OrganizationId),
    query: &ExportQuery,
    output: Output,
) -> Result<(), CliError> {
    let export = exports::Export::<L>::for_operator(context, organization, query).await?;
    write(export, output).await
}

impl What {
    async fn write<L: ExportedList + 'static>(
        &self,
        of: (&Context, OrganizationId),
    ) -> Result<(), CliError> {
        // The file is created first, so that an export without a file is not recorded.
        let (query, output) = match &self.resume {
            None => (self.query(), Output::create(self.output.as_deref())?),
            Some(part) => {
                let asked = self.columns.as_deref();
                let columns = exports::columns_of::<L>(of.0, of.1, asked).await?;
                self.resumed(part, (L::ID, &columns))?
            }
        };
        write_list::<L>(of, &query, output).await
    }

    /// Truncates a file of these columns, one of which is `id`, after its last complete row. Returns the query for the
    /// rows after it.
    fn resumed(
        &self,
        part: &Path,
        (id, columns): (&str, &[String]),
    ) -> Result<(ExportQuery, Output), CliError> {
        let failed = |error| CliError::File(part.to_owned(), error);
        let mut new = NewFile::unfinished(part)?;
        let mut query = self.query();
        let format = query.format.unwrap_or_default();
        let rows = WholeRows::read(&mut new.file, format, (id, columns)).map_err(failed)?;
        // Without `--columns`, the file may lack the columns of attributes that were added since.
        let asked = self.columns.as_ref().map(|_| columns.join(","));
        let rows =
            rows.filter(|rows| asked.is_none() || rows.columns.is_none() || rows.columns == asked);
        let rows = rows.ok_or_else(|| {
            CliError::Unsuitable(format!(
                "{} is not a file of this export, or has no column {id}",
                part.display()
            ))
        })?;
        query.after = rows.last;
        query.columns = rows.columns.or(query.columns);
        // An export that has no row yet writes its header again.
        let end = rows.last.map_or(0, |_| rows.end);
        new.file.set_len(end).map_err(failed)?;
        new.file.seek(SeekFrom::Start(end)).map_err(failed)?;
        Ok((query, Output::File(new)))
    }

    fn query(&self) -> ExportQuery {
        ExportQuery {
            format: Some(match self.format {
                Format::Csv => ExportFormat::Csv,
                Format::Jsonl => ExportFormat::Jsonl,
            }),
            columns: self.columns.clone(),
            filter: self.filter.clone(),
            search: self.search.clone(),
            bom: Some(self.bom),
            after: None,
        }
    }
}

/// Where an export is written to.
pub(super) enum Output {
    Standard,
    File(NewFile),
}

/// A new file. It gets its name when it is complete, because an incomplete file could be mistaken for a
/// complete one. Until then it has another name that ends in `.part`, which is all that remains if the command
/// is killed.
pub(super) struct NewFile {
    path: PathBuf,
    part: PathBuf,
    file: File,
    /// Whether the file remains if the command fails, or is complete.
    is_kept: bool,
}

impl Output {
    pub(super) fn create(path: Option<&Path>) -> Result<Self, CliError> {
        let Some(path) = path else {
            return Ok(Self::Standard);
        };
        let (part, file) =
            part_of(path, create).map_err(|error| CliError::File(path.to_owned(), error))?;
        Ok(Self::File(NewFile {
            path: path.to_owned(),
            part,
            file,
            is_kept: false,
        }))
    }

    /// Writes all of a small file.
    pub(super) fn write_whole(self, content: &[u8]) -> Result<(), CliError> {
        match self {
            Self::Standard => io::stdout().write_all(content).map_err(CliError::Print),
            Self::File(mut new) => {
                let failed = new.failed();
                new.file.write_all(content).map_err(&failed)?;
                new.complete().map_err(failed)
            }
        }
    }
}

impl NewFile {
    /// Opens the file of an interrupted export.
    fn unfinished(part: &Path) -> Result<Self, CliError> {
        let path = path_of(part)?;
        let file = File::options().read(true).write(true).open(part);
        let file = file.map_err(|error| CliError::File(part.to_owned(), error))?;
        claim(&file, part)?;
        Ok(Self {
            path,
            part: part.to_owned(),
            file,
            is_kept: true,
        })
    }

    /// Gives the file its name, unless another file has it.
    fn complete(mut self) -> io::Result<()> {
        refuse_existing(&self.path)?;
        std::fs::rename(&self.part, &self.path)?;
        self.is_kept = true;
        Ok(())
    }

    /// Builds the error of the file.
    fn failed(&self) -> impl Fn(io::Error) -> CliError + use<> {
        let path = self.path.clone();
        move |error| CliError::File(path.clone(), error)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// Writes all of a file.
pub(super) async fn write(export: impl WrittenFile, output: Output) -> Result<(), CliError> {
    match output {
        Output::Standard => write_to(export, &mut io::stdout(), CliError::Print).await,
        Output::File(mut new) => {
            let failed = new.failed();
            write_to(export, &mut new.file, &failed).await?;
            new.complete().map_err(failed)
        }
    }
}

async fn write_to(
    mut export: impl WrittenFile,
    output: &mut impl Write,
    failed: impl Fn(io::Error) -> CliError,
) -> Result<(), CliError> {
    while let Some(part) = export.next().await? {
        output.write_all(&part).map_err(&failed)?;
    }
    output.flush().map_err(failed)
}

/// Creates what is later renamed to `path`, under the first of the names `NAME.part`, `NAME.1.part`, … that is
/// free: a command that was killed may have left some. Fails if `path` exists.
pub(super) fn part_of<T>(
    path: &Path,
    create: impl Fn(&Path) -> io::Result<T>,
) -> io::Result<(PathBuf, T)> {
    refuse_existing(path)?;
    let mut number = 0_u32;
    loop {
        // A slash at the end of a folder is no part of its name.
        let mut name = path.components().as_path().as_os_str().to_owned();
        name.push(match number {
            0 => ".part".to_owned(),
            _ => format!(".{number}.part"),
        });
        let part = PathBuf::from(name);
        match create(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            created => return created.map(|created| (part, created)),
        }
    }
}

/// The name that an interrupted export gets when it is complete. Fails if something has it.
pub(super) fn path_of(part: &Path) -> Result<PathBuf, CliError> {
    if part.extension().is_none_or(|extension| extension != "part") {
        let text = "--resume needs what the interrupted command left, which ends in .part";
        return Err(CliError::Unsuitable(text.to_owned()));
    }
    let path = part.with_extension("");
    refuse_existing(&path).map_err(|error| CliError::File(path.clone(), error))?;
    Ok(path)
}

/// Locks the file or folder of an interrupted export, unless another command writes it.
pub(super) fn claim(file: &File, part: &Path) -> Result<(), CliError> {
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        let text = format!("{} is being written by another command", part.display());
        return Err(CliError::Unsuitable(text));
    }
    Ok(())
}

/// Fails if something has this name.
pub(super) fn refuse_existing(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => Ok(()),
    }
}

/// Creates the file, readable by its owner only, and locks it so that no other command continues it. Fails if it
/// exists.
fn create(path: &Path) -> io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // Some file systems have no locks.
    let _ = file.try_lock();
    Ok(file)
}
