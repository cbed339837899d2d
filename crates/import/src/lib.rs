//! CSV, without I/O: reading and writing files, and for files of users, what the headers of other
//! products mean and what a row says about a user.
//!
//! A file is read in parts as it arrives, so that its size does not decide how much memory is used.
//! What is written here is read as the same texts: see `formula.rs`.

mod delimiter;
mod encoding;
mod error;
mod formula;
mod headers;
mod reader;
mod row;
#[cfg(test)]
mod tests;
mod write;

pub use error::FileError;
pub use headers::{RESULT_COLUMNS, guess, is_secret};
pub use reader::{Reader, Record};
pub use row::Row;
pub use write::{BYTE_ORDER_MARK, write_record};
