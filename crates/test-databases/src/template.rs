//! A database that a test program makes once for each of its builds, and that its tests copy.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::cluster::{self, Cluster};
use crate::{Backend, Database};

/// A template of this build. It may not have been made yet.
pub struct Template {
    backend: Backend,
    /// The templates of this program.
    program: PathBuf,
    /// Those of this build.
    build: PathBuf,
    /// The files of this one. On SQLite, the database is among them; each PostgreSQL cluster has others.
    files: PathBuf,
    /// The name of the database in the cluster.
    pub in_cluster: String,
}

impl Template {
    /// The template of this name.
    pub fn new(name: &str, backend: Backend) -> Self {
        let program = std::env::current_exe().unwrap();
        let built = fs::metadata(&program).unwrap().modified().unwrap();
        let built = built.duration_since(UNIX_EPOCH).unwrap().as_nanos();
        let program = program.with_extension("templates");
        let build = program.join(built.to_string());
        let place = match backend {
            Backend::Sqlite => "sqlite".to_owned(),
            Backend::Postgres => {
                let address = cluster::address();
                let server = address.rsplit('@').next().unwrap_or_default();
                server.replace('/', "_")
            }
        };
        let files = build.join(format!("{name}_{place}"));
        Self {
            backend,
            program,
            build,
            files,
            in_cluster: format!("{name}_{built}"),
        }
    }

    /// Copies its files to the folder of a test.
    pub fn copy_files(&self, folder: &Path) {
        for file in fs::read_dir(&self.files).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }

    /// Makes it, unless this build already has.
    pub async fn make_once(&self, make: impl AsyncFnOnce(String, PathBuf)) {
        if self.is_whole().await {
            return;
        }
        let _alone = self.alone();
        // Another test may have made it meanwhile.
        if self.is_whole().await {
            return;
        }
        let unfinished = tempfile::tempdir_in(&self.build).unwrap();
        let database = Database::new(self.backend, unfinished.path()).await;
        make(database.url.clone(), unfinished.path().to_owned()).await;
        if self.files.exists() {
            // They belong to a cluster that is gone and had the same address.
            fs::remove_dir_all(&self.files).unwrap();
        }
        fs::rename(unfinished.keep(), &self.files).unwrap();
        if let Some(database) = database.in_cluster {
            database.keep_as(&self.in_cluster).await;
        }
    }

    /// Whether it has been made. The last step is the name: of the files on SQLite, of the database on PostgreSQL.
    async fn is_whole(&self) -> bool {
        match self.backend {
            Backend::Sqlite => self.files.exists(),
            Backend::Postgres => Cluster::get().await.has(&self.in_cluster).await,
        }
    }

    /// Lets one test at a time make a template, and deletes the files of earlier builds.
    fn alone(&self) -> File {
        fs::create_dir_all(&self.program).unwrap();
        let lock = File::create(self.program.join("lock")).unwrap();
        lock.lock().unwrap();
        if !self.build.exists() {
            for earlier in fs::read_dir(&self.program).unwrap() {
                let earlier = earlier.unwrap().path();
                if earlier.is_dir() {
                    fs::remove_dir_all(earlier).unwrap();
                }
            }
            fs::create_dir(&self.build).unwrap();
        }
        lock
    }
}
