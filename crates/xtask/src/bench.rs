//! The performance targets, measured on the release.

use std::path::PathBuf;

use crate::{
    error::Result,
    install::{self, Package},
    process::{self, say},
    release,
    test::{
        SYSTEM, budget,
        postgres::{Postgres, Purpose},
    },
    workspace::Workspace,
};

/// Another identity service. Some figures are compared with it.
const OIDC_PROVIDER: Package = Package {
    name: "oidc-provider",
    version: "9.13.3",
};

/// Measure the release and compare each figure with its baseline
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only check that the benchmarks work, in a short run
    #[arg(long)]
    quick: bool,
    /// Fail if a figure misses its target
    #[arg(long)]
    check: bool,
    /// Only these, separated by commas: start, sign-in, me, common-passwords, sign_on, attack, lists,
    /// attributes, export, preview, aging, imports, ldap, refusals, or bystander, which takes up to ten hours and is not
    /// measured otherwise
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Builds the release and the benchmarks, and prints the figures.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    release::build(workspace)?;
    let postgres = Postgres::start(Purpose::Benchmarks)?;
    let mut command = workspace.cargo();
    command
        .args(["bench", "--package", SYSTEM, "--bench", "figures", "--"])
        .env(
            "LATCHKEY_TEST_SERVER",
            workspace.target.join("release/latchkey"),
        )
        .env("LATCHKEY_TEST_POSTGRES", postgres.url());
    if let Some(modules) = oidc_provider(workspace) {
        command.env("LATCHKEY_BENCH_OIDC_PROVIDER", modules);
    }
    for (app, bytes) in budget::first_screens(workspace)? {
        command.arg("--app").arg(format!("{app}={bytes}"));
    }
    if !args.only.is_empty() {
        command.arg("--only").arg(args.only.join(","));
    }
    for (wanted, flag) in [(args.quick, "--quick"), (args.check, "--check")] {
        if wanted {
            command.arg(flag);
        }
    }
    process::run(&mut command)
}

/// The folder of the modules with oidc-provider. None if Node or the registry is missing, as its rows can be too.
fn oidc_provider(workspace: &Workspace) -> Option<PathBuf> {
    install::npm_together(workspace, "oidc-provider", &[OIDC_PROVIDER])
        .inspect_err(|error| say(&format!("Not comparing with oidc-provider: {error}")))
        .ok()
}
