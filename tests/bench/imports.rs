//! Importing many users from a file, compared with few users, and with bare inserts.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use client::Client;
use contract::ids::ImportId;
use contract::imports::{ImportState, UploadQuery};
use harness::{Backend, owner, until};

use crate::Pace;
use crate::bench_installation;
use crate::fill;
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// How long the dry run and the run of one file took, and the peak memory.
struct Imported {
    users: usize,
    check: Duration,
    run: Duration,
    memory: f64,
}

/// The rows of each database.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        rows.extend(on(backend, name, pace).await);
    }
    rows
}

/// A row for the growth with the number of users, one for the distance from bare inserts, and one for the memory.
async fn on(backend: Backend, name: &str, pace: Pace) -> [Row; 3] {
    let few = import(backend, pace.users(10_000)).await;
    let many = import(backend, pace.users(100_000)).await;
    let bare = bare(backend, pace.users(10_000)).await;
    let (of_few, of_many) = (each(few.run, few.users), each(many.run, many.users));
    let figure = format!(
        "import {} users on {name} in {:.0} s, after a dry run of {:.0} s",
        many.users,
        many.run.as_secs_f64(),
        many.check.as_secs_f64()
    );
    [
        Row {
            figure,
            measured: format!("{of_many:.0} µs each"),
            baseline: format!("{of_few:.0} µs each of {}", few.users),
            value: of_many / of_few,
            limit: Limit::AtMost(1.5),
        },
        Row {
            figure: format!(
                "import a user and its event in one transaction on {name} ÷ insert users in batches"
            ),
            measured: format!("{of_few:.0} µs"),
            baseline: format!("{bare:.0} µs"),
            value: of_few / bare,
            limit: Limit::AtMost(10.0),
        },
        Row {
            figure: format!(
                "peak memory while {} users are imported on {name}",
                many.users
            ),
            measured: format!("{:.1} MiB", many.memory),
            baseline: format!("{:.1} MiB with {} users", few.memory, few.users),
            value: many.memory,
            limit: Limit::AtMost(96.0),
        },
    ]
}

/// Microseconds for each user.
fn each(took: Duration, users: usize) -> f64 {
    took.as_secs_f64() * 1e6 / f64::from(u32::try_from(users).unwrap())
}

async fn import(backend: Backend, users: usize) -> Imported {
    let bench = bench_installation::on(backend, 0).await;
    let server = bench.installation.start().await;
    let operator = owner(&server).await;
    let mut file = String::from("email,firstName,lastName,department,employeeNumber\n");
    for number in 0..users {
        let email = fill::email(number);
        writeln!(file, "{email},First{number},Last{number},Research,{number}").unwrap();
    }
    let query = UploadQuery::default();
    let import = operator.upload_import(&query, file.into_bytes()).await;
    let id = import.unwrap().id;
    operator.check_import(id).await.unwrap();
    let check = reached(&operator, id, ImportState::Checked).await;
    operator.run_import(id).await.unwrap();
    let run = reached(&operator, id, ImportState::Finished).await;
    let created = operator.import(id).await.unwrap().counts.create;
    assert_eq!(created as usize, users);
    let memory = peak_mib(server.pid());
    server.stop().await;
    Imported {
        users,
        check,
        run,
        memory,
    }
}

/// The time until the import is in this state.
async fn reached(operator: &Client, id: ImportId, state: ImportState) -> Duration {
    let begun = Instant::now();
    until(Duration::from_secs(3600), "the import", async || {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let import = operator.import(id).await.unwrap();
        (import.state == state).then_some(())
    })
    .await;
    begun.elapsed()
}

/// Microseconds for each user if they are inserted without use cases.
async fn bare(backend: Backend, users: usize) -> f64 {
    let bench = bench_installation::on(backend, 0).await;
    let begun = Instant::now();
    fill::fill(&bench.installation, users).await;
    each(begun.elapsed(), users)
}
