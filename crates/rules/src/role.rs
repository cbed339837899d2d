//! What each role of administrators, and each scope of an API key, allows.

/// A right that a use case asks for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Permission {
    /// See users, their sessions and activity.
    #[serde(rename = "users:read")]
    UsersRead,
    /// Help one user in: resend, reset, temporary password, unlock, end sessions.
    #[serde(rename = "users:assist")]
    UsersAssist,
    /// Create, change, activate, suspend and delete users.
    #[serde(rename = "users:write")]
    UsersWrite,
    /// See the administrators.
    #[serde(rename = "administrators:read")]
    AdministratorsRead,
    /// Invite, change, suspend and remove administrators.
    #[serde(rename = "administrators:write")]
    AdministratorsWrite,
    /// See the organization's profile and settings.
    #[serde(rename = "organization:read")]
    OrganizationRead,
    /// Change them.
    #[serde(rename = "organization:write")]
    OrganizationWrite,
    /// See the events and the mail delivery log.
    #[serde(rename = "events:read")]
    EventsRead,
    /// See, create and revoke API keys.
    #[serde(rename = "api_keys:write")]
    ApiKeysWrite,
}

impl Permission {
    /// Every permission there is.
    pub const ALL: [Self; 9] = [
        Self::UsersRead,
        Self::UsersAssist,
        Self::UsersWrite,
        Self::AdministratorsRead,
        Self::AdministratorsWrite,
        Self::OrganizationRead,
        Self::OrganizationWrite,
        Self::EventsRead,
        Self::ApiKeysWrite,
    ];

    /// What an API key may be given. Administrators and keys are managed by people.
    pub const SCOPES: [Self; 6] = [
        Self::UsersRead,
        Self::UsersAssist,
        Self::UsersWrite,
        Self::AdministratorsRead,
        Self::OrganizationRead,
        Self::EventsRead,
    ];

    /// The stable name, as stored and as sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UsersRead => "users:read",
            Self::UsersAssist => "users:assist",
            Self::UsersWrite => "users:write",
            Self::AdministratorsRead => "administrators:read",
            Self::AdministratorsWrite => "administrators:write",
            Self::OrganizationRead => "organization:read",
            Self::OrganizationWrite => "organization:write",
            Self::EventsRead => "events:read",
            Self::ApiKeysWrite => "api_keys:write",
        }
    }

    /// The permission with this stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// What an administrator is in the organization, from most to least.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "help_desk"))]
pub enum Role {
    /// Everything, other administrators included.
    Owner,
    /// Users, settings and API keys, but not administrators.
    Manager,
    /// Sees users and helps them in.
    HelpDesk,
    /// Sees everything, changes nothing.
    ReadOnly,
}

impl Role {
    /// Every role there is, from most to least.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::HelpDesk, Self::ReadOnly];

    /// The stable name, as stored and as sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::HelpDesk => "help_desk",
            Self::ReadOnly => "read_only",
        }
    }

    /// The role with this stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The role as people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Manager => "Manager",
            Self::HelpDesk => "Help desk",
            Self::ReadOnly => "Read only",
        }
    }

    /// Whether this role holds `permission`.
    pub const fn allows(self, permission: Permission) -> bool {
        use Permission::{
            AdministratorsRead, AdministratorsWrite, ApiKeysWrite, EventsRead, OrganizationRead,
            OrganizationWrite, UsersAssist, UsersRead, UsersWrite,
        };
        match permission {
            UsersRead | AdministratorsRead | OrganizationRead | EventsRead => true,
            UsersAssist => !matches!(self, Self::ReadOnly),
            UsersWrite | OrganizationWrite | ApiKeysWrite => {
                matches!(self, Self::Owner | Self::Manager)
            }
            AdministratorsWrite => matches!(self, Self::Owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_holds_all_that_a_lower_one_does() {
        for pair in Role::ALL.windows(2) {
            for permission in Permission::ALL {
                assert!(pair[0].allows(permission) || !pair[1].allows(permission));
            }
        }
    }

    #[test]
    fn names_survive_a_round_trip() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Some(permission));
            let json = serde_json::to_string(&permission).unwrap_or_default();
            assert_eq!(json, format!("\"{}\"", permission.as_str()));
        }
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
    }
}
