//! Every check. A failure does not stop the others; the end of the output lists what failed.

mod applications;
mod audit;
pub mod budget;
mod ldap;
mod linux_host;
pub mod native;
pub mod postgres;
mod system;

use std::{thread, time::Instant};

use clap::ValueEnum;

use postgres::{Postgres, Purpose};

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

    /// Its name on the command line and in the output.
    fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether it needs nothing that is built, and no database.
    fn reads_sources(self) -> bool {
        matches!(self, Self::Fmt | Self::Clippy | Self::Audit)
    }

    /// Whether it also runs on PostgreSQL.
    fn needs_postgres(self) -> bool {
        matches!(self, Self::Unit | Self::Api)
    }

    /// Whether it needs the packed apps. Unit tests of the server look at how it serves them.
    fn needs_apps(self) -> bool {
        matches!(self, Self::Unit | Self::Browser | Self::Budget)
    }
}

/// Runs the checks and lists the ones that failed.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let mut checks = Check::value_variants().to_vec();
    if !args.only.is_empty() {
        checks.retain(|check| args.only.contains(check));
    }
    let mut reports = Vec::new();
    let needs_apps = checks.iter().any(|check| check.needs_apps());
    let compiles = checks.contains(&Check::Unit);
    let (of_sources, of_builds): (Vec<_>, Vec<_>) =
        checks.into_iter().partition(|check| check.reads_sources());
    if needs_apps {
        // Before the linter, which would let it wait: both use the same folder.
        reports.push(report("packer", || {
            apps::build_packer(workspace).map(|()| Outcome::Passed)
        }));
    }
    // The apps are compiled in a folder of their own, so cargo can do something else meanwhile. Neither
    // occupies all cores from beginning to end.
    thread::scope(|scope| {
        let apps = needs_apps.then(|| {
            scope.spawn(|| {
                let build = || apps::build_with_packer(workspace, apps::Kind::Small);
                report("apps", || build().map(|()| Outcome::Passed))
            })
        });
        for check in of_sources {
            reports.push(report(&check.name(), || check.run(workspace, None)));
        }
        if compiles {
            reports.push(report("compile", || {
                native::compile_without_apps(workspace).map(|()| Outcome::Passed)
            }));
        }
        reports.extend(apps.and_then(|apps| apps.join().ok()));
    });
    let apps_failed = needs_apps && !reports.iter().any(|report| report.passed("apps"));
    let mut postgres = None;
    if of_builds.iter().any(|check| check.needs_postgres()) {
        reports.push(report("postgres", || {
            postgres = Some(Postgres::start(Purpose::Tests)?);
            Ok(Outcome::Passed)
        }));
    }
    for check in of_builds {
        reports.push(report(&check.name(), || {
            if apps_failed && check.needs_apps() {
                // Otherwise the result of an earlier build would be tested.
                return Err(Error::Missing("the apps could not be built".into()));
            }
            check.run(workspace, postgres.as_ref())
        }));
    }
    let lines: Vec<_> = reports.iter().map(|report| report.line.as_str()).collect();
    eprintln!("\n{}", lines.join("\n"));
    let failed: Vec<_> = reports.iter().filter(|report| report.failed).collect();
    if failed.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = failed.iter().map(|report| report.name.as_str()).collect();
    Err(Error::Checks(names.join(", ")))
}

/// What the end of the output says about one check.
struct Report {
    name: String,
    line: String,
    failed: bool,
}

impl Report {
    /// Whether this is the report of `name`, and nothing failed.
    fn passed(&self, name: &str) -> bool {
        self.name == name && !self.failed
    }
}

fn report(name: &str, work: impl FnOnce() -> Result<Outcome>) -> Report {
    say(&format!("Test: {name}"));
    let begun = Instant::now();
    let result = work();
    let seconds = begun.elapsed().as_secs();
    let failed = result.is_err();
    let line = match result {
        Ok(Outcome::Passed) => format!("{name:<12} ok       {seconds:>4} s"),
        Ok(Outcome::Partly(what)) => format!("{name:<12} PARTLY   {seconds:>4} s  {what}"),
        Err(error) => {
            eprintln!("{name}: {error}");
            format!("{name:<12} FAILED   {seconds:>4} s  {error}")
        }
    };
    let name = name.to_owned();
    Report { name, line, failed }
}
