//! The signed-in person's own account.

mod activity;
mod change_password;
mod end_other_sessions;
mod end_session;
mod forget_known_browser;
mod get;
mod get_with_permissions;
mod list_known_browsers;
mod list_sessions;
mod remove_recovery_email;
mod resend_email_verification;
mod resend_recovery_email;
mod set_recovery_email;
mod update_profile;
mod verify_email;
mod verify_recovery_email;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        get, get_with_permissions, remove_recovery_email, resend_email_verification,
        resend_recovery_email, set_recovery_email, update_profile, verify_email,
        verify_recovery_email,
    );
    endpoints!(api, both portals:
        activity, change_password, end_other_sessions, end_session, forget_known_browser,
        list_known_browsers, list_sessions,
    );
}
