//! Mailed links: a random token each, stored as a hash, void once used, replaced or expired.

mod find;
mod inspect;
mod issue;
mod set_password;

pub use inspect::inspect;
pub use issue::{issue, pending, void_all};
pub use set_password::set_password;
