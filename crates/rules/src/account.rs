//! The two kinds of accounts, and the portal of each.

crate::named_values! {
    /// The kind of an account.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "user"))]
    pub enum AccountKind {
        /// A person of the organization, who signs in to the User Portal.
        User = "user",
        /// A person who manages the organization in the Admin Portal.
        Administrator = "administrator",
    }
}

impl AccountKind {
    /// The portal that accounts of this kind sign in to.
    pub const fn portal(self) -> Portal {
        match self {
            Self::User => Portal::User,
            Self::Administrator => Portal::Admin,
        }
    }
}

crate::named_values! {
    /// One of the two portals. They share no cookies, tokens or sessions.
    pub enum Portal {
        /// The User Portal, for users.
        User = "user",
        /// The Admin Portal, for administrators.
        Admin = "admin",
    }
}

impl Portal {
    /// The kind of account that signs in to this portal.
    pub const fn account_kind(self) -> AccountKind {
        match self {
            Self::User => AccountKind::User,
            Self::Admin => AccountKind::Administrator,
        }
    }

    /// The audience of the portal's access tokens.
    pub const fn audience(self) -> &'static str {
        match self {
            Self::User => "latchkey:user-portal",
            Self::Admin => "latchkey:admin-portal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_one_portal_is_not_meant_for_the_other() {
        assert_ne!(Portal::User.audience(), Portal::Admin.audience());
    }

    #[test]
    fn accounts_of_each_kind_have_one_portal_of_their_own() {
        for kind in AccountKind::ALL {
            assert_eq!(kind.portal().account_kind(), kind);
        }
    }
}
