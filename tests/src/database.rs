//! A database for one test.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;

use crate::template;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// SQLite.
    Sqlite,
    /// A separate database in the PostgreSQL cluster at `LATCHKEY_TEST_POSTGRES`.
    Postgres,
}

/// A database. SQLite's is deleted on drop, PostgreSQL's together with the temporary
/// cluster.
pub struct TestDatabase {
    /// The URL for the server's configuration.
    pub url: String,
    /// A folder for the files of the test.
    pub folder: TempDir,
}

impl TestDatabase {
    /// Creates one in which a server has started before, so that the next one starts sooner. The
    /// master key is in its folder.
    pub async fn installed(backend: Backend) -> Self {
        template::copy(backend).await
    }

    /// Creates an empty one.
    pub async fn new(backend: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match backend {
            Backend::Sqlite => format!("sqlite://{}", folder.path().join("latchkey.db").display()),
            Backend::Postgres => {
                let cluster = cluster().await;
                let name = create(&cluster, None).await;
                cluster.close().await.unwrap();
                in_cluster(&name)
            }
        };
        Self { url, folder }
    }
}

fn address() -> String {
    std::env::var("LATCHKEY_TEST_POSTGRES")
        .expect("LATCHKEY_TEST_POSTGRES is set by `cargo xtask test`")
}

/// A connection to the PostgreSQL cluster.
pub(crate) async fn cluster() -> DatabaseConnection {
    Database::connect(address()).await.unwrap()
}

/// Creates a database in the cluster, as a copy of a template if there is one. Returns its name.
pub(crate) async fn create(cluster: &DatabaseConnection, template: Option<&str>) -> String {
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let of = template.map(|template| format!(" TEMPLATE {template}"));
    let create = format!("CREATE DATABASE {name}{}", of.unwrap_or_default());
    cluster.execute_unprepared(&create).await.unwrap();
    name
}

/// The URL of a database of the cluster.
pub(crate) fn in_cluster(name: &str) -> String {
    let cluster = address();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}
