//! Writes CSV.

/// Writes a row. A cell that a spreadsheet would calculate begins with an apostrophe, which makes it
/// a text: the file may come from somebody who wants to run something on the reader's computer.
pub fn write_record<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let is_quoted = cell.contains([',', ';', '"', '\r', '\n', '\t']);
        if is_quoted {
            text.push('"');
        }
        if is_formula {
            text.push('\'');
        }
        for character in cell.chars() {
            if character == '"' {
                text.push('"');
            }
            text.push(character);
        }
        if is_quoted {
            text.push('"');
        }
    }
    text.push_str("\r\n");
}
