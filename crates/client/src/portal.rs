/// Whose sign-in, session and account a client uses. The portals share nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Portal {
    /// The User Portal.
    User,
    /// The Admin Portal.
    Admin,
}

impl Portal {
    /// What stands between `/api/v1` and the portal's own paths.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::User => "",
            Self::Admin => "/admin",
        }
    }
}
