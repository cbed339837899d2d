//! A file of users, as it is uploaded. The first byte of the input is the length of the parts in which the
//! file arrives.

use std::collections::BTreeSet;

use import::{BYTE_ORDER_MARK, FileError, Reader, Record, Row, guess, is_secret, write_record};
use rules::import::{MAX_COLUMNS, MAX_ROW};

use crate::memory::bounded;

/// Checks an input. Panics if a check fails.
pub fn check(input: &[u8]) {
    let Some((length, file)) = input.split_first() else {
        return;
    };
    // No row of a longer file would be certain to fit when it is written again.
    if file.len() > MAX_ROW / 8 {
        return;
    }
    let whole = bounded(file.len(), 512, || read([file]));
    let parts = read(file.chunks(usize::from(*length).max(1)));
    assert_eq!(whole, parts);
    match whole {
        Ok(records) => accepted(file, &records),
        Err(error) => assert!(error.to_string().len() < 1024),
    }
}

fn read<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<Record>, FileError> {
    let mut reader = Reader::default();
    let mut records = Vec::new();
    for part in parts {
        records.extend(reader.push(part)?);
    }
    records.extend(reader.finish()?);
    Ok(records)
}

fn accepted(file: &[u8], records: &[Record]) {
    let mut before = 0;
    for record in records {
        assert!(before < record.number);
        before = record.number;
        assert!((1..=MAX_COLUMNS).contains(&record.cells.len()));
        assert!(record.cells.iter().any(|cell| !cell.trim().is_empty()));
        // A character has at most three times as many bytes as in Windows-1252.
        let text: usize = record.cells.iter().map(String::len).sum();
        assert!(text <= 3 * file.len());
        assert!(record.cells.iter().all(|cell| !cell.contains('\0')));
    }
    if let [header, rows @ ..] = records {
        mapped(&header.cells, rows);
    }
    // The reader takes byte order marks at the beginning for what they are, so no header begins with one.
    let is_marked = records.iter().take(1).flat_map(|record| &record.cells);
    let is_marked = is_marked
        .take(1)
        .any(|cell| cell.starts_with(BYTE_ORDER_MARK));
    if records.len() > 1 && !is_marked {
        written(records);
    }
}

/// Checks what the header says, and what the rows then say about users.
fn mapped(headers: &[String], rows: &[Record]) {
    let fields = guess(headers);
    assert_eq!(fields.len(), headers.len());
    let known: Vec<&String> = fields.iter().flatten().collect();
    let once: BTreeSet<&String> = known.iter().copied().collect();
    assert_eq!(known.len(), once.len());
    for header in headers {
        // Whatever is around the word.
        assert!(is_secret(&format!("{header} password")));
    }
    for row in rows {
        let of = Row::of(&fields, &row.cells);
        let profile = of.profile.iter().map(|(_, value)| value);
        for value in profile.chain(&of.email).chain(&of.username) {
            assert!(!value.is_empty());
            assert!(row.cells.iter().any(|cell| cell.trim() == value));
        }
        assert!(of.username.is_none() || of.derived_username.is_none());
    }
}

/// Checks that what is written is read back, and that no cell of it is a formula.
fn written(records: &[Record]) {
    let mut text = BYTE_ORDER_MARK.to_owned();
    for record in records {
        let begin = text.len();
        write_record(&mut text, &record.cells);
        // A spreadsheet takes quotation marks around a cell away, but not those that are its text.
        let row = &text[begin..];
        let row = row.strip_prefix('"').unwrap_or(row);
        assert!(!row.starts_with(['=', '+', '-', '@', '\t', '\r']));
    }
    let again = read([text.as_bytes()]).expect("what was written can be read");
    let cells = |records: &[Record]| -> Vec<Vec<String>> {
        records.iter().map(|record| record.cells.clone()).collect()
    };
    assert_eq!(cells(&again), cells(records));
}
