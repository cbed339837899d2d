//! The organization's profile and settings.

mod get;
mod update;

pub use get::get;
pub use update::update;
