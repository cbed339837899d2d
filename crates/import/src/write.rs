use crate::formula::defuse;

/// The byte order mark, by which spreadsheets recognize UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes a row of CSV. No spreadsheet finds a formula in it: see `formula.rs`.
pub fn write_record<T: AsRef<str>>(text: &mut String, cells: impl IntoIterator<Item = T>) {
    let begin = text.len();
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let cell = defuse(cell.as_ref());
        if cell.contains([',', ';', '"', '\r', '\n', '\t']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    if text.len() == begin {
        // Readers skip an empty line.
        text.push_str("\"\"");
    }
    text.push_str("\r\n");
}
