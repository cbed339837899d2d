//! The organization's profile and settings.

mod get;
mod public;
mod update;

pub use get::get;
pub(crate) use get::show;
pub use public::public;
pub use update::update;
pub(crate) use update::{check, concerns_administrators};
