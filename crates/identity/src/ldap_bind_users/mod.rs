//! Bind users: the accounts with which applications search the LDAP directory. They belong to the
//! organization and read only. Their passwords are random, so a fast hash is enough to store them.

mod create;
mod export;
mod list;
mod revoke;
mod show;
mod tell_owners;
mod verify;

pub use create::create;
pub use export::ExportedBindUsers;
pub use list::list;
pub use revoke::revoke;
pub(crate) use verify::{Verified, note_failure, verify};
