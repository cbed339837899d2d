//! Links sent by email. Each has a random token, stored as a hash, and is void once it is used,
//! replaced or expired.

mod find;
mod inspect;
mod set_password;
mod spend;

pub use find::portal_for;
pub use inspect::inspect;
pub use set_password::{begin_passkey, set_password};
pub(crate) use spend::spend_own;
