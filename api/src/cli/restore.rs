use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{CliError, Common, openapi::print_line};
use crate::server::DataLock;

/// Restore a backup of the SQLite database
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    common: Common,
    /// A file written by `latchkey backup`
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Replace an existing database
    #[arg(long)]
    force: bool,
}

/// The first bytes of every SQLite database.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Restore {
    pub(super) fn run(self) -> Result<(), CliError> {
        let config = self.common.start()?;
        let Some(database) = config.database.sqlite_file() else {
            let message = "this server uses PostgreSQL. Restore it with pg_restore";
            return Err(CliError::Unsuitable(message.to_owned()));
        };
        check_is_database(&self.from)?;
        // Held until the end, so that no server is running or can start.
        let _lock = DataLock::take(&config.database)?;
        if database.exists() && !self.force {
            let message = format!(
                "a database exists at {}. Use --force to replace it",
                database.display()
            );
            return Err(CliError::Unsuitable(message));
        }
        replace(&self.from, database)?;
        print_line(&format!("Restored {}", database.display()))?;
        print_line("The server requires the master key of the server that was backed up")
    }
}

fn check_is_database(path: &Path) -> Result<(), CliError> {
    let failed = |error| CliError::File(path.to_owned(), error);
    let mut magic = [0; 16];
    let read = File::open(path)
        .map_err(failed)?
        .read(&mut magic)
        .map_err(failed)?;
    if read == magic.len() && &magic == MAGIC {
        Ok(())
    } else {
        let message = format!("{} is not a Latchkey backup", path.display());
        Err(CliError::Unsuitable(message))
    }
}

/// Copies to a temporary file first, so that a full disk does not destroy the existing database.
fn replace(from: &Path, to: &Path) -> Result<(), CliError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| CliError::File(path, error)
    };
    let fresh = to.with_extension("restoring");
    fs::copy(from, &fresh).map_err(failed(&fresh))?;
    File::open(&fresh)
        .and_then(|file| file.sync_all())
        .map_err(failed(&fresh))?;
    // The log of the old database must not be applied to the new one.
    for suffix in ["-wal", "-shm"] {
        let mut name = to.as_os_str().to_owned();
        name.push(suffix);
        let path = PathBuf::from(name);
        if path.exists() {
            fs::remove_file(&path).map_err(failed(&path))?;
        }
    }
    fs::rename(&fresh, to).map_err(failed(to))
}
