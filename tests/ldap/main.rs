//! LDAP clients of other projects, a Linux host among them, and hostile ones, against a real server.

#![expect(clippy::unwrap_used, reason = "in a test, that is how it fails")]

mod apache;
mod applications;
mod attacks;
mod certificate;
mod command_line;
mod documented;
mod for_application;
mod handshakes;
mod haproxy;
mod libraries;
mod linux_host;
mod operator;
mod proxies;
mod raw;
mod rust_client;
mod scans;
mod setting;
mod states;
mod tenants;

use std::path::{Path, PathBuf};

/// What `cargo xtask test` has installed for these tests.
fn installed(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable);
    path.unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test --only ldap`"))
        .into()
}

/// A file of these tests.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("ldap")
        .join(name)
}
