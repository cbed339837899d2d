//! The program `latchkey`.

use std::process::ExitCode;

use clap::Parser;
use latchkey::cli::Command;
use mimalloc::MiMalloc;

/// glibc's allocator never returns the memory for password hashing to the system, and is slower
/// with many small allocations.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let command = Command::parse();
    // HTTP requests have their own threads. These send emails and delete old rows.
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
            latchkey::log::failed(&error);
            ExitCode::FAILURE
        }
    }
}
