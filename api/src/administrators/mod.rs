//! Administrators.

mod activate;
mod export;
mod extend_enrollment;
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

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        activate, export, extend_enrollment, get, invite, list, remove, resend_invitation,
        reset_factors, send_password_reset, suspend, unlock, update,
    );
}
