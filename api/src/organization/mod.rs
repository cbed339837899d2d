//! The organization.

mod get;
mod logo;
mod public;
mod remove_logo;
mod set_logo;
mod update;

use crate::routes::{Endpoints, endpoints};

pub use logo::show_logo;

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: get, public, remove_logo, set_logo, update);
}
