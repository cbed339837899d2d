//! Signing up an organization, on servers that allow it: a person requests it, confirms their address
//! with an emailed link, and becomes its owner.
//!
//! A request writes the same row for every address. Whether the address belongs to an administrator
//! already is looked up later, by the worker that emails it, and only the mailbox learns it.

mod confirm;
mod find;
mod inspect;
mod request;
mod send;

pub use confirm::confirm;
pub use inspect::inspect;
pub use request::request;
pub use send::run;
