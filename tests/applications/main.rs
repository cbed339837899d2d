//! Applications and libraries of other projects sign people in through a real server: what they make of
//! OpenID Connect, SAML and RADIUS is what counts. Each is used as its own documentation says.

#![expect(clippy::unwrap_used, reason = "in a test, that is how it fails")]

mod apache;
mod clients;
mod endpoints;
mod freeradius;
mod jupyterhub;
mod mlflow;
mod process;
mod saml;
mod sample;
mod setting;
mod template;
mod webhook_receivers;

use std::path::{Path, PathBuf};

/// What `cargo xtask test` has installed for these tests.
fn installed(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable);
    path.unwrap_or_else(|| {
        panic!("{variable} is not set: run `cargo xtask test --only applications`")
    })
    .into()
}

/// A file or folder of these tests.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("applications")
        .join(name)
}
