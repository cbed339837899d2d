//! The performance targets. Each figure is measured together with its baseline in one run, because
//! machines differ, and one machine differs from minute to minute. `cargo xtask bench` builds the
//! release and runs this on it.

#![expect(
    clippy::unwrap_used,
    reason = "without its servers there is nothing to measure"
)]

mod aging;
mod attack;
mod attributes;
mod bare;
mod bench_installation;
mod beside;
mod bystander;
mod common_passwords;
mod export;
mod fill;
mod group_members;
mod imports;
mod ldap;
mod lists;
mod load;
mod me;
mod people;
mod preview;
mod refusals;
mod sign_in;
mod sign_on;
mod start;
mod table;

use std::process::ExitCode;

use clap::Parser;
use table::{Limit, Row};

/// The first screen of the User Portal before it showed applications, in KiB. They are downloaded later.
const BEFORE_APPLICATIONS: f64 = 235.9;

/// The duration and number of measurements.
#[derive(Clone, Copy, Parser)]
pub struct Pace {
    /// Only check that the benchmarks work, in a short run
    #[arg(long)]
    pub quick: bool,
}

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    pace: Pace,
    /// Fail if a figure misses its target
    #[arg(long)]
    check: bool,
    /// Only these rows: sign-in, me, start, common-passwords, sign_on, attack, lists, attributes, export,
    /// preview, aging, imports, ldap, refusals, or bystander, which takes up to ten hours and is not measured otherwise
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// The size of an app's first screen, in bytes: `admin=300000`
    #[arg(long, value_parser = app)]
    app: Vec<(String, u32)>,
    /// Passed by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

impl Pace {
    /// The number of repetitions; the median counts.
    pub fn rounds(self) -> usize {
        if self.quick { 1 } else { 7 }
    }

    /// This number of seconds in a long run, fewer in a short one.
    pub fn seconds(self, seconds: f64) -> std::time::Duration {
        let part = if self.quick { 0.2 } else { 1.0 };
        std::time::Duration::from_secs_f64(seconds * part)
    }

    /// This number of users in a long run, fewer in a short one.
    pub fn users(self, users: usize) -> usize {
        if self.quick { users / 10 } else { users }
    }
}

fn app(text: &str) -> Result<(String, u32), String> {
    let (name, size) = text.split_once('=').ok_or("expected name=bytes")?;
    let size = size.parse().map_err(|_| "expected a number of bytes")?;
    Ok((name.to_owned(), size))
}

/// The rows about the first screen of an app.
fn first_screen(name: &str, bytes: u32) -> Vec<Row> {
    let kib = f64::from(bytes) / 1024.0;
    let mut rows = vec![Row {
        figure: format!("first screen of the {name} app, with Brotli"),
        measured: format!("{kib:.1} KiB"),
        baseline: String::new(),
        value: kib,
        limit: Limit::AtMost(300.0),
    }];
    if name == "user" {
        rows.push(Row {
            figure: "first screen of the user app, growth since applications were added, in KiB"
                .to_owned(),
            measured: format!("{kib:.1} KiB"),
            baseline: format!("{BEFORE_APPLICATIONS} KiB"),
            value: kib - BEFORE_APPLICATIONS,
            limit: Limit::AtMost(0.0),
        });
    }
    rows
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let wanted =
        |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name);
    let pace = arguments.pace;
    let mut rows = Vec::new();
    if ["start", "sign-in", "me", "common-passwords"]
        .into_iter()
        .any(&wanted)
    {
        let bench = bench_installation::on_sqlite(pace.users(10_000)).await;
        if wanted("start") {
            rows.extend(start::measure(&bench, pace).await);
        }
        if wanted("common-passwords") {
            rows.push(common_passwords::measure(&bench.filled.hash, pace).await);
        }
        let server = bench.installation.start().await;
        if wanted("sign-in") {
            rows.push(sign_in::measure(&bench, &server, pace).await);
        }
        if wanted("me") {
            rows.extend(me::measure(&bench, &server, pace).await);
        }
        server.stop().await;
        if wanted("sign-in") {
            fill::enroll(&bench.installation).await;
            let server = bench.installation.start().await;
            rows.push(sign_in::measure_with_factor(&bench, &server, pace).await);
            server.stop().await;
        }
    }
    if wanted("sign_on") {
        rows.extend(sign_on::measure(pace).await);
    }
    if wanted("attack") {
        rows.extend(attack::measure(pace).await);
    }
    if wanted("lists") {
        rows.extend(lists::measure(pace).await);
    }
    if wanted("attributes") {
        rows.extend(attributes::measure(pace).await);
    }
    if wanted("export") {
        rows.extend(export::measure(pace).await);
    }
    if wanted("preview") {
        rows.extend(preview::measure(pace).await);
    }
    if wanted("aging") {
        rows.extend(aging::measure(pace).await);
    }
    if wanted("imports") {
        rows.extend(imports::measure(pace).await);
    }
    if wanted("ldap") {
        rows.extend(ldap::measure(pace).await);
    }
    if wanted("refusals") {
        rows.extend(refusals::measure(pace).await);
    }
    if arguments.only.iter().any(|only| only == "bystander") {
        rows.extend(bystander::measure(pace).await);
    }
    for (name, bytes) in &arguments.app {
        rows.extend(first_screen(name, *bytes));
    }
    table::print(&rows);
    if arguments.check && !rows.iter().all(Row::is_met) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
