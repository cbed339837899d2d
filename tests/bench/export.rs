//! Exporting many users, compared with reading their rows from the database.

use std::time::{Duration, Instant};

use entity::{account, user_profile};
use harness::Backend;
use sea_orm::{ColumnTrait, Database, EntityTrait, QueryFilter};

use crate::Pace;
use crate::bench_installation::{self, BenchInstallation};
use crate::load::median;
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// Two rows for each database: the time, and the peak memory.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let bench = bench_installation::on(backend, pace.users(100_000)).await;
        let server = bench.installation.start().await;
        // A page of the list warms up what every request needs.
        let list = format!("{}/api/v1/users?limit=100", server.origin);
        get(&list, &bench.key).await;
        let idle = peak_mib(server.pid());
        let (mut exports, mut reads, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let mut lines = 0;
        for _ in 0..pace.rounds() {
            let read = read(&bench).await.as_secs_f64();
            let begun = Instant::now();
            let export = format!("{}/api/v1/users/export?format=csv", server.origin);
            lines = get(&export, &bench.key).await;
            let export = begun.elapsed().as_secs_f64();
            exports.push(export);
            reads.push(read);
            parts.push(export / read);
        }
        assert!(lines > bench.users, "{lines} lines");
        let memory = peak_mib(server.pid());
        server.stop().await;
        rows.push(Row {
            figure: format!("export {} users on {name} ÷ read their rows", bench.users),
            measured: format!("{:.2} s", median(exports)),
            baseline: format!("{:.2} s to read their rows", median(reads)),
            value: median(parts),
            limit: Limit::AtMost(10.0),
        });
        rows.push(Row {
            figure: format!(
                "peak memory while {} users are exported on {name}",
                bench.users
            ),
            measured: format!("{memory:.1} MiB"),
            baseline: format!("{idle:.1} MiB before"),
            value: memory,
            limit: Limit::AtMost(96.0),
        });
    }
    rows
}

/// Gets a response without keeping it. Returns the number of its lines.
async fn get(url: &str, key: &str) -> usize {
    let request = harness::http().get(url).bearer_auth(key);
    let mut answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "{url}");
    let mut lines = 0;
    while let Some(part) = answer.chunk().await.unwrap() {
        lines += part.iter().filter(|byte| **byte == b'\n').count();
    }
    lines
}

/// Reads the rows of all users at once. Returns how long that takes.
pub async fn read(bench: &BenchInstallation) -> Duration {
    let database = Database::connect(bench.installation.database_url());
    let database = database.await.unwrap();
    let begun = Instant::now();
    let users = account::Entity::find()
        .filter(account::Column::Kind.eq("user"))
        .find_also_related(user_profile::Entity);
    let users = users.all(&database).await.unwrap();
    let took = begun.elapsed();
    assert_eq!(users.len(), bench.users);
    database.close().await.unwrap();
    took
}
