mod files;
mod vendors;

use crate::{FileError, Reader, Record};

/// Reads a file in parts of this size.
fn read_in_parts(file: &[u8], size: usize) -> Result<Vec<Record>, FileError> {
    let mut reader = Reader::default();
    let mut records = Vec::new();
    for part in file.chunks(size) {
        records.extend(reader.push(part)?);
    }
    records.extend(reader.finish()?);
    Ok(records)
}

fn read(file: &[u8]) -> Vec<Vec<String>> {
    let whole = read_in_parts(file, usize::MAX).unwrap();
    assert_eq!(read_in_parts(file, 1).unwrap(), whole);
    assert_eq!(read_in_parts(file, 3).unwrap(), whole);
    whole.into_iter().map(|record| record.cells).collect()
}
