use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use contract::ids::ImportId;
use contract::imports::{
    ExistingUsers, ImportRow, ImportState, MatchBy, StopReason, UpdateImport, UserImport,
};
use contract::page::Page;
use rules::state::UserState;
use url::Url;

use super::import_server::{ImportServer, Step};
use super::private_server::check_private;
use super::{CliError, openapi::print_line};

/// How often the progress is requested.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The number of problems that are printed. The result file has all of them.
const PROBLEMS: usize = 50;

/// Import users from a CSV file through the API of a server
#[derive(Debug, Args)]
pub struct Import {
    /// The file: CSV with a header in its first row
    #[arg(required_unless_present = "resume")]
    file: Option<PathBuf>,
    /// Reconnect to an import whose command ended early, and resume it if it was stopped
    #[arg(
        long,
        value_name = "ID",
        conflicts_with_all = ["file", "match_by", "maps", "keep_existing", "activate"]
    )]
    resume: Option<ImportId>,
    /// The address of the server, such as https://id.example.com. It must be https, unless the server
    /// is on this machine
    #[arg(long, env = "LATCHKEY_URL")]
    url: Url,
    /// An API key with the scopes users:read and users:write
    #[arg(long, env = "LATCHKEY_API_KEY", hide_env_values = true)]
    api_key: String,
    /// How rows are matched to users: by email, username or employee_number
    #[arg(long, default_value = "email", value_parser = match_by)]
    match_by: MatchBy,
    /// Map a column to a field, or ignore it: --map "Mail=email" --map "Notes="
    #[arg(long = "map", value_name = "HEADER=FIELD", value_parser = mapping)]
    maps: Vec<(String, String)>,
    /// Leave existing users unchanged
    #[arg(long)]
    keep_existing: bool,
    /// Create active users, who get an activation email; without it, they are staged
    #[arg(long)]
    activate: bool,
    /// Only do the dry run: show what each row would do, and import nothing
    #[arg(long)]
    dry_run: bool,
    /// Import without asking; rows with problems are skipped
    #[arg(long)]
    yes: bool,
    /// Save the rows with their outcomes to this file
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
    /// How long to retry while the server cannot be reached or is busy
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    retry_for: u64,
}

fn match_by(text: &str) -> Result<MatchBy, String> {
    MatchBy::parse(text).ok_or_else(|| format!("use one of: {}", MatchBy::NAMES.join(", ")))
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let (header, field) = text
        .rsplit_once('=')
        .ok_or("write the header of the column, = and the field")?;
    Ok((header.trim().to_owned(), field.trim().to_owned()))
}

impl Import {
    pub(super) async fn run(self) -> Result<(), CliError> {
        check_private(&self.url, "read the API key and the file")?;
        let retry_for = Duration::from_secs(self.retry_for);
        let server = ImportServer::new(self.url.clone(), self.api_key.clone(), retry_for);
        let id = match (self.resume, &self.file) {
            (Some(id), _) => id,
            (None, Some(file)) => self.begin(&server, file).await?,
            // The options exclude this.
            (None, None) => return Err(CliError::Unsuitable("name a file".to_owned())),
        };
        self.follow(&server, id).await.map_err(|error| match error {
            CliError::Unreachable(why) => {
                let resume = resume_command(id);
                CliError::Unreachable(format!("{why}. To reconnect to the import: {resume}"))
            }
            other => other,
        })
    }

    /// Uploads the file and begins the dry run.
    async fn begin(&self, server: &ImportServer, path: &Path) -> Result<ImportId, CliError> {
        let file = std::fs::read(path).map_err(|error| CliError::File(path.to_owned(), error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let import = server.upload(&name, self.match_by, file).await?;
        print_line(&format!("Import {}", import.id))?;
        let import = server.update(import.id, &self.changes(&import)?).await?;
        for column in &import.columns {
            let field = column.field.as_deref().unwrap_or("(ignored)");
            print_line(&format!("{} -> {field}", column.header))?;
        }
        server.begin(import.id, Step::Check).await?;
        Ok(import.id)
    }

    /// Does what remains of an import whose dry run has begun.
    async fn follow(&self, server: &ImportServer, id: ImportId) -> Result<(), CliError> {
        let state = server.get(id).await?.state;
        if state.has_begun() && self.dry_run {
            let text =
                "the run of this import has already begun: repeat the command without --dry-run";
            return Err(CliError::Unsuitable(text.to_owned()));
        }
        if !state.has_begun() {
            let counts = wait(server, id, ImportState::Checked).await?.counts;
            print_line(&format!(
                "{} rows: {} to create, {} to change, {} unchanged, {} with problems",
                counts.rows, counts.create, counts.change, counts.unchanged, counts.problem
            ))?;
            print_problems(&server.problems(id).await?, counts.problem)?;
            if self.dry_run || !self.confirm()? {
                return self.save(server, id).await;
            }
        }
        if !matches!(state, ImportState::Running | ImportState::Finished) {
            server.begin(id, Step::Run).await?;
        }
        let done = wait(server, id, ImportState::Finished).await?.counts;
        print_line(&format!(
            "{} created, {} changed, {} unchanged, {} with problems",
            done.create, done.change, done.unchanged, done.problem
        ))?;
        self.save(server, id).await
    }

    fn changes(&self, import: &UserImport) -> Result<UpdateImport, CliError> {
        let fields = import.columns.iter();
        let mut fields: Vec<String> = fields
            .map(|column| column.field.clone().unwrap_or_default())
            .collect();
        for (header, field) in &self.maps {
            let mut columns = import.columns.iter();
            let column = columns.position(|column| column.header == *header);
            let column = column.ok_or_else(|| {
                CliError::Unsuitable(format!("the file has no column {header:?}"))
            })?;
            // The guess gives way.
            fields
                .iter_mut()
                .filter(|other| !field.is_empty() && other.as_str() == field.as_str())
                .for_each(String::clear);
            if let Some(mapped) = fields.get_mut(column) {
                mapped.clone_from(field);
            }
        }
        Ok(UpdateImport {
            fields: Some(fields),
            match_by: Some(self.match_by),
            existing_users: Some(if self.keep_existing {
                ExistingUsers::Leave
            } else {
                ExistingUsers::Update
            }),
            new_user_state: Some(if self.activate {
                UserState::Active
            } else {
                UserState::Staged
            }),
        })
    }

    /// Asks whether to import. Without a terminal, `--yes` is needed.
    fn confirm(&self) -> Result<bool, CliError> {
        if self.yes {
            return Ok(true);
        }
        let input = std::io::stdin();
        if !input.is_terminal() {
            let message = "nothing was imported: use --yes to import without asking";
            return Err(CliError::Unsuitable(message.to_owned()));
        }
        let mut output = std::io::stdout();
        write!(output, "Import? [y/N] ").map_err(CliError::Print)?;
        output.flush().map_err(CliError::Print)?;
        let mut answer = String::new();
        let read = input.lock().read_line(&mut answer);
        read.map_err(|error| CliError::Unsuitable(error.to_string()))?;
        Ok(answer.trim().eq_ignore_ascii_case("y"))
    }

    async fn save(&self, server: &ImportServer, id: ImportId) -> Result<(), CliError> {
        let Some(path) = &self.result else {
            return Ok(());
        };
        let file = server.result(id).await?;
        write_private(path, &file).map_err(|error| CliError::File(path.clone(), error))
    }
}

/// Writes a file. If it is new, only its owner can read it, because it contains what is known of people.
fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(content)
}

/// Waits until the dry run or the run is complete, so that the import is in the state `end`.
async fn wait(
    server: &ImportServer,
    id: ImportId,
    end: ImportState,
) -> Result<UserImport, CliError> {
    loop {
        let now = server.get(id).await?;
        if !now.state.is_working() {
            let _ = writeln!(std::io::stderr());
            if now.state == end {
                return Ok(now);
            }
            return Err(CliError::Unsuitable(stopped(&now)));
        }
        let done = now.counts.rows - now.counts.waiting;
        // On a line of its own only at the end.
        let _ = write!(std::io::stderr(), "\r{done} of {} rows", now.counts.rows);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Why the import is not complete, and what to do.
fn stopped(import: &UserImport) -> String {
    let (what, next) = if import.state == ImportState::Stopped {
        let resume = resume_command(import.id);
        let next = format!("Resume it in the Admin Portal, with the API, or with: {resume}");
        ("the import was stopped", next)
    } else {
        // Unless another command has begun the dry run, some settings may be missing.
        let next = "Import the file again".to_owned();
        ("the dry run is not complete", next)
    };
    let reason = import.stop_reason.map(StopReason::message);
    let reason = reason.map_or_else(String::new, |reason| format!("{reason} "));
    format!("{what}. {reason}{next}")
}

/// The command that follows an import.
fn resume_command(id: ImportId) -> String {
    format!("latchkey import --resume {id}")
}

fn print_problems(page: &Page<ImportRow>, all: u32) -> Result<(), CliError> {
    for row in page.items.iter().take(PROBLEMS) {
        for problem in &row.problems {
            let column = problem.column.as_deref();
            let column = column.map_or_else(String::new, |column| format!(", {column}"));
            let line = format!("row {}{column}: {}", row.number, problem.message);
            print_line(&line)?;
        }
    }
    let all = usize::try_from(all).unwrap_or(usize::MAX);
    match all.saturating_sub(page.items.len().min(PROBLEMS)) {
        0 => Ok(()),
        more => print_line(&format!(
            "{more} more rows have problems: --result saves all of them to a file"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_may_contain_an_equals_sign() {
        let read = mapping("a = b = email").unwrap();
        assert_eq!(read, ("a = b".to_owned(), "email".to_owned()));
        assert_eq!(mapping("Notes=").unwrap().1, "");
        assert!(mapping("Notes").is_err());
    }
}
