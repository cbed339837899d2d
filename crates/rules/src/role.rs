//! The permissions of administrator roles and API key scopes.

crate::named_values! {
    /// A permission that a use case requires.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum Permission {
        /// View users, their sessions and activity.
        UsersRead = "users:read",
        /// Help a user: resend emails, reset passwords and MFA, unlock, end sessions.
        UsersAssist = "users:assist",
        /// Create, change, activate, suspend and delete users.
        UsersWrite = "users:write",
        /// View groups and who is in them.
        GroupsRead = "groups:read",
        /// Create, change and delete groups, and change who is in them.
        GroupsWrite = "groups:write",
        /// View applications and who they are open to.
        ApplicationsRead = "applications:read",
        /// Create, change and delete applications, and assign them.
        ApplicationsWrite = "applications:write",
        /// View administrators.
        AdministratorsRead = "administrators:read",
        /// Invite, change, suspend and remove administrators.
        AdministratorsWrite = "administrators:write",
        /// View the organization's profile and settings.
        OrganizationRead = "organization:read",
        /// Change the organization's profile and settings.
        OrganizationWrite = "organization:write",
        /// View events and the email delivery log.
        EventsRead = "events:read",
        /// View, create and revoke API keys.
        ApiKeysWrite = "api_keys:write",
    }
}

impl Permission {
    /// The permissions that an API key can have. Only people can manage administrators, settings and
    /// API keys.
    pub const SCOPES: [Self; 10] = [
        Self::UsersRead,
        Self::UsersAssist,
        Self::UsersWrite,
        Self::GroupsRead,
        Self::GroupsWrite,
        Self::ApplicationsRead,
        Self::ApplicationsWrite,
        Self::AdministratorsRead,
        Self::OrganizationRead,
        Self::EventsRead,
    ];

    /// Whether its actions are sensitive: they require step-up authentication within the last five
    /// minutes, so a stolen session is not enough to take over the organization or to send its users to
    /// another site.
    pub const fn is_sensitive(self) -> bool {
        matches!(
            self,
            Self::ApplicationsWrite
                | Self::AdministratorsWrite
                | Self::OrganizationWrite
                | Self::ApiKeysWrite
        )
    }
}

/// The scopes of an API key, stored as their names, joined by spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyScopes {
    /// What the key may do.
    pub permissions: Vec<Permission>,
    /// The names of scopes that only a newer server knows. They grant nothing here.
    unknown: Vec<String>,
}

impl KeyScopes {
    /// Scopes that this version knows.
    pub const fn new(permissions: Vec<Permission>) -> Self {
        Self {
            permissions,
            unknown: Vec::new(),
        }
    }

    /// Their names, joined by spaces.
    pub fn text(&self) -> String {
        let known = self.permissions.iter().map(|scope| scope.as_str());
        let names: Vec<_> = known
            .chain(self.unknown.iter().map(String::as_str))
            .collect();
        names.join(" ")
    }

    /// The scopes with these names.
    pub fn parse(text: &str) -> Self {
        let mut scopes = Self::new(Vec::new());
        for name in text.split_whitespace() {
            match Permission::parse(name) {
                Some(permission) => scopes.permissions.push(permission),
                None => scopes.unknown.push(name.to_owned()),
            }
        }
        scopes
    }
}

crate::text_column!(KeyScopes, |it| it.text(), |it| Some(Self::parse(it)));

crate::named_values! {
    /// The role of an administrator, from most to fewest permissions.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "help_desk"))]
    pub enum Role {
        /// Can do everything, including managing administrators.
        Owner = "owner",
        /// Manages users, groups, applications, settings and API keys, but not administrators.
        Manager = "manager",
        /// Views users and helps them.
        HelpDesk = "help_desk",
        /// Views everything and changes nothing.
        ReadOnly = "read_only",
    }
}

impl Role {
    /// The label of the role.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Manager => "Manager",
            Self::HelpDesk => "Help desk",
            Self::ReadOnly => "Read only",
        }
    }

    /// Whether this role includes `permission`.
    pub const fn allows(self, permission: Permission) -> bool {
        use Permission::{
            AdministratorsRead, AdministratorsWrite, ApiKeysWrite, ApplicationsRead,
            ApplicationsWrite, EventsRead, GroupsRead, GroupsWrite, OrganizationRead,
            OrganizationWrite, UsersAssist, UsersRead, UsersWrite,
        };
        match permission {
            UsersRead | GroupsRead | ApplicationsRead | AdministratorsRead | OrganizationRead
            | EventsRead => true,
            UsersAssist => !matches!(self, Self::ReadOnly),
            UsersWrite | GroupsWrite | ApplicationsWrite | OrganizationWrite | ApiKeysWrite => {
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

    #[test]
    fn scopes_of_a_newer_server_grant_nothing_and_are_kept() {
        let scopes = KeyScopes::parse("newer:read users:read");
        assert_eq!(scopes.permissions, [Permission::UsersRead]);
        assert_eq!(scopes.text(), "users:read newer:read");
        assert_ne!(scopes, KeyScopes::new(vec![Permission::UsersRead]));
    }

    #[test]
    fn each_role_has_exactly_its_permissions() {
        let all = Role::ALL.as_slice();
        let helpers = [Role::Owner, Role::Manager, Role::HelpDesk];
        let managers = [Role::Owner, Role::Manager];
        let table: [(Permission, &[Role]); Permission::ALL.len()] = [
            (Permission::UsersRead, all),
            (Permission::UsersAssist, &helpers),
            (Permission::UsersWrite, &managers),
            (Permission::GroupsRead, all),
            (Permission::GroupsWrite, &managers),
            (Permission::ApplicationsRead, all),
            (Permission::ApplicationsWrite, &managers),
            (Permission::AdministratorsRead, all),
            (Permission::AdministratorsWrite, &[Role::Owner]),
            (Permission::OrganizationRead, all),
            (Permission::OrganizationWrite, &managers),
            (Permission::EventsRead, all),
            (Permission::ApiKeysWrite, &managers),
        ];
        for (permission, roles) in table {
            let holders: Vec<_> = Role::ALL
                .into_iter()
                .filter(|role| role.allows(permission))
                .collect();
            assert_eq!(holders, roles, "{permission:?}");
        }
    }

    #[test]
    fn what_can_take_over_the_organization_or_mislead_its_users_needs_a_fresh_proof() {
        let sensitive: Vec<_> = Permission::ALL
            .into_iter()
            .filter(|permission| permission.is_sensitive())
            .map(Permission::as_str)
            .collect();
        assert_eq!(
            sensitive,
            [
                "applications:write",
                "administrators:write",
                "organization:write",
                "api_keys:write",
            ]
        );
    }

    #[test]
    fn a_program_cannot_manage_administrators_api_keys_or_settings() {
        let of_people: Vec<_> = Permission::ALL
            .into_iter()
            .filter(|permission| !Permission::SCOPES.contains(permission))
            .map(Permission::as_str)
            .collect();
        assert_eq!(
            of_people,
            [
                "administrators:write",
                "organization:write",
                "api_keys:write"
            ]
        );
    }
}
