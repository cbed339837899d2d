use csv_core::{ReadRecordResult, ReaderBuilder};
use rules::import::{MAX_COLUMNS, MAX_FILE, MAX_ROW, MAX_ROWS};

use crate::FileError;
use crate::delimiter::guess;
use crate::encoding::{Decoder, text};

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The number of the row, as a spreadsheet shows it: the header is row 1.
    pub number: u32,
    /// The texts of its cells.
    pub cells: Vec<String>,
}

/// Reads a file in parts. The first record is the header. Rows without any text are left out.
pub struct Reader {
    decoder: Decoder,
    /// The beginning of the header, until it is complete.
    start: Vec<u8>,
    /// The length of the beginning at which it is looked at again.
    look_at: usize,
    csv: Option<csv_core::Reader>,
    /// The row that is being read: its text, and where its cells end.
    row: Vec<u8>,
    row_length: usize,
    ends: Vec<usize>,
    cells: usize,
    bytes: usize,
    rows: u32,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            decoder: Decoder::new(),
            start: Vec::new(),
            look_at: 0,
            csv: None,
            row: vec![0; MAX_ROW],
            row_length: 0,
            ends: vec![0; MAX_COLUMNS],
            cells: 0,
            bytes: 0,
            rows: 0,
        }
    }
}

impl Reader {
    /// Reads the next part. Returns the records that are complete.
    ///
    /// # Errors
    /// If a limit is exceeded, or if this is not a text file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Record>, FileError> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > MAX_FILE {
            return Err(FileError::TooLarge);
        }
        let text = self.decoder.decode(bytes, false)?;
        self.read(&text, false)
    }

    /// Ends the file. Returns the last records.
    ///
    /// # Errors
    /// As [`push`](Self::push), and [`FileError::Empty`] if there is no row below the header.
    pub fn finish(mut self) -> Result<Vec<Record>, FileError> {
        let text = self.decoder.decode(&[], true)?;
        let records = self.read(&text, true)?;
        if self.rows < 2 {
            return Err(FileError::Empty);
        }
        Ok(records)
    }

    fn read(&mut self, text: &[u8], last: bool) -> Result<Vec<Record>, FileError> {
        let mut records = Vec::new();
        if self.csv.is_some() {
            self.split(text, &mut records)?;
        } else {
            self.start.extend_from_slice(text);
            if self.start.len() < self.look_at && !last {
                return Ok(records);
            }
            // Twice as much next time, so that a header in many small parts is not read from its beginning
            // with each of them.
            self.look_at = self.start.len() * 2;
            match guess(&self.start, last) {
                None if self.start.len() > MAX_ROW => return Err(FileError::RowTooLong(1)),
                None => return Ok(records),
                Some(delimiter) => {
                    self.csv = Some(ReaderBuilder::new().delimiter(delimiter).build());
                    let start = std::mem::take(&mut self.start);
                    self.split(&start, &mut records)?;
                }
            }
        }
        if last {
            // Ends the last row, if no line break does.
            self.step(&[], &mut records)?;
        }
        Ok(records)
    }

    fn split(&mut self, mut text: &[u8], records: &mut Vec<Record>) -> Result<(), FileError> {
        while !text.is_empty() {
            let read = self.step(text, records)?;
            text = text.get(read..).unwrap_or_default();
        }
        Ok(())
    }

    /// Reads up to the end of a row. Returns how much it has read.
    fn step(&mut self, text: &[u8], records: &mut Vec<Record>) -> Result<usize, FileError> {
        let Some(csv) = &mut self.csv else {
            return Ok(text.len());
        };
        let row = self.row.get_mut(self.row_length..).unwrap_or_default();
        let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
        let (result, read, written, ended) = csv.read_record(text, row, ends);
        self.row_length += written;
        self.cells += ended;
        let number = self.rows + 1;
        match result {
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            ReadRecordResult::OutputFull => return Err(FileError::RowTooLong(number)),
            ReadRecordResult::OutputEndsFull => return Err(FileError::TooManyColumns(number)),
            ReadRecordResult::Record => {
                if number > MAX_ROWS + 1 {
                    return Err(FileError::TooManyRows);
                }
                self.rows = number;
                let cells = self.take_cells();
                if cells.iter().any(|cell| !cell.trim().is_empty()) {
                    records.push(Record { number, cells });
                }
            }
        }
        Ok(read)
    }

    fn take_cells(&mut self) -> Vec<String> {
        let ends = self.ends.get(..self.cells).unwrap_or_default();
        let begins = std::iter::once(0).chain(ends.iter().copied());
        let cells = begins.zip(ends.iter().copied());
        let cells: Vec<&[u8]> = cells
            .map(|(begin, end)| self.row.get(begin..end).unwrap_or_default())
            .collect();
        let cells = text(&cells);
        self.row_length = 0;
        self.cells = 0;
        cells
    }
}
