//! CSV, without I/O: reading and writing files, and for files of users, what the headers of other
//! products mean and what a row says about a user.
//!
//! A file is read in parts as it arrives, so memory use does not depend on its size. Texts that are
//! written here are read back unchanged: see `formula.rs`.

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
