//! The list of users with three filters, one of them for an attribute that the organization has defined, its sorts, and
//! the counts next to it, with many users, compared with few users.

use contract::user_attributes::{AttributeKind, AttributeValue, CreateAttribute};
use entity::{account, user_attribute};
use harness::{Backend, Installation, owner};
use identity::Database;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::Pace;
use crate::bench_installation::{self, BenchInstallation};
use crate::fill::tidy;
use crate::lists::p95;
use crate::load::{Connection, get, median};
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// The values of the attribute.
const SITES: [&str; 10] = [
    "Aarhus", "Bergen", "Cork", "Delft", "Espoo", "Faro", "Ghent", "Hull", "Izmir", "Jena",
];
/// How many consecutive users have the same value, so that it does not depend on the department.
const SAME: usize = 8;
/// Users for each statement, limited by SQLite's number of parameters.
const BATCH: usize = 500;

/// The measured queries. The last ones have no index.
const QUESTIONS: [(&str, &str, Limit); 6] = [
    (
        "three filters with a custom attribute",
        "/api/v1/users?filter=state:active;department:Sales;attributes.site:Cork",
        Limit::AtMost(3.0),
    ),
    ("counts", "/api/v1/users/counts", Limit::AtMost(3.0)),
    (
        "sort by department",
        "/api/v1/users?sort=-department",
        Limit::AtMost(3.0),
    ),
    (
        "sort by a custom attribute",
        "/api/v1/users?sort=attributes.site",
        Limit::AtMost(3.0),
    ),
    (
        "sort by MFA status",
        "/api/v1/users?sort=mfa.status",
        Limit::AtMost(100.0),
    ),
    (
        "sort by job title",
        "/api/v1/users?sort=jobTitle",
        Limit::AtMost(100.0),
    ),
];

/// A row for each query on each database, and one for the peak memory.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let few = with_attribute(backend, pace.users(1_000)).await;
        let many = with_attribute(backend, pace.users(100_000)).await;
        let (small, large) = (
            few.installation.start().await,
            many.installation.start().await,
        );
        let mut to_small = Connection::open(&small.origin).await;
        let mut to_large = Connection::open(&large.origin).await;
        for (question, path, limit) in QUESTIONS {
            let (of_few, of_many) = ([get(path, &few.key)], [get(path, &many.key)]);
            let (mut fast, mut slow, mut parts) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..pace.rounds() {
                let few = p95(to_small.ask_for(&of_few, pace.seconds(1.0)).await);
                let many = p95(to_large.ask_for(&of_many, pace.seconds(1.0)).await);
                fast.push(few);
                slow.push(many);
                parts.push(many / few);
            }
            rows.push(Row {
                figure: format!(
                    "users, {question}, p95 on {name}: {} ÷ {}",
                    many.users, few.users
                ),
                measured: format!("{:.2} ms", median(slow)),
                baseline: format!("{:.2} ms", median(fast)),
                value: median(parts),
                limit,
            });
        }
        let (of_few, of_many) = (peak_mib(small.pid()), peak_mib(large.pid()));
        small.stop().await;
        large.stop().await;
        rows.push(Row {
            figure: format!(
                "peak memory while {} users are filtered and sorted on {name}",
                many.users
            ),
            measured: format!("{of_many:.1} MiB"),
            baseline: format!("{of_few:.1} MiB with {} users", few.users),
            value: of_many,
            limit: Limit::AtMost(96.0),
        });
    }
    rows
}

/// An installation whose users all have a value of an attribute.
async fn with_attribute(backend: Backend, users: usize) -> BenchInstallation {
    let bench = bench_installation::on(backend, users).await;
    let server = bench.installation.start().await;
    let attribute = CreateAttribute {
        name: "site".to_owned(),
        label: "Site".to_owned(),
        kind: AttributeKind::Text,
        choices: Vec::new(),
        required: false,
        user_access: None,
        filterable: true,
        searchable: false,
    };
    let owner = owner(&server).await;
    let created = owner.create_user_attribute(&attribute, None).await;
    server.stop().await;
    fill(&bench.installation, created.unwrap().id.0).await;
    bench
}

/// Gives every user a value, directly in the database of a stopped server.
async fn fill(installation: &Installation, attribute: Uuid) {
    let database = Database::open(&installation.database_url()).await.unwrap();
    let users = account::Entity::find()
        .filter(account::Column::Kind.eq("user"))
        .order_by_asc(account::Column::CreatedAt)
        .all(database.read())
        .await
        .unwrap();
    let numbered: Vec<_> = users.into_iter().enumerate().collect();
    let tx = database.begin().await.unwrap();
    for batch in numbered.chunks(BATCH) {
        let rows = batch.iter().map(|(number, user)| {
            let site = SITES[number / SAME % SITES.len()];
            let value = AttributeValue::Text(site.to_owned());
            let row = user_attribute::Model::of(user, attribute, value, site.to_lowercase());
            row.into_active_model()
        });
        let rows = user_attribute::Entity::insert_many(rows);
        rows.exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    tidy(&database).await;
    database.close().await.unwrap();
}
