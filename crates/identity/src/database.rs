//! Access to the database: one writer and several readers on SQLite, one pool on PostgreSQL.

mod connections;
mod readers;
mod waiting;

use std::sync::OnceLock;
use std::time::Duration;

use migrations::Migrator;
use sea_orm::sqlx::Error as SqlxError;
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    RuntimeErr, SqliteTransactionMode, SqlxSqliteConnector, Statement, TransactionOptions, Value,
    Values,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use tokio_util::sync::CancellationToken;

use connections::Watch;
pub use connections::{Connections, is_away};
use readers::Readers;

use crate::Error;

/// The open database.
#[derive(Clone, Debug)]
pub struct Database {
    read: Connections,
    write: Connections,
    watch: Option<Watch>,
}

/// The connections of a pool.
#[derive(Clone, Copy, Debug)]
pub struct PoolState {
    /// What the pool is for.
    pub name: &'static str,
    /// Connections in use.
    pub in_use: usize,
    /// Connections that wait for work.
    pub idle: usize,
    /// Transactions that wait for a connection; in the pool that only reads, statements.
    pub waiting: usize,
    /// The largest number of connections. While all are in use, work waits for one.
    pub max: u32,
}

impl PoolState {
    fn of(
        (name, max): (&'static str, u32),
        connections: &Connections,
        (size, idle): (u32, usize),
    ) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        Self {
            name,
            in_use: size.saturating_sub(idle),
            idle,
            waiting: connections.waiting(),
            max,
        }
    }
}

/// The number of SQLite read connections. Each has its own thread, so more of them than the load
/// needs only compete for the cores.
const READERS: u32 = 4;
/// SQLite has one writer.
const WRITERS: u32 = 1;
/// The size of each SQLite connection's cache, negative because it is in KiB. A list reads up to 10,000
/// rows of an index to count them and then again to find the page. The default of 2,000 KiB is too
/// small to keep them.
const CACHE: &str = "-4000";
/// The maximum number of PostgreSQL connections.
const CONNECTIONS: u32 = 16;
/// How long a statement waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

impl Database {
    /// Opens the database at `url`: `sqlite:///path/to/file` (created if missing) or
    /// `postgres://…`.
    ///
    /// # Errors
    /// If it cannot be reached or opened.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            let write = writer(path).await?;
            let readers = Readers::open(sqlite(path, true), READERS).await?;
            return Ok(Self {
                read: Connections::reading(write.clone(), readers),
                write: Connections::new(write, None),
                watch: None,
            });
        }
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .sqlx_logging(false);
        let watch = Watch::new(url)?;
        let both = sea_orm::Database::connect(options).await?;
        let both = Connections::new(both, Some(&watch));
        Ok(Self {
            read: both.clone(),
            write: both,
            watch: Some(watch),
        })
    }

    /// Monitors PostgreSQL until `stop`. While it does not respond, statements fail immediately instead
    /// of waiting for a connection.
    pub async fn watch(self, stop: CancellationToken) {
        if let Some(watch) = self.watch {
            watch.run(stop).await;
        }
    }

    /// Runs the start-up work on the database while other servers that are starting wait. Without
    /// this, two servers could apply the same migration or each create the first signing key. A
    /// SQLite database has only one server, so nothing is locked there.
    ///
    /// # Errors
    /// If `work` fails or the database does not respond.
    pub async fn one_at_a_time<E: From<DbErr>>(
        &self,
        work: impl Future<Output = Result<(), E>>,
    ) -> Result<(), E> {
        /// The number of the advisory lock of a start: `Latchkey` in ASCII.
        const STARTS: i64 = 0x4C61_7463_686B_6579;
        if self.write.get_database_backend() != DbBackend::Postgres {
            return work.await;
        }
        let tx = self.begin().await?;
        let lock = "SELECT pg_advisory_xact_lock($1)";
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [STARTS.into()]);
        tx.execute_raw(lock).await?;
        work.await?;
        Ok(tx.commit().await?)
    }

    /// Applies pending migrations. Only for `migrate`, which then writes what SQL cannot compute.
    ///
    /// # Errors
    /// If one fails; earlier ones stay applied. If the database is of a newer version.
    pub(crate) async fn apply_migrations(&self) -> Result<(), Error> {
        let applied = Migrator::get_migration_models(self.write.inner()).await?;
        let known = Migrator::migrations();
        let newer = applied
            .into_iter()
            .find(|one| known.iter().all(|known| known.name() != one.version));
        if let Some(newer) = newer {
            return Err(Error::NewerDatabase(newer.version));
        }
        Ok(Migrator::up(self.write.inner(), None).await?)
    }

    /// Whether Latchkey has made this database.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn is_ours(&self) -> Result<bool, DbErr> {
        let manager = SchemaManager::new(self.write.inner());
        if !manager.has_table("seaql_migrations").await? {
            return Ok(false);
        }
        let applied = Migrator::get_migration_models(self.write.inner()).await?;
        let migrations = Migrator::migrations();
        let first = migrations.first().map(|first| first.name());
        Ok(applied.iter().any(|one| Some(&*one.version) == first))
    }

    /// How many connections are in use and idle, and how much waits for one.
    pub fn pools(&self) -> Vec<PoolState> {
        match self.write.get_database_backend() {
            DbBackend::Sqlite => {
                let readers = self.read.readers().map(Readers::count);
                let of_readers = |count| PoolState::of(("read", READERS), &self.read, count);
                let readers = readers.map(of_readers);
                let pool = self.write.inner().get_sqlite_connection_pool();
                let now = (pool.size(), pool.num_idle());
                let writer = PoolState::of(("write", WRITERS), &self.write, now);
                readers.into_iter().chain([writer]).collect()
            }
            _ => {
                let pool = self.write.inner().get_postgres_connection_pool();
                let now = (pool.size(), pool.num_idle());
                vec![PoolState::of(("all", CONNECTIONS), &self.write, now)]
            }
        }
    }

    /// For queries that change nothing.
    pub const fn read(&self) -> &Connections {
        &self.read
    }

    /// For single statements that change something, outside a transaction.
    pub const fn write(&self) -> &Connections {
        &self.write
    }

    /// Begins a write transaction. On SQLite it takes the write lock immediately, so that it cannot
    /// fail halfway because another writer holds the lock.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite_transaction_mode = match self.write.get_database_backend() {
            DbBackend::Sqlite => Some(SqliteTransactionMode::Immediate),
            _ => None,
        };
        self.write
            .begin(TransactionOptions {
                sqlite_transaction_mode,
                ..TransactionOptions::default()
            })
            .await
    }

    /// Closes all connections after the running statements.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

/// Waits until no other transaction has the turn of this name, and takes it until `tx` ends. Does nothing on
/// SQLite, which has one writer at a time anyway.
///
/// # Errors
/// If the database does not respond.
pub(crate) async fn take_turn(tx: &DatabaseTransaction, name: &str) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [name.into()]);
        tx.execute_raw(lock).await?;
    }
    Ok(())
}

fn sqlite(path: &str, read_only: bool) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(!read_only)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("query_only", if read_only { "ON" } else { "OFF" })
        .pragma("cache_size", CACHE)
}

async fn writer(path: &str) -> Result<DatabaseConnection, DbErr> {
    let pool = SqlitePoolOptions::new()
        .max_connections(WRITERS)
        .min_connections(1)
        // Unlike a server, a file does not become unreachable, and the test would slow down every
        // statement.
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(sqlite(path, false))
        .await
        .map_err(connection_error)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

fn connection_error(error: SqlxError) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// The cached SQL text of a statement that runs on every request. Only the values differ, and
/// sea-query takes longer to build the text than the database takes to run it.
pub(crate) struct StatementText {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl StatementText {
    /// An empty cache.
    pub const fn new() -> Self {
        Self {
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    /// The statement of `write` with these values, which must be all of its values in order. Builds
    /// the text only once.
    pub fn with<const COUNT: usize>(
        &self,
        backend: DbBackend,
        values: [Value; COUNT],
        write: impl FnOnce() -> Statement,
    ) -> Statement {
        let text = match backend {
            DbBackend::Sqlite => &self.sqlite,
            _ => &self.postgres,
        };
        let text = text.get_or_init(|| {
            let written = write();
            debug_assert_eq!(written.values, Some(Values(values.to_vec())));
            written.sql
        });
        Statement::from_sql_and_values(backend, text, values)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::EntityTrait;

    use super::*;

    #[tokio::test]
    async fn an_empty_sqlite_file_gets_the_schema_once() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("new.db").display());
        let database = Database::open(&url).await?;
        database.apply_migrations().await?;
        database.apply_migrations().await?;
        let refused = entity::set_up_link::Entity::delete_many()
            .exec(database.read())
            .await;
        assert!(refused.is_err(), "the readers must not write");
        // See `.cargo/config.toml` for the reason.
        let asked = "SELECT sqlite_compileoption_used('ENABLE_QPSG')";
        let row = database
            .read()
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, asked));
        let keeps_plans: Option<bool> = row.await?.map(|row| row.try_get_by(0)).transpose()?;
        assert_eq!(keeps_plans, Some(true));
        database.close().await?;
        Ok(())
    }
}
