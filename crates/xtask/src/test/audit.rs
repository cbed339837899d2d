//! What is known against the dependencies. Their licenses and sources are among xtask's own
//! tests, which need no network.

use super::Outcome;
use crate::{
    error::Result,
    place::Place,
    process::{self, which},
};

/// The lock file is complete, and no advisory stands against what is in it.
///
/// The advisories are fetched by `cargo audit`, from outside of the package registries; where it
/// is not installed this is skipped, and says so.
pub fn check(place: &Place) -> Result<Outcome> {
    let locked = ["metadata", "--locked", "--format-version", "1"];
    process::output(place.cargo().args(locked))?;
    if which("cargo-audit").is_none() {
        return Ok(Outcome::Skipped(
            "the lock file is complete; advisories need `cargo install cargo-audit`",
        ));
    }
    process::run(place.cargo().arg("audit"))?;
    Ok(Outcome::Passed)
}
