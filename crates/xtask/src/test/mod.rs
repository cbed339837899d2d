//! Every test there is. All of them run, whatever fails; what failed is listed at the end.

mod audit;
pub mod budget;
mod native;
pub mod postgres;
mod system;

use std::time::Instant;

use clap::ValueEnum;

use postgres::Postgres;

pub use native::SYSTEM;

use crate::{
    apps,
    error::{Error, Result},
    openapi,
    place::Place,
    process::say,
};

/// Run every test there is
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these, separated by commas
    #[arg(long, value_delimiter = ',')]
    only: Vec<Check>,
}

/// One kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Check {
    /// The code is formatted
    Fmt,
    /// The linter is silent
    Clippy,
    /// Each crate by itself, examples in the documentation, and the rules of the house
    Unit,
    /// The whole system over HTTP, on SQLite and on PostgreSQL
    Api,
    /// Both apps in a browser
    Browser,
    /// openapi/openapi.json says what the code says
    Openapi,
    /// The apps are small enough to fetch
    Budget,
    /// The dependencies
    Audit,
}

/// How a check that did not fail ended.
enum Outcome {
    /// All of it ran.
    Passed,
    /// Some of it could not run here, for this reason.
    Skipped(&'static str),
}

impl Check {
    fn run(self, place: &Place, postgres: Option<&Postgres>) -> Result<Outcome> {
        match self {
            Self::Fmt => native::fmt(place)?,
            Self::Clippy => native::clippy(place)?,
            Self::Unit => native::unit(place, postgres)?,
            Self::Api => system::api(place, postgres)?,
            Self::Browser => system::browser(place)?,
            Self::Openapi => openapi::check(place)?,
            Self::Budget => budget::check(place)?,
            Self::Audit => return audit::check(place),
        }
        Ok(Outcome::Passed)
    }

    /// Whether it is run on PostgreSQL too.
    fn needs_postgres(self) -> bool {
        matches!(self, Self::Unit | Self::Api)
    }

    /// Whether it looks at the apps.
    fn needs_apps(self) -> bool {
        matches!(self, Self::Browser | Self::Budget)
    }
}

/// Runs the checks and lists what failed.
pub fn run(place: &Place, args: &Args) -> Result<()> {
    let mut checks = Check::value_variants().to_vec();
    checks.retain(|check| args.only.is_empty() || args.only.contains(check));
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    if checks.iter().any(|check| check.needs_apps()) {
        report("apps", &mut lines, &mut failed, || {
            apps::build(place, apps::Kind::Small).map(|()| Outcome::Passed)
        });
    }
    let apps_failed = !failed.is_empty();
    let mut postgres = None;
    if checks.iter().any(|check| check.needs_postgres()) {
        report("postgres", &mut lines, &mut failed, || {
            postgres = Some(Postgres::start()?);
            Ok(Outcome::Passed)
        });
    }
    for check in checks {
        let name = check
            .to_possible_value()
            .map(|value| value.get_name().to_owned());
        report(&name.unwrap_or_default(), &mut lines, &mut failed, || {
            if apps_failed && check.needs_apps() {
                // What lies there from an earlier build would be tested instead.
                return Err(Error::Missing("the apps could not be built".into()));
            }
            check.run(place, postgres.as_ref())
        });
    }
    eprintln!("\n{}", lines.join("\n"));
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Error::Checks(failed.join(", ")))
    }
}

fn report(
    name: &str,
    lines: &mut Vec<String>,
    failed: &mut Vec<String>,
    work: impl FnOnce() -> Result<Outcome>,
) {
    say(&format!("Test: {name}"));
    let begun = Instant::now();
    let result = work();
    let seconds = begun.elapsed().as_secs();
    match result {
        Ok(Outcome::Passed) => lines.push(format!("{name:<8} ok       {seconds:>4} s")),
        Ok(Outcome::Skipped(why)) => {
            lines.push(format!("{name:<8} skipped  {seconds:>4} s  {why}"));
        }
        Err(error) => {
            eprintln!("{name}: {error}");
            lines.push(format!("{name:<8} FAILED   {seconds:>4} s  {error}"));
            failed.push(name.to_owned());
        }
    }
}
