use std::path::PathBuf;

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tempfile::tempdir;

use crate::cluster::Cluster;
use crate::{Backend, Database};

/// The name of a database in the cluster.
fn name(database: &Database) -> String {
    let (_, name) = database.url.rsplit_once('/').unwrap();
    name.to_owned()
}

async fn connect(url: &str) -> DatabaseConnection {
    let create = if url.starts_with("sqlite:") {
        "?mode=rwc"
    } else {
        ""
    };
    let connected = sea_orm::Database::connect(format!("{url}{create}")).await;
    connected.unwrap()
}

async fn execute(url: &str, sql: &str) {
    let database = connect(url).await;
    database.execute_unprepared(sql).await.unwrap();
    database.close().await.unwrap();
}

async fn rows(url: &str) -> i64 {
    let database = connect(url).await;
    let count = "SELECT COUNT(*) AS count FROM made";
    let count = Statement::from_string(database.get_database_backend(), count);
    let row = database.query_one_raw(count).await.unwrap().unwrap();
    let count = row.try_get("", "count").unwrap();
    database.close().await.unwrap();
    count
}

async fn one_row_and_a_file(url: String, folder: PathBuf) {
    execute(&url, "CREATE TABLE made (id INTEGER)").await;
    execute(&url, "INSERT INTO made VALUES (1)").await;
    std::fs::write(folder.join("beside"), "it").unwrap();
}

async fn not_again(_url: String, _folder: PathBuf) {
    panic!("the template was made before");
}

async fn a_template_is_made_once_and_its_copies_are_independent(backend: Backend) {
    let [first, second] = [tempdir().unwrap(), tempdir().unwrap()];
    let one = Database::copy("copied", backend, first.path(), one_row_and_a_file).await;
    execute(&one.url, "INSERT INTO made VALUES (2)").await;
    let other = Database::copy("copied", backend, second.path(), not_again).await;
    assert_eq!([rows(&one.url).await, rows(&other.url).await], [2, 1]);
    for folder in [first, second] {
        let file = std::fs::read_to_string(folder.path().join("beside"));
        assert_eq!(file.unwrap(), "it");
    }
}

#[tokio::test]
async fn on_sqlite_a_template_is_made_once_and_its_copies_are_independent() {
    a_template_is_made_once_and_its_copies_are_independent(Backend::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn on_postgresql_a_template_is_made_once_and_its_copies_are_independent() {
    a_template_is_made_once_and_its_copies_are_independent(Backend::Postgres).await;
}

#[tokio::test]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_database_is_gone_although_a_server_is_connected() {
    let folder = tempdir().unwrap();
    let database = Database::new(Backend::Postgres, folder.path()).await;
    let name = name(&database);
    let server = connect(&database.url).await;
    server.ping().await.unwrap();
    assert!(Cluster::get().await.has(&name).await);
    drop(database);
    assert!(!Cluster::get().await.has(&name).await);
    server.ping().await.unwrap_err();
}

fn failing_test(_database: Database) {
    panic!("on purpose");
}

#[tokio::test]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_database_is_gone_after_a_panic() {
    let folder = tempdir().unwrap();
    let database = Database::new(Backend::Postgres, folder.path()).await;
    let name = name(&database);
    let test = std::thread::spawn(move || failing_test(database));
    test.join().unwrap_err();
    assert!(!Cluster::get().await.has(&name).await);
}
