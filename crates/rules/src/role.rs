//! What each role of administrators, and each scope of an API key, allows.

crate::named_values! {
    /// A right that a use case asks for.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum Permission {
        /// See users, their sessions and activity.
        UsersRead = "users:read",
        /// Help one user in: resend, reset, temporary password, unlock, end sessions.
        UsersAssist = "users:assist",
        /// Create, change, activate, suspend and delete users.
        UsersWrite = "users:write",
        /// See the administrators.
        AdministratorsRead = "administrators:read",
        /// Invite, change, suspend and remove administrators.
        AdministratorsWrite = "administrators:write",
        /// See the organization's profile and settings.
        OrganizationRead = "organization:read",
        /// Change them.
        OrganizationWrite = "organization:write",
        /// See the events and the mail delivery log.
        EventsRead = "events:read",
        /// See, create and revoke API keys.
        ApiKeysWrite = "api_keys:write",
    }
}

impl Permission {
    /// What an API key may be given. Administrators and keys are managed by people.
    pub const SCOPES: [Self; 6] = [
        Self::UsersRead,
        Self::UsersAssist,
        Self::UsersWrite,
        Self::AdministratorsRead,
        Self::OrganizationRead,
        Self::EventsRead,
    ];
}

crate::named_values! {
    /// What an administrator is in the organization, from most to least.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "help_desk"))]
    pub enum Role {
        /// Everything, other administrators included.
        Owner = "owner",
        /// Users, settings and API keys, but not administrators.
        Manager = "manager",
        /// Sees users and helps them in.
        HelpDesk = "help_desk",
        /// Sees everything, changes nothing.
        ReadOnly = "read_only",
    }
}

impl Role {
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
