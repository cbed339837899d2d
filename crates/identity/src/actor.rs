//! The callers of use cases. Only authentication creates these types, so holding one means that the
//! caller is authenticated.

use std::hash::Hash;
use std::ops::Deref;

use contract::events::PartyKind;
use contract::ids::{AdministratorId, ApiKeyId, BulkJobId, OrganizationId};
use contract::problem::ProblemType;
use mail::DoneBy;
use rules::role::{Permission, Role};
use rules::time::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::addresses::Portal;
use crate::crypto::{Asker, Lane, TokenHash};
use crate::network::Network;
use crate::precondition::Precondition;

/// The number of accounts that a browser can be known to at one portal.
pub const ACCOUNTS_PER_BROWSER: usize = 5;

/// The client that sent a request.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The client's IP address.
    pub address: String,
    /// The browser and operating system, from the user agent.
    pub device: String,
    /// The version that the resource named by the request must have. The code that holds the resource
    /// for the request checks it.
    pub expects: Precondition,
    /// The tokens in the browser's device cookie, as hashes: one for each account that the browser
    /// may be known to.
    browser_tokens: Vec<TokenHash>,
    /// The bulk job that acts for the client, which the events of its acts name.
    bulk_job: Option<BulkJobId>,
}

impl Client {
    /// A client with this address and device, and with these tokens in its device cookie.
    pub fn new<'a>(
        address: String,
        device: String,
        browser_tokens: impl Iterator<Item = &'a str>,
    ) -> Self {
        Self {
            address,
            device,
            browser_tokens: browser_tokens
                .take(ACCOUNTS_PER_BROWSER)
                .map(TokenHash::of)
                .collect(),
            expects: Precondition::default(),
            bulk_job: None,
        }
    }

    /// The same client, for which a bulk job acts.
    pub(crate) fn in_bulk_job(self, id: BulkJobId) -> Self {
        Self {
            bulk_job: Some(id),
            ..self
        }
    }

    /// The bulk job that acts for the client.
    pub(crate) const fn bulk_job(&self) -> Option<BulkJobId> {
        self.bulk_job
    }

    /// What two requests of the same browser have in common.
    pub(crate) fn browser(&self) -> String {
        format!("{} at {}", self.device, self.address)
    }

    pub(crate) fn browser_tokens(&self) -> Vec<Vec<u8>> {
        self.browser_tokens.iter().map(TokenHash::bytes).collect()
    }

    /// The client's request for a place in this lane of the hashing pool.
    pub fn asker(&self, lane: Lane) -> Asker {
        Asker::at(lane, self.address.parse().ok())
    }

    /// The request of a service, such as an LDAP client or a RADIUS server, for one of its many people.
    pub(crate) fn asker_for(&self, who: &impl Hash) -> Asker {
        self.asker(Lane::Service).on_behalf_of(who)
    }

    /// The network of the client, which is usually that of one household or company.
    pub(crate) fn network(&self) -> String {
        let address = self.address.parse();
        address.map_or_else(
            |_| String::new(),
            |address| Network::within(address, 24, 48).to_string(),
        )
    }

    /// Whether `address` is in the same range as the client's: that of a provider, within which the
    /// address of a person changes from day to day.
    pub(crate) fn is_near(&self, address: &str) -> bool {
        let range = |address: &str| {
            let address = address.parse().ok();
            address.map(|address| Network::within(address, 16, 32))
        };
        range(&self.address) == range(address)
    }
}

/// The actor or target of an event.
#[derive(Clone, Debug)]
pub struct Party {
    /// The kind.
    pub kind: PartyKind,
    /// Identifier; absent for the server and for anonymous callers.
    pub id: Option<Uuid>,
    /// The current name.
    pub name: String,
    /// The current email address, if there is one.
    pub email: Option<String>,
}

impl Party {
    /// The server itself.
    pub fn system() -> Self {
        Self {
            kind: PartyKind::System,
            id: None,
            name: "Latchkey".to_owned(),
            email: None,
        }
    }

    /// A caller who is not signed in.
    pub fn anonymous() -> Self {
        Self {
            kind: PartyKind::Anonymous,
            id: None,
            name: "Unknown (not signed in)".to_owned(),
            email: None,
        }
    }
}

/// The error for a sensitive action if the session's last authentication is too old.
pub(crate) const fn proof_required() -> Error {
    Error::Refused(
        ProblemType::ProofRequired,
        "This is a sensitive action: confirm your identity, then try again",
    )
}

/// A signed-in person who acts on their own account, through the portal of their session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub(crate) portal: Portal,
    pub(crate) organization: OrganizationId,
    pub(crate) account: Uuid,
    pub(crate) session: Uuid,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) client: Client,
}

/// A user with a live session of the User Portal.
#[derive(Clone, Debug)]
pub struct SignedInUser(pub(crate) SignedIn);

/// An administrator with a live session of the Admin Portal.
#[derive(Clone, Debug)]
pub struct SignedInAdministrator {
    pub(crate) signed_in: SignedIn,
    pub(crate) role: Role,
    /// Whether the session's last authentication was recent when the request was authenticated.
    pub(crate) proved_recently: bool,
}

/// A valid API key.
#[derive(Clone, Debug)]
pub struct ApiKeyPrincipal {
    pub(crate) id: ApiKeyId,
    pub(crate) organization: OrganizationId,
    pub(crate) name: String,
    pub(crate) scopes: Vec<Permission>,
    pub(crate) client: Client,
}

/// A caller of the administration use cases: an administrator or an API key.
#[derive(Clone, Debug)]
pub enum AdminPrincipal {
    /// An administrator.
    Administrator(SignedInAdministrator),
    /// An API key.
    ApiKey(ApiKeyPrincipal),
}

impl AdminPrincipal {
    /// The principal's organization. The principal cannot access any other.
    pub const fn organization(&self) -> OrganizationId {
        match self {
            Self::Administrator(one) => one.signed_in.organization,
            Self::ApiKey(one) => one.organization,
        }
    }

    /// The identifier of the administrator or API key.
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Administrator(one) => one.signed_in.account,
            Self::ApiKey(one) => one.id.0,
        }
    }

    /// Whether the role or the scopes include `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Self::Administrator(one) => one.role.allows(permission),
            Self::ApiKey(one) => one.scopes.contains(&permission),
        }
    }

    /// Requires a permission that depends on the content of the request. All other permissions are
    /// required by type: see [`Permitted`](crate::permitted::Permitted).
    ///
    /// # Errors
    /// `forbidden`, `proof-required`.
    pub(crate) fn require(&self, permission: Permission) -> Result<(), Error> {
        if !self.may(permission) {
            return Err(self.forbidden(&[permission]));
        }
        if permission.is_sensitive() {
            self.require_proof()?;
        }
        Ok(())
    }

    /// Requires recent authentication. API keys have no session to confirm; giving a key a scope
    /// requires recent authentication instead.
    ///
    /// # Errors
    /// `proof-required`.
    pub(crate) fn require_proof(&self) -> Result<(), Error> {
        match self {
            Self::Administrator(one) if !one.proved_recently => Err(proof_required()),
            _ => Ok(()),
        }
    }

    /// The error for a caller who has none of these permissions.
    pub(crate) fn forbidden(&self, permissions: &[Permission]) -> Error {
        Error::Forbidden {
            permissions: permissions.to_vec(),
            is_key: matches!(self, Self::ApiKey(_)),
        }
    }

    /// The administrator, for actions that API keys must not perform.
    ///
    /// # Errors
    /// `forbidden` for API keys.
    pub fn person(&self) -> Result<&SignedInAdministrator, Error> {
        match self {
            Self::Administrator(one) => Ok(one),
            Self::ApiKey(_) => Err(Error::Refused(
                ProblemType::Forbidden,
                "This requires an administrator in the Admin Portal, not an API key",
            )),
        }
    }

    /// The client that sent the request.
    pub const fn client(&self) -> &Client {
        match self {
            Self::Administrator(one) => &one.signed_in.client,
            Self::ApiKey(one) => &one.client,
        }
    }

    /// This principal, for the email about an action at `now`.
    pub(crate) fn done_by(&self, now: Timestamp) -> DoneBy {
        DoneBy {
            name: self.party().name,
            address: self.client().address.clone(),
            at: now.to_utc(),
        }
    }

    /// The principal as the actor or target of an event.
    pub fn party(&self) -> Party {
        match self {
            Self::Administrator(one) => one.party(),
            Self::ApiKey(one) => Party {
                kind: PartyKind::ApiKey,
                id: Some(one.id.0),
                name: one.name.clone(),
                email: None,
            },
        }
    }
}

impl SignedIn {
    /// This person, for the email about an action at `now`.
    pub(crate) fn done_by(&self, now: Timestamp) -> DoneBy {
        DoneBy {
            name: self.name.clone(),
            address: self.client.address.clone(),
            at: now.to_utc(),
        }
    }

    /// The person as the actor or target of an event.
    pub fn party(&self) -> Party {
        Party {
            kind: self.portal.account_kind().into(),
            id: Some(self.account),
            name: self.name.clone(),
            email: Some(self.email.clone()),
        }
    }

    /// The portal of the session.
    pub const fn portal(&self) -> Portal {
        self.portal
    }
}

impl Deref for SignedInUser {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl Deref for SignedInAdministrator {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.signed_in
    }
}

impl SignedInAdministrator {
    /// The administrator's identifier.
    pub const fn id(&self) -> AdministratorId {
        AdministratorId(self.signed_in.account)
    }
}

#[cfg(test)]
mod tests {
    use super::Client;

    #[test]
    fn an_unreadable_address_is_in_no_network() {
        assert_eq!(Client::default().network(), "");
    }
}
