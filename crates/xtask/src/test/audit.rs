//! The dependencies: the lock file, the notices made from it, and what cargo-deny knows about it.

use super::Outcome;
use crate::{
    error::Result,
    licenses,
    process::{self, which},
    workspace::Workspace,
};

/// Checks that the lock file is complete and that a release can state its licenses.
///
/// `cargo deny` then applies `deny.toml` and looks for security advisories, which it fetches from
/// outside of the package registries. Licenses, sources and bans are checked without it too, by
/// this package's own tests; so where cargo-deny is not installed, that part is skipped.
pub fn check(workspace: &Workspace) -> Result<Outcome> {
    let locked = ["metadata", "--locked", "--format-version", "1"];
    process::output(workspace.cargo().args(locked))?;
    licenses::write(workspace)?;
    if which("cargo-deny").is_none() {
        return Ok(Outcome::Skipped(
            "the lock file and the notices are complete; advisories need `cargo install cargo-deny`",
        ));
    }
    process::run(workspace.cargo().args(["deny", "--locked", "check"]))?;
    Ok(Outcome::Passed)
}
