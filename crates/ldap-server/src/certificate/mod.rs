//! The certificate of the server. It is read from files, and read again when they change.

mod files;
mod follow;
mod reloaded;

pub use files::{CertificateFiles, CertificateProblem};
pub use follow::LOOKS_EVERY;
pub use reloaded::Certificate;
