//! BER as LDAP uses it (RFC 4511, section 5.1): definite lengths, tags of one byte, texts in one piece.

mod header;
mod reader;
pub(crate) mod tag;
mod writer;

pub(crate) use header::Header;
pub(crate) use reader::{Reader, boolean, number, text};
pub(crate) use writer::Writer;
