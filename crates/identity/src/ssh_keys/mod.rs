//! Public SSH keys of users, for the hosts that ask for them.
//!
//! A key is in an organization once: what a host logs about a key then names one person. It is public,
//! so a user who adds somebody else's key lets that person in to their own account, and nothing more.

mod add;
mod all;
mod export;
mod list;
mod parse;
mod refusal;
mod remove;
mod remove_since;
#[cfg(test)]
mod tests;

pub use add::{add_mine, add_of_user};
pub use all::all;
pub use export::ExportedSshKeys;
pub use list::{mine, of_user};
pub use remove::{remove_mine, remove_of_user};
pub(crate) use remove_since::remove_since;

use contract::ids::SshKeyId;
use contract::ssh_keys::SshKey;
use entity::ssh_key;
use mail::{CredentialChange, DoneBy};

/// Builds the API's representation of a key.
fn show(row: ssh_key::Model) -> SshKey {
    SshKey {
        id: SshKeyId(row.id),
        name: row.name,
        key_type: row.key_type,
        bits: u32::try_from(row.bits).unwrap_or_default(),
        fingerprint: row.fingerprint,
        public_key: row.public_key,
        comment: row.comment,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}

/// The facts of the email about a key.
fn change(row: &ssh_key::Model, by: DoneBy) -> CredentialChange {
    CredentialChange {
        name: row.name.clone(),
        what: row.fingerprint.clone(),
        by,
    }
}
