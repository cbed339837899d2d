//! Applications: for administrators and programs, and the caller's own.

mod activate_certificate;
mod assign_group;
mod assign_user;
mod check_access;
mod count_access;
mod create;
mod create_certificate;
mod create_from_template;
mod create_secret;
mod delete;
mod delete_certificate;
mod delete_secret;
mod end_my_session;
mod end_session;
mod get;
mod get_template;
mod guide;
mod list;
mod list_groups;
mod list_mine;
mod list_my_grants;
mod list_my_sessions;
mod list_problems;
mod list_sessions;
mod list_templates;
mod list_users;
mod open;
mod pin;
mod preview_claims;
mod read_metadata;
mod unassign_group;
mod unassign_user;
mod unpin;
mod update;
mod withdraw_my_grant;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        activate_certificate, assign_group, assign_user, check_access, count_access, create, create_certificate,
        create_from_template, create_secret, delete, delete_certificate, delete_secret, end_my_session,
        end_session, get, get_template, guide, list, list_groups, list_mine, list_my_grants,
        list_my_sessions, list_problems, list_sessions, list_templates, list_users, open, pin,
        preview_claims, read_metadata, unassign_group, unassign_user, unpin, update, withdraw_my_grant,
    );
}
