//! Shared by the tests: a message of each kind, and an SMTP server on loopback.
#![allow(
    dead_code,
    reason = "each test binary uses its own part of this module"
)]

pub mod samples;
pub mod server;
