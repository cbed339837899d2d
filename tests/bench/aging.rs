//! Notifying everyone that their password expires soon, and that it has expired.

use std::time::{Duration, Instant};

use entity::account::{self, Column};
use entity::mail;
use harness::{Installation, until};
use identity::clock::{Clock, SystemClock};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Database, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter,
};

use crate::Pace;
use crate::bench_installation::{self, BenchInstallation};
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// A row for each email: the time for each of many users, compared with few users.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let few = bench_installation::on_sqlite(pace.users(10_000)).await;
    let many = bench_installation::on_sqlite(pace.users(100_000)).await;
    let mut rows = Vec::new();
    for (notice, kind, hours) in [
        ("remind", "password_expires", 12),
        ("expire", "password_expired", -1),
    ] {
        let (short, _) = tell(&few, kind, hours).await;
        let (long, memory) = tell(&many, kind, hours).await;
        let each = |took: Duration, users: usize| {
            let users = u32::try_from(users).unwrap();
            took.as_secs_f64() * 1e6 / f64::from(users)
        };
        let (of_few, of_many) = (each(short, few.users), each(long, many.users));
        rows.push(Row {
            figure: format!(
                "{notice} {} users on SQLite in {:.1} s, peak memory {memory:.0} MiB",
                many.users,
                long.as_secs_f64()
            ),
            measured: format!("{of_many:.0} µs each"),
            baseline: format!("{of_few:.0} µs each of {}", few.users),
            value: of_many / of_few,
            limit: Limit::AtMost(1.5),
        });
    }
    rows
}

/// Lets every password expire in this number of hours and starts the server. Returns the time until
/// everyone is notified, and the peak memory.
async fn tell(bench: &BenchInstallation, kind: &str, hours: i64) -> (Duration, f64) {
    let installation: &Installation = &bench.installation;
    let database = Database::connect(installation.database_url())
        .await
        .unwrap();
    expire(&database, hours).await;
    let server = installation.start().await;
    let begun = Instant::now();
    until(Duration::from_secs(900), "all being told", async || {
        let mails = mail::Entity::find().filter(mail::Column::Kind.eq(kind));
        let told = mails.count(&database).await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        (told >= bench.users as u64).then_some(())
    })
    .await;
    let told = (begun.elapsed(), peak_mib(server.pid()));
    server.stop().await;
    database.close().await.unwrap();
    told
}

async fn expire(database: &DatabaseConnection, hours: i64) {
    let now = SystemClock.now().unix_millis();
    account::Entity::update_many()
        .col_expr(
            Column::PasswordExpiresAt,
            Expr::value(now + hours * 60 * 60 * 1000),
        )
        .col_expr(Column::PasswordExpiryReason, Expr::value("age"))
        .filter(Column::Kind.eq("user"))
        .exec(database)
        .await
        .unwrap();
}
