//! Second factors of one's own account, and the proof that sensitive acts ask for. The portals
//! have the same at addresses of their own: those of the Admin Portal are below `/admin`.

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

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(add_passkey::user)
        .service(add_passkey::administrator)
        .service(begin_passkey::user)
        .service(begin_passkey::administrator)
        .service(begin_passkey_proof::user)
        .service(begin_passkey_proof::administrator)
        .service(begin_totp::user)
        .service(begin_totp::administrator)
        .service(confirm_totp::user)
        .service(confirm_totp::administrator)
        .service(list::user)
        .service(list::administrator)
        .service(proof::user)
        .service(proof::administrator)
        .service(prove::user)
        .service(prove::administrator)
        .service(recovery_codes::user)
        .service(recovery_codes::administrator)
        .service(remove::user)
        .service(remove::administrator)
        .service(rename::user)
        .service(rename::administrator);
}
