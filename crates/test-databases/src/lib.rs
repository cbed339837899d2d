//! A database for each test, on SQLite or in the PostgreSQL cluster that `cargo xtask test` starts. Most tests
//! begin with a copy of a template, which takes a fraction of the time of the migrations.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

mod cluster;
mod template;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use cluster::{Cluster, ClusterDatabase};
use template::Template;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// SQLite.
    Sqlite,
    /// A separate database in the PostgreSQL cluster at `LATCHKEY_TEST_POSTGRES`.
    Postgres,
}

/// A database. SQLite's is a file in the folder of the test, PostgreSQL's is dropped together with this value.
pub struct Database {
    /// Where it is: `sqlite://…` or `postgres://…`.
    pub url: String,
    in_cluster: Option<ClusterDatabase>,
}

impl Database {
    /// An empty one. SQLite's file does not exist yet.
    pub async fn new(backend: Backend, folder: &Path) -> Self {
        Self::create(backend, folder, None).await
    }

    /// A copy of a template, with the other files of the template in `folder`. Each build of a test program has
    /// its own templates: if this build has not made the one of this name yet, `make` gets the URL of an empty
    /// database and a folder, fills both, and closes its connections.
    pub async fn copy(
        template: &str,
        backend: Backend,
        folder: &Path,
        make: impl AsyncFnOnce(String, PathBuf),
    ) -> Self {
        let template = Template::new(template, backend);
        template.make_once(make).await;
        template.copy_files(folder);
        Self::create(backend, folder, Some(&template.in_cluster)).await
    }

    /// `template` is the name of a database in the cluster. On SQLite, its file is in `folder` already.
    async fn create(backend: Backend, folder: &Path, template: Option<&str>) -> Self {
        match backend {
            Backend::Sqlite => Self {
                url: format!("sqlite://{}", folder.join("latchkey.db").display()),
                in_cluster: None,
            },
            Backend::Postgres => {
                let created = Cluster::get().await.create(template).await;
                Self {
                    url: created.url(),
                    in_cluster: Some(created),
                }
            }
        }
    }
}
