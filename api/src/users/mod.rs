//! Users, as administrators and programs manage them.

mod activate;
mod activity;
mod bulk;
mod counts;
mod create;
mod delete;
mod end_session;
mod end_sessions;
mod expire_password;
mod extend_enrolment;
mod get;
mod list;
mod list_sessions;
mod remove_recovery_email;
mod resend_activation;
mod resend_recovery_email;
mod reset_factors;
mod send_password_reset;
mod set_recovery_email;
mod set_temporary_password;
mod suspend;
mod unlock;
mod update;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(activate::activate)
        .service(activity::activity)
        .service(bulk::bulk)
        .service(counts::counts)
        .service(create::create)
        .service(delete::delete)
        .service(end_session::end_session)
        .service(end_sessions::end_sessions)
        .service(get::get)
        .service(list::list)
        .service(list_sessions::list_sessions)
        .service(resend_activation::resend_activation)
        .service(send_password_reset::send_password_reset)
        .service(set_temporary_password::set_temporary_password)
        .service(suspend::suspend)
        .service(extend_enrolment::extend_enrolment)
        .service(reset_factors::reset_factors)
        .service(unlock::unlock)
        .service(expire_password::expire_password)
        .service(remove_recovery_email::remove_recovery_email)
        .service(resend_recovery_email::resend_recovery_email)
        .service(set_recovery_email::set_recovery_email)
        .service(update::update);
}
