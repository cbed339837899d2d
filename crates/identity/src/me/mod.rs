//! The signed-in person's own account.

mod activity;
mod get;
mod get_administrator;
mod update_profile;

pub use activity::activity;
pub use get::get;
pub use get_administrator::administrator;
pub use update_profile::update_profile;
