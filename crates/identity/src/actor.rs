//! Who asks. These types are made by authentication only, so whoever holds one is that
//! person or program; what they may do is asked of them.

use contract::events::ActorKind;
use contract::ids::{AdministratorId, ApiKeyId, OrganizationId, SessionId, UserId};
use contract::problem::ProblemType;
use rules::role::{Permission, Role};
use uuid::Uuid;

use crate::Error;

/// Where a request came from, as far as it can be known.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The client's IP address.
    pub address: String,
    /// The browser and system, as the user agent says.
    pub device: String,
}

/// Somebody or something, as events name them.
#[derive(Clone, Debug)]
pub struct Party {
    /// Of what kind.
    pub kind: &'static str,
    /// Identifier, where there is one.
    pub id: Option<Uuid>,
    /// The name at this time.
    pub name: String,
}

impl Party {
    /// The server itself.
    pub fn system() -> Self {
        Self {
            kind: "system",
            id: None,
            name: "Latchkey".to_owned(),
        }
    }

    /// Somebody who has not signed in.
    pub fn anonymous() -> Self {
        Self {
            kind: "anonymous",
            id: None,
            name: "Somebody not signed in".to_owned(),
        }
    }

    /// The kind as the contract names it.
    pub fn actor_kind(kind: &str) -> ActorKind {
        match kind {
            "user" => ActorKind::User,
            "administrator" => ActorKind::Administrator,
            "api_key" => ActorKind::ApiKey,
            "anonymous" => ActorKind::Anonymous,
            _ => ActorKind::System,
        }
    }
}

/// A user with a live session of the User Portal.
#[derive(Clone, Debug)]
pub struct SignedInUser {
    pub(crate) id: UserId,
    pub(crate) organization: OrganizationId,
    pub(crate) session: SessionId,
    pub(crate) name: String,
    pub(crate) client: Client,
}

/// An administrator with a live session of the Admin Portal.
#[derive(Clone, Debug)]
pub struct SignedInAdministrator {
    pub(crate) id: AdministratorId,
    pub(crate) organization: OrganizationId,
    pub(crate) session: SessionId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) client: Client,
}

/// A program with a live API key.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) id: ApiKeyId,
    pub(crate) organization: OrganizationId,
    pub(crate) name: String,
    pub(crate) scopes: Vec<Permission>,
    pub(crate) client: Client,
}

/// Whoever administers: a person in the Admin Portal, or a program.
#[derive(Clone, Debug)]
pub enum Operator {
    /// A person.
    Administrator(SignedInAdministrator),
    /// A program.
    Program(Program),
}

impl Operator {
    /// The organization that the operator belongs to, and the only one they reach.
    pub const fn organization(&self) -> OrganizationId {
        match self {
            Self::Administrator(one) => one.organization,
            Self::Program(one) => one.organization,
        }
    }

    /// Whether the operator's role or scopes hold `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Self::Administrator(one) => one.role.allows(permission),
            Self::Program(one) => one.scopes.contains(&permission),
        }
    }

    /// Refuses unless the operator holds `permission`.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(Error::Refused(
                ProblemType::Forbidden,
                match self {
                    Self::Administrator(_) => "Your role does not allow this; ask an owner",
                    Self::Program(_) => "The API key's scopes do not allow this",
                },
            ))
        }
    }

    /// The person behind the request.
    ///
    /// # Errors
    /// `forbidden` for programs: some acts need a person.
    pub fn person(&self) -> Result<&SignedInAdministrator, Error> {
        match self {
            Self::Administrator(one) => Ok(one),
            Self::Program(_) => Err(Error::Refused(
                ProblemType::Forbidden,
                "This needs a person in the Admin Portal, not an API key",
            )),
        }
    }

    /// Where the request came from.
    pub const fn client(&self) -> &Client {
        match self {
            Self::Administrator(one) => &one.client,
            Self::Program(one) => &one.client,
        }
    }

    /// The operator, as events name them.
    pub fn party(&self) -> Party {
        match self {
            Self::Administrator(one) => one.party(),
            Self::Program(one) => Party {
                kind: "api_key",
                id: Some(one.id.0),
                name: one.name.clone(),
            },
        }
    }
}

impl SignedInUser {
    /// The user, as events name them.
    pub fn party(&self) -> Party {
        Party {
            kind: "user",
            id: Some(self.id.0),
            name: self.name.clone(),
        }
    }

    /// The user's identifier.
    pub const fn id(&self) -> UserId {
        self.id
    }
}

impl SignedInAdministrator {
    /// The administrator, as events name them.
    pub fn party(&self) -> Party {
        Party {
            kind: "administrator",
            id: Some(self.id.0),
            name: self.name.clone(),
        }
    }

    /// The administrator's identifier.
    pub const fn id(&self) -> AdministratorId {
        self.id
    }
}
