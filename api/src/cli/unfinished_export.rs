//! The file of an interrupted export.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use contract::exports::ExportFormat;
use identity::exports::BYTE_ORDER_MARK;
use serde_json::Value;
use uuid::Uuid;

/// The whole rows of a file.
pub(super) struct WholeRows {
    /// Its columns, if it is CSV and has a header.
    pub columns: Option<String>,
    /// The identifier in the last row below the header; `None` if there is no such row.
    pub last: Option<Uuid>,
    /// Where the last one ends. What follows is part of a row.
    pub end: u64,
}

impl WholeRows {
    /// Reads a file of this format, in which objects have only values of the columns `known`. `id` is the column
    /// with the identifiers. `None` if this is not the file of such an export.
    pub fn read(
        file: &mut File,
        format: ExportFormat,
        (id, known): (&str, &[String]),
    ) -> io::Result<Option<Self>> {
        let is_csv = format == ExportFormat::Csv;
        let Some((first, last)) = find(file, is_csv)? else {
            // Nothing may be removed from what is perhaps another file.
            let is_empty = file.metadata()?.len() == 0;
            return Ok(is_empty.then_some(Self {
                columns: None,
                last: None,
                end: 0,
            }));
        };
        let end = last.end;
        let row = text(file, last.clone())?;
        if !is_csv {
            let last = id_in_object(&row, (id, known));
            return Ok(last.map(|last| Self {
                columns: None,
                last: Some(last),
                end,
            }));
        }
        let header = text(file, first.clone())?;
        let header = header.trim_start_matches(BYTE_ORDER_MARK).trim_end();
        let Some(index) = cells(header).iter().position(|cell| *cell == id) else {
            return Ok(None);
        };
        let last = if first == last {
            None
        } else {
            let Some(last) = cells(&row).get(index).and_then(|cell| cell.parse().ok()) else {
                return Ok(None);
            };
            Some(last)
        };
        Ok(Some(Self {
            columns: Some(header.to_owned()),
            last,
            end,
        }))
    }
}

/// Finds the first row and the last whole one. A row ends with a line break that is not inside quotation marks.
fn find(file: &mut File, is_csv: bool) -> io::Result<Option<(Range<u64>, Range<u64>)>> {
    file.rewind()?;
    let mut reader = BufReader::new(file);
    let mut rows: Option<(Range<u64>, Range<u64>)> = None;
    let (mut begin, mut position) = (0, 0);
    let mut is_quoted = false;
    loop {
        let part = reader.fill_buf()?;
        if part.is_empty() {
            return Ok(rows);
        }
        for byte in part {
            position += 1;
            match byte {
                b'"' if is_csv => is_quoted = !is_quoted,
                b'\n' if !is_quoted => {
                    let row = begin..position;
                    let first = rows.map_or_else(|| row.clone(), |(first, _)| first);
                    rows = Some((first, row));
                    begin = position;
                }
                _ => {}
            }
        }
        let length = part.len();
        reader.consume(length);
    }
}

fn text(file: &mut File, row: Range<u64>) -> io::Result<String> {
    file.seek(SeekFrom::Start(row.start))?;
    let mut text = String::new();
    file.take(row.end - row.start).read_to_string(&mut text)?;
    Ok(text)
}

/// The cells of a row. Quotation marks remain: names of columns and identifiers have none.
fn cells(row: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let between = |c: char| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    };
    row.trim_end().split(between).collect()
}

/// The identifier in an object, if the object has only values of the columns `known`.
fn id_in_object(row: &str, (id, known): (&str, &[String])) -> Option<Uuid> {
    let item: Value = serde_json::from_str(row).ok()?;
    let is_known = |name: &String| {
        let mut names = known.iter().map(|column| column.split('.').next());
        names.any(|known| known == Some(name.as_str()))
    };
    if !item.as_object()?.keys().all(is_known) {
        return None;
    }
    let value = id.split('.').try_fold(&item, |value, part| value.get(part));
    value?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const ID: &str = "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01";

    fn read(text: &str, format: ExportFormat) -> Option<(Option<String>, bool, u64)> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let known = ["name", "key.id"].map(str::to_owned);
        let rows = WholeRows::read(&mut file, format, ("key.id", &known[..])).unwrap()?;
        assert!(rows.last.is_none_or(|last| last.to_string() == ID));
        Some((rows.columns, rows.last.is_some(), rows.end))
    }

    #[test]
    fn the_last_whole_row_is_found() {
        let header = "name,key.id\r\n".to_owned();
        let row = format!("\"O\"\"Hara,\nAda\",{ID}\r\n");
        let columns = || Some("name,key.id".to_owned());
        let csv = |text: &str| read(text, ExportFormat::Csv);
        let whole = format!("{header}{row}");
        let end = whole.len() as u64;
        assert_eq!(csv(""), Some((None, false, 0)));
        assert_eq!(csv(&header), Some((columns(), false, header.len() as u64)));
        for rest in ["", "\"a\n", "Ada,0199\r", "\"a\"\"\r\n,"] {
            let text = format!("{whole}{rest}");
            assert_eq!(csv(&text), Some((columns(), true, end)), "{rest:?}");
        }
        let marked = format!("{BYTE_ORDER_MARK}{whole}");
        assert_eq!(csv(&marked), Some((columns(), true, end + 3)));

        let line = format!("{{\"name\":\"\\\"\",\"key\":{{\"id\":\"{ID}\"}}}}\n");
        for rest in ["", "{\"na"] {
            let lines = read(&format!("{line}{rest}"), ExportFormat::Jsonl);
            assert_eq!(lines, Some((None, true, line.len() as u64)));
        }
    }

    #[test]
    fn other_files_are_refused() {
        assert!(read("name,ke", ExportFormat::Csv).is_none());
        assert!(read("name\r\nAda\r\n", ExportFormat::Csv).is_none());
        assert!(read("key.id\r\n17\r\n", ExportFormat::Csv).is_none());
        assert!(read("key.id\r\n17\r\n", ExportFormat::Jsonl).is_none());
        assert!(read("{\"id\":1}\n", ExportFormat::Jsonl).is_none());
        let of_another_list = format!("{{\"email\":\"\",\"key\":{{\"id\":\"{ID}\"}}}}\n");
        assert!(read(&of_another_list, ExportFormat::Jsonl).is_none());
        // In CSV, the whole line would be inside of quotation marks.
        let objects = format!("{{\"name\":\"3\\\" pipe\",\"key\":{{\"id\":\"{ID}\"}}}}\n");
        assert!(read(&objects, ExportFormat::Csv).is_none());
    }
}
