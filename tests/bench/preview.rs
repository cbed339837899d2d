//! Previewing a change of the settings that affects everybody, compared with reading the rows of all users
//! from the database.

use std::time::Instant;

use contract::organization::UpdateOrganization;
use harness::Backend;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::password_aging::AgingPolicy;

use crate::Pace;
use crate::bench_installation;
use crate::export::read;
use crate::load::median;
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// Three rows for each database: the time beside that of reading, the time alone, and the peak memory.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let bench = bench_installation::on(backend, pace.users(100_000)).await;
        let server = bench.installation.start().await;
        let owner = harness::owner(&server).await;
        let idle = peak_mib(server.pid());
        let change = change();
        let (mut previews, mut reads, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..pace.rounds() {
            let read = read(&bench).await.as_secs_f64();
            let begun = Instant::now();
            let preview = owner.preview_organization(&change).await.unwrap();
            let took = begun.elapsed().as_secs_f64();
            assert_eq!(preview.affected, bench.users as u64);
            previews.push(took);
            reads.push(read);
            parts.push(took / read);
        }
        let memory = peak_mib(server.pid());
        server.stop().await;
        let seconds = median(previews);
        rows.push(Row {
            figure: format!(
                "preview a change for {} users on {name} ÷ read their rows",
                bench.users
            ),
            measured: format!("{seconds:.2} s"),
            baseline: format!("{:.2} s to read their rows", median(reads)),
            value: median(parts),
            limit: Limit::AtMost(3.0),
        });
        rows.push(Row {
            figure: format!(
                "preview a change for {} users on {name}, in seconds",
                bench.users
            ),
            measured: format!("{seconds:.2} s"),
            baseline: String::new(),
            value: seconds,
            limit: Limit::AtMost(5.0),
        });
        rows.push(Row {
            figure: format!(
                "peak memory while a change for {} users is previewed on {name}",
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

/// A change that affects everybody: passwords expire, and MFA is required.
fn change() -> UpdateOrganization {
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
