//! The whole system from outside: what the package `tests` needs, and its programs.

use std::process::Command;

use super::{
    native::{SYSTEM, has_nextest, runner},
    postgres::Postgres,
};
use crate::{
    error::{Error, Result},
    install::{self, AXE},
    place::Place,
    process,
};

/// What the tests use from PyPI: an SMTP server, and a fuzzer driven by the OpenAPI document.
const PYTHON: [&str; 2] = ["aiosmtpd==1.4.6", "schemathesis==4.32.5"];

/// The API suites, on both databases.
pub fn api(place: &Place, postgres: Option<&Postgres>) -> Result<()> {
    let python = install::python(place, &PYTHON)?;
    install::program("oathtool", &["oathtool"])?;
    let mut command = programs(place, postgres, |name| !is_browser(name))?;
    process::run(command.env("LATCHKEY_TEST_PYTHON", python))
}

/// Both apps in Chromium.
pub fn browser(place: &Place) -> Result<()> {
    let chromium = install::program("chromium", &["chromium"])?;
    let driver = install::program("chromedriver", &["chromium-driver"])?;
    install::program("oathtool", &["oathtool"])?;
    install::program("npm", &["nodejs", "npm"])?;
    let axe = install::npm(place, &AXE)?.join("axe.min.js");
    let mut command = programs(place, None, is_browser)?;
    command
        .env("LATCHKEY_TEST_CHROMIUM", chromium)
        .env("LATCHKEY_TEST_CHROMEDRIVER", driver)
        .env("LATCHKEY_TEST_AXE", axe);
    process::run(&mut command)
}

/// Test programs whose name starts so need a browser; the others do not.
fn is_browser(program: &str) -> bool {
    program.starts_with("browser")
}

/// The test runner over some of the package's programs, with the server built for them.
fn programs(
    place: &Place,
    postgres: Option<&Postgres>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Command> {
    let mut names = place.test_programs(SYSTEM);
    names.retain(|name| wanted(name));
    if names.is_empty() {
        return Err(Error::Missing(format!("{SYSTEM} has no such tests")));
    }
    process::run(
        place
            .cargo()
            .args(["build", "--workspace", "--bin", "latchkey"]),
    )?;
    let mut command = runner(place, postgres);
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
    command.env("LATCHKEY_TEST_SERVER", place.target.join("debug/latchkey"));
    Ok(command)
}
