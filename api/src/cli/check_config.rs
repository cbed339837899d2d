use super::{CliError, Common, openapi::print_line};
use crate::config::Flags;

/// Prints "ok"; problems are the error.
pub(super) fn run(common: &Common) -> Result<(), CliError> {
    common.load(Flags::default())?;
    print_line("ok")
}
