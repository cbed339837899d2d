//! A database for one test.

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one.
    Sqlite,
    /// A database of its own in the cluster that `LATCHKEY_TEST_POSTGRES` points to.
    Postgres,
}

/// An empty database, gone when dropped (on PostgreSQL with the throwaway cluster).
pub struct TestDatabase {
    /// For the server's configuration.
    pub url: String,
    /// Files of the test.
    pub folder: TempDir,
}

impl TestDatabase {
    /// Makes one.
    pub async fn new(backend: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match backend {
            Backend::Sqlite => format!("sqlite://{}", folder.path().join("latchkey.db").display()),
            Backend::Postgres => {
                let cluster = std::env::var("LATCHKEY_TEST_POSTGRES")
                    .expect("LATCHKEY_TEST_POSTGRES is set by `cargo xtask test`");
                let name = format!("test_{}", uuid::Uuid::now_v7().simple());
                let admin = Database::connect(&cluster).await.unwrap();
                admin
                    .execute_unprepared(&format!("CREATE DATABASE {name}"))
                    .await
                    .unwrap();
                admin.close().await.unwrap();
                let (server, _) = cluster.rsplit_once('/').unwrap();
                format!("{server}/{name}")
            }
        };
        Self { url, folder }
    }
}
