//! What emails say about credentials that are used outside of the browser.

use super::cases::DoneBy;
use super::wording::{OPEN_PORTAL, Wording};

/// A credential that was added or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialChange {
    /// The name that its owner gave it.
    pub name: String,
    /// What identifies it: the fingerprint of a key, or what a password is for.
    pub what: String,
    /// Who added or removed it.
    pub by: DoneBy,
}

pub(super) fn ssh_key_added(change: &CredentialChange) -> Wording<'static> {
    let wording = Wording::new("SSH key added", "an SSH key was added")
        .say("An SSH key was added to your account at {{organization}}. Anyone with its private key can sign in as you to hosts that accept it.");
    ssh_key(wording, change)
        .closing("If this wasn't you, remove the key under Security now, reset your password, and tell your administrator.")
}

pub(super) fn ssh_key_removed(change: &CredentialChange) -> Wording<'static> {
    let wording = Wording::new("SSH key removed", "an SSH key was removed")
        .say("An SSH key was removed from your account at {{organization}}. It no longer signs you in to hosts.");
    ssh_key(wording, change)
        .closing("If this wasn't you, check the keys under Security, and tell your administrator.")
}

pub(super) fn application_password_created(change: &CredentialChange) -> Wording<'static> {
    let wording = Wording::new("Application password created", "a new application password")
        .say("An application password was created for your account at {{organization}}. It allows sign-in without MFA, to one application or device only.");
    application_password(wording, change)
        .closing("If this wasn't you, revoke it under Security now, reset your password, and tell your administrator.")
}

pub(super) fn application_password_revoked(change: &CredentialChange) -> Wording<'static> {
    let wording = Wording::new("Application password revoked", "an application password was revoked")
        .say("An application password of your account at {{organization}} was revoked. The application or device that uses it can no longer sign in.");
    application_password(wording, change).closing(
        "If this wasn't you, ask your administrator. You can create another one under Security.",
    )
}

fn application_password(wording: Wording<'static>, change: &CredentialChange) -> Wording<'static> {
    let wording = wording
        .fact("Application password", &change.name)
        .fact("For", &change.what);
    by(wording, change)
}

fn ssh_key(wording: Wording<'static>, change: &CredentialChange) -> Wording<'static> {
    let wording = wording
        .fact("SSH key", &change.name)
        .fact("Fingerprint", &change.what);
    by(wording, change)
}

fn by(wording: Wording<'static>, change: &CredentialChange) -> Wording<'static> {
    wording
        .fact("Changed by", &change.by.name)
        .safe_fact("IP address", &change.by.address)
        .time(change.by.at)
        .button(OPEN_PORTAL)
}
