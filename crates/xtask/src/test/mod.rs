//! Every check. A failure does not stop the others; the end of the output lists what failed.

mod applications;
mod audit;
pub mod budget;
mod ldap;
mod linux_host;
pub mod native;
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
    process::say,
    workspace::Workspace,
};

/// Run every check, or some of them
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Run only these checks, separated by commas
    #[arg(long, value_delimiter = ',')]
    only: Vec<Check>,
}

/// One kind of check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Check {
    /// The code is formatted
    Fmt,
    /// The linter is silent
    Clippy,
    /// The unit tests of each crate, the documentation examples, and the house rules
    Unit,
    /// The whole system over HTTP, on SQLite and on PostgreSQL
    Api,
    /// Both apps in a browser
    Browser,
    /// Clients that are generated from the OpenAPI document
    Clients,
    /// Applications and libraries of other projects that sign people in
    Applications,
    /// LDAP clients of other projects, a Linux host among them, and hostile ones
    Ldap,
    /// openapi/openapi.json is what the code generates
    Openapi,
    /// The apps are small enough to download
    Budget,
    /// The licenses and sources of the dependencies, and advisories
    Audit,
}

/// The result of a check that did not fail.
enum Outcome {
    /// It ran completely.
    Passed,
    /// What ran has passed, but a part could not run on this machine: what ran, and what did not.
    Partly(&'static str),
}

impl Check {
    fn run(self, workspace: &Workspace, postgres: Option<&Postgres>) -> Result<Outcome> {
        match self {
            Self::Fmt => native::fmt(workspace)?,
            Self::Clippy => native::clippy(workspace)?,
            Self::Unit => native::unit(workspace, postgres)?,
            Self::Api => system::api(workspace, postgres)?,
            Self::Browser => system::browser(workspace)?,
            Self::Clients => system::clients(workspace)?,
            Self::Applications => applications::check(workspace)?,
            Self::Ldap => ldap::check(workspace)?,
            Self::Openapi => openapi::check(workspace)?,
            Self::Budget => budget::check(workspace)?,
            Self::Audit => return audit::check(workspace),
        }
        if self.needs_postgres() && postgres.is_none() {
            return Ok(Outcome::Partly(
                "ran on SQLite; not on PostgreSQL, which did not start",
            ));
        }
        Ok(Outcome::Passed)
    }

    /// Whether it also runs on PostgreSQL.
    fn needs_postgres(self) -> bool {
        matches!(self, Self::Unit | Self::Api)
    }

    /// Whether it needs the packed apps.
    fn needs_apps(self) -> bool {
        matches!(self, Self::Browser | Self::Budget)
    }
}

/// Runs the checks and lists the ones that failed.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let mut checks = Check::value_variants().to_vec();
    if !args.only.is_empty() {
        checks.retain(|check| args.only.contains(check));
    }
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    if checks.iter().any(|check| check.needs_apps()) {
        report("apps", &mut lines, &mut failed, || {
            apps::build(workspace, apps::Kind::Small).map(|()| Outcome::Passed)
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
                // Otherwise the result of an earlier build would be tested.
                return Err(Error::Missing("the apps could not be built".into()));
            }
            check.run(workspace, postgres.as_ref())
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
        Ok(Outcome::Passed) => lines.push(format!("{name:<12} ok       {seconds:>4} s")),
        Ok(Outcome::Partly(what)) => {
            lines.push(format!("{name:<12} PARTLY   {seconds:>4} s  {what}"));
        }
        Err(error) => {
            eprintln!("{name}: {error}");
            lines.push(format!("{name:<12} FAILED   {seconds:>4} s  {error}"));
            failed.push(name.to_owned());
        }
    }
}
