//! Signing in, step by step. The portals have the same steps at addresses of their own: those
//! of the Admin Portal are below `/admin`.

mod abandon;
mod answer;
mod begin;
mod factor;
mod passkey;
mod password;
mod replace_password;
mod resume;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(begin::user)
        .service(begin::administrator)
        .service(resume::user)
        .service(resume::administrator)
        .service(abandon::user)
        .service(abandon::administrator)
        .service(password::user)
        .service(password::administrator)
        .service(factor::begin_passkey)
        .service(factor::begin_passkey_administrator)
        .service(factor::submit)
        .service(factor::submit_administrator)
        .service(passkey::begin)
        .service(passkey::begin_administrator)
        .service(passkey::submit)
        .service(passkey::submit_administrator)
        .service(replace_password::user)
        .service(replace_password::administrator);
}
