//! What emails say about credentials that are used outside of the browser.

use super::message::DoneBy;
use super::wording::{OPEN_PORTAL, Wording};

/// A credential that was added or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialChange {
    /// The name that its owner gave it.
    pub name: String,
    /// What identifies it: the fingerprint of a key, for example.
    pub what: String,
    /// Who added or removed it.
    pub by: DoneBy,
}

pub(super) fn ssh_key_added(change: &CredentialChange, org: &str) -> Wording<'static> {
    let wording = Wording::new("SSH key added", "an SSH key was added").say(format!(
        "An SSH key was added to your account at {org}. Whoever has its private key can sign in as you to the hosts that accept it."
    ));
    ssh_key(wording, change)
        .closing("If this wasn't you, remove the key under Security now, reset your password, and tell your administrator.")
}

pub(super) fn ssh_key_removed(change: &CredentialChange, org: &str) -> Wording<'static> {
    let wording = Wording::new("SSH key removed", "an SSH key was removed").say(format!(
        "An SSH key was removed from your account at {org}. It no longer signs you in to hosts."
    ));
    ssh_key(wording, change)
        .closing("If this wasn't you, check the keys under Security, and tell your administrator.")
}

fn ssh_key(wording: Wording<'static>, change: &CredentialChange) -> Wording<'static> {
    wording
        .fact("SSH key", &change.name)
        .fact("Fingerprint", &change.what)
        .fact("Changed by", &change.by.name)
        .fact("IP address", &change.by.address)
        .time(change.by.at)
        .button(OPEN_PORTAL)
}
