//! The signed-in person's own account.

mod activity;
mod administrator;
mod get;
mod update_profile;

pub use activity::activity;
pub use administrator::administrator;
pub use get::get;
pub use update_profile::update_profile;
