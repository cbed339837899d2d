//! Connections that fail immediately while the database does not respond.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{ConnectOptions as _, Connection as _, Error as SqlxError};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    ExecResult, QueryResult, RuntimeErr, Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::connection_error;
use super::readers::Readers;
use super::waiting::Waiting;

/// How often to check whether the database responds.
const LOOK_EVERY: Duration = Duration::from_millis(300);
/// How long it may take to respond. A database that has stopped refuses connections immediately. This
/// limit is for one that cannot be reached, and long enough for one that is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections for statements and transactions.
#[derive(Clone, Debug)]
pub struct Connections {
    /// The pool. For SQLite's readers, that of the writer: only its backend is used.
    inner: DatabaseConnection,
    /// Runs all statements if set: the read-only connections of SQLite.
    readers: Option<Readers>,
    /// The transactions that wait for a connection.
    beginning: Waiting,
    /// Whether the database is away. None for SQLite.
    away: Option<watch::Receiver<bool>>,
}

impl Connections {
    pub(super) fn new(inner: DatabaseConnection, watch: Option<&Watch>) -> Self {
        Self {
            inner,
            readers: None,
            beginning: Waiting::default(),
            away: watch.map(|watch| watch.away.subscribe()),
        }
    }

    /// Read-only connections to the SQLite database of `writer`. Transactions are not supported.
    pub(super) fn reading(writer: DatabaseConnection, readers: Readers) -> Self {
        Self {
            inner: writer,
            readers: Some(readers),
            beginning: Waiting::default(),
            away: None,
        }
    }

    pub(super) const fn readers(&self) -> Option<&Readers> {
        self.readers.as_ref()
    }

    /// How many statements of the readers, or transactions of the pool, wait for a connection.
    pub(super) fn waiting(&self) -> usize {
        let readers = self.readers.as_ref();
        readers.map_or_else(|| self.beginning.count(), Readers::waiting)
    }

    pub(super) const fn inner(&self) -> &DatabaseConnection {
        &self.inner
    }

    /// Checks that the database responds.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        match &self.readers {
            Some(readers) => readers.ping().await,
            None => self.unless_away(self.inner.ping()).await,
        }
    }

    pub(super) async fn begin(
        &self,
        options: TransactionOptions,
    ) -> Result<DatabaseTransaction, DbErr> {
        debug_assert!(self.readers.is_none());
        let begins = self.unless_away(self.inner.begin_with_options(options));
        self.beginning.during(begins).await
    }

    pub(super) async fn close(self) -> Result<(), DbErr> {
        match &self.readers {
            Some(readers) => readers.close().await,
            None => self.inner.close().await,
        }
    }

    /// The result of `work`, or an error as soon as the database is away.
    async fn unless_away<T>(
        &self,
        work: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        let Some(mut away) = self.away.clone() else {
            return work.await;
        };
        tokio::select! {
            biased;
            done = work => done,
            true = gone(&mut away) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }
}

/// Returns true when the database is away.
async fn gone(away: &mut watch::Receiver<bool>) -> bool {
    away.wait_for(|away| *away).await.is_ok()
}

#[async_trait::async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.readers {
            Some(readers) => readers.execute(statement).await,
            None => self.unless_away(self.inner.execute_raw(statement)).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.readers {
            Some(readers) => {
                let statement = Statement::from_string(DbBackend::Sqlite, sql);
                readers.execute(statement).await
            }
            None => self.unless_away(self.inner.execute_unprepared(sql)).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.readers {
            Some(readers) => readers.query_one(statement).await,
            None => self.unless_away(self.inner.query_one_raw(statement)).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.readers {
            Some(readers) => readers.query_all(statement).await,
            None => self.unless_away(self.inner.query_all_raw(statement)).await,
        }
    }
}

/// Checks whether PostgreSQL responds, on a separate connection, because those of the pool may all be
/// busy.
#[derive(Clone)]
pub(super) struct Watch {
    options: PgConnectOptions,
    away: Arc<watch::Sender<bool>>,
}

impl fmt::Debug for Watch {
    /// Without the options, which contain a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("away", &*self.away.borrow())
            .finish_non_exhaustive()
    }
}

impl Watch {
    pub fn new(url: &str) -> Result<Self, DbErr> {
        let options = PgConnectOptions::from_str(url).map_err(connection_error)?;
        Ok(Self {
            options,
            away: Arc::new(watch::Sender::new(false)),
        })
    }

    /// Checks repeatedly, until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let mut connection = None;
        while !stop.is_cancelled() {
            let look = look(&self.options, connection.take());
            let is_away = match tokio::time::timeout(PATIENCE, look).await {
                Ok(Ok(responding)) => {
                    connection = Some(responding);
                    false
                }
                Ok(Err(error)) => has_stopped(&error),
                Err(_) => true,
            };
            if self.away.send_replace(is_away) != is_away {
                if is_away {
                    tracing::error!("the database does not respond");
                } else {
                    tracing::info!("the database responds again");
                }
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }
}

/// A connection that responds: this one, or a new one.
async fn look(
    options: &PgConnectOptions,
    connection: Option<PgConnection>,
) -> Result<PgConnection, SqlxError> {
    if let Some(mut connection) = connection
        && connection.ping().await.is_ok()
    {
        return Ok(connection);
    }
    options.connect().await
}

/// Whether the database has stopped, is stopping or starting, or cannot be reached.
fn has_stopped(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(_) | SqlxError::Tls(_) | SqlxError::WorkerCrashed => true,
        // PostgreSQL: connection exceptions, shutting down or starting.
        SqlxError::Database(error) => error
            .code()
            .is_some_and(|code| code.starts_with("08") || code.starts_with("57P")),
        _ => false,
    }
}

/// Whether the database is away or too busy, so that the same request may succeed in a moment.
pub fn is_away(error: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    match &**error {
        SqlxError::PoolTimedOut | SqlxError::PoolClosed => true,
        // PostgreSQL: too many connections. SQLite: busy.
        SqlxError::Database(refused)
            if refused
                .code()
                .is_some_and(|code| code == "53300" || code == "5") =>
        {
            true
        }
        error => has_stopped(error),
    }
}
