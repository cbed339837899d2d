//! The organization's profile and settings.

mod get;
mod logo;
mod picture;
mod public;
mod set_logo;
mod suffix;
mod update;

pub use get::get;
pub(crate) use get::show;
pub use logo::{logo, logo_for_operator};
pub use public::public;
pub use set_logo::{remove_logo, set_logo};
pub(crate) use suffix::keys_above;
pub use update::update;
pub(crate) use update::{check, concerns_administrators};
