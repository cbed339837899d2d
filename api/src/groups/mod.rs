//! Groups of users.

mod add_member;
mod change_members;
mod create;
mod delete;
mod get;
mod list;
mod remove_member;
mod update;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        add_member, change_members, create, delete, get, list, remove_member, update,
    );
}
