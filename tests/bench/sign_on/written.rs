//! The rows that a single sign-on writes, counted by triggers in the database.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::Setting;
use super::person::Person;
use crate::table::{Limit, Row};

/// Sign-ons that are counted. The one that wrote least counts, because the server also writes without
/// being asked.
const SIGN_ONS: usize = 10;

/// Rows by table and statement.
type Written = BTreeMap<String, usize>;

/// The row: what is written until the application has its code. The rows that exchanging the code writes
/// are printed too.
pub async fn measure(here: &Setting, database_url: &str) -> Row {
    let database = Database::connect(database_url).await.unwrap();
    create_triggers(&database).await;
    let mut signed_on = Vec::new();
    for number in 0..SIGN_ONS {
        let mut person = Person::sign_in(&here.server.origin, number, here.users).await;
        clear(&database).await;
        let redeem = here.rs256.code(&mut person).await;
        let opened = written(&database).await;
        clear(&database).await;
        let answer = person.connection.ask(&redeem).await;
        assert_eq!(answer.status, 200, "a code was not exchanged");
        signed_on.push((opened, written(&database).await));
    }
    database.close().await.unwrap();
    let count = |written: &Written| written.values().sum::<usize>();
    let least = signed_on
        .into_iter()
        .min_by_key(|(opened, _)| count(opened));
    let (opened, exchanged) = least.unwrap();
    eprintln!("a single sign-on writes {opened:?}, and exchanging its code {exchanged:?}");
    let rows = count(&opened);
    Row {
        figure: "rows written by a single sign-on until its code is issued".to_owned(),
        measured: format!("{rows} rows"),
        baseline: format!("{} more for the tokens", count(&exchanged)),
        value: rows as f64,
        limit: Limit::AtMost(4.0),
    }
}

/// Has the database write down each row that is written.
async fn create_triggers(database: &DatabaseConnection) {
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables = column(database, tables, "name").await;
    execute(database, "CREATE TABLE bench_written (what TEXT NOT NULL)").await;
    for table in tables {
        for statement in ["INSERT", "UPDATE", "DELETE"] {
            let trigger = format!(
                "CREATE TRIGGER \"bench_{table}_{statement}\" AFTER {statement} ON \"{table}\" \
                 BEGIN INSERT INTO bench_written VALUES ('{statement} {table}'); END"
            );
            execute(database, &trigger).await;
        }
    }
}

async fn clear(database: &DatabaseConnection) {
    execute(database, "DELETE FROM bench_written").await;
}

async fn written(database: &DatabaseConnection) -> Written {
    let mut written = Written::new();
    for what in column(database, "SELECT what FROM bench_written", "what").await {
        *written.entry(what).or_default() += 1;
    }
    written
}

async fn execute(database: &DatabaseConnection, statement: &str) {
    database.execute_unprepared(statement).await.unwrap();
}

async fn column(database: &DatabaseConnection, query: &str, column: &str) -> Vec<String> {
    let query = Statement::from_string(DbBackend::Sqlite, query);
    let rows = database.query_all_raw(query).await.unwrap();
    let values = rows.iter().map(|row| row.try_get("", column).unwrap());
    values.collect()
}
