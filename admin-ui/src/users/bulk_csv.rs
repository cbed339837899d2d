//! The users that a bulk action skipped, as a file for a spreadsheet.

/// The file as an address to download from: a line for each user, with the reason.
pub(super) fn address<'a>(lines: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    format!(
        "data:text/csv;charset=utf-8,{}",
        String::from(js_sys::encode_uri_component(&file(lines)))
    )
}

fn file<'a>(lines: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines = lines.map(|(name, why)| format!("{},{}\r\n", cell(name), cell(why)));
    format!("User,Reason\r\n{}", lines.collect::<String>())
}

/// Text in quotes. A spreadsheet would execute a text that begins like a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn names_cannot_break_out_of_their_cell_or_become_formulas() {
        let lines = [("Ada \"the\" Countess, Ltd", "staged"), ("=1+1", "locked")];
        assert_eq!(
            file(lines.into_iter()),
            "User,Reason\r\n\
             \"Ada \"\"the\"\" Countess, Ltd\",\"staged\"\r\n\
             \"'=1+1\",\"locked\"\r\n"
        );
    }
}
