//! The checks that need only cargo.

use std::{path::PathBuf, process::Command};

use super::postgres::Postgres;
use crate::{
    error::{Error, Result},
    process,
    workspace::Workspace,
};

/// The package with the tests of the whole system.
pub const SYSTEM: &str = "latchkey-tests";

/// Checks the formatting.
pub fn fmt(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo().args(["fmt", "--all", "--check"]))
}

/// Runs the linter, also over the apps, which compile for this machine too.
pub fn clippy(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Runs the unit tests, the house rules (xtask's own tests) and the documentation examples.
pub fn unit(workspace: &Workspace, postgres: Option<&Postgres>) -> Result<()> {
    // The second part runs even if the first one fails, so that one run shows every failure.
    let mut runner = runner(workspace, postgres);
    if has_nextest() {
        runner.args(["--filterset", &format!("not package({SYSTEM})")]);
    } else {
        runner.args(["--lib", "--bins", "--tests", "--exclude", SYSTEM]);
    }
    include_postgres(&mut runner, postgres);
    let tests = process::run(&mut runner);
    let examples =
        process::run(
            workspace
                .cargo()
                .args(["test", "--quiet", "--doc", "--workspace"]),
        );
    match (tests, examples) {
        (Err(tests), Err(examples)) => Err(Error::Checks(format!("{tests}; {examples}"))),
        (tests, examples) => tests.and(examples),
    }
}

/// Builds the server as the tests do, and returns its path. Selects the whole workspace, because
/// selecting the package alone would enable other features and compile its dependencies again.
pub fn server(workspace: &Workspace) -> Result<PathBuf> {
    process::run(
        workspace
            .cargo()
            .args(["build", "--workspace", "--bin", "latchkey"]),
    )?;
    Ok(workspace.target.join("debug/latchkey"))
}

/// Builds the sample application in the same way, and returns its path.
pub fn sample(workspace: &Workspace) -> Result<PathBuf> {
    process::run(
        workspace
            .cargo()
            .args(["build", "--workspace", "--bin", "sample-application"]),
    )?;
    Ok(workspace.target.join("debug/sample-application"))
}

/// `cargo nextest run` if it is installed, otherwise `cargo test`. Always selects the whole
/// workspace, because another selection would enable other features and compile its packages again.
pub fn runner(workspace: &Workspace, postgres: Option<&Postgres>) -> Command {
    let mut command = workspace.cargo();
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

/// Includes the tests that are ignored where no PostgreSQL cluster is. The last arguments of a runner.
pub fn include_postgres(runner: &mut Command, postgres: Option<&Postgres>) {
    if postgres.is_some() && has_nextest() {
        runner.args(["--run-ignored", "all"]);
    } else if postgres.is_some() {
        runner.args(["--", "--include-ignored"]);
    }
}

/// Whether `cargo nextest` is installed.
pub fn has_nextest() -> bool {
    process::which("cargo-nextest").is_some()
}
