//! Tests of the whole system: the binaries of the package `tests`, and what they need.

use std::process::Command;

use super::{
    native::{self, SYSTEM, has_nextest, include_postgres, runner},
    postgres::Postgres,
};
use crate::{
    error::{Error, Result},
    install::{self, AXE},
    process,
    workspace::Workspace,
};

/// Packages from PyPI that the tests use: an SMTP server, and a fuzzer that reads the OpenAPI
/// document.
const PYTHON: [&str; 2] = ["aiosmtpd==1.4.6", "schemathesis==4.32.5"];

/// Runs the API and process tests on both databases.
pub fn api(workspace: &Workspace, postgres: Option<&Postgres>) -> Result<()> {
    let python = install::python(workspace, &PYTHON)?;
    install::program("oathtool", &["oathtool"])?;
    let mut command = programs(workspace, postgres, |name| !is_browser(name))?;
    process::run(command.env("LATCHKEY_TEST_PYTHON", python))
}

/// Runs the tests of both apps in Chromium.
pub fn browser(workspace: &Workspace) -> Result<()> {
    let chromium = install::program("chromium", &["chromium"])?;
    let driver = install::program("chromedriver", &["chromium-driver"])?;
    install::program("oathtool", &["oathtool"])?;
    install::program("npm", &["nodejs", "npm"])?;
    let axe = install::npm(workspace, &AXE)?.join("axe.min.js");
    let mut command = programs(workspace, None, is_browser)?;
    command
        .env("LATCHKEY_TEST_CHROMIUM", chromium)
        .env("LATCHKEY_TEST_CHROMEDRIVER", driver)
        .env("LATCHKEY_TEST_AXE", axe);
    process::run(&mut command)
}

/// Whether a test binary needs a browser.
fn is_browser(program: &str) -> bool {
    program.starts_with("browser")
}

/// A test runner for some of the package's binaries, after building the server that they start.
fn programs(
    workspace: &Workspace,
    postgres: Option<&Postgres>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Command> {
    let mut names = workspace.test_programs(SYSTEM);
    names.retain(|name| wanted(name));
    if names.is_empty() {
        return Err(Error::Missing(format!("{SYSTEM} has no such tests")));
    }
    let server = native::server(workspace)?;
    let mut command = runner(workspace, postgres);
    if has_nextest() {
        let filter: Vec<String> = names
            .iter()
            .map(|name| format!("binary_id({SYSTEM}::{name})"))
            .collect();
        command.args(["--filterset", &filter.join(" | ")]);
    } else {
        for name in &names {
            command.args(["--test", name]);
        }
    }
    include_postgres(&mut command, postgres);
    command.env("LATCHKEY_TEST_SERVER", server);
    Ok(command)
}
