use std::time::{Duration, Instant};

use encoding_rs::WINDOWS_1252;
use rules::import::{MAX_COLUMNS, MAX_FILE, MAX_ROW, MAX_ROWS};

use super::{read, read_in_parts};
use crate::{FileError, Reader, is_secret, write_record};

const ROWS: [[&str; 2]; 3] = [
    ["email", "name"],
    ["zoë@example.com", "Zoë “Zo” Müller"],
    ["ada@example.com", "two\r\nlines, \"quoted\""],
];

fn file(delimiter: &str) -> String {
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows = ROWS.map(|row| row.map(quote).join(delimiter) + "\r\n");
    rows.concat()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn each_encoding_and_delimiter_is_read_in_parts_of_any_size() {
    for delimiter in [",", ";", "\t"] {
        let text = file(delimiter);
        let marked = format!("\u{feff}{text}");
        for bytes in [
            text.clone().into_bytes(),
            marked.clone().into_bytes(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
        ] {
            assert_eq!(
                read(&bytes),
                ROWS.map(|row| row.map(str::to_owned)),
                "{delimiter:?}"
            );
        }
        let (bytes, _, unmapped) = WINDOWS_1252.encode(&text);
        assert!(!unmapped);
        assert_eq!(
            read(&bytes),
            ROWS.map(|row| row.map(str::to_owned)),
            "{delimiter:?}"
        );
    }
    let unmarked = utf16("email;name\nzoë@example.com;Zoë\n", u16::to_le_bytes);
    assert_eq!(read(&unmarked)[1], ["zoë@example.com", "Zoë"]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does_it() {
    let records = read_in_parts(b"email,name\na@example.com,A\n,\nb@example.com,B", 5).unwrap();
    let numbers: Vec<_> = records.iter().map(|record| record.number).collect();
    assert_eq!(numbers, [1, 2, 4]);
}

#[test]
fn what_is_no_file_of_users_is_refused_in_words() {
    for file in [&b""[..], b"\n\n", b"email,name", b"email,name\n"] {
        assert_eq!(read_in_parts(file, 7), Err(FileError::Empty));
    }
    assert_eq!(
        read_in_parts(b"PK\x03\x04rest", 2),
        Err(FileError::Workbook)
    );
    let columns = vec!["x"; MAX_COLUMNS + 1].join(",");
    let error = read_in_parts(columns.as_bytes(), 64).unwrap_err();
    assert_eq!(error, FileError::TooManyColumns(1));
    let unclosed = format!("email,name\na@example.com,\"{}", "x\n".repeat(MAX_ROW));
    let error = read_in_parts(unclosed.as_bytes(), 1000).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Row 2 is longer than 64 KiB. Check whether a quotation mark in it is never closed"
    );
    let rows = format!("email\n{}", "a\n".repeat(MAX_ROWS as usize));
    assert!(read_in_parts(rows.as_bytes(), 1 << 16).is_ok());
    let error = read_in_parts(format!("{rows}a\n").as_bytes(), 1 << 16).unwrap_err();
    assert_eq!(
        error.to_string(),
        "The file has more than 100000 rows. Split it into several files"
    );
    let mut reader = Reader::default();
    let error = reader.push(&vec![b'\n'; MAX_FILE + 1]).unwrap_err();
    assert_eq!(error, FileError::TooLarge);
}

#[test]
fn a_written_file_cannot_calculate_and_is_read_as_it_was() {
    let cells = ["=1+1", "+49 30 1", "@x", "-1", "a\"b", "a\nb", "'=1", ""];
    let mut text = String::from("a,b,c,d,e,f,g,h\r\n");
    write_record(&mut text, cells);
    assert_eq!(
        text.lines().nth(1),
        Some("'=1+1,'+49 30 1,'@x,'-1,\"a\"\"b\",\"a")
    );
    let read = read(text.as_bytes());
    assert_eq!(read[1], cells);
}

#[test]
fn a_row_of_one_empty_cell_is_not_an_empty_line() {
    let mut text = String::new();
    write_record(&mut text, [""]);
    assert_eq!(text, "\"\"\r\n");
}

#[test]
fn passwords_are_recognized() {
    for header in [
        "Password [Required]",
        "Initial password [passwordProfile] Required",
        "Initial PWD",
        "Passphrase",
        "Passcode",
    ] {
        assert!(is_secret(header), "{header}");
    }
    assert!(!is_secret("Email Address [Required]"));
}

#[test]
fn a_header_in_small_parts_takes_no_longer() {
    // Each line break could be the end of the header.
    let header = format!("email,\"{}\"", "\n".repeat(60_000));
    let file = format!("{header}\nada@example.com,x\n");
    let begun = Instant::now();
    let records = read_in_parts(file.as_bytes(), 1).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(records.len(), 2);
    assert_eq!(records[1].cells, ["ada@example.com", "x"]);
}
