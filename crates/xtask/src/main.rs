//! Build, run, test and release Latchkey. `cargo xtask --help` lists the tasks.
//!
//! Each task installs or starts what is missing, or prints the command that does.

mod apps;
mod bench;
mod error;
mod install;
mod licenses;
mod openapi;
mod process;
mod release;
mod serve;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use error::Result;
use workspace::Workspace;

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
    /// Run every check, or some of them
    Test(test::Args),
    /// Build the two browser apps
    BuildApps(apps::Args),
    /// Write openapi/openapi.json from the code
    Openapi,
    /// Build the release: one binary with both apps inside, and the notices of third parties
    Release,
    /// Write the notices of the third-party code in a release
    Licenses,
    /// Measure the release and compare each figure with its baseline
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
    let workspace = Workspace::find()?;
    match task {
        Task::Run(args) => serve::run(&workspace, &args),
        Task::Test(args) => test::run(&workspace, &args),
        Task::BuildApps(args) => apps::run(&workspace, &args),
        Task::Openapi => openapi::write(&workspace),
        Task::Release => release::build(&workspace),
        Task::Licenses => licenses::write(&workspace),
        Task::Bench(args) => bench::run(&workspace, &args),
    }
}
