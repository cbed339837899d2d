//! An empty database with all migrations, made once for each build of the tests. Each test begins with
//! a copy of it, which takes a fraction of the time of the migrations.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::world::{Backend, internal};
use crate::{Database, Error};

/// A copy of the database for one test: its URL. On SQLite, its file is in `folder`.
pub async fn copy(backend: Backend, folder: &Path) -> Result<String, Error> {
    let place = place()?;
    match backend {
        Backend::Sqlite => {
            let file = folder.join("test.db");
            fs::copy(migrated_file(&place).await?, &file).map_err(internal)?;
            Ok(format!("sqlite://{}", file.display()))
        }
        Backend::Postgres => {
            let address = std::env::var("LATCHKEY_TEST_POSTGRES").map_err(internal)?;
            let cluster = sea_orm::Database::connect(&address).await?;
            let template = migrated_database(&place, &address, &cluster).await?;
            let name = format!("identity_{}", uuid::Uuid::now_v7().simple());
            let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
            cluster.execute_unprepared(&create).await?;
            cluster.close().await?;
            in_cluster(&address, &name)
        }
    }
}

/// The folder with the template of this build.
fn place() -> Result<PathBuf, Error> {
    let program = std::env::current_exe().map_err(internal)?;
    let metadata = fs::metadata(&program).map_err(internal)?;
    let built = metadata.modified().map_err(internal)?;
    let built = built.duration_since(UNIX_EPOCH).map_err(internal)?;
    let place = program.with_extension("migrated");
    let place = place.join(built.as_nanos().to_string());
    fs::create_dir_all(&place).map_err(internal)?;
    Ok(place)
}

/// Lets one test at a time make a template.
fn alone(place: &Path) -> Result<File, Error> {
    let lock = File::create(place.join("lock")).map_err(internal)?;
    lock.lock().map_err(internal)?;
    Ok(lock)
}

/// The template on SQLite.
async fn migrated_file(place: &Path) -> Result<PathBuf, Error> {
    let template = place.join("template.db");
    let _alone = alone(place)?;
    if !template.exists() {
        let unfinished = tempfile::tempdir_in(place).map_err(internal)?;
        let file = unfinished.path().join("template.db");
        migrate(&format!("sqlite://{}", file.display())).await?;
        fs::rename(&file, &template).map_err(internal)?;
    }
    Ok(template)
}

/// The name of the template in the cluster.
async fn migrated_database(
    place: &Path,
    address: &str,
    cluster: &DatabaseConnection,
) -> Result<String, Error> {
    let built = place.file_name().unwrap_or_default().to_string_lossy();
    let template = format!("migrated_{built}");
    let _alone = alone(place)?;
    let find = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
    let find = Statement::from_string(DbBackend::Postgres, find);
    if cluster.query_one_raw(find).await?.is_none() {
        let unfinished = format!("unfinished_{}", uuid::Uuid::now_v7().simple());
        let create = format!("CREATE DATABASE {unfinished}");
        cluster.execute_unprepared(&create).await?;
        migrate(&in_cluster(address, &unfinished)?).await?;
        let rename = format!("ALTER DATABASE {unfinished} RENAME TO {template}");
        cluster.execute_unprepared(&rename).await?;
    }
    Ok(template)
}

async fn migrate(url: &str) -> Result<(), Error> {
    let database = Database::open(url).await?;
    database.migrate().await?;
    Ok(database.close().await?)
}

/// The URL of a database of the cluster.
fn in_cluster(address: &str, name: &str) -> Result<String, Error> {
    let (server, _) = address.rsplit_once('/').ok_or_else(|| internal("url"))?;
    Ok(format!("{server}/{name}"))
}
