//! The program `latchkey`.

use std::process::ExitCode;

use clap::Parser;
use latchkey::cli::Command;
use mimalloc::MiMalloc;

/// The allocator. That of glibc keeps for good what passwords were hashed in, and is slower with
/// the many small pieces that a row is made of.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let command = Command::parse();
    // Requests have threads of their own: here mails go out and old rows away.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
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
