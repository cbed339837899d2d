//! How the server treats its clients.

use crate::Patience;

/// How the server treats its clients.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// How long it waits for them.
    pub patience: Patience,
    /// Whether clients on the same machine may send passwords without TLS.
    pub danger_plain_passwords: bool,
    /// The version of Latchkey.
    pub version: &'static str,
}
