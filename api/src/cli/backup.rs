use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, RuntimeErr, SqlxSqliteConnector, Statement};

use super::{CliError, Common, openapi::print_line};
use crate::config::MasterKeySource;
use crate::server::StartError;

/// Back up the SQLite database, even while the server runs
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    common: Common,
    /// The file to write; must not exist yet
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let config = self.common.start()?;
        let Some(database) = config.database.sqlite_file() else {
            let message = "this server uses PostgreSQL. Back it up with pg_dump";
            return Err(CliError::Unsuitable(message.to_owned()));
        };
        if !database.is_file() {
            let message = format!("no database at {}", database.display());
            return Err(CliError::Unsuitable(message));
        }
        reserve(&self.to)?;
        let copied = copy(database, &self.to).await;
        if let Err(error) = copied {
            let _ = std::fs::remove_file(&self.to);
            return Err(StartError::from(error).into());
        }
        print_line(&format!("Wrote {}", self.to.display()))?;
        if let MasterKeySource::File(key) = &config.security.master_key {
            print_line(&format!(
                "The backup cannot be used without the master key. Keep a copy of {} in a \
                 different place than the backup",
                key.display()
            ))?;
        }
        Ok(())
    }
}

/// Copies the committed state, while the database is in use.
async fn copy(from: &Path, to: &Path) -> Result<(), DbErr> {
    let options = SqliteConnectOptions::new()
        .filename(from)
        .busy_timeout(Duration::from_secs(30));
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
    let database = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
    let target = to.display().to_string();
    let statement =
        Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [target.into()]);
    let copied = database.execute_raw(statement).await;
    database.close().await?;
    copied.map(drop)
}

/// Creates the file, readable by its owner only. Fails if it exists.
fn reserve(path: &Path) -> Result<(), CliError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(|error| CliError::File(path.to_owned(), error))
}
