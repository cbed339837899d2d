//! Public SSH keys of users: their own, and those of others.

mod add_mine;
mod add_of_user;
mod export;
mod list;
mod list_mine;
mod list_of_user;
mod remove_mine;
mod remove_of_user;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        add_mine, add_of_user, export, list, list_mine, list_of_user, remove_mine, remove_of_user,
    );
}
