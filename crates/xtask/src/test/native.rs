//! What needs nothing but cargo.

use std::process::Command;

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
pub fn unit(place: &Place) -> Result<()> {
    // Both parts run, so that one look shows all that is wrong.
    let mut runner = runner(place);
    let tests = process::run(runner.args(["--exclude", SYSTEM]));
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
pub fn runner(place: &Place) -> Command {
    let mut command = place.cargo();
    if has_nextest() {
        command.args([
            "nextest",
            "run",
            "--no-fail-fast",
            "--no-tests=pass",
            "--workspace",
        ]);
    } else {
        command.args([
            "test",
            "--no-fail-fast",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
        ]);
    }
    command
}

/// Whether `cargo nextest` is there.
pub fn has_nextest() -> bool {
    process::which("cargo-nextest").is_some()
}
