//! Administrators.

mod activate;
mod extend_enrolment;
mod get;
mod invite;
mod list;
mod remove;
mod resend_invitation;
mod reset_factors;
mod send_password_reset;
mod suspend;
mod unlock;
mod update;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(activate::activate)
        .service(get::get)
        .service(invite::invite)
        .service(list::list)
        .service(remove::remove)
        .service(resend_invitation::resend_invitation)
        .service(send_password_reset::send_password_reset)
        .service(suspend::suspend)
        .service(extend_enrolment::extend_enrolment)
        .service(reset_factors::reset_factors)
        .service(unlock::unlock)
        .service(update::update);
}
