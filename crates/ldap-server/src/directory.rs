//! What answers the requests. Connections know only this interface, not what is behind it.

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use ldap::control::{PasswordPolicyError, PasswordPolicyWarning};
use ldap::dn::Dn;
use ldap::entry::Entry;
use ldap::filter::Filter;
use ldap::request::{Compare, Scope, Selection};
use ldap::response::{Outcome, ResultCode};

use crate::Client;

/// What answers the requests.
///
/// A future of these functions is dropped when the client gives up on the request, except for changes of
/// passwords: they are completed.
#[async_trait]
pub trait Directory: Send + Sync + 'static {
    /// Who a connection is authenticated as. It is passed to every function, which checks whether it is
    /// still valid.
    type Identity: Clone + Send + Sync + 'static;

    /// Verifies a password. Neither the name nor the password is empty.
    async fn bind(
        &self,
        client: &Client,
        name: &Dn,
        password: &str,
    ) -> Result<Bound<Self::Identity>, Refusal>;

    /// Finds entries.
    async fn search(&self, who: &Self::Identity, wanted: &Wanted<'_>) -> Result<Found, Failed>;

    /// Compares a value with those of an entry.
    async fn compare(&self, who: &Self::Identity, request: &Compare) -> Result<ResultCode, Failed>;

    /// The current name of the entry that the connection is authenticated as.
    async fn who_am_i(&self, who: &Self::Identity) -> Result<Dn, Failed>;

    /// The suffixes that the connection may know.
    async fn naming_contexts(&self, who: &Self::Identity) -> Result<Vec<Dn>, Failed>;

    /// Replaces a password. Without an identity, the request must contain the current password.
    async fn change_password(
        &self,
        client: &Client,
        who: Option<&Self::Identity>,
        change: &PasswordChange<'_>,
    ) -> Result<(), Failed>;
}

/// The password was correct.
#[derive(Clone, Debug)]
pub struct Bound<I> {
    /// Who it was.
    pub identity: I,
    /// What will soon become a problem. It is told only if the client has asked.
    pub warning: Option<PasswordPolicyWarning>,
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The result.
    pub outcome: Outcome,
    /// The state of the password. It is told only if the client has asked.
    pub password_policy: Option<PasswordPolicyError>,
}

impl From<Outcome> for Refusal {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            password_policy: None,
        }
    }
}

/// Why a request of an authenticated connection fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The identity is no longer valid. The connection is anonymous from now on.
    Ended(Outcome),
    /// This request is refused.
    Refused(Refusal),
}

/// What a search looks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Where the search begins.
    pub base: &'a Dn,
    /// Which entries are searched, seen from there.
    pub scope: Scope,
    /// Which of them are found.
    pub filter: &'a Filter,
    /// Which attributes are returned. Others need not be read.
    pub selection: &'a Selection,
    /// Where an earlier part of the same search ended. Empty at the beginning.
    pub cookie: &'a [u8],
    /// The maximum number of entries, at least one.
    pub limit: usize,
}

/// What a search has found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The entries, with what the client may see.
    pub entries: Vec<Entry>,
    /// Where this part of the search ended. Empty if nothing is left.
    pub cookie: Vec<u8>,
    /// Dropped when the entries are sent and forgotten.
    pub held: Option<Arc<dyn Any + Send + Sync>>,
}

/// A new password.
#[derive(Clone, Copy)]
pub struct PasswordChange<'a> {
    /// Whose password: the text of a DN, or any other name. `None` if it is that of the identity.
    pub of: Option<&'a str>,
    /// The current password.
    pub old: Option<&'a str>,
    /// The new one. `None` asks the server to generate it.
    pub new: Option<&'a str>,
}
