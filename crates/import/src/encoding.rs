//! Turns the bytes of a file into bytes that are UTF-8, or else Windows-1252.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::FileError;
use crate::formula::restore;

/// How many bytes show the encoding.
const ENOUGH: usize = 4;

/// The decoder of one file. Text in UTF-16 becomes UTF-8. All other text stays as it is: commas,
/// quotation marks and line breaks are the same bytes in UTF-8 and in Windows-1252, so each row can be
/// decoded separately, with [`text`].
pub(crate) enum Decoder {
    /// The first bytes, until there are enough.
    Start(Vec<u8>),
    Utf16(Box<encoding_rs::Decoder>),
    Bytes,
}

impl Decoder {
    pub fn new() -> Self {
        Self::Start(Vec::new())
    }

    /// The next part of the file. `last` says that no other part follows.
    ///
    /// # Errors
    /// [`FileError::Workbook`].
    pub fn decode(&mut self, bytes: &[u8], last: bool) -> Result<Vec<u8>, FileError> {
        match self {
            Self::Bytes => Ok(bytes.to_vec()),
            Self::Utf16(decoder) => Ok(utf16(decoder, bytes, last)),
            Self::Start(start) => {
                start.extend_from_slice(bytes);
                if start.len() < ENOUGH && !last {
                    return Ok(Vec::new());
                }
                let start = std::mem::take(start);
                self.begin(&start, last)
            }
        }
    }

    fn begin(&mut self, start: &[u8], last: bool) -> Result<Vec<u8>, FileError> {
        if start.starts_with(b"PK\x03\x04") {
            return Err(FileError::Workbook);
        }
        let (rest, encoding) = match start {
            [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, None),
            [0xFF, 0xFE, rest @ ..] => (rest, Some(UTF_16LE)),
            [0xFE, 0xFF, rest @ ..] => (rest, Some(UTF_16BE)),
            // Without a byte order mark: a header begins with ASCII characters.
            [first, 0, _, 0, ..] if *first != 0 => (start, Some(UTF_16LE)),
            [0, second, 0, _, ..] if *second != 0 => (start, Some(UTF_16BE)),
            _ => (start, None),
        };
        match encoding {
            None => {
                *self = Self::Bytes;
                Ok(rest.to_vec())
            }
            Some(encoding) => {
                let mut decoder = Encoding::new_decoder_without_bom_handling(encoding);
                let text = utf16(&mut decoder, rest, last);
                *self = Self::Utf16(Box::new(decoder));
                Ok(text)
            }
        }
    }
}

fn utf16(decoder: &mut encoding_rs::Decoder, bytes: &[u8], last: bool) -> Vec<u8> {
    let most = decoder.max_utf8_buffer_length(bytes.len());
    let mut text = String::with_capacity(most.unwrap_or_default());
    // The capacity is enough, so all bytes are read at once.
    let _ = decoder.decode_to_string(bytes, &mut text, last);
    text.into_bytes()
}

/// The texts of the cells of a row. A row that is not valid UTF-8 is Windows-1252. NUL is left out, because no
/// text of a user contains it.
pub(crate) fn text(cells: &[&[u8]]) -> Vec<String> {
    let is_utf8 = cells.iter().all(|cell| std::str::from_utf8(cell).is_ok());
    let decode = |cell: &&[u8]| {
        let text = if is_utf8 {
            String::from_utf8_lossy(cell)
        } else {
            WINDOWS_1252.decode_without_bom_handling(cell).0
        };
        restore(&text.replace('\0', "")).to_owned()
    };
    cells.iter().map(decode).collect()
}
