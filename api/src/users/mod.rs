//! Users, managed by administrators and programs.

mod activate;
mod activity;
mod bulk;
mod change_email;
mod check_directory_access;
mod counts;
mod create;
mod delete;
mod diagnose_sign_in;
mod end_session;
mod end_sessions;
mod expire_password;
mod export;
mod extend_enrollment;
mod forget_known_browser;
mod get;
mod list;
mod list_applications;
mod list_groups;
mod list_known_browsers;
mod list_sessions;
mod lock;
mod remove_recovery_email;
mod resend_activation;
mod resend_email_verification;
mod resend_recovery_email;
mod reset_factors;
mod send_activation;
mod send_password_reset;
mod set_recovery_email;
mod set_temporary_password;
mod suspend;
mod unlock;
mod update;
mod void_email_undo;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        activate, activity, bulk, change_email, check_directory_access, counts, create, delete, diagnose_sign_in, end_session,
        end_sessions, expire_password, export, extend_enrollment, forget_known_browser, get, list,
        list_applications, list_groups, list_known_browsers, list_sessions, lock, remove_recovery_email, resend_activation,
        resend_email_verification, resend_recovery_email, reset_factors, send_activation, send_password_reset,
        set_recovery_email, set_temporary_password, suspend, unlock, update, void_email_undo,
    );
}
