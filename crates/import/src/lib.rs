//! Files of users, without I/O: decoding, rows, what the headers of other products mean, and what a
//! row says about a user.
//!
//! A file is read in parts as it arrives, so that its size does not decide how much memory is used.

mod delimiter;
mod encoding;
mod error;
mod headers;
mod reader;
mod row;
#[cfg(test)]
mod tests;
mod write;

pub use error::FileError;
pub use headers::{guess, is_secret};
pub use reader::{Reader, Record};
pub use row::Row;
pub use write::write_record;
