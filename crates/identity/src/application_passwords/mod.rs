//! Application passwords: generated secrets with which one application or device signs a user in where
//! nobody can be asked for MFA, such as a directory or a network.
//!
//! A secret has 140 random bits, so a fast hash is enough to store it, and verifying it costs nothing. It
//! works for the one application that it was created for. A new account password does not change it, but
//! it is worth as much as the account: a suspended, locked or expired user cannot use it. Only during a lock
//! after wrong passwords, the policy of the application decides.

mod all;
mod create;
mod export;
mod export_rows;
mod list;
mod refusal;
mod revoke;
mod revoke_since;
mod secret;
mod show;
mod verify;

pub use all::all;
pub use create::create;
pub use export::ExportedApplicationPasswords;
pub use export_rows::{ApplicationPasswordRow, ApplicationPasswordRows};
pub use list::{mine, of_user};
pub use revoke::{revoke_mine, revoke_of_user};
pub(crate) use revoke_since::revoke_since;
pub use verify::{Attempt, Proved, Resource, Verified, may_be_one, verify};
pub(crate) use verify::{still_works, verify_first, would_refuse};

use entity::application_password::Model;
use mail::{CredentialChange, DoneBy};

/// What the password is for, if it is for no application.
const DEVICE: &str = "A device or program";

/// The facts of the email about an application password for `application`.
fn change(row: &Model, application: String, by: DoneBy) -> CredentialChange {
    CredentialChange {
        name: row.name.clone(),
        what: application,
        by,
    }
}
