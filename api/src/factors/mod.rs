//! MFA of the caller's own account, and step-up authentication, for both portals.

mod add_passkey;
mod begin_passkey;
mod begin_passkey_proof;
mod begin_totp;
mod confirm_totp;
mod list;
mod proof;
mod prove;
mod recovery_codes;
mod remove;
mod rename;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api, both portals:
        add_passkey, begin_passkey, begin_passkey_proof, begin_totp, confirm_totp, list,
        proof, prove, recovery_codes, remove, rename,
    );
}
