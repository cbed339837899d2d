//! The connections of an LDAP server: TLS, deadlines, limits, and which request gets which response. It
//! does not know what the directory contains: that is asked of a [`Directory`].
//!
//! Start with [`Server`]. A connection passes through these modules in this order:
//!
//! 1. [`Admission`] decides whether it may be open. If it is a proxy's, `connection` first finds out whose it is.
//! 2. `connection` starts TLS, finds the requests in what is received, and waits only as long as
//!    [`Patience`] says.
//! 3. `operations` answers each request, and asks the [`Directory`].

mod admission;
mod certificate;
mod client;
mod connection;
mod directory;
mod figures;
mod operations;
mod patience;
mod server;
mod settings;

#[cfg(test)]
mod tests;

pub use admission::{Admission, Admitted};
pub use certificate::{Certificate, CertificateFiles, CertificateProblem, LOOKS_EVERY};
pub use client::Client;
pub use directory::{Bound, Directory, Failed, Found, PasswordChange, Refusal, Wanted};
pub use figures::{Answered, Figures};
pub use patience::Patience;
pub use server::{Encryption, Server};
pub use settings::Settings;

use std::sync::Arc;

/// What all connections share.
pub(crate) struct Shared<D> {
    pub directory: D,
    pub admission: Arc<dyn Admission>,
    pub settings: Settings,
    pub figures: Arc<Figures>,
}
