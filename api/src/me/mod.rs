//! The signed-in person's own account.

mod activity;
mod activity_administrator;
mod change_password;
mod change_password_administrator;
mod end_other_sessions;
mod end_other_sessions_administrator;
mod end_session;
mod end_session_administrator;
mod get;
mod get_administrator;
mod list_sessions;
mod list_sessions_administrator;
mod remove_recovery_email;
mod resend_recovery_email;
mod set_recovery_email;
mod update_profile;
mod verify_recovery_email;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(activity::activity)
        .service(activity_administrator::activity_administrator)
        .service(change_password::change_password)
        .service(change_password_administrator::change_password_administrator)
        .service(end_other_sessions::end_other_sessions)
        .service(end_other_sessions_administrator::end_other_sessions_administrator)
        .service(end_session::end_session)
        .service(end_session_administrator::end_session_administrator)
        .service(get::get)
        .service(get_administrator::get_administrator)
        .service(list_sessions::list_sessions)
        .service(list_sessions_administrator::list_sessions_administrator)
        .service(remove_recovery_email::remove_recovery_email)
        .service(resend_recovery_email::resend_recovery_email)
        .service(set_recovery_email::set_recovery_email)
        .service(verify_recovery_email::verify_recovery_email)
        .service(update_profile::update_profile);
}
