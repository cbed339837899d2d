//! Build, run, test and release Latchkey. `cargo xtask --help` lists the tasks.
//!
//! Each task installs or starts what it lacks, or prints the one command that does.

mod apps;
mod bench;
mod error;
mod install;
mod openapi;
mod place;
mod process;
mod release;
mod serve;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use error::Result;
use place::Place;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Build, run, test and release Latchkey")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build what is missing and start the server with demo data
    Run(serve::Args),
    /// Run every test there is
    Test(test::Args),
    /// Build the two browser apps
    BuildApps(apps::Args),
    /// Write openapi/openapi.json from the code
    Openapi,
    /// Build the one release binary with both apps inside
    Release,
    /// Measure the release, each figure beside what it is compared with
    Bench(bench::Args),
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let place = Place::find()?;
    match task {
        Task::Run(args) => serve::run(&place, &args),
        Task::Test(args) => test::run(&place, &args),
        Task::BuildApps(args) => apps::run(&place, &args),
        Task::Openapi => openapi::write(&place),
        Task::Release => release::build(&place),
        Task::Bench(args) => bench::run(&place, &args),
    }
}
