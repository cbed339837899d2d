//! Previewing a change of the settings, and one of an application, each of which affects everybody, compared
//! with reading the rows of all users from the database.

use std::time::Instant;

use client::Client;
use contract::applications::{CreateApplication, UpdateApplication};
use contract::ids::ApplicationId;
use contract::organization::UpdateOrganization;
use harness::Backend;
use rules::access::WantedFactor;
use rules::application::OpenTo;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::password_aging::AgingPolicy;

use crate::Pace;
use crate::bench_installation::{self, BenchInstallation};
use crate::export::read;
use crate::load::median;
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// What is previewed.
#[derive(Clone, Copy)]
enum Previewed {
    Settings,
    Application,
}

impl Previewed {
    const fn name(self) -> &'static str {
        match self {
            Self::Settings => "a change",
            Self::Application => "a change of an application",
        }
    }

    /// Previews the change. Returns the number of affected users.
    async fn preview(self, owner: &Client, application: ApplicationId) -> u64 {
        let preview = match self {
            Self::Settings => owner.preview_organization(&settings()).await,
            Self::Application => {
                let change = access().into();
                owner.preview_application(application, &change).await
            }
        };
        preview.unwrap().affected
    }
}

/// Three rows for each database and change: the time beside that of reading, the time alone, and the peak
/// memory.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let bench = bench_installation::on(backend, pace.users(100_000)).await;
        for what in [Previewed::Settings, Previewed::Application] {
            rows.extend(one(pace, &bench, name, what).await);
        }
    }
    rows
}

async fn one(pace: Pace, bench: &BenchInstallation, name: &str, what: Previewed) -> [Row; 3] {
    let server = bench.installation.start().await;
    let owner = harness::owner(&server).await;
    let application = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::bookmark(what.name(), "https://wiki.example.com/")
    };
    let application = owner.create_application(&application, None).await.unwrap();
    let idle = peak_mib(server.pid());
    let (mut previews, mut reads, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..pace.rounds() {
        let read = read(bench).await.as_secs_f64();
        let begun = Instant::now();
        let affected = what.preview(&owner, application.id).await;
        let took = begun.elapsed().as_secs_f64();
        assert_eq!(affected, bench.users as u64);
        previews.push(took);
        reads.push(read);
        parts.push(took / read);
    }
    let memory = peak_mib(server.pid());
    server.stop().await;
    let seconds = median(previews);
    let figure = format!(
        "preview {} for {} users on {name}",
        what.name(),
        bench.users
    );
    [
        Row {
            figure: format!("{figure} ÷ read their rows"),
            measured: format!("{seconds:.2} s"),
            baseline: format!("{:.2} s to read their rows", median(reads)),
            value: median(parts),
            limit: Limit::AtMost(3.0),
        },
        Row {
            figure: format!("{figure}, in seconds"),
            measured: format!("{seconds:.2} s"),
            baseline: String::new(),
            value: seconds,
            limit: Limit::AtMost(5.0),
        },
        Row {
            figure: format!(
                "peak memory while {} for {} users is previewed on {name}",
                what.name(),
                bench.users
            ),
            measured: format!("{memory:.1} MiB"),
            baseline: format!("{idle:.1} MiB before"),
            value: memory,
            limit: Limit::AtMost(96.0),
        },
    ]
}

/// A change that takes an application from everybody.
fn access() -> UpdateApplication {
    UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        factor: Some(WantedFactor::Passkey),
        ..UpdateApplication::default()
    }
}

/// A change that affects everybody: passwords expire, and MFA is required.
fn settings() -> UpdateOrganization {
    let aging = AgingPolicy {
        has_maximum_age: true,
        ..AgingPolicy::default()
    };
    let mfa = MfaPolicy {
        users: MfaRequirement::Required,
        ..MfaPolicy::default()
    };
    UpdateOrganization {
        aging_policy: Some(aging.into()),
        mfa_policy: Some(mfa.into()),
        ..UpdateOrganization::default()
    }
}
