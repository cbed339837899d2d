//! The messages of an LDAP server: requests are read, filters are evaluated, and responses are written. The
//! crate does no I/O and reads no clock. The caller looks up the entries, verifies the passwords, and
//! decides who may see what.
//!
//! A request passes through these modules in this order:
//!
//! 1. [`message`] finds where a message ends in what a connection has received, and decodes it. What
//!    cannot be decoded ends the connection, or is answered with an error.
//! 2. [`request`] has the operations, and [`control`] what extends them.
//! 3. [`dn`] reads and compares the names of entries. [`filter`] says which entries have to be read from
//!    the database, and which of them match.
//! 4. [`entry`] selects the attributes that are returned. [`schema`] says which ones exist, how they
//!    are compared, and what clients are told about it.
//! 5. [`response`] writes the answer.
//!
//! ```
//! use ldap::control::ResponseControl;
//! use ldap::dn::Dn;
//! use ldap::entry::Entry;
//! use ldap::message::{self, DEFAULT_LIMIT, Request};
//! use ldap::request::{Kind, Operation};
//! use ldap::response::{Outcome, Response, ResultCode};
//! # use latchkey_ldap as ldap;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let received = b"\x30\x30\x02\x01\x02\x63\x2b\x04\x0cdc=acme,dc=x\x0a\x01\x02\x0a\x01\x00\x02\x01\x00\
//! #     \x02\x01\x00\x01\x01\x00\xa3\x0a\x04\x03uid\x04\x03Ada\x30\x00";
//! # let received = &received[..];
//! let mut buffer: Vec<u8> = received.to_vec();
//! let Some(bytes) = message::first_message(&buffer, DEFAULT_LIMIT)? else {
//!     return Ok(()); // Read more first.
//! };
//! let request = Request::decode(bytes).map_err(|error| format!("{error:?}"))?;
//! let length = bytes.len();
//! buffer.drain(..length);
//!
//! let Operation::Search(search) = request.operation else {
//!     return Ok(()); // Another operation.
//! };
//! let base = Dn::parse(&search.base)?;
//! let _condition = search.filter.plan(); // What to look for in the database.
//! let ada = Entry::new(base.child("ou", "people").child("uid", "ada"))
//!     .with("objectClass", ["top", "person"])
//!     .with("uid", ["ada"])
//!     .with("mail", ["ada@acme.example"]);
//! assert!(search.filter.matches(&ada));
//! let found = Response::entry(request.id, ada.select(&search.selection, search.types_only));
//! assert!(!found.encode().is_empty());
//! let outcome = Outcome::from(ResultCode::Success);
//! let mut done = Response::to(Kind::Search, request.id, outcome).ok_or("a search has a response")?;
//! if request.controls.paged.is_some() {
//!     let cookie = Vec::new(); // This was the last page.
//!     done = done.with(ResponseControl::PagedResults { estimate: 0, cookie });
//! }
//! assert!(!done.encode().is_empty());
//! # Ok(())
//! # }
//! ```

mod ber;
pub mod control;
pub mod dn;
pub mod entry;
pub mod error;
pub mod filter;
pub mod message;
pub mod request;
pub mod response;
pub mod schema;
mod text;
pub mod time;

#[cfg(test)]
mod tests;
