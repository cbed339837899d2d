//! The callers of use cases. Only authentication creates these types, so holding one means that the
//! caller is authenticated.

use std::net::IpAddr;
use std::ops::Deref;

use contract::events::{EventAction, PartyKind};
use contract::ids::{AdministratorId, ApiKeyId, OrganizationId};
use contract::problem::ProblemType;
use rules::role::{Permission, Role};
use uuid::Uuid;

use crate::Error;
use crate::addresses::Portal;
use crate::crypto::{Asker, Lane};
use crate::events::NewEvent;
use crate::network::Network;

/// The client that sent a request.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The client's IP address.
    pub address: String,
    /// The browser and operating system, from the user agent.
    pub device: String,
}

impl Client {
    /// The client's request for a place in this lane of the hashing pool.
    pub fn asker(&self, lane: Lane) -> Asker {
        let address: Option<IpAddr> = self.address.parse().ok();
        Asker {
            lane,
            networks: address.into_iter().flat_map(Network::around).collect(),
        }
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
}

impl Party {
    /// The server itself.
    pub fn system() -> Self {
        Self {
            kind: PartyKind::System,
            id: None,
            name: "Latchkey".to_owned(),
        }
    }

    /// A caller who is not signed in.
    pub fn anonymous() -> Self {
        Self {
            kind: PartyKind::Anonymous,
            id: None,
            name: "Unknown (not signed in)".to_owned(),
        }
    }
}

/// A signed-in person who acts on their own account, through the portal of their session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub(crate) portal: Portal,
    pub(crate) organization: OrganizationId,
    pub(crate) account: Uuid,
    pub(crate) session: Uuid,
    pub(crate) name: String,
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
    /// `forbidden`.
    pub(crate) fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(self.forbidden())
        }
    }

    pub(crate) const fn forbidden(&self) -> Error {
        Error::Refused(
            ProblemType::Forbidden,
            match self {
                Self::Administrator(_) => "Your role does not allow this; ask an owner",
                Self::ApiKey(_) => "The API key's scopes do not allow this",
            },
        )
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

    /// An event of this action by this principal.
    pub(crate) fn event(&self, action: EventAction) -> NewEvent<'_> {
        NewEvent::new(action, self.party()).from(self.client())
    }

    /// The principal as the actor or target of an event.
    pub fn party(&self) -> Party {
        match self {
            Self::Administrator(one) => one.party(),
            Self::ApiKey(one) => Party {
                kind: PartyKind::ApiKey,
                id: Some(one.id.0),
                name: one.name.clone(),
            },
        }
    }
}

impl SignedIn {
    /// An event of this action by this person.
    pub(crate) fn event(&self, action: EventAction) -> NewEvent<'_> {
        NewEvent::new(action, self.party()).from(&self.client)
    }

    /// The person as the actor or target of an event.
    pub fn party(&self) -> Party {
        Party {
            kind: self.portal.account_kind().into(),
            id: Some(self.account),
            name: self.name.clone(),
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
