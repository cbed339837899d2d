//! The list of users with many users, compared with few users, and that of the members of a large group.

use harness::Backend;

use crate::Pace;
use crate::bench_installation;
use crate::group_members;
use crate::load::{Asked, Connection, get, median};
use crate::table::{Limit, Row};

/// The measured queries: the pages that the Admin Portal opens with, and typical searches.
const QUESTIONS: [(&str, &[&str]); 6] = [
    ("first page", &["/api/v1/users"]),
    (
        "two filters",
        &["/api/v1/users?filter=state:active;department:Sales"],
    ),
    ("counts", &["/api/v1/users/counts"]),
    // A handful of people match, in the large organization as in the small one.
    (
        "search of few",
        &[
            "/api/v1/users?search=000420",
            "/api/v1/users?search=marina%20smith",
            "/api/v1/users?search=nobody",
        ],
    ),
    (
        "search of many",
        &[
            "/api/v1/users?search=s",
            "/api/v1/users?search=mar",
            "/api/v1/users?search=sanderson",
        ],
    ),
    (
        "two filters and a search",
        &[
            "/api/v1/users?filter=state:active;department:Sales&search=s",
            "/api/v1/users?filter=state:active;department:Sales&search=s%20m",
            "/api/v1/users?filter=state:suspended;department:Sales&search=s",
        ],
    ),
];

/// A row for each question on each database, one for the slowest of them, and those of a large group.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let many = if pace.quick { 10_000 } else { 1_000_000 };
        let few = bench_installation::on(backend, pace.users(1000)).await;
        let many = bench_installation::on(backend, many).await;
        let (small, large) = (
            few.installation.start().await,
            many.installation.start().await,
        );
        let mut to_small = Connection::open(&small.origin).await;
        let mut to_large = Connection::open(&large.origin).await;
        let mut slowest: f64 = 0.0;
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
            let slow = median(slow);
            slowest = slowest.max(slow);
            rows.push(Row {
                figure: format!(
                    "users, {question}, p95 on {name}: {} ÷ {}",
                    many.users, few.users
                ),
                measured: format!("{slow:.2} ms"),
                baseline: format!("{:.2} ms", median(fast)),
                value: median(parts),
                limit: Limit::AtMost(3.0),
            });
        }
        rows.push(Row {
            figure: format!("users, slowest query, p95 on {name}, in ms"),
            measured: format!("{slowest:.2} ms"),
            baseline: String::new(),
            value: slowest,
            limit: Limit::AtMost(20.0),
        });
        small.stop().await;
        large.stop().await;
    }
    rows.extend(group_members::measure(pace).await);
    rows
}

/// The 95th percentile of the response times in milliseconds, if nothing was refused.
pub fn p95(asked: Asked) -> f64 {
    assert!(asked.refused.is_empty(), "{:?}", asked.refused);
    asked.quantile(0.95)
}
