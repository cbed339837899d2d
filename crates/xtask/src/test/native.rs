//! What needs nothing but cargo.

use std::process::Command;

use super::postgres::Postgres;
use crate::{
    error::{Error, Result},
    place::Place,
    process,
};

/// The package that tests the system from outside.
pub const SYSTEM: &str = "latchkey-tests";

/// Formatting.
pub fn fmt(place: &Place) -> Result<()> {
    process::run(place.cargo().args(["fmt", "--all", "--check"]))
}

/// The linter, over the apps too: they compile for this machine as well.
pub fn clippy(place: &Place) -> Result<()> {
    process::run(place.cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Unit tests, the rules of the house (xtask's own tests), and documentation examples.
pub fn unit(place: &Place, postgres: Option<&Postgres>) -> Result<()> {
    // Both parts run, so that one look shows all that is wrong.
    let mut runner = runner(place, postgres);
    if has_nextest() {
        runner.args(["--filterset", &format!("not package({SYSTEM})")]);
    } else {
        runner.args(["--lib", "--bins", "--tests", "--exclude", SYSTEM]);
    }
    let tests = process::run(&mut runner);
    let examples = process::run(
        place
            .cargo()
            .args(["test", "--quiet", "--doc", "--workspace"]),
    );
    match (tests, examples) {
        (Err(tests), Err(examples)) => Err(Error::Checks(format!("{tests}; {examples}"))),
        (tests, examples) => tests.and(examples),
    }
}

/// `cargo nextest run` where it is installed, else `cargo test`, over the whole workspace: one
/// choice of packages for all kinds of tests, so that nothing is compiled twice.
pub fn runner(place: &Place, postgres: Option<&Postgres>) -> Command {
    let mut command = place.cargo();
    if let Some(postgres) = postgres {
        command.env("LATCHKEY_TEST_POSTGRES", postgres.url());
    }
    if has_nextest() {
        command.args(["nextest", "run", "--no-tests=pass"]);
    } else {
        command.arg("test");
    }
    command.args(["--no-fail-fast", "--workspace"]);
    command
}

/// Whether `cargo nextest` is there.
pub fn has_nextest() -> bool {
    process::which("cargo-nextest").is_some()
}
