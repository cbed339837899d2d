//! Signing in, step by step. The portals have the same steps at addresses of their own: those
//! of the Admin Portal are below `/admin`.

mod abandon;
mod answer;
mod begin;
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
        .service(replace_password::user)
        .service(replace_password::administrator);
}
