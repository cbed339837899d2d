//! Exports.

pub const EXPORT: &str = "Export";
pub const FORMAT: &str = "Format";
pub const CSV: &str = "CSV";
pub const CSV_WHY: &str =
    "For spreadsheets. Cells that look like formulas begin with an apostrophe.";
pub const JSONL: &str = "JSON lines";
pub const JSONL_WHY: &str = "For programs. One object per line, as in the API.";
pub const CONTENT: &str = "Content";
pub const RECORDED: &str = "The file contains personal data. The export is recorded in the events.";
pub const ALL_COLUMNS: &str = "All columns";
pub const ALL_COLUMNS_WHY: &str = "Every field, named as in the API.";
pub const CHOSEN_COLUMNS: &str = "Chosen columns";
pub const CHOOSE: &str = "Columns of the file";
pub const CHOOSE_HINT: &str = "The file has these columns in this order.";
pub const ID: &str = "Identifier";
pub const REFUSED: &str = "The browser did not save the file. Allow downloads, then try again";

pub fn title(many: &str) -> String {
    format!("Export {many}")
}

pub fn matching(total: u64, one: &str, many: &str) -> String {
    let verb = if total == 1 { "matches" } else { "match" };
    let listed = super::listed(total, one, many);
    format!("The {listed} that {verb} your search and filters")
}

pub fn all(many: &str) -> String {
    format!("All {many}")
}

pub fn saved(file: &str) -> String {
    format!("{file} was downloaded")
}
