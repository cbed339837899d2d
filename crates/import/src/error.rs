use rules::import::{MAX_COLUMNS, MAX_FILE, MAX_ROW, MAX_ROWS};

/// Why a file cannot be read. The message says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing below a header.
    #[error(
        "The file has no rows. The first row must be the header, with a user in each row below it"
    )]
    Empty,
    /// An Excel workbook.
    #[error("This is a workbook, not a CSV file. In Excel, save it as CSV UTF-8")]
    Workbook,
    /// Larger than [`MAX_FILE`].
    #[error("The file is larger than {mib} MiB. Split it into several files", mib = MAX_FILE / 1024 / 1024)]
    TooLarge,
    /// More than [`MAX_ROWS`].
    #[error("The file has more than {MAX_ROWS} rows. Split it into several files")]
    TooManyRows,
    /// More than [`MAX_COLUMNS`].
    #[error("Row {0} has more than {MAX_COLUMNS} columns. Remove the columns that you do not need")]
    TooManyColumns(u32),
    /// Longer than [`MAX_ROW`].
    #[error(
        "Row {0} is longer than {kib} KiB. Check whether a quotation mark in it is never closed",
        kib = MAX_ROW / 1024
    )]
    RowTooLong(u32),
}

impl FileError {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::Workbook => "malformed",
            Self::TooLarge | Self::RowTooLong(_) => "too_long",
            Self::TooManyRows | Self::TooManyColumns(_) => "too_many",
        }
    }
}
