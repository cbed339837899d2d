//! XML: a reader that accepts little, and a writer whose output needs no canonicalization.

mod characters;
mod parse;
mod tree;
mod write;

pub(crate) use characters::{is_allowed, is_name, printable};
pub(crate) use parse::parse;
pub(crate) use tree::Element;
pub(crate) use write::Writer;
