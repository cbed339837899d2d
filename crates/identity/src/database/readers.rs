//! The connections that read from SQLite.
//!
//! They are not in a pool of sqlx, because that tests each connection after each statement. The test is a message to
//! the connection's thread and back, which takes about as long as a short statement.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{AssertSqlSafe, Connection as _, Error as SqlxError, Sqlite, query_with};
use sea_orm::{ConnAcquireErr, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::waiting::Waiting;
use super::{ACQUIRE_TIMEOUT, connection_error};

/// The connections that read from SQLite. They are opened when they are needed, and kept.
#[derive(Clone, Debug)]
pub(super) struct Readers {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    options: SqliteConnectOptions,
    /// How many can be in use at the same time.
    most: u32,
    /// One for each connection that is not in use, whether it is open or not.
    places: Arc<Semaphore>,
    /// Those who wait for a place.
    waiting: Waiting,
    /// The open connections that are not in use. The last one that was used is used next.
    idle: Mutex<Vec<SqliteConnection>>,
}

impl Readers {
    /// Opens the first connection.
    ///
    /// # Errors
    /// If the database cannot be opened.
    pub async fn open(options: SqliteConnectOptions, most: u32) -> Result<Self, DbErr> {
        let first = connect(&options).await?;
        let places = usize::try_from(most).unwrap_or(Semaphore::MAX_PERMITS);
        let shared = Shared {
            options,
            most,
            places: Arc::new(Semaphore::new(places)),
            waiting: Waiting::default(),
            idle: Mutex::new(vec![first]),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// Returns the first row.
    pub async fn query_one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut reader = self.take().await?;
        let row = query(statement).fetch_optional(reader.connection()?).await;
        Ok(reader.put_back(row)?.map(QueryResult::from))
    }

    /// Returns all rows.
    pub async fn query_all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut reader = self.take().await?;
        let rows = query(statement).fetch_all(reader.connection()?).await;
        let rows = reader.put_back(rows)?.into_iter();
        Ok(rows.map(QueryResult::from).collect())
    }

    /// Runs a statement that returns no rows. SQLite refuses it if it would change something.
    pub async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut reader = self.take().await?;
        let done = query(statement).execute(reader.connection()?).await;
        Ok(reader.put_back(done)?.into())
    }

    /// Checks that a connection responds.
    pub async fn ping(&self) -> Result<(), DbErr> {
        let mut reader = self.take().await?;
        let responds = reader.connection()?.ping().await;
        reader.put_back(responds)
    }

    /// How many connections are open, and how many of them are not in use.
    pub fn count(&self) -> (u32, usize) {
        let idle = self.idle().len();
        let free = self.shared.places.available_permits();
        let in_use = u32::try_from(free).map_or(0, |free| self.shared.most.saturating_sub(free));
        let open = in_use.saturating_add(u32::try_from(idle).unwrap_or(u32::MAX));
        // A connection that is being put back may briefly be counted twice.
        (open.min(self.shared.most), idle)
    }

    /// How many statements wait for a connection.
    pub fn waiting(&self) -> usize {
        self.shared.waiting.count()
    }

    /// Closes all connections after the running statements.
    pub async fn close(&self) -> Result<(), DbErr> {
        // If this fails, they are closed already.
        let _all = self.shared.places.acquire_many(self.shared.most).await;
        self.shared.places.close();
        let idle = mem::take(&mut *self.idle());
        for connection in idle {
            connection.close().await.map_err(connection_error)?;
        }
        Ok(())
    }

    async fn take(&self) -> Result<Reader<'_>, DbErr> {
        let place = Arc::clone(&self.shared.places).acquire_owned();
        let place = tokio::time::timeout(ACQUIRE_TIMEOUT, place);
        let waiting = &self.shared.waiting;
        let place = waiting
            .during(place)
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|_| closed())?;
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.shared.options).await?,
        };
        Ok(Reader {
            readers: self,
            used: Some((connection, place)),
        })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        let idle = self.shared.idle.lock();
        idle.unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that is in use.
struct Reader<'a> {
    readers: &'a Readers,
    /// The connection and its place. `None` when it was put back.
    used: Option<(SqliteConnection, OwnedSemaphorePermit)>,
}

impl Reader<'_> {
    fn connection(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        let used = self.used.as_mut().ok_or_else(closed)?;
        Ok(&mut used.0)
    }

    /// Puts the connection back after a statement with this result. After an error that SQLite did not report for the
    /// statement, the connection may be broken: it is closed, and another one is opened in its place.
    fn put_back<T>(mut self, result: Result<T, SqlxError>) -> Result<T, DbErr> {
        let is_usable = matches!(result, Ok(_) | Err(SqlxError::Database(_)));
        if let Some((connection, _place)) = self.used.take()
            && is_usable
        {
            self.readers.idle().push(connection);
        }
        result.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
    }
}

impl Drop for Reader<'_> {
    /// If nobody waits for the result of a statement anymore, the connection is put back when the statement has ended.
    /// Otherwise the next statement would wait for it, even if other connections are free.
    fn drop(&mut self) {
        let (Some((mut connection, place)), Ok(runtime)) =
            (self.used.take(), Handle::try_current())
        else {
            return;
        };
        let readers = self.readers.clone();
        runtime.spawn(async move {
            if connection.ping().await.is_ok() {
                readers.idle().push(connection);
            }
            drop(place);
        });
    }
}

fn query(statement: Statement) -> Query<'static, Sqlite, SqlxValues> {
    let values = statement.values.unwrap_or_else(|| Values(Vec::new()));
    query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, DbErr> {
    let connection = SqliteConnection::connect_with(options).await;
    connection.map_err(connection_error)
}

const fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sea_orm::DbBackend;

    use super::*;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    /// Ends after a moment, in which no row is returned.
    const LONG: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) \
                        SELECT count(*) FROM n";
    /// A setting of the connection that a new one does not have.
    const MARK: &str = "PRAGMA busy_timeout = 1234";

    async fn one() -> Result<Readers, DbErr> {
        Readers::open(SqliteConnectOptions::new().in_memory(true), 1).await
    }

    fn sql(text: &str) -> Statement {
        Statement::from_string(DbBackend::Sqlite, text)
    }

    async fn is_marked(readers: &Readers) -> Result<bool, DbErr> {
        let row = readers.query_one(sql("PRAGMA busy_timeout")).await?;
        let timeout: Option<i64> = row.map(|row| row.try_get_by(0)).transpose()?;
        Ok(timeout == Some(1234))
    }

    #[tokio::test]
    async fn a_connection_is_kept_until_it_may_be_broken_and_then_replaced() -> Tested {
        let readers = one().await?;
        assert_eq!(readers.count(), (1, 1));
        readers.execute(sql(MARK)).await?;
        readers.ping().await?;
        assert_eq!(
            readers
                .query_all(sql("SELECT 1 UNION SELECT 2"))
                .await?
                .len(),
            2
        );
        assert!(
            readers
                .query_one(sql("SELECT 1 WHERE 1 = 0"))
                .await?
                .is_none()
        );
        assert!(is_marked(&readers).await?);
        assert!(readers.query_one(sql("SELECT nothing")).await.is_err());
        assert!(is_marked(&readers).await?);
        // sqlx refuses this parameter, not SQLite.
        assert!(readers.query_one(sql("SELECT :name")).await.is_err());
        assert_eq!(readers.count(), (0, 0));
        assert!(!is_marked(&readers).await?);
        assert_eq!(readers.count(), (1, 1));
        Ok(())
    }

    #[tokio::test]
    async fn a_connection_is_free_when_an_abandoned_statement_has_ended() -> Tested {
        let readers = one().await?;
        readers.execute(sql(MARK)).await?;
        let hardly = Duration::from_millis(1);
        let abandoned = tokio::time::timeout(hardly, readers.query_one(sql(LONG))).await;
        assert!(abandoned.is_err());
        assert_eq!(readers.count(), (1, 0));
        assert!(is_marked(&readers).await?);
        assert_eq!(readers.count(), (1, 1));
        Ok(())
    }

    #[tokio::test]
    async fn statements_wait_for_a_connection() -> Tested {
        let readers = Readers::open(SqliteConnectOptions::new().in_memory(true), 2).await?;
        let mut running = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let readers = readers.clone();
            running.spawn(async move { readers.query_all(sql("SELECT 1")).await });
        }
        for rows in running.join_all().await {
            assert_eq!(rows?.len(), 1);
        }
        let (open, idle) = readers.count();
        assert!((1..=2).contains(&open), "{open}");
        assert_eq!(usize::try_from(open)?, idle);
        Ok(())
    }

    #[tokio::test]
    async fn those_who_wait_are_counted() -> Tested {
        let readers = one().await?;
        let mut used = readers.take().await?;
        assert_eq!(readers.waiting(), 0);
        let others = readers.clone();
        let waits = tokio::spawn(async move { others.ping().await });
        let given_up = tokio::time::timeout(Duration::from_millis(1), readers.ping()).await;
        assert!(given_up.is_err());
        assert_eq!(readers.waiting(), 1);
        let answer = used.connection()?.ping().await;
        used.put_back(answer)?;
        waits.await??;
        assert_eq!(readers.waiting(), 0);
        Ok(())
    }

    #[tokio::test]
    async fn closed_connections_are_not_opened_again() -> Tested {
        let readers = one().await?;
        readers.close().await?;
        let refused = readers.ping().await;
        assert!(matches!(refused, Err(DbErr::ConnectionAcquire(_))));
        readers.close().await?;
        Ok(())
    }
}
