//! The checks that need only cargo.

use std::{num::NonZero, path::PathBuf, process::Command};

use super::postgres::Postgres;
use crate::{
    error::{Error, Result},
    process,
    workspace::Workspace,
};

/// The package with the tests of the whole system.
pub const SYSTEM: &str = "latchkey-tests";

/// The package of the server.
const SERVER: &str = "latchkey";

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
    runner.args(["--lib", "--bins"]);
    for name in workspace.test_programs(|package| package != SYSTEM) {
        runner.args(["--test", name]);
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

/// Compiles the test programs of the packages below the server, and with them nearly everything that the server
/// depends on. The server itself embeds the apps.
pub fn compile_without_apps(workspace: &Workspace) -> Result<()> {
    let mut compile = workspace.cargo();
    compile.args(["test", "--workspace", "--no-run"]);
    for name in workspace.test_programs(|package| !workspace.depends_on(package, SERVER)) {
        compile.args(["--test", name]);
    }
    process::run(&mut compile)
}

/// Builds the server, and returns its path.
pub fn server(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "latchkey")
}

/// Builds the sample application, and returns its path.
pub fn sample(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "sample-application")
}

/// Builds a program as the tests are built, and returns its path. Cargo enables the features of all packages that are
/// selected, and those of their tests if one is selected. With other features, it compiles our packages again.
fn program(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let mut build = workspace.cargo();
    build.args(["build", "--workspace", "--bin", name, "--test", SOME_TEST]);
    process::run(&mut build)?;
    Ok(workspace.target.join("debug").join(name))
}

/// Any test binary, for its features.
const SOME_TEST: &str = "http";

/// How many tests run at once on two cores. A test often waits for a database or a browser.
const TESTS_PER_TWO_CORES: usize = 3;

/// `cargo test`, which runs the tests of a program in one process: what each process does once, such as
/// reading the certificates of the system, is done once. `cargo nextest` starts a process for each test,
/// which takes twice the time with tests as short as ours. Always selects the whole workspace, for the
/// reason of [`program`].
pub fn runner(workspace: &Workspace, postgres: Option<&Postgres>) -> Command {
    let mut command = workspace.cargo();
    if let Some(postgres) = postgres {
        command.env("LATCHKEY_TEST_POSTGRES", postgres.url());
    }
    if std::env::var_os("RUST_TEST_THREADS").is_none() {
        let cores = std::thread::available_parallelism().map_or(2, NonZero::get);
        let threads = (cores * TESTS_PER_TWO_CORES).div_ceil(2);
        command.env("RUST_TEST_THREADS", threads.to_string());
    }
    command.args(["test", "--no-fail-fast", "--workspace"]);
    command
}

/// Includes the tests that are ignored where no PostgreSQL cluster is. The last arguments of a runner.
pub fn include_postgres(runner: &mut Command, postgres: Option<&Postgres>) {
    if postgres.is_some() {
        runner.args(["--", "--include-ignored"]);
    }
}
