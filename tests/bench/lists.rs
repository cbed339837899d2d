//! The list of users with many users, compared with few users.

use harness::Backend;

use crate::Pace;
use crate::load::{Asked, Connection, get, median};
use crate::place;
use crate::table::{Limit, Row};

/// The measured queries: the first page of the Admin Portal, and typical searches.
const QUESTIONS: [(&str, &[&str]); 2] = [
    ("first page", &["/api/v1/users"]),
    (
        "search",
        &[
            "/api/v1/users?search=s",
            "/api/v1/users?search=san",
            "/api/v1/users?search=sanderson",
            "/api/v1/users?search=marina%20smith",
            "/api/v1/users?search=000420",
            "/api/v1/users?search=nobody",
        ],
    ),
];

/// A row for each query on each database.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let few = place::on(backend, pace.users(1000)).await;
        let many = place::on(backend, pace.users(100_000)).await;
        let (small, large) = (
            few.installation.start().await,
            many.installation.start().await,
        );
        let mut to_small = Connection::open(&small.origin).await;
        let mut to_large = Connection::open(&large.origin).await;
        for (question, paths) in QUESTIONS {
            let requests =
                |key: &str| -> Vec<_> { paths.iter().map(|path| get(path, key)).collect() };
            let (of_few, of_many) = (requests(&few.key), requests(&many.key));
            let (mut fast, mut slow, mut parts) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..pace.rounds() {
                let few = p95(to_small.ask_for(&of_few, pace.seconds(1.0)).await);
                let many = p95(to_large.ask_for(&of_many, pace.seconds(1.0)).await);
                fast.push(few);
                slow.push(many);
                parts.push(many / few);
            }
            rows.push(Row {
                figure: format!("users, {question}, p95 on {name}: 100,000 ÷ 1,000"),
                measured: format!("{:.2} ms", median(slow)),
                baseline: format!("{:.2} ms", median(fast)),
                value: median(parts),
                limit: Limit::AtMost(3.0),
            });
        }
        small.stop().await;
        large.stop().await;
    }
    rows
}

fn p95(asked: Asked) -> f64 {
    assert!(asked.refused.is_empty(), "{:?}", asked.refused);
    asked.quantile(0.95)
}
