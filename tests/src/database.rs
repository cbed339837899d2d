//! A database for one test.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
pub use test_databases::Backend;
use test_databases::Database;

use crate::TestServer;

/// A database, deleted on drop.
pub struct TestDatabase {
    /// The URL for the server's configuration.
    pub url: String,
    /// A folder for the files of the test.
    pub folder: TempDir,
    /// None if it is deleted together with another value.
    _deleted: Option<Database>,
}

impl TestDatabase {
    /// Creates one in which a server has started before, so that the next one starts sooner: the migrations are
    /// applied, and the keys generated. The master key is in its folder.
    pub async fn installed(backend: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::copy("installed", backend, folder.path(), install).await;
        Self::owning(database, folder)
    }

    /// Creates an empty one.
    pub async fn new(backend: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::new(backend, folder.path()).await;
        Self::owning(database, folder)
    }

    /// The same database for another server. Its folder has a copy of the master key.
    pub(crate) fn for_another_server(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_key(self.folder.path(), folder.path());
        Self {
            url: self.url.clone(),
            folder,
            _deleted: None,
        }
    }

    fn owning(database: Database, folder: TempDir) -> Self {
        Self {
            url: database.url.clone(),
            folder,
            _deleted: Some(database),
        }
    }
}

/// Starts and stops a server on an empty database, once it has made its keys. Leaves the master key in `folder`.
async fn install(url: String, folder: PathBuf) {
    let database = TestDatabase {
        url,
        folder: tempfile::tempdir().unwrap(),
        _deleted: None,
    };
    let server = TestServer::start_empty(database, |_| {}).await;
    server.keys_made().await;
    server.running.stop().await;
    copy_key(server.database.folder.path(), &folder);
}

fn copy_key(from: &Path, to: &Path) {
    const KEY: &str = "master.key";
    fs::copy(from.join(KEY), to.join(KEY)).unwrap();
}
