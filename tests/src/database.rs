//! A database for one test.

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// SQLite.
    Sqlite,
    /// A separate database in the PostgreSQL cluster at `LATCHKEY_TEST_POSTGRES`.
    Postgres,
}

/// An empty database. SQLite's is deleted on drop, PostgreSQL's together with the temporary
/// cluster.
pub struct TestDatabase {
    /// The URL for the server's configuration.
    pub url: String,
    /// A folder for the files of the test.
    pub folder: TempDir,
}

impl TestDatabase {
    /// Creates one.
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
