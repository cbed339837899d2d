//! The figures that Latchkey keeps to, measured on the release.

use crate::{
    error::Result,
    place::Place,
    process, release,
    test::{SYSTEM, budget, postgres::Postgres},
};

/// Measure the release, each figure beside what it is compared with
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A short run that shows whether all works, not how fast
    #[arg(long)]
    quick: bool,
    /// Fail when a figure is missed
    #[arg(long)]
    check: bool,
    /// Only these, separated by commas: start, sign-in, me, lists, ageing
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Builds the release and what measures it, and prints the figures.
pub fn run(place: &Place, args: &Args) -> Result<()> {
    release::build(place)?;
    let postgres = Postgres::start()?;
    let mut command = place.cargo();
    command
        .args(["bench", "--package", SYSTEM, "--bench", "figures", "--"])
        .env(
            "LATCHKEY_TEST_SERVER",
            place.target.join("release/latchkey"),
        )
        .env("LATCHKEY_TEST_POSTGRES", postgres.url());
    for (app, bytes) in budget::first_screens(place)? {
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
