use std::io::Write;

use super::CliError;

/// Prints the OpenAPI document.
pub(super) fn run() -> Result<(), CliError> {
    let document = crate::openapi::document();
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| CliError::Unsuitable(error.to_string()))?;
    print_line(&text)
}

/// Prints a line to standard output.
pub(super) fn print_line(text: &str) -> Result<(), CliError> {
    writeln!(std::io::stdout().lock(), "{text}").map_err(CliError::Print)
}
