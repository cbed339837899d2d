use super::{CliError, Common, openapi::print_line};
use crate::config::Flags;

/// Prints "ok", or fails with the problems.
pub(super) fn run(common: &Common) -> Result<(), CliError> {
    common.load(Flags::default())?;
    print_line("ok")
}
