//! Sign-in, step by step, for both portals.

mod abandon;
mod accept_terms;
mod begin;
mod begin_passkey;
mod begin_passkey_factor;
mod replace_password;
mod resume;
mod step;
mod submit_factor;
mod submit_passkey;
mod submit_password;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: accept_terms);
    endpoints!(api, both portals:
        abandon, begin, begin_passkey, begin_passkey_factor, replace_password, resume,
        submit_factor, submit_passkey, submit_password,
    );
}
