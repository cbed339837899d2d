//! Linux hosts: who may sign in to them with an SSH key. A host asks at each sign-in, and nothing is cached, so
//! a change applies to the next one.
//!
//! A host proves with its key which one it is, so it learns only about users who may sign in to it.

mod authorized_keys;
mod caller;
mod check_access;
mod create;
mod delete;
mod export;
mod key;
mod keys;
mod list;
mod table;
mod update;

pub use authorized_keys::authorized_keys;
pub use caller::{HostCaller, caller};
pub use check_access::check_access;
pub use create::create;
pub use delete::delete;
pub use export::ExportedHosts;
pub use key::replace_key;
pub use list::{get, list};
pub use update::update;
