//! Application passwords of users: their own, and those of others.

mod create;
mod export;
mod list;
mod list_mine;
mod list_of_user;
mod revoke_mine;
mod revoke_of_user;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        create, export, list, list_mine, list_of_user, revoke_mine, revoke_of_user,
    );
}
