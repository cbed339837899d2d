//! A new installation, made once for each build of the tests: the database after the first start of a
//! server, and its master key. Tests begin with a copy, which saves the migrations and generating keys.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

use crate::database::{cluster, create, in_cluster};
use crate::{Backend, TestDatabase, TestServer};

/// The files of an installation on SQLite. PostgreSQL has only the second.
const DATABASE: &str = "latchkey.db";
const KEY: &str = "master.key";

/// A database after the first start, with the master key in its folder.
pub(crate) async fn copy(backend: Backend) -> TestDatabase {
    let place = place();
    let folder = tempfile::tempdir().unwrap();
    let url = match backend {
        Backend::Sqlite => {
            let template = made_on_sqlite(&place).await;
            copy_files(&template, folder.path(), &[DATABASE, KEY]);
            format!("sqlite://{}", folder.path().join(DATABASE).display())
        }
        Backend::Postgres => {
            let cluster = cluster().await;
            let template = made_on_postgres(&place, &cluster).await;
            copy_files(&place.join("postgres"), folder.path(), &[KEY]);
            let name = create(&cluster, Some(&template)).await;
            cluster.close().await.unwrap();
            in_cluster(&name)
        }
    };
    TestDatabase { url, folder }
}

/// The folder with the templates of this build.
fn place() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let built = fs::metadata(&program).unwrap().modified().unwrap();
    let built = built.duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let place = program.with_extension("installed");
    let place = place.join(built.to_string());
    fs::create_dir_all(&place).unwrap();
    place
}

/// Lets one test at a time make a template.
fn alone(place: &Path) -> File {
    let lock = File::create(place.join("lock")).unwrap();
    lock.lock().unwrap();
    lock
}

fn copy_files(from: &Path, to: &Path, names: &[&str]) {
    for name in names {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

async fn made_on_sqlite(place: &Path) -> PathBuf {
    let template = place.join("sqlite");
    let _alone = alone(place);
    if !template.exists() {
        let folder = started(TestDatabase::new(Backend::Sqlite).await).await;
        let making = place.join("sqlite.making");
        fs::create_dir_all(&making).unwrap();
        copy_files(folder.path(), &making, &[DATABASE, KEY]);
        fs::rename(&making, &template).unwrap();
    }
    template
}

/// Makes the template in the cluster unless it is there. Returns its name.
async fn made_on_postgres(place: &Path, cluster: &DatabaseConnection) -> String {
    let built = place.file_name().unwrap().to_string_lossy();
    let template = format!("installed_{built}");
    let _alone = alone(place);
    let find = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
    let find = Statement::from_string(DbBackend::Postgres, find);
    if cluster.query_one_raw(find).await.unwrap().is_none() {
        let database = TestDatabase::new(Backend::Postgres).await;
        let (_, name) = database.url.rsplit_once('/').unwrap();
        let name = name.to_owned();
        let folder = started(database).await;
        let kept = place.join("postgres");
        fs::create_dir_all(&kept).unwrap();
        copy_files(folder.path(), &kept, &[KEY]);
        let rename = format!("ALTER DATABASE {name} RENAME TO {template}");
        cluster.execute_unprepared(&rename).await.unwrap();
    }
    template
}

/// Starts and stops a server on this database, once it has made its keys. Returns its folder.
async fn started(database: TestDatabase) -> TempDir {
    let server = TestServer::start_empty(database, |_| {}).await;
    server.keys_made().await;
    server.running.stop().await;
    server.database.folder
}
