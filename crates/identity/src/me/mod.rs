//! The signed-in person's own account.

mod activity;
mod get;
mod get_with_permissions;
mod update_profile;

pub use activity::activity;
pub use get::get;
pub use get_with_permissions::get_with_permissions;
pub use update_profile::update_profile;
