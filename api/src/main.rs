//! The program `latchkey`.

use std::process::ExitCode;

use clap::Parser;
use latchkey::cli::Command;
use mimalloc::MiMalloc;

/// Gives back what Argon2 worked in; the one of glibc keeps it for good, three hashes' worth.
/// Quicker, too, for the many small pieces that a row is made of.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let command = Command::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(command.run()),
        Err(error) => Err(latchkey::cli::CliError::Runtime(error)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
