//! The organization's own terms of service: published by administrators, accepted by users.
//!
//! A published version never changes. Each account has the number of the version that it accepted last, and
//! each organization that of the current one, so whether terms are due is known wherever both rows are read
//! ([`crate::accounts`]). A sign-in asks for them before its session begins, and the gate before an
//! application opens.

mod accept;
mod export;
mod find;
mod get;
mod get_mine;
mod list_of_user;
mod set;

pub use accept::accept;
pub(crate) use accept::accept_within;
pub use export::{ExportedAcceptance, ExportedAcceptances, ExportedTerms, ExportedVersion};
pub(crate) use find::published;
pub use get::get;
pub use get_mine::mine;
pub use list_of_user::of_user;
pub use set::set;
