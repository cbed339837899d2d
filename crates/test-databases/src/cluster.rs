//! The databases in the PostgreSQL cluster.

use std::sync::mpsc;
use std::thread;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::OnceCell;

/// The superuser's URL.
pub fn address() -> String {
    std::env::var("LATCHKEY_TEST_POSTGRES")
        .expect("LATCHKEY_TEST_POSTGRES is set by `cargo xtask test`")
}

/// The connections that all tests of a program share. They have a runtime of their own, because the runtime of a
/// test ends with the test.
pub struct Cluster {
    connections: DatabaseConnection,
    runtime: Runtime,
}

impl Cluster {
    /// The connections to the cluster.
    pub async fn get() -> &'static Self {
        static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
        CLUSTER.get_or_init(Self::connect).await
    }

    async fn connect() -> Self {
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).enable_all().build().unwrap();
        let connecting = runtime.spawn(sea_orm::Database::connect(address()));
        let connections = connecting.await.unwrap().unwrap();
        Self {
            connections,
            runtime,
        }
    }

    /// Creates a database, as a copy of another one if there is a template.
    pub async fn create(&'static self, template: Option<&str>) -> ClusterDatabase {
        let name = format!("test_{}", uuid::Uuid::now_v7().simple());
        let of = template.map(|template| format!(" TEMPLATE {template} STRATEGY FILE_COPY"));
        let create = format!("CREATE DATABASE {name}{}", of.unwrap_or_default());
        self.execute(create).await;
        ClusterDatabase {
            cluster: self,
            name,
        }
    }

    /// Whether there is a database of this name.
    pub async fn has(&'static self, name: &str) -> bool {
        let find = "SELECT 1 FROM pg_database WHERE datname = $1";
        let find = Statement::from_sql_and_values(DbBackend::Postgres, find, [name.into()]);
        let find = async move {
            let found = self.connections.query_one_raw(find).await;
            found.map(|row| row.is_some())
        };
        self.run(find).await
    }

    async fn execute(&'static self, sql: String) {
        let execute = async move { self.connections.execute_unprepared(&sql).await.map(drop) };
        self.run(execute).await;
    }

    async fn run<T: Send + 'static>(
        &'static self,
        work: impl Future<Output = Result<T, DbErr>> + Send + 'static,
    ) -> T {
        self.runtime.spawn(work).await.unwrap().unwrap()
    }
}

/// A database in the cluster. It is dropped together with this value, even if the test panics.
pub struct ClusterDatabase {
    cluster: &'static Cluster,
    name: String,
}

impl ClusterDatabase {
    /// Its URL.
    pub fn url(&self) -> String {
        let address = address();
        let (server, _) = address.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// Gives it another name, and does not drop it.
    pub async fn keep_as(self, name: &str) {
        let rename = format!("ALTER DATABASE {} RENAME TO {name}", self.name);
        self.cluster.execute(rename).await;
        std::mem::forget(self);
    }
}

impl Drop for ClusterDatabase {
    /// Waits until the database is gone, because the program ends soon after its last test.
    fn drop(&mut self) {
        let cluster = self.cluster;
        // Servers of the test may still be connected.
        let drop_database = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let (done, result) = mpsc::channel();
        cluster.runtime.spawn(async move {
            let dropped = cluster.connections.execute_unprepared(&drop_database).await;
            // The receiver waits for it.
            let _ = done.send(dropped.map(drop));
        });
        let result = result.recv();
        // A second panic would abort the program, with all its other tests.
        assert!(
            matches!(result, Ok(Ok(()))) || thread::panicking(),
            "{} was not dropped: {result:?}",
            self.name
        );
    }
}
