//! Exports as downloads.

mod download;

pub use download::Download;
